/** A matrix for a spreadsheet: RFC 4180, UTF-8 with its mark, which spreadsheets want. */

import { labelKey } from './label.ts'
import type { Cell, Matrix } from './matrix.ts'

const mark = '\uFEFF'

/** A field that no spreadsheet takes for a formula (OWASP, CSV Injection): what could be one begins with an apostrophe. */
export function csvField(text: string): string {
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const told = ({ verdict, reason }: Cell): string => (reason === undefined ? verdict : `${verdict} (${reason})`)

/** A line for each agency, purpose, clearance and relation; a column for each label. */
export function csvOf({ columns, parts }: Matrix): string {
  const head = [
    'agency',
    'title',
    'purpose',
    'clearance',
    'relation',
    'served',
    'known',
    ...columns.map(({ label }) => labelKey(label)),
  ]
  const lines = parts.flatMap(({ agency, purpose, clearance, rows }) =>
    rows.map(({ relation, served, known, cells }) => [
      ...[agency.id, agency.title.vi, purpose.id, clearance, relation ?? 'none', served ? 'yes' : 'no'],
      ...[known, ...cells].map(told),
    ]),
  )
  return mark + [head, ...lines].map((line) => `${line.map(csvField).join(',')}\r\n`).join('')
}
