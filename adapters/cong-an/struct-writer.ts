/** Writes shared values as native elements by the tables that they are read by: the way back of reader.ts. */
import { tag, type XmlTag } from '../codecs/xml-encode.ts'
import { asKey, type Way } from '../sdk/ways.ts'
import type { Taking, Writer, WritingRow } from '../sdk/writing.ts'
import { absenceReasons } from './codes.ts'
import type { Field, Struct } from './fields.ts'
import { notInForce } from './in-force.ts'
import { attributesOf, blockOf, dl, markAt } from './written-marks.ts'

export interface Writing {
  readonly from: Writer
  /** Keys of the entities of a list, in this document. */
  readonly keysOf: (list: string) => ReadonlyMap<string, string>
  /** By member: ids of decisions of which it leads in a circle. */
  readonly circles: ReadonlyMap<string, ReadonlySet<string>>
  /** Pointers of fields whose mark stands on the block around them. */
  readonly marked: ReadonlySet<string>
}

type Kind<Name extends PropertyKey> = Extract<Field, Readonly<Record<Name, unknown>>>

const reasons = new Map(Object.entries(absenceReasons).map(([code, why]) => [why, code]))

const attributesAt = ({ from, marked }: Writing, pointer: string): Readonly<Record<string, string>> =>
  marked.has(pointer) ? {} : attributesOf(from, pointer)

/** An element with nothing in it, where there is no value: why, and the mark that its place bears all the same. */
function emptied(writing: Writing, at: Taking, name: string, { shared }: Field): readonly XmlTag[] {
  const why = at.absence(shared)
  const marks = attributesAt(writing, at.pointerTo(shared))
  if (why === undefined && Object.keys(marks).length === 0) return []
  return [tag(dl(name), undefined, { lyDoThieu: reasons.get(why ?? 'unknown'), ...marks })]
}

/** What was not in force on the day of the act has no place in the list of today. */
function wayOf({ keysOf, circles }: Writing, { shared, leaf, ref, asOf }: Kind<'leaf'>, at: Taking): Way<string> {
  if (ref !== undefined) {
    const round = circles.get(shared)?.has(String(at.value('id')))
    return round ? () => ({ lost: 'an act that came later' }) : asKey(keysOf(ref))
  }
  const late = asOf && leaf.list ? notInForce(leaf.list, at.value(shared), at.value(asOf)) : undefined
  return late === undefined ? leaf.write : () => ({ lost: late })
}

/** The content of an element, its mark apart; undefined when it lacks what the format requires of it. Total. */
export function contentOf(writing: Writing, at: Taking, { fields }: Struct): readonly XmlTag[] | undefined {
  const rows = Object.entries(fields).flatMap(([name, field]): WritingRow[] => {
    if (!('leaf' in field)) return []
    const way = wayOf(writing, field, at)
    return [field.required ? [name, field.shared, way, 'required'] : [name, field.shared, way]]
  })
  const leaves = at.rows(rows)
  if (leaves === undefined) return undefined
  const tags: XmlTag[] = []
  const seen = new Set<string>()
  for (const [name, field] of Object.entries(fields)) {
    // Of several elements for one value, one says that there is none.
    const repeated = field.shared !== '' && seen.has(field.shared)
    seen.add(field.shared)
    if (repeated && leaves[name] === undefined) continue
    const written = tagsFor(writing, at, name, field, leaves[name])
    if (written === undefined || (field.required && written.length === 0)) return undefined
    tags.push(...written)
  }
  return tags
}

/** `text` is what the rows gave for a field of one value. */
function tagsFor(
  writing: Writing,
  at: Taking,
  name: string,
  field: Field,
  text: unknown,
): readonly XmlTag[] | undefined {
  if ('discard' in field) return []
  if ('struct' in field) return field.flat ? flatTags(writing, at, name, field) : structTags(writing, at, name, field)
  if ('list' in field) return field.unwritten ? [] : listTags(writing, at, name, field)
  const said = 'spread' in field ? field.compose(at) : (text as string | undefined)
  if (said !== undefined) return [tag(dl(name), said, attributesAt(writing, at.pointerTo(field.shared)))]
  return at.value(field.shared) === undefined ? emptied(writing, at, name, field) : []
}

function flatTags(writing: Writing, at: Taking, name: string, { struct }: Kind<'struct'>): readonly XmlTag[] {
  const block = blockOf(writing.from, at, struct)
  const content = contentOf({ ...writing, marked: block.members }, at, struct) ?? []
  return content.length + block.mark.length === 0 ? [] : [tag(dl(name), [...block.mark, ...content])]
}

function structTags(writing: Writing, at: Taking, name: string, field: Kind<'struct'>): readonly XmlTag[] | undefined {
  const inner = at.at(field.shared)
  if (at.value(field.shared) === undefined) return emptied(writing, at, name, field)
  const content = contentOf(writing, inner, field.struct)
  const mark = writing.marked.has(inner.pointer) ? [] : markAt(writing.from, inner.pointer)
  return content && [tag(dl(name), [...mark, ...content])]
}

function listTags(writing: Writing, at: Taking, name: string, field: Kind<'list'>): readonly XmlTag[] {
  const { shared, itemsMax } = field
  if (at.value(shared) === undefined) return emptied(writing, at, name, field)
  const kinds = Object.entries(field.list)
  const items = at.each(shared, itemsMax, (item) => {
    const kind = kinds.find(([, of]) => !('struct' in of) || fits(of.struct, item))
    return kind && itemTag(writing, item, kind[0], kind[1], shared)
  })
  return [tag(dl(name), [...markAt(writing.from, at.pointerTo(shared)), ...items])]
}

const fits = ({ fixed = {} }: Struct, item: Taking): boolean =>
  Object.entries(fixed).every(([member, value]) => item.value(member) === value)

function itemTag(writing: Writing, item: Taking, name: string, field: Field, list: string): XmlTag | undefined {
  if ('leaf' in field) {
    const text = item.take('', wayOf(writing, field, item))
    return text === undefined ? undefined : tag(dl(name), text, attributesAt(writing, item.pointer))
  }
  if (!('struct' in field)) return undefined
  const { keyed, fixed = {} } = field.struct
  for (const member of Object.keys(fixed)) item.take(member, (value) => ({ value }))
  const content = contentOf(writing, item, field.struct)
  if (content === undefined) return undefined
  const key = keyed === undefined ? undefined : item.take('id', asKey(writing.keysOf(list)))
  return tag(dl(name), [...content, ...markAt(writing.from, item.pointer)], { ma: key })
}
