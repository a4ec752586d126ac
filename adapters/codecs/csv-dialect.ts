/** What one system's CSV is like, since each has its own: RFC 4180 fixes no more than the quoting. */
import type { Encoding } from './encodings.ts'

export interface CsvDialect {
  readonly encoding: Encoding
  readonly separator: ',' | ';' | '\t' | '|'
  /** None: no cell holds a separator or a line break. */
  readonly quote: '"' | "'" | 'none'
  /** `any`: CRLF and LF, also mixed. A CR alone ends no line. */
  readonly lineEnds: 'crlf' | 'lf' | 'any'
  /** Whether the first row names the columns. */
  readonly header: boolean
}

/** RFC 4180 with a header, in UTF-8. */
export const rfc4180: CsvDialect = { encoding: 'utf-8', separator: ',', quote: '"', lineEnds: 'crlf', header: true }

/** Also in full width, and after space that a spreadsheet skips. */
const FORMULA = /^[\s\u200b\ufeff]*[=+\-@＝＋－＠]|^[\t\r]/
/** A signed number, a telephone number, a lone dash: no spreadsheet runs them. */
const HARMLESS = /^[+-]?(?:\d[\d.,]*)?$/

/** Whether a spreadsheet that opens the file would run the cell as a formula. */
export const isFormula = (text: string): boolean => FORMULA.test(text) && !HARMLESS.test(text)
