/** Writes the court's own file, `hoso.xml`, by the tables with which it is read. */
import { tag, type XmlTag } from '../codecs/xml-encode.ts'
import { asKey, type Way } from '../sdk/ways.ts'
import type { Taking, Writer } from '../sdk/writing.ts'
import { absences } from './codes.ts'
import { type Inner, type List, type ListName, lists, type References } from './entities.ts'
import { FILE_NS, type Row, report, updatedAt } from './format.ts'
import { NUMBERS } from './identifiers.ts'
import { KEY } from './lists.ts'
import { branchOf } from './places.ts'
import { number } from './rows-people.ts'
import { saysSecret } from './stamps.ts'
import { markOf } from './writing-marks.ts'

type Keys = ReadonlyMap<ListName, ReadonlyMap<string, string>>

/** Of keys that another system gave and that are none here. */
const PREFIXES: Readonly<Record<ListName, string>> = {
  reporters: 'BT',
  participants: 'DS',
  offences: 'TD',
  assignments: 'PC',
  custody: 'GN',
  decisions: 'QD',
  suspensions: 'TDC',
  proceedings: 'TT',
  charges: 'KT',
  clocks: 'TH',
  supervision: 'KS',
  hearings: 'PT',
  judgments: 'BA',
  feedback: 'PH',
  documents: 'TL',
  links: 'LK',
}

/** What writes the elements of one branch. */
interface Pen {
  readonly writer: Writer
  readonly keys: Keys
}

const last = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
const reasonOf = (taking: Taking, shared: string): Readonly<Record<string, string>> => {
  const why = taking.absence(shared)
  const code = Object.entries(absences).find(([, of]) => of === why)?.[0]
  return why === undefined || code === undefined ? {} : { thieu: code }
}

/** How a row writes its value: the key of another item by the keys of its list. */
function wayOf({ keys }: Pen, [, shared, leaf]: Row, references: References): Way<string> {
  const to = Object.hasOwn(references, shared) ? references[shared] : undefined
  const known = to && keys.get(to)
  return known === undefined ? leaf.way : asKey(known)
}

/** The elements of one shared value: of several rows for it, by the first that can say it. */
function elementsOf(pen: Pen, taking: Taking, rows: readonly Row[], references: References): readonly XmlTag[] {
  const [first] = rows as readonly [Row, ...Row[]]
  const [, shared, leaf, need] = first
  const mark = markOf(pen.writer.marks.at(`${taking.pointer}/${shared}`))
  const given = taking.value(shared)
  if (given === undefined) {
    const reason = reasonOf(taking, shared)
    return reason.thieu === undefined || need === 'required' ? [] : [tag(last(first[0]), [], { ...mark, ...reason })]
  }
  if (!leaf.name && [given].flat().some((one) => typeof one === 'string' && saysSecret(one))) {
    taking.refuse(shared, 'state-secret-in-clear', 'no state secret: edXML is no channel for one')
    return []
  }
  if (typeof need === 'number') {
    const values = taking.list(shared, need, wayOf(pen, first, references))
    return values.map((value, i) => tag(last(first[0]), value, i === 0 ? mark : {}))
  }
  const row = rows.find((of) => wayOf(pen, of, references)(given).value !== undefined) ?? first
  const value = taking.take(shared, wayOf(pen, row, references))
  return value === undefined ? [] : [tag(last(row[0]), value, mark)]
}

/** The elements of rows whose native paths go on from `prefix`; undefined when one that is required has no value. */
function elements(
  pen: Pen,
  taking: Taking,
  rows: readonly Row[],
  references: References = {},
  prefix = '',
): readonly XmlTag[] | undefined {
  const written: XmlTag[] = []
  const done = new Set<string>()
  for (const row of rows) {
    const [native, shared, , need] = row
    if (!native.startsWith(prefix)) continue
    const [name = '', ...rest] = native.slice(prefix.length).split('/')
    const branch = rest.length > 0 ? branchOf(rows, `${prefix}${name}`) : undefined
    const key = branch === undefined ? shared : `${prefix}${name}/`
    if (done.has(key)) continue
    done.add(key)
    if (branch === undefined) {
      const alike = rows.filter(([of, to]) => to === shared && of.startsWith(prefix))
      const made = elementsOf(pen, taking, alike, references)
      if (need === 'required' && made.length === 0) return undefined
      written.push(...made)
    } else {
      const inside = elements(pen, taking, rows, references, key)
      if (inside === undefined) return undefined
      const mark = markOf(pen.writer.marks.at(`${taking.pointer}/${branch}`))
      const reason = inside.length === 0 ? reasonOf(taking, branch) : {}
      if (inside.length > 0 || reason.thieu !== undefined) written.push(tag(name, inside, { ...mark, ...reason }))
    }
  }
  return written
}

function innerOf(pen: Pen, item: Taking, inner: Inner): readonly XmlTag[] {
  return item.each(inner.shared, inner.itemsMax, (one) => {
    const made = elements(pen, one, inner.rows, inner.references)
    return made && tag(inner.item, made, markOf(pen.writer.marks.at(one.pointer)))
  })
}

function listOf(pen: Pen, facet: Taking, list: List): XmlTag | undefined {
  if (facet.value(list.shared) === undefined) return undefined
  const keys = pen.keys.get(list.shared)!
  const items = facet.each(list.shared, list.itemsMax, (item) => {
    const ma = item.take('id', asKey(keys))
    const made = elements(pen, item, list.rows, list.references)
    if (ma === undefined || made === undefined) return undefined
    const inside = list.inner ? innerOf(pen, item, list.inner) : []
    return tag(list.item, [...made, ...inside], { ma, ...markOf(pen.writer.marks.at(item.pointer), list.marked) })
  })
  return tag(list.wrapper, items, markOf(pen.writer.marks.at(`/facet/${list.shared}`)))
}

/**
 * The root element of the file. Refuses, with the writer, a translation without kind, stage, time of receipt or of change,
 * and text that says of itself that it is a state secret. NOT written: what the file has no element for, which the
 * writer tells.
 */
export function fileOf(writer: Writer): XmlTag {
  const facet = writer.at('facet')
  const keys: Keys = new Map(
    lists.map(({ shared }) => [shared, writer.keys(shared, KEY, (n) => `${PREFIXES[shared]}-${n}`)]),
  )
  const pen: Pen = { writer, keys }
  const changed = elements(pen, writer, [updatedAt])
  if (changed === undefined) writer.refuse('updatedAt', 'field-missing', 'the time of the last change')
  const numbers = facet.each('identifiers', 20, (one) => {
    const made = elements(pen, one, number)
    return made && tag(NUMBERS.item, made, markOf(writer.marks.at(one.pointer)))
  })
  const about = elements(pen, facet.at('report'), report)
  if (about === undefined) facet.refuse('report', 'field-missing', 'kind, stage and time of receipt')
  return tag(
    'HoSoVuAn',
    [
      ...(changed ?? []),
      tag(NUMBERS.wrapper, numbers, markOf(writer.marks.at('/facet/identifiers'))),
      tag('ThongTinChung', about, markOf(writer.marks.at('/facet/report'))),
      ...lists.map((list) => listOf(pen, facet, list)),
    ],
    { xmlns: FILE_NS, ...markOf(writer.marks.record) },
  )
}
