/** Every bound of the gateway, named with its unit. Relations between them are asserted when the module loads. */
import assert from 'node:assert/strict'
import { handingOver } from './limits/handing-over.ts'
import { log } from './limits/log.ts'

export const limits = {
  /** After which an answer says that the same may be sent again: where what is under way ends by itself, and where something has failed and is waited for. */
  retry: { soon_s: 2, outage_s: 15 },
  request: {
    body_bytes_max: 64 * 1024,
    header_bytes_max: 16 * 1024,
    headers_count_max: 100,
    connections_max: 1024,
    headers_timeout_ms: 10_000,
    /** One request, head and body; of an upload the head, and its body by the rate below. */
    request_timeout_ms: 15_000,
    /** Of an upload so many bytes at least come in each such time that is spent waiting for them: 64 KiB/s, a quarter of what a line of 2 Mbit/s carries. */
    upload_window_ms: 10_000,
    upload_window_bytes_min: 640 * 1024,
    keep_alive_timeout_ms: 60_000,
    /** Nothing sent or taken during a request. */
    silence_timeout_ms: 30_000,
    tls_handshake_timeout_ms: 5_000,
    /** How long a refused body is read on before the connection is closed. */
    linger_timeout_ms: 1_000,
  },
  /** How often the gateway looks at how long its own certificates have left. */
  certificates: { look_interval_ms: 3_600_000 },
  connections: {
    /** Without a registered system at their other end yet: in their handshake, or about to be refused. */
    arriving_max: 256,
    /** Several agencies may stand behind one address. */
    arriving_per_address_max: 128,
    per_system_max: 160,
    /** Beyond these, opened only to be told so. */
    surplus_per_system_max: 8,
    /** How often the operator is told of those that were closed unheard. */
    refusals_reported_ms: 10_000,
  },
  graphql: {
    tokens_max: 2_000,
    /** Of an alias: with it a place in the answer begins, which an entry of the log has room for. */
    name_chars_max: 100,
    depth_max: 12,
    introspection_depth_max: 16,
    /** Fields asked for, list fields counted once per row of the page. */
    cost_max: 20_000,
    root_fields_max: 10,
    documents_cached_max: 500,
  },
  list: {
    page_rows_default: 20,
    page_rows_max: 100,
    candidates_per_query: 200,
    /** How many dossiers more than a page wants are looked at: of so many that are not shown, none costs a statement. */
    unseen_per_query: 10,
    /** How many facets are looked at for each dossier that a page wants: most have fewer. */
    candidates_per_dossier: 4,
    cursor_bytes_max: 512,
  },
  token: {
    lifetime_s: 300,
    assertion_lifetime_s_max: 300,
    /** FAPI 2.0 §5.3.2.1: 10 at least, 60 at most. */
    clock_skew_s: 10,
    dossiers_max: 50,
    assertion_bytes_max: 8 * 1024,
    access_token_bytes_max: 12 * 1024,
    authorization_details_bytes_max: 4 * 1024,
    form_bytes_max: 16 * 1024,
    /** How often the key files are looked at. */
    keys_interval_ms: 2_000,
  },
  rate: {
    window_s: 60,
    /** Keys that one node keeps in memory; beyond it the oldest are forgotten. */
    keys_max: 100_000,
    /** Without an answer of Redis the node counts by itself, and asks Redis again after a while. */
    redis_timeout_ms: 250,
    redis_rest_ms: 1_000,
  },
  /** Failed assertions and tokens, before the token endpoint refuses for a time that doubles with each further one. */
  lockout: { window_s: 300, officer_failures_max: 10, system_failures_max: 50, lock_s_min: 5, lock_s_max: 300 },
  registry: {
    file_bytes_max: 256 * 1024,
    files_max: 500,
    folder_bytes_max: 16 * 1024 * 1024,
    /** Until what was refused because the database could not be asked is read again. */
    retry_ms: 60_000,
  },
  /** Places in one record whose marks are kept; what is marked beyond them marks the record. */
  labels: { places_per_record_max: 2_000 },
  policy: {
    masks_cached_max: 10_000,
    profiles_cached_max: 10_000,
    /** Texts of policies that are kept parsed: a folder, and the one that takes its place. */
    texts_cached_max: 256,
    /** Decisions on each dossier asked for, whether it is not there or may not be known: more than agencies can hold parts of one. */
    decisions_per_dossier_min: 8,
    /** How often one request is decided anew because what it was decided by is no longer in force. */
    rounds_max: 3,
    /** Of the diagrams of a proof over all requests; that of the shipped policies has some ten thousand. */
    proof_nodes_max: 1_000_000,
  },
  release: {
    /** Steps of projections, and patterns of what became of records; some hundred bytes each. */
    projected_max: 100_000,
    /** Ids of facets that are kept, each for one receiver; some two hundred bytes each. */
    facet_ids_max: 50_000,
    /** Of one answer. Above what all agencies' documents of one dossier can hold; aliases could ask for the same text over and over. */
    answer_bytes_max: 32 * 1024 * 1024,
    /** Places of one answer that are told as withheld, masked or absent. */
    denials_max: 200_000,
  },
  source: {
    /** One request to a source, answer read to its end. */
    request_timeout_ms: 4_000,
    /** What an adapter's manifest may ask for at most: requests in all for one question, and the wait between two. */
    request_attempts_max: 4,
    request_backoff_ms_max: 1_000,
    /** One secret of a source, read from its file. */
    secret_bytes_max: 4 * 1024,
    /** One translation in a worker; then the worker is replaced. */
    translate_timeout_ms: 2_000,
    /** How long a translation waits for a worker; then the source counts as busy. */
    translate_wait_timeout_ms: 2_500,
    /** One deposited document, every record looked through. */
    deposit_timeout_ms: 8_000,
    connections_per_source_max: 16,
    /** Unless the source asks for less: a handshake costs more than many answers. */
    keep_alive_timeout_ms: 60_000,
    workers_count: 2,
    worker_heap_mb_max: 128,
    worker_start_timeout_ms: 10_000,
    request_path_bytes_max: 4 * 1024,
    request_body_bytes_max: 64 * 1024,
    answer_header_bytes_max: 16 * 1024,
    /** Of one document; the rest is not reported. */
    findings_max: 100,
    /** Of one document that is written: what its form has no place for is told to whoever hands it over; what is beyond it is told as cut. */
    findings_written_max: 2_000,
    /** Since the start, of all sources together; the rest is not told as a change of format. */
    format_changes_max: 1_000,
    /** Records with a field before, and in a row without it since, for it to be told as gone. */
    gone_records_min: 8,
    /** Of records that are compared with each other: of one source, adapter version and stage. */
    gone_groups_max: 500,
    /** Translations waiting for a worker; beyond it a source is reported as failed at once. */
    translations_waiting_max: 256,
    facets_per_request_max: 200,
    circuit_failures_max: 5,
    circuit_open_ms: 10_000,
    feed_interval_ms: 5_000,
    /** A feed is read under one event for so long; the end of the event tells how often the source was asked under it. */
    feed_event_ms: 60 * 60_000,
    /** Taken in at once from one source; a feed with more leads in a circle. */
    feed_pages_max: 10_000,
  },
  deposit: {
    /** One push; the adapter's manifest may allow less. */
    body_bytes_max: 1024 * 1024,
    /** How long after it was signed a message is taken, and sent again for the same receipt. */
    signature_age_s_max: 300,
    /** A file is complete when two looks in a row, this far apart, see the same. */
    look_interval_ms: 1_000,
    /** Files of one folder in hand at once; the others wait where they are. */
    files_per_look_max: 200,
    /** Until what could not be taken or acknowledged is tried again, never given up: between these the adapter's manifest chooses. */
    retry_ms_min: 1_000,
    retry_ms_max: 60_000,
    acknowledgement_bytes_max: 256 * 1024,
    /** Documents of one agency in hand at once, on all ways in; each is held several times while it is. */
    under_way_max: 16,
    /** Of one document; as many as an index page has entries (schemas/index-page.json). */
    refused_records_max: 5_000,
    /** How far ahead of ours a sender's clock may be; what is later has no say over what comes after it. */
    clock_ahead_ms_max: 24 * 60 * 60 * 1000,
  },
  ...handingOver,
  quarantine: {
    reason_chars_max: 1_000,
    /** Of a corrected document; the adapter's manifest may allow less. */
    correction_bytes_max: 4 * 1024 * 1024,
    /** Of the request that brings it, in base64; of one for any other act. */
    correction_body_bytes_max: 6 * 1024 * 1024,
    act_body_bytes_max: 16 * 1024,
    /** Acts under way, of one agency and of all; a correction holds its document several times. */
    acts_per_agency_max: 4,
    acts_max: 16,
    page_items_default: 20,
    page_items_max: 100,
    /** Of one item. */
    acts_told_max: 200,
    /** How often it is looked for what has been held too long, and how many of these are found at once. */
    retention_interval_ms: 60 * 60 * 1000,
    erased_at_once_max: 100,
  },
  link: {
    decision_number_chars_max: 100,
    reason_chars_max: 1_000,
  },
  ...log,
  store: {
    connections_max: 16,
    /** Count of callers whose work goes together in one statement. */
    group_max: 64,
    /** Beyond that what they bring goes in several: of one that has more, alone. */
    group_bytes_max: 4 * 1024 * 1024,
    /** After how long of a group's being under way what comes goes beside it, and in how many of one kind at once. */
    group_beside_ms: 50,
    groups_max: 4,
    /** How long what is stored together waits for somebody's lock; then each goes by itself, and waits as long as a statement may. */
    group_lock_timeout_ms: 1_000,
    /** Entries that the log is owed are kept in memory up to so many bytes, to be appended without being read back. */
    owed_bytes_max: 8 * 1024 * 1024,
    connect_timeout_ms: 5_000,
    statement_timeout_ms: 5_000,
    /** A transaction that its holder forgot: the server ends it. */
    idle_in_transaction_timeout_ms: 10_000,
    /** One migration may rewrite a table. */
    migration_timeout_ms: 300_000,
    /** The embedded server: initialised, started or stopped. */
    server_timeout_ms: 60_000,
    /** How often a listening connection is tried, and after what silence it no longer counts. */
    listen_interval_ms: 500,
    listen_silence_ms_max: 2_000,
    /** Notifications waiting to be looked at, each by itself; beyond it everything is read anew. */
    told_waiting_max: 1_000,
    redis_timeout_ms: 1_000,
    redis_reconnect_ms_max: 1_000,
    /** Keys the replay filter in memory holds at once; beyond it nothing new is accepted. */
    replay_keys_max: 200_000,
    /** Of one agency: about 75 tokens or signed changes a second, kept for five minutes. */
    replay_share_max: 25_000,
    replay_ttl_s_max: 3_600,
  },
  sandbox: { dossiers_max: 1_000_000 },
  /** How far wall clock and monotonic clock may drift apart before the wall clock counts as set. */
  clock: { step_ms_max: 1_000 },
  drain_ms_max: 10_000,
  /** How long a stop waits for traces and metrics to be taken, once all else is closed. */
  telling_ms_max: 2_000,
} as const

