/** Bounds of the audit log, of its signer, and of those who witness and time-stamp it. */
export const log = {
  log: {
    entry_bytes_max: 65_535,
    /**
     * What is sealed is padded to the first of these that holds it: refusals, starts and tokens lie in the first, most answers in the second
     * or third. The last one as base64url (RFC 7515 §2) leaves the clear part of an entry its room.
     */
    detail_bytes_classes: [1024, 4 * 1024, 16 * 1024, 46 * 1024],
    /** For which facets were concealed, of an entry that names dossiers asked for: kept free where none were. With the rest of a refusal it stays in the first class. */
    concealments_bytes_max: 352,
    /** The clear part beside the sealed one. */
    clear_bytes_max: 2 * 1024,
    /** Records of one entry, its sources, and what of the answer is committed to; who, why and what was asked for have the rest. What is more makes several entries. */
    records_bytes_max: 26 * 1024,
    sources_bytes_max: 8 * 1024,
    committed_bytes_max: 4 * 1024,
    /** Of neighbouring records of one list that stand together. */
    committed_chars_max: 2_000,
    /** How long what is sealed under one key, before another is made. */
    epoch_ms: 24 * 60 * 60 * 1000,
    /**
     * Entries under one key: with IVs of 96 random bits two of 2^28 are the same with a probability below 2^-41, where NIST SP 800-38D §8.3
     * asks for 2^-32 (2^32 entries). The next key is made at half of that.
     */
    epoch_entries_max: 2 ** 28,
    /** How often it is looked whether a new key is due, and how soon one that could not be made is tried again. */
    epoch_interval_ms: 60_000,
    /** Public keys of audit officers to which one epoch key is wrapped. */
    officer_keys_max: 32,
    /** Dossiers that one entry of a deposit names; more make several entries. */
    dossiers_per_entry_max: 1_000,
    /** Dossiers that the entry of a transfer names: a number of its document may be that of several matters. */
    dossiers_per_transfer_max: 4,
    /** Marks that sources changed, of one entry; and of one facet, beyond which those of its places are told joined. */
    labels_per_entry_max: 16,
    labels_per_facet_max: 4,
    batch_entries_max: 4_096,
    batch_bytes_max: 8 * 1024 * 1024,
    /** What is handed to the writer thread at once, which makes it ready while more of the same event-loop turn is encoded. */
    message_entries_max: 32,
    message_bytes_max: 1024 * 1024,
    waiting_entries_max: 16_384,
    waiting_bytes_max: 64 * 1024 * 1024,
    /** What of the journal is read at a start, at most: entries that are published stay in a segment until the next one is begun. */
    segment_bytes_max: 16 * 1024 * 1024,
    /** A checkpoint is published so long after the last one, once nobody has waited for the log for `quiet_ms`. */
    publish_interval_ms: 1_000,
    quiet_ms: 50,
    /** At the latest when an entry is so old, or so much is unpublished: it is held in memory, and read and tiled again after a crash. */
    unpublished_ms_max: 5_000,
    unpublished_bytes_max: 32 * 1024 * 1024,
    /** Taken into tiles between two batches; or twice what the last batch brought, where that is more. */
    tiled_at_once_bytes: 4 * 1024 * 1024,
    heartbeat_interval_ms: 60_000,
    /** After which pause the reading of entries over one connection has ended. */
    reading_idle_ms: 60_000,
    /** The same refusal of one system again: how long it is only counted. */
    repeats_interval_ms: 60_000,
    /** Refusals of one code to whoever has no registered certificate that have entries of their own; more are counted until it is quiet again. */
    strangers_entries_max: 30,
    /** How often the log is compared with the store, and how many entries in one transaction. */
    compare_interval_ms: 60_000,
    compared_entries_max: 4_096,
    /** Free space on the log's disk, beyond what tiles still need, below which nothing more is accepted; and how often it is looked for room again. */
    free_bytes_min: 64 * 1024 * 1024,
    room_interval_ms: 1_000,
    /** Kept back, so that the refusal itself can still be recorded. */
    reserve_bytes: 1024 * 1024,
  },
  signer: {
    /** How long a batch waits for its signature. */
    timeout_ms: 5_000,
    /** A checkpoint's text or its signatures; that of ML-DSA-44 has 3,3 KiB. */
    line_bytes_max: 16 * 1024,
    connections_max: 4,
    /** How often a log that has no signer looks for one, and a signer that ended is started again. */
    retry_interval_ms: 250,
  },
  witness: {
    /** 63 lines of proof, and a note. */
    request_bytes_max: 128 * 1024,
    proof_lines_max: 63,
    answer_bytes_max: 128 * 1024,
    connections_max: 64,
    request_timeout_ms: 5_000,
    keep_alive_timeout_ms: 60_000,
    /** How often a checkpoint is shown at most, however many are published. */
    round_interval_ms_min: 1_000,
    lock_wait_ms: 2_000,
    /** How often a witness is asked for its size while one request is answered: another of our nodes can't be at work. */
    tries_max: 3,
  },
  /** Of a time stamping authority (RFC 3161). */
  timestamp: {
    answer_bytes_max: 256 * 1024,
    request_timeout_ms: 10_000,
    keep_alive_timeout_ms: 1_000,
    retry_ms: 60_000,
  },
} as const
