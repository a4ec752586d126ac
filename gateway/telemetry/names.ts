/** Every span, metric and attribute name. Attribute values are ids, codes and counts: never content of a record; of metrics never an id of one request. */

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
  operation: 'lienthong.operation',
  code: 'lienthong.code',
} as const

/** Of how long spans took, in seconds, by span. */
export const durations = {
  [spans.request]: 'lienthong.request.duration',
  [spans.ask]: 'lienthong.sources.ask.duration',
  [spans.write]: 'lienthong.sources.write.duration',
} as const

/** Attributes of a span that its duration has too: each takes few values. */
export const measured = [
  attributes.agency,
  attributes.reason,
  attributes.surface,
  attributes.operation,
  attributes.code,
] as const

/** Counts as they stand, with their units (UCUM annotations). Of no attributes. */
export const gauges = {
  logWaiting: {
    name: 'lienthong.log.waiting',
    unit: '{entry}',
    description: 'Entries that are not durable in the log of this node yet',
  },
  logUnpublished: {
    name: 'lienthong.log.unpublished',
    unit: '{entry}',
    description: 'Durable entries of the log of this node that its published checkpoint does not cover yet',
  },
  transfersUndelivered: {
    name: 'lienthong.transfers.undelivered',
    unit: '{transfer}',
    description: 'Transfers in inboxes that are neither fetched nor taken by a push',
  },
  transfersRepushed: {
    name: 'lienthong.transfers.repushed',
    unit: '{transfer}',
    description: 'Transfers whose last push failed and that are pushed again',
  },
  limitsOverdue: {
    name: 'lienthong.limits.overdue',
    unit: '{limit}',
    description: 'Legal limits that have passed, of transfers that are delivered and not answered',
  },
} as const

export type SpanName = (typeof spans)[keyof typeof spans]
export type Gauge = (typeof gauges)[keyof typeof gauges]
export type AttributeName = (typeof attributes)[keyof typeof attributes]
export type SpanAttributes = Readonly<Partial<Record<AttributeName, string | number | boolean>>>
