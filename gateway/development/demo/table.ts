/** Draws the table fields x callers. Colours only where standard output shows them (node:util styleText). */
import { styleText } from 'node:util'
import type { Column } from './columns.ts'
import { type AnswerView, type Outcome, outcomeOf } from './outcome.ts'
import type { Row } from './rows.ts'
import { type Language, words } from './words.ts'

type Style = Parameters<typeof styleText>[0]

const signs: Readonly<Record<Outcome, { readonly sign: string; readonly style: Style }>> = {
  released: { sign: '●', style: 'green' },
  masked: { sign: '◐', style: 'yellow' },
  withheld: { sign: '○', style: 'red' },
  concealed: { sign: '·', style: 'gray' },
  none: { sign: '–', style: 'gray' },
}

const FIELD_WIDTH = 48
const CELL_WIDTH = 6

export const paint = (style: Style, text: string): string => styleText(style, text, { stream: process.stdout })

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - text.length))
const cut = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, width - 1)}…`)

/** Outcomes of one row for one caller, each once. */
const cellOf = (view: AnswerView, { holder, pointers }: Row): readonly Outcome[] => [
  ...new Set(pointers.map((pointer) => outcomeOf(view, holder, pointer).outcome)),
]

/** The table as lines; `differs` marks the cells in which an answer is not what was expected. */
export function tableOf(
  rows: readonly Row[],
  answers: readonly { readonly column: Column; readonly view: AnswerView; readonly expected: AnswerView }[],
  names: Readonly<Record<string, string>>,
  language: Language,
): readonly string[] {
  const head =
    pad('', FIELD_WIDTH) +
    answers
      .map(({ column }) => paint('bold', pad(column.head, CELL_WIDTH)))
      .join('')
      .trimEnd()
  const lines = [head]
  let holder = ''
  for (const row of rows) {
    if (row.holder !== holder) {
      holder = row.holder
      lines.push(paint('bold', names[holder] ?? holder))
    }
    const cells = answers.map(({ view, expected }) => {
      const outcomes = cellOf(view, row)
      const same = outcomes.join() === cellOf(expected, row).join()
      const drawn = outcomes.map((outcome) => paint(signs[outcome].style, signs[outcome].sign)).join('')
      const wrong = same ? '' : paint(['bold', 'red'], '!')
      return drawn + wrong + ' '.repeat(Math.max(1, CELL_WIDTH - outcomes.length - (same ? 0 : 1)))
    })
    lines.push(`  ${pad(cut(row.title[language], FIELD_WIDTH - 3), FIELD_WIDTH - 2)}${cells.join('').trimEnd()}`)
  }
  return lines
}

/** What the signs mean, as lines. */
export const legend = (language: Language): readonly string[] => [
  (Object.keys(signs) as Outcome[])
    .map((outcome) => `${paint(signs[outcome].style, signs[outcome].sign)} ${words[outcome][language]}`)
    .join('   '),
  paint('gray', words.several[language]),
]
