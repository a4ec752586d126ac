/** A matrix for a terminal. */
import { bilingual } from '../../schemas/validation/texts.ts'
import type { Matrix, Part } from './matrix.ts'
import { relationOf, signs, taken, verdictWords } from './matrix-words.ts'
import type { Verdict } from './prove/explain.ts'
import { labelWords } from './prove/words.ts'

const verdicts = Object.keys(signs) as Verdict[]
const relation_width = 34
const number = (index: number): string => String(index + 1).padStart(3)

function partLines({ agency, purpose, clearance, rows }: Part, columns: number): string[] {
  return [
    `${bilingual(agency.title)} (${agency.id}) — ${purpose.id}, ${clearance}`,
    `  ${purpose.vi}`,
    `${' '.repeat(relation_width)} biết${Array.from({ length: columns }, (_, index) => number(index)).join('')}`,
    ...rows.map((row) => {
      const name = `  ${bilingual(relationOf(row))}`.padEnd(relation_width)
      return `${name}  ${signs[row.known.verdict]}  ${row.cells.map(({ verdict }) => `  ${signs[verdict]}`).join('')}`
    }),
    '',
  ]
}

/** The parts at `clearance`, or each at the ceiling of its agency; columns by number, with what they are. */
export function textOf({ columns, parts, version }: Matrix, clearance?: string): string {
  const shown = parts.filter((part) => part.clearance === (clearance ?? part.agency.clearanceMax))
  return [
    `Ma trận chính sách · Policy matrix — ${version}`,
    '',
    ...columns.map(({ label, names }, index) => {
      const by = names.length === 0 ? 'chỉ do nguồn · by a source only' : names.map(({ name }) => name).join(', ')
      return `${number(index)}  ${bilingual(labelWords(label))} (${by})`
    }),
    '',
    ...verdicts.map((verdict) => `  ${signs[verdict]}  ${bilingual(verdictWords[verdict])}`),
    taken.vi,
    taken.en,
    '',
    ...shown.flatMap((part) => partLines(part, columns.length)),
  ].join('\n')
}
