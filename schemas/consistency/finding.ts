/** What is doubtful in a facet although every field of it conforms. */
import type { Facet } from '../generated/types.ts'
import type { Text } from '../validation/texts.ts'

/** A facet with or without what the gateway assigns. */
export type HeldFacet = Omit<Facet, 'id' | 'agency' | 'provenance'>

const text = (vi: string, en: string): Text => ({ vi, en })

/**
 * What can be found. `degraded`: the record says what can't be, so one of its statements is wrong; `note`: worth
 * knowing, and possibly right. What breaks the law is data and no finding.
 */
export const doubts = {
  'order-impossible': { effect: 'degraded', expected: text('không trước mốc kia', 'not before the other') },
  'date-ahead': {
    effect: 'degraded',
    expected: text('không sau lần cập nhật của nguồn', 'not after the last change at the source'),
  },
  'stage-contradicted': {
    effect: 'degraded',
    expected: text('giai đoạn khớp với quyết định mới nhất còn hiệu lực', 'the stage of the newest decision in force'),
  },
  'state-contradicted': {
    effect: 'degraded',
    expected: text('trạng thái khớp với ngày tháng bên cạnh', 'a state that agrees with the dates beside it'),
  },
  'reference-dangling': {
    effect: 'degraded',
    expected: text('mã của một phần tử trong hồ sơ này', 'the id of an element of this facet'),
  },
  'id-duplicate': { effect: 'degraded', expected: text('mỗi phần tử một mã', 'an id of its own for each element') },
  'code-not-valid-then': {
    effect: 'note',
    expected: text('mã có hiệu lực vào ngày đó', 'a code that was valid on that day'),
  },
  'code-validity-unknown': {
    effect: 'note',
    expected: text('hiệu lực của mã vào ngày đó là rõ', 'a code of which it is known whether it was valid then'),
  },
} as const satisfies Record<string, { readonly effect: 'degraded' | 'note'; readonly expected: Text }>

export type Doubt = keyof typeof doubts

export interface Inconsistency {
  readonly code: Doubt
  readonly effect: 'degraded' | 'note'
  /** JSON Pointer (RFC 6901) into the facet. */
  readonly pointer: string
  /** Never a value; of an order, the pointer of the other date. */
  readonly expected: Text
}

/** Takes down that `code` holds at `pointer`; `other`: what it was compared with. */
export type Note = (code: Doubt, pointer: string, other?: string) => void
