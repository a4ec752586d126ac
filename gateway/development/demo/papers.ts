/** Documents and what is withheld of them, as lines that a person reads. */
import { type Reason, reasons } from '../../policy/reasons.ts'
import { titleOf } from './rows.ts'
import { paint } from './table.ts'
import type { Language } from './words.ts'

const WIDTH = 104
/** Of its beginning. */
const LINES = 5

const cut = (line: string): string => (line.length <= WIDTH ? line : `${line.slice(0, WIDTH - 1)}…`)

/** The first lines of a document that have content of their own, and the one with its narrative, under `head`. */
export function firstLines(head: string, document: Uint8Array): readonly string[] {
  const text = Buffer.from(document).toString('utf8').normalize()
  const lines = text
    .replaceAll('><', '>\n<')
    .split('\n')
    .map((line) => line.trim())
  const told = lines.filter((line) => /^"\w+": ".|^<[^>]+>[^<]/.test(line))
  const narrative = told.findIndex((line) => /^["<](dl:)?noiDung\b/i.test(line))
  const shown = [...told.slice(0, LINES), '…', ...told.slice(narrative, narrative + 1)]
  return shown.map((line, i) => `${(i === 0 ? head : '').padEnd(6)}${paint('gray', cut(line))}`)
}

/** What is withheld for each reason: the fields by their titles, each once. */
export function withheldLines(
  withheld: readonly { readonly path: string; readonly reason: Reason }[],
  language: Language,
): readonly string[] {
  const byReason = Map.groupBy(withheld, ({ reason }) => reason)
  return [...byReason].flatMap(([reason, places]) => {
    const titles = places.map(({ path }) => titleOf(path.replace(/\/\d+(?=\/|$)/g, '/*'))[language])
    return [
      `${paint('red', '○')} ${[...new Set(titles)].join(', ')}`,
      `  ${paint('gray', reasons[reason]?.[language] ?? reason)}`,
    ]
  })
}
