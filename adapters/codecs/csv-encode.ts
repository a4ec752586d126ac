/** Rows as a CSV document for a receiver. */
import type { Outcome } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { type CsvDialect, isFormula } from './csv-dialect.ts'
import { encodeText } from './encodings.ts'

/**
 * Encodes rows, the header first where the dialect has one. A cell that a spreadsheet would run begins with an apostrophe, which is
 * told by a finding `formula-defused` (`degraded`) at `/row/cell`. Total: a cell that the dialect or its encoding can't carry gives a
 * finding `character-unencodable` at its place, and no bytes. NOT verified: that rows have the same number of cells. A reader that
 * is no spreadsheet sees the apostrophe.
 */
export function encodeCsv(rows: readonly (readonly string[])[], dialect: CsvDialect): Outcome<Uint8Array> {
  const { separator, quote, lineEnds, encoding } = dialect
  const defused: Finding[] = []
  const refused: Finding[] = []
  const cellOf = (given: string, pointer: string): string => {
    const isRun = isFormula(given)
    const content = isRun ? `'${given}` : given
    const finding = { pointer, found: { type: 'text', length: given.length } }
    if (isRun) defused.push({ code: 'formula-defused', effect: 'degraded', ...finding, expected: 'no formula' })
    const alone = encodeText(given, encoding)
    const special = [separator, '\r', '\n', ...(quote === 'none' ? [] : [quote])].some((sign) => content.includes(sign))
    if (!alone.ok || (special && quote === 'none'))
      refused.push({
        code: 'character-unencodable',
        effect: 'reject-document',
        ...finding,
        expected: 'what the dialect can carry',
      })
    defused.push(
      ...alone.findings.flatMap(({ code, effect, expected = '' }) =>
        alone.ok ? [{ code, effect, expected, ...finding }] : [],
      ),
    )
    return special || isRun ? quotedIn(content, quote) : content
  }
  const end = lineEnds === 'lf' ? '\n' : '\r\n'
  const text = rows
    .map((row, r) => `${row.map((cell, c) => cellOf(cell, `/${r}/${c}`)).join(separator)}${end}`)
    .join('')
  const [first, ...more] = refused
  if (first !== undefined) return { ok: false, findings: [first, ...more] }
  const bytes = encodeText(text, encoding)
  return bytes.ok ? { ...bytes, findings: defused } : bytes
}

const quotedIn = (content: string, quote: CsvDialect['quote']): string =>
  quote === 'none' ? content : `${quote}${content.replaceAll(quote, quote + quote)}${quote}`
