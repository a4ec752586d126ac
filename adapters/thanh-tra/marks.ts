/**
 * Handling marks: `Độ bảo mật`, `Dấu xử lý` and `Hiển thị` of a record, one member of some items. A mark that is missing or not
 * understood makes the whole label undetermined and the record concealed, never lower.
 */
import type { Label } from '../../schemas/generated/types.ts'
import { concealing, levels, tags } from './codes.ts'
import { split } from './inner.ts'
import manifest from './manifest.json' with { type: 'json' }
import { type Cell, type Cells, type Reading, say } from './reading.ts'

export interface Marks {
  readonly label: Label
  /** Hidden from everybody but its holder; also when it can't be told whether it is. */
  readonly conceal: boolean
}

const UNMARKED: Marks = { label: manifest.labelWhenUnmarked as Label, conceal: true }

/** The levels of state secrets are `BMNN-A` (tuyệt mật), `BMNN-B` (tối mật), `BMNN-C` (mật). */
const SECRET = /^BMNN[ABC]?$/i
const SECRET_ANYWHERE = /BMNN\W?[ABC]/i

/** Whether a cell, or any part of it between the marks of the inner syntax, is the code of a state secret. */
export const claimsSecret = (text: string): boolean =>
  /BMNN/i.test(text) && text.split(/[|~^]/).some((part) => SECRET.test(part.replace(/[^\p{L}\p{N}]+/gu, '')))

/** Whether such a code stands anywhere in a document that can't be read: in UTF-16 there would be zeros in it. */
export const mayClaimSecret = (units: string): boolean => SECRET_ANYWHERE.test(units.replaceAll('\0', ''))

function understood(reading: Reading, cell: Cell, known: boolean, target: string, expected: string): boolean {
  if (known) return true
  const code = cell.text === '' ? 'mark-missing' : 'mark-unknown'
  say(reading, cell, { code, effect: 'degraded', target, expected })
  return false
}

/** `0` says that there are none; nothing at all says nothing. */
function tagsOf(codes: readonly string[]): Label['tags'] | undefined {
  if (codes.length === 1 && codes[0] === '0') return []
  const known = codes.map((code) => (Object.hasOwn(tags, code) ? tags[code]! : undefined))
  return codes.length === 0 || known.includes(undefined) ? undefined : [...new Set(known as Label['tags'])]
}

/** Reads the marks of a record. */
export function readMarks(reading: Reading, cells: Cells): Marks {
  const cell = (column: string): Cell => cells.get(column)!
  const [level, handling, shown] = [cell('Độ bảo mật'), cell('Dấu xử lý'), cell('Hiển thị')]
  const ownTags = tagsOf(handling.values ?? [])
  const known = [
    understood(reading, level, Object.hasOwn(levels, level.text), '/label', 'CK, TH or HC'),
    understood(reading, handling, ownTags !== undefined, '/label', '0, or codes of the list of handling marks'),
    understood(reading, shown, Object.hasOwn(concealing, shown.text), '/label', 'AN or HIEN'),
  ]
  if (known.includes(false) || ownTags === undefined) return UNMARKED
  return { label: { level: levels[level.text]!, tags: ownTags }, conceal: concealing[shown.text]! }
}

/** Reads the mark of one item into a label at `target`: `=` says that the record's own marks hold, else level and tags. */
export function readItemMark(reading: Reading, cell: Cell, target: string): void {
  if (cell.text === '=') return
  const [level = '', ...codes] = split(cell.text, '^', 20) ?? []
  const own = codes.length === 0 ? [] : tagsOf(codes)
  const known = understood(
    reading,
    cell,
    Object.hasOwn(levels, level) && own !== undefined,
    target,
    '= or level and tags',
  )
  reading.labels.push({ path: target, label: known ? { level: levels[level]!, tags: own! } : UNMARKED.label })
}
