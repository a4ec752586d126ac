/**
 * Strict CSV (RFC 4180 with a separator of the format's own): lines end with CRLF, a quoted cell may hold separators, line
 * breaks and doubled quotes, and a quote stands nowhere else. What a spreadsheet would guess at is refused.
 */
import type { Outcome } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'

export interface CsvFormat {
  readonly separator: ';' | ','
  /** Cells of all rows together. */
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
  /** Where the row begins in the text, and where the next one does. */
  readonly from: number
  readonly to: number
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
 * Decodes a document into rows; a last line without CRLF is a row too. Total: text that is no such document gives one finding
 * (`document-malformed`, `nodes-exceeded`) with line and column, never with content. NOT verified: that rows have the same
 * number of cells; any header or trailer.
 */
export function decodeCsv(text: string, format: CsvFormat): Outcome<readonly CsvRow[]> {
  try {
    return { ok: true, value: parse(text, format), findings: [] }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, findings: [error.finding] }
    throw error
  }
}

const QUOTED = /[^"]*/y

function parse(text: string, { separator, cellsMax }: CsvFormat): readonly CsvRow[] {
  const PLAIN = separator === ';' ? /[^";\r\n]*/y : /[^",\r\n]*/y
  let at = 0
  let line = 1
  let lineStart = 0
  let cells = 0

  const stop = (code: string, expected: string, place = { line, column: at - lineStart + 1 }): never => {
    throw new Refusal({ code, effect: 'reject-document', pointer: '', ...place, expected })
  }
  const take = (wanted: string): boolean => {
    if (!text.startsWith(wanted, at)) return false
    at += wanted.length
    return true
  }
  const lineBegins = (where: number): void => {
    line++
    lineStart = where
  }

  const quoted = (start: { readonly line: number; readonly column: number }): string => {
    let content = ''
    for (;;) {
      QUOTED.lastIndex = at
      const run = QUOTED.exec(text)![0]
      for (let found = run.indexOf('\n'); found >= 0; found = run.indexOf('\n', found + 1)) lineBegins(at + found + 1)
      at += run.length
      content += run
      if (!take('"')) stop('document-malformed', 'the quote that ends the cell', start)
      if (!take('"')) return content.replace(/\r\n?/g, '\n')
      content += '"'
    }
  }
  const plain = (): string => {
    PLAIN.lastIndex = at
    const run = PLAIN.exec(text)![0]
    at += run.length
    return run
  }
  const cell = (): CsvCell => {
    if (++cells > cellsMax) stop('nodes-exceeded', `at most ${cellsMax} cells`)
    const start = { line, column: at - lineStart + 1 }
    return { text: take('"') ? quoted(start) : plain(), ...start }
  }
  const row = (): CsvRow => {
    const from = at
    const of: [CsvCell, ...CsvCell[]] = [cell()]
    while (take(separator)) of.push(cell())
    if (take('\r\n')) lineBegins(at)
    else if (at < text.length) stop('document-malformed', 'a separator or CRLF, a quote only around the whole cell')
    return { cells: of, from, to: at }
  }

  const rows: CsvRow[] = []
  while (at < text.length) rows.push(row())
  return rows
}
