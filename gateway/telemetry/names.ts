/** Every span and attribute name. Attribute values are ids, codes and counts: never content of a record. */

export const spans = {
  request: 'lienthong.request',
  ask: 'lienthong.sources.ask',
  write: 'lienthong.sources.write',
} as const

export const attributes = {
  event: 'lienthong.event_id',
  agency: 'lienthong.agency',
  adapter: 'lienthong.adapter',
  reason: 'lienthong.reason',
  surface: 'lienthong.surface',
} as const

export type SpanName = (typeof spans)[keyof typeof spans]
export type AttributeName = (typeof attributes)[keyof typeof attributes]
export type SpanAttributes = Readonly<Partial<Record<AttributeName, string | number | boolean>>>
