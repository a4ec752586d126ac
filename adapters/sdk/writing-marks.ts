/**
 * Handling marks of a translation in a form that may say less of them: what can't be said is raised or refused, never lowered. MẬT and above, and what
 * is undetermined, are never written.
 */
import { levels } from '../../schemas/generated/fields.ts'
import type { Label, Level, Tag } from '../../schemas/generated/types.ts'
import type { Translation } from './adapter.ts'
import type { Finding } from './finding.ts'
import { joinLabels } from './join-labels.ts'
import { findingOf } from './leftovers.ts'

/** What a mark at one place of the form can say. */
export interface SayableMarks {
  readonly levels: readonly Level[]
  readonly tags: readonly Tag[]
  /** Whether it says who determined the level, and when. */
  readonly by?: true
}

/** What the marks of a form can say: of the record, and of places that have a mark of their own, by their generalised pointer into the facet (`/participants/*`). */
export interface MarkForms {
  readonly record: SayableMarks
  readonly places?: Readonly<Record<string, SayableMarks>>
}

export interface WrittenMarks {
  /** Of the record; it has what its places could not say. */
  readonly record: Label
  /** Of a place with a mark of its own, by its pointer into the translation (`/facet/participants/2`); undefined where the source set none. */
  at(pointer: string): Label | undefined
}

const RANK: ReadonlyMap<Level, number> = new Map(levels.map((level, rank) => [level, rank]))
const SECRET = RANK.get('MAT')!

const isRefused = (label: Label): boolean => RANK.get(label.level)! >= SECRET

const same = (a: Label, b: Label): boolean =>
  a.level === b.level && a.tags.length === b.tags.length && a.tags.every((tag) => b.tags.includes(tag))

/** The label as the form can say it, at a higher level where it has not its own; undefined where it can't. */
function sayable(label: Label, form: SayableMarks): Label | undefined {
  const level = levels.find((of) => RANK.get(of)! >= RANK.get(label.level)! && form.levels.includes(of))
  if (level === undefined || RANK.get(level)! >= SECRET) return undefined
  return label.tags.every((tag) => form.tags.includes(tag)) ? { ...label, level } : undefined
}

/** The nearest place around `path` that has a mark of its own. */
function markedAround(
  path: string,
  places: MarkForms['places'] = {},
): { pointer: string; form: SayableMarks } | undefined {
  for (let pointer = path; pointer !== ''; pointer = pointer.slice(0, pointer.lastIndexOf('/'))) {
    const form = places[pointer.replace(/\/\d+(?=\/|$)/g, '/*')]
    if (form !== undefined) return { pointer, form }
  }
  return undefined
}

/**
 * The marks to write, with findings: `label-has-no-mark` (`reject-document`) for each label that can't be said anywhere around it, `carried-in-part` for one
 * that is said at a wider place or at a higher level than its own, `no-place` for a determiner that can't be said. Total.
 */
export function marksOf(
  { facet, labels }: Translation,
  { record: form, places = {} }: MarkForms,
): { readonly marks: WrittenMarks; readonly findings: readonly Finding[] } {
  const findings: Finding[] = []
  const refuse = (pointer: string, value: unknown): void => {
    const expected = 'a label that the marks can say'
    findings.push(findingOf(pointer, value, { code: 'label-has-no-mark', effect: 'reject-document', expected }))
  }
  const raise = (pointer: string, value: unknown, expected: string): void => {
    findings.push(findingOf(pointer, value, { code: 'carried-in-part', effect: 'degraded', expected }))
  }
  const noteBy = (pointer: string, { by }: Label, of: SayableMarks): void => {
    const said = { code: 'no-place', effect: 'degraded', expected: 'no determiner' } as const
    if (by !== undefined && !of.by) findings.push(findingOf(`${pointer}/by`, by, said))
  }

  const own = new Map<string, Label>()
  let record = facet.label
  for (const [number, { path, label }] of labels.entries()) {
    const pointer = `/labels/${number}`
    if (isRefused(label)) {
      refuse(pointer, label)
      continue
    }
    const around = markedAround(path, places)
    const before = around && own.get(around.pointer)
    const joined = around && sayable(before === undefined ? label : joinLabels(before, label), around.form)
    if (around === undefined || joined === undefined) {
      record = joinLabels(record, label)
      raise(pointer, label, 'said of the whole record')
      continue
    }
    own.set(around.pointer, joined)
    if (around.pointer !== path) raise(pointer, label, 'said of what is around it')
    else if (!same(joined, label)) raise(pointer, label, 'said at a higher level')
    noteBy(`${pointer}/label`, label, around.form)
  }
  const said = isRefused(record) ? undefined : sayable(record, form)
  if (said === undefined) refuse('/facet/label', facet.label)
  else if (RANK.get(said.level)! > RANK.get(record.level)!)
    raise('/facet/label/level', facet.label.level, 'a higher level')
  noteBy('/facet/label', facet.label, form)
  const at = (pointer: string): Label | undefined => own.get(pointer.slice('/facet'.length))
  return { marks: { record: said ?? record, at }, findings }
}

/** The codes with which a form writes a label: of the level, and of each tag, by the tables with which it is read. Expects what `marksOf` gave. */
export function codesOfLabel(
  label: Label,
  levelCodes: Readonly<Record<string, Level>>,
  tagCodes: Readonly<Record<string, Tag>>,
): { readonly level: string; readonly tags: readonly string[] } {
  const nativeOf = (table: Readonly<Record<string, string>>, shared: string): string =>
    Object.entries(table).find(([, of]) => of === shared)?.[0] ?? ''
  return { level: nativeOf(levelCodes, label.level), tags: label.tags.map((tag) => nativeOf(tagCodes, tag)) }
}
