/** Every span and attribute name. Attribute values are ids, codes and counts: never content of a record. */

export const spans = {
  request: 'lienthong.request',
  identify: 'lienthong.identify',
  lookUp: 'lienthong.dossiers.look_up',
  decide: 'lienthong.policy.decide',
  ask: 'lienthong.sources.ask',
  write: 'lienthong.sources.write',
  release: 'lienthong.release',
  append: 'lienthong.audit.append',
  feed: 'lienthong.feed',
} as const

export const attributes = {
  event: 'lienthong.event_id',
  agency: 'lienthong.agency',
  adapter: 'lienthong.adapter',
  /** ok, absent, timeout, failed or quarantined. */
  sourceState: 'lienthong.source.state',
  reason: 'lienthong.reason',
  code: 'lienthong.code',
  surface: 'lienthong.surface',
  rows: 'lienthong.rows',
  logIndex: 'lienthong.log.index',
  /** OpenTelemetry semantic conventions for HTTP. */
  status: 'http.response.status_code',
  method: 'http.request.method',
} as const

export type SpanName = (typeof spans)[keyof typeof spans]
export type AttributeName = (typeof attributes)[keyof typeof attributes]
export type SpanAttributes = Readonly<Partial<Record<AttributeName, string | number | boolean>>>
