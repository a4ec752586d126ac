/** Every bound of the gateway, named with its unit. Relations between them are asserted when the module loads. */
import assert from 'node:assert/strict'

export const limits = {
  request: {
    body_bytes_max: 64 * 1024,
    header_bytes_max: 16 * 1024,
    headers_count_max: 100,
    connections_max: 1024,
    headers_timeout_ms: 10_000,
    request_timeout_ms: 15_000,
    keep_alive_timeout_ms: 60_000,
    tls_handshake_timeout_ms: 5_000,
  },
  graphql: {
    tokens_max: 2_000,
    depth_max: 12,
    /** Fields asked for, list fields counted once per row of the page. */
    cost_max: 20_000,
    root_fields_max: 10,
    documents_cached_max: 500,
  },
  list: { page_rows_default: 20, page_rows_max: 100, cursor_bytes_max: 512 },
  token: {
    lifetime_s: 300,
    assertion_lifetime_s_max: 300,
    clock_skew_s: 5,
    dossiers_max: 50,
    assertion_bytes_max: 8 * 1024,
    access_token_bytes_max: 12 * 1024,
  },
  source: {
    /** One request to a source, answer read to its end. */
    request_timeout_ms: 4_000,
    /** One translation in a worker; then the worker is replaced. */
    translate_timeout_ms: 2_000,
    connections_per_source_max: 16,
    workers_count: 2,
    worker_heap_mb_max: 128,
    /** Translations waiting for a worker; beyond it a source is reported as failed at once. */
    translations_waiting_max: 256,
    facets_per_request_max: 200,
    circuit_failures_max: 5,
    circuit_open_ms: 10_000,
    feed_interval_ms: 5_000,
  },
  log: {
    entry_bytes_max: 65_535,
    batch_entries_max: 4_096,
    waiting_entries_max: 16_384,
    segment_bytes_max: 64 * 1024 * 1024,
    publish_interval_ms: 1_000,
    heartbeat_interval_ms: 60_000,
  },
  drain_ms_max: 10_000,
} as const

assert(limits.source.request_timeout_ms + limits.source.translate_timeout_ms < limits.request.request_timeout_ms)
assert(limits.log.batch_entries_max <= limits.log.waiting_entries_max)
assert(limits.token.access_token_bytes_max < limits.request.header_bytes_max)
assert(limits.log.entry_bytes_max < 2 ** 16)
assert(limits.list.page_rows_default <= limits.list.page_rows_max)
assert(limits.list.page_rows_max <= limits.source.facets_per_request_max)
