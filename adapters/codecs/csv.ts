/**
 * Strict CSV (RFC 4180) in the dialect of one system: a quoted cell may hold separators, line breaks and doubled quotes, and a
 * quote stands nowhere else. What a spreadsheet would guess at is refused.
 */
import type { Outcome } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import type { CsvDialect } from './csv-dialect.ts'
import { decodeText } from './encodings.ts'
import { mixedEncoding } from './mixed.ts'

export interface CsvBounds {
  readonly bytesMax: number
  /** Cells of all rows together, the header's among them. */
  readonly cellsMax: number
}

export interface CsvCell {
  /** Without its quotes; line breaks in it are U+000A. */
  readonly text: string
  /** One-based place of its first character, which may be a quote. */
  readonly line: number
  readonly column: number
}

export interface CsvRow {
  readonly cells: readonly [CsvCell, ...CsvCell[]]
  /** Where the row begins in the decoded text, and where the next one does. */
  readonly from: number
  readonly to: number
}

export interface CsvDocument {
  /** Of a dialect that has one. */
  readonly header: CsvRow | undefined
  readonly rows: readonly CsvRow[]
}

/** Ends the parse; carries what is wrong and where, never what was read. */
class Refusal extends Error {
  readonly finding: Finding
  constructor(finding: Finding) {
    super(finding.code)
    this.finding = finding
  }
}

/**
 * Decodes a document into rows; a last line without its end is a row too. Total: bytes that are no such document give one finding
 * (`document-too-large`, `encoding-invalid`, `document-malformed`, `nodes-exceeded`, `header-missing`, `column-repeated`) with line
 * and column, never with content; good ones in UTF-8 may give `encoding-mixed`. NOT verified: that rows have the same number of cells; what the columns are; that no cell is a
 * formula (`isFormula`).
 */
export function decodeCsv(bytes: Uint8Array, dialect: CsvDialect, bounds: CsvBounds): Outcome<CsvDocument> {
  const { bytesMax, cellsMax } = bounds
  if (bytes.byteLength > bytesMax) return refuse('document-too-large', `at most ${bytesMax} bytes`)
  const text = decodeText(bytes, dialect.encoding)
  if (!text.ok) return text
  const mixed = dialect.encoding === 'utf-8' ? mixedEncoding(text.value) : undefined
  const findings = mixed ? [mixed] : []
  try {
    const rows = parse(text.value, dialect, cellsMax)
    if (!dialect.header) return { ok: true, value: { header: undefined, rows }, findings }
    const [header, ...others] = rows
    if (header === undefined) return refuse('header-missing', 'a row that names the columns', { line: 1, column: 1 })
    const names = new Set<string>()
    const repeated = header.cells.find(({ text: name }) => names.size === names.add(name).size)
    if (repeated) return refuse('column-repeated', 'a name of its own for each column', repeated)
    return { ok: true, value: { header, rows: others }, findings }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, findings: [error.finding] }
    throw error
  }
}

type Place = Pick<CsvCell, 'line' | 'column'>

const findingAt = (code: string, expected: string, place?: Place): Finding => ({
  ...{ code, effect: 'reject-document', pointer: '', expected },
  ...(place && { line: place.line, column: place.column }),
})

const refuse = (code: string, expected: string, place?: Place): Extract<Outcome<never>, { readonly ok: false }> => ({
  ok: false,
  findings: [findingAt(code, expected, place)],
})

const [CR, LF] = [0x0d, 0x0a] as const

function parse(text: string, { separator, quote, lineEnds }: CsvDialect, cellsMax: number): readonly CsvRow[] {
  const [SEPARATOR, QUOTE] = [separator.charCodeAt(0), quote === 'none' ? -1 : quote.charCodeAt(0)]
  const doubled = quote + quote
  const { length } = text
  let at = 0
  let line = 1
  let lineStart = 0
  let cells = 0

  const stop = (code: string, expected: string, place: Place = { line, column: at - lineStart + 1 }): never => {
    throw new Refusal(findingAt(code, expected, place))
  }
  const quoted = (start: Place): string => {
    const from = at
    for (;;) {
      const end = text.indexOf(quote, at)
      if (end < 0) return stop('document-malformed', 'the quote that ends the cell', start)
      at = end + 1
      if (text.charCodeAt(at) !== QUOTE) break
      at++
    }
    const content = text.slice(from, at - 1)
    for (let found = content.indexOf('\n'); found >= 0; found = content.indexOf('\n', found + 1)) {
      line++
      lineStart = from + found + 1
    }
    const single = content.includes(quote) ? content.replaceAll(doubled, quote) : content
    return single.includes('\r') ? single.replace(/\r\n?/g, '\n') : single
  }
  const plain = (): string => {
    const from = at
    for (; at < length; at++) {
      const unit = text.charCodeAt(at)
      if (unit === SEPARATOR || unit === CR || unit === LF || unit === QUOTE) break
    }
    return text.slice(from, at)
  }
  const cell = (): CsvCell => {
    if (++cells > cellsMax) stop('nodes-exceeded', `at most ${cellsMax} cells`)
    const start = { line, column: at - lineStart + 1 }
    if (text.charCodeAt(at) !== QUOTE) return { text: plain(), line: start.line, column: start.column }
    at++
    return { text: quoted(start), line: start.line, column: start.column }
  }
  const lineEnd = (): boolean => {
    const unit = text.charCodeAt(at)
    const isCrlf = unit === CR && text.charCodeAt(at + 1) === LF
    if (!(isCrlf ? lineEnds !== 'lf' : unit === LF && lineEnds !== 'crlf')) return false
    at += isCrlf ? 2 : 1
    line++
    lineStart = at
    return true
  }

  const rows: CsvRow[] = []
  while (at < length) {
    const from = at
    const of: [CsvCell, ...CsvCell[]] = [cell()]
    while (text.charCodeAt(at) === SEPARATOR) {
      at++
      of.push(cell())
    }
    if (!lineEnd() && at < length)
      stop('document-malformed', 'a separator or the end of the line, a quote only around the whole cell')
    rows.push({ cells: of, from, to: at })
  }
  return rows
}
