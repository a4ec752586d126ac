/** Marks of the native form for labels of a translation. */
import type { Label } from '../../schemas/generated/types.ts'
import { codesOfLabel, type MarkForms, type SayableMarks } from '../sdk/writing-marks.ts'
import { shareLevels, tags } from './codes.ts'
import { books } from './format-books.ts'
import type { Tree } from './reading.ts'

/** PRIVATE hides a record, which is for its holder to do. */
const levels = Object.fromEntries(
  Object.entries(shareLevels).flatMap(([native, { level, conceal }]) => (conceal ? [] : [[native, level]])),
)

const sayable: SayableMarks = { levels: Object.values(levels), tags: Object.values(tags) }

/** The record says who determined its level; persons and papers have marks, and no determiner. */
export const FORMS: MarkForms = {
  record: { ...sayable, by: true },
  places: Object.fromEntries(
    ['reporters', 'participants', ...books.flatMap(({ marked, shared }) => (marked ? [shared] : []))].map((list) => [
      `/${list}/*`,
      sayable,
    ]),
  ),
}

/** The three marks of a label that the form can say. */
export function nativeMarks(label: Label): Tree {
  const codes = codesOfLabel(label, levels, tags)
  return { mucChiaSe: codes.level, dauXuLy: codes.tags.map(Number), doMat: null }
}