// A facet is two tasks of a worker, what to ask and what was answered, each with its wait.
assert(
  limits.source.request_timeout_ms +
    2 * (limits.source.translate_wait_timeout_ms + limits.source.translate_timeout_ms) <
    limits.request.request_timeout_ms,
)
assert(limits.source.translate_wait_timeout_ms + limits.source.deposit_timeout_ms < limits.request.request_timeout_ms)
// A document that is handed over is two tasks of a worker: reading it, and writing it for its receiver.
assert(
  2 * (limits.source.translate_wait_timeout_ms + limits.source.translate_timeout_ms) <
    limits.request.request_timeout_ms,
)
assert(limits.transfer.body_bytes_max <= limits.transfer.in_hand_bytes_max)
assert(limits.request.request_timeout_ms < limits.request.silence_timeout_ms)
// Whoever comes without a certificate, and any one system, leave room for four other systems at their most.
assert(
  limits.connections.arriving_max +
    4 * (limits.connections.per_system_max + limits.connections.surplus_per_system_max) <
    limits.request.connections_max,
)
assert(limits.connections.arriving_per_address_max <= limits.connections.arriving_max)
assert(limits.log.batch_entries_max <= limits.log.waiting_entries_max)
assert(limits.log.message_entries_max < limits.log.batch_entries_max)
assert(limits.log.entry_bytes_max < limits.log.message_bytes_max)
assert(2 * limits.log.message_bytes_max < limits.log.batch_bytes_max)
assert(limits.log.tiled_at_once_bytes < limits.log.unpublished_bytes_max)
// Slices and a round of the witnesses included; a witness sees a checkpoint every 10 s.
assert(2 * limits.log.unpublished_ms_max <= 10_000)
assert(
  limits.log.batch_bytes_max < limits.log.segment_bytes_max && limits.log.batch_bytes_max < limits.log.free_bytes_min,
)
assert(limits.token.access_token_bytes_max < limits.request.header_bytes_max)
assert(2 * limits.store.listen_interval_ms < limits.store.listen_silence_ms_max)
assert(limits.lockout.lock_s_min <= limits.lockout.lock_s_max)
assert(limits.log.entry_bytes_max < 2 ** 16)
const detail_bytes_max = limits.log.detail_bytes_classes.at(-1)!
assert(limits.log.records_bytes_max + limits.log.sources_bytes_max + limits.log.committed_bytes_max < detail_bytes_max)
// In base64url, with the protected header, IV and tag of its JWE.
assert(Math.ceil((detail_bytes_max * 4) / 3) + 256 + limits.log.clear_bytes_max <= limits.log.entry_bytes_max)
assert(limits.store.statement_timeout_ms < limits.request.request_timeout_ms)
assert(limits.store.group_beside_ms < limits.store.group_lock_timeout_ms)
assert(limits.store.group_lock_timeout_ms < limits.store.statement_timeout_ms)
// Groups of the two kinds that may wait for locks leave most connections to others.
assert(2 * limits.store.groups_max <= limits.store.connections_max / 2)
assert(limits.token.assertion_lifetime_s_max + limits.token.clock_skew_s <= limits.store.replay_ttl_s_max)
assert(limits.request.body_bytes_max <= limits.deposit.body_bytes_max)
assert(limits.deposit.retry_ms_min <= limits.deposit.retry_ms_max)
assert((limits.quarantine.correction_bytes_max * 4) / 3 + 64 * 1024 < limits.quarantine.correction_body_bytes_max)
// A character may be escaped, by twelve bytes at most.
assert(limits.quarantine.reason_chars_max * 12 + 1024 < limits.quarantine.act_body_bytes_max)
// The worker's two turns, the log and the sending: nobody else sends it meanwhile.
assert(
  limits.handing.request_timeout_ms +
    2 * (limits.source.translate_wait_timeout_ms + limits.source.translate_timeout_ms) +
    2 * limits.store.statement_timeout_ms <
    limits.handing.lease_ms,
)
assert(limits.inbox.page_items_default <= limits.inbox.page_items_max)
assert(limits.attachment.chunk_bytes <= limits.attachment.bytes_max)
assert(limits.attachment.uploads_per_agency_max < limits.attachment.uploads_max)
// The slowest upload is none that was cut off, with half a minute for the store and the head.
const upload_windows_max = Math.ceil(limits.attachment.bytes_max / limits.request.upload_window_bytes_min) + 1
assert(
  upload_windows_max * limits.request.upload_window_ms + 2 * limits.request.request_timeout_ms <
    limits.attachment.upload_age_ms_max,
)
assert(limits.request.upload_window_ms < limits.request.silence_timeout_ms)
assert(limits.directive.page_items_default <= limits.directive.page_items_max)
// Two texts and the members, as acts upon the quarantine.
assert(
  (limits.directive.text_chars_max + 7 * limits.directive.member_chars_max) * 12 + 4096 <
    limits.directive.body_bytes_max,
)
assert(limits.handing.backoff_ms_min <= limits.handing.backoff_ms_max)
assert(limits.quarantine.acts_per_agency_max < limits.quarantine.acts_max)
assert(limits.quarantine.page_items_default <= limits.quarantine.page_items_max)
assert(limits.list.page_rows_default <= limits.list.page_rows_max)
assert(limits.list.page_rows_max <= limits.source.facets_per_request_max)
