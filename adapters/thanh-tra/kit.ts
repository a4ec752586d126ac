/**
 * The inspection system's own syntax in a cell, for the check: `|` between items, `~` between their members, `^` between the values of a
 * member, `\` before one of them that stands for itself. A scanner of its own, apart from inner.ts, whose mistakes it would share.
 */
import type { CellPart, Kit } from '../sdk/kit.ts'
import { clockRules } from './clock-rules.ts'
import * as codes from './codes.ts'
import { type Items, lists, MARK, membersAt } from './entities.ts'
import { type Column, columns, versions } from './format.ts'

const several: ReadonlySet<string> = new Set(columns.flatMap(([column, kind]) => (kind === 'list' ? [column] : [])))
/** Members that have several values, by their column. */
const repeated: Readonly<Partial<Record<Column, readonly string[]>>> = {
  'Đối tượng': ['tên khác'],
  'Văn bản': ['căn cứ', 'mã căn cứ'],
  'Giao nhận': ['giấy tờ'],
  'Thời hạn': ['gia hạn theo'],
}

interface Span {
  readonly text: string
  readonly from: number
  readonly to: number
}

function* cut({ text, from }: Span, separator: string): Generator<Span> {
  const parts = new RegExp(`((?:\\\\[\\s\\S]|[^\\\\${separator}]|\\\\$)*)([${separator}]|$)`, 'g')
  for (const { 1: part = '', 2: end, index } of text.matchAll(parts)) {
    yield { text: part, from: from + index, to: from + index + part.length }
    if (end === '') return
  }
}

const plain = (text: string): string => text.replace(/\\([\s\S])/g, '$1')

type At = Pick<CellPart, 'pointer' | 'path'>

const leaf = ({ text, from, to }: Span, at: At): CellPart => ({ ...at, value: plain(text), from, to })
const branch = ({ from, to }: Span, at: At): CellPart => ({ ...at, value: '', from, to, branch: true })

const valuesOf = (span: Span, separator: '|' | '^', { pointer, path }: At): readonly CellPart[] =>
  span.text === ''
    ? []
    : [...cut(span, separator)].map((value, i) => ({
        ...leaf(value, { pointer: `${pointer}/${i}`, path: `${path}/*` }),
        separator,
      }))

/** Level, then handling marks. */
function markOf(span: Span, { pointer, path }: At): readonly CellPart[] {
  const [level, ...tags] = cut(span, '^')
  return [
    leaf(level!, { pointer: `${pointer}/mức`, path: `${path}/mức` }),
    ...tags.map((tag, i) => ({
      ...leaf(tag, { pointer: `${pointer}/dấu/${i}`, path: `${path}/dấu/*` }),
      separator: '^',
    })),
  ]
}

function memberOf(span: Span, name: string, item: At, column: Column): readonly CellPart[] {
  const at = { pointer: `${item.pointer}/${name}`, path: `${item.path}/${name}` }
  if (name === MARK) return [branch(span, at), ...markOf(span, at)]
  return repeated[column]?.includes(name) ? [branch(span, at), ...valuesOf(span, '^', at)] : [leaf(span, at)]
}

function itemOf(span: Span, i: number, of: Items): readonly CellPart[] {
  const { column } = of
  const at = { pointer: `/${i}`, path: '/*' }
  const spans = [...cut(span, '~')]
  const names =
    versions.map((version) => membersAt(of, version)).findLast(({ length }) => length === spans.length) ?? of.members
  return [
    { ...branch(span, at), separator: '|' },
    ...(spans.length === names.length ? spans.flatMap((of, n) => memberOf(of, names[n]!, at, column)) : []),
  ]
}

function partsOf(path: string, text: string): readonly CellPart[] {
  const column = path.slice('/*/'.length)
  const whole = { text, from: 0, to: text.length }
  if (several.has(column)) return valuesOf(whole, '|', { pointer: '', path: '' })
  const items = lists.find((of) => of.column === column)
  return items === undefined || text === '' ? [] : [...cut(whole, '|')].flatMap((span, i) => itemOf(span, i, items))
}

/** Reasons for absence stand as they are: they are values of a member too. */
const escaped = (value: string): string =>
  Object.hasOwn(codes.absences, value) ? value : value.replace(/[\\|~^]/g, '\\$&')

const keys = (table: Readonly<Record<string, unknown>>): readonly string[] => Object.keys(table)

export const kit: Kit = {
  codeLists: {
    kinds: keys(codes.kinds),
    channels: keys(codes.channels),
    corruptionFields: keys(codes.corruptionFields),
    stages: keys(codes.stages),
    agencies: keys(codes.agencies),
    roles: keys(codes.roles),
    decisions: keys(codes.decisions),
    recommendationKinds: keys(codes.recommendationKinds),
    recommendationStates: keys(codes.recommendationStates),
    clockRules: keys(clockRules),
    clockStates: keys(codes.clockStates),
    grounds: keys(codes.grounds),
    flags: keys(codes.flags),
    urgencies: keys(codes.urgencies),
    numberTypes: keys(codes.numberTypes),
    tasks: keys(codes.tasks),
    petitionClasses: keys(codes.petitionClasses),
    petitionStates: keys(codes.petitionStates),
    relations: keys(codes.relations),
    organisationKinds: keys(codes.organisationKinds),
    yesNo: keys(codes.yesNo),
    sexes: keys(codes.sexes),
    levels: keys(codes.levels),
    itemLevels: ['=', ...keys(codes.levels)],
    tags: keys(codes.tags),
    recordTags: ['0', ...keys(codes.tags)],
    concealing: keys(codes.concealing),
  },
  partsOf,
  escape: escaped,
}
