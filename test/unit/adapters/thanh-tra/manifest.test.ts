import t from 'tap'
import { adapter } from '../../../../adapters/thanh-tra/adapter.ts'
import { clockRules } from '../../../../adapters/thanh-tra/clock-rules.ts'
import * as codes from '../../../../adapters/thanh-tra/codes.ts'
import { lists as itemLists } from '../../../../adapters/thanh-tra/entities.ts'
import { readFile } from '../../../../adapters/thanh-tra/file.ts'
import { columns, report } from '../../../../adapters/thanh-tra/format.ts'
import manifest from '../../../../adapters/thanh-tra/manifest.json' with { type: 'json' }
import { rules } from '../../../../adapters/thanh-tra/sandbox/clock-rules.ts'
import { goldens, passedOn } from '../../../../adapters/thanh-tra/sandbox/golden.ts'
import * as lists from '../../../../adapters/thanh-tra/sandbox/lists.ts'
import { HEADER } from '../../../../adapters/thanh-tra/sandbox/writer.ts'
import { codeSystem } from '../../../../schemas/generated/codes.ts'
import { validateManifest } from '../../../../schemas/generated/validators.js'
import { changed, type NativeCells } from './harness.ts'

const rows = Map.groupBy(manifest.fields, ({ native }) => native)
const rowsOf = (native: string) =>
  ['', '/*', '/mức', '/dấu/*'].flatMap((below) => rows.get(`/*${native}${below}`) ?? [])
const itemsOf = (column: string) => itemLists.find((of) => of.column === column)
/** Native fields: the cells, and the members of the items in them. */
const fields = columns.flatMap(([column]) => {
  const items = itemsOf(column)
  return items === undefined ? [`/${column}`] : items.members.map((name) => `/${column}/*/${name}`)
})

t.test('the manifest is valid and has one row per native field', async (t) => {
  t.strictSame(validateManifest(manifest), [])
  t.equal(new Set(manifest.fields.map(({ native, shared }) => `${native} ${shared}`)).size, manifest.fields.length)
  t.strictSame(
    HEADER,
    columns.map(([column]) => column),
  )
  t.strictSame(
    fields.filter((field) => rowsOf(field).length === 0),
    [],
  )
  t.strictSame(
    [...rows.keys()].filter((native) => !fields.includes(native.replace(/^\/\*|(\/mức|\/dấu)?(\/\*)?$/g, ''))),
    [],
  )
})

t.test('the manifest says what the tables do', async (t) => {
  const says = (native: string, target: string) => {
    const targets = rowsOf(native).map(({ shared }) =>
      shared?.replace(/(channels|flags|otherNames|legalBasis|grounds|papers|extensions)\/\*(\/number)?$/, '$1'),
    )
    t.ok(targets.includes(target), `${native} to ${target}`)
  }
  for (const [from, to] of report) says(`/${from}`, `/facet/report/${to}`)
  for (const { column, list, rows: table } of itemLists)
    for (const [from, to] of table) says(`/${column}/*/${from}`, `/facet/${list}/*/${to}`)
})

t.test('every loss has its because: text that TCVN3 may have lost the case of is not called equivalent', async (t) => {
  for (const { native, relation, because } of manifest.fields)
    t.ok(relation === 'equivalent' || because !== undefined, native)
  for (const native of [
    '/Nội dung',
    '/Địa điểm',
    '/Đối tượng/*/họ tên',
    '/Đối tượng/*/tổ chức',
    '/Kết luận/*/đơn vị',
    '/Kết luận/*/nội dung',
    '/Văn bản/*/người ký',
    '/Kiến nghị/*/nơi thực hiện',
    '/Giao nhận/*/giấy tờ',
    '/Phản hồi/*/nội dung',
  ])
    t.match(rowsOf(native)[0], { relation: 'broader', because: /case-lost/ }, native)
})

type Path = readonly (string | number)[]
const leaves = (value: unknown, at: Path = []): readonly (readonly [Path, unknown])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...at, Array.isArray(value) ? Number(key) : key]))
    : [[at, value]]
const general = (path: Path): string => `/${path.map((step) => (typeof step === 'number' ? '*' : step)).join('/')}`

t.test('a token in one native text turns up at its declared target or nowhere, and in no finding', async (t) => {
  const facet = passedOn()
  const token = 'Chim Yến'
  for (const field of fields) {
    const [, column = '', , name] = field.split('/')
    const outcome = adapter.toShared(
      changed(facet, (cells) => {
        const place = itemsOf(column)?.members.indexOf(name ?? '') ?? -1
        const [first = '', ...others] = cells[column as keyof NativeCells].split('|')
        const items = [first.split('~').with(place, token).join('~'), ...others].join('|')
        Object.assign(cells, { [column]: place < 0 ? token : items })
      }),
    )
    t.notMatch(JSON.stringify(outcome.findings), new RegExp(token), `findings: ${field}`)
    if (!outcome.ok) continue
    const found = leaves(outcome.value).filter(([, value]) => value === token)
    t.strictSame(
      found.map(([at]) => general(at)).filter((target) => !rowsOf(field).some(({ shared }) => shared === target)),
      [],
      field,
    )
    if (rowsOf(field)[0]?.because?.includes('case-lost')) t.equal(found.length, 1, `${field} is carried`)
  }
})

t.test('every member of the format is seen filled in some golden record', async (t) => {
  const filled = new Set<string>()
  for (const { ending, bytes } of goldens()) {
    const file = readFile({ status: 200, mediaType: 'text/csv', body: bytes as Uint8Array })
    if (!file.ok || ending !== 'csv') continue
    for (const { cells } of file.value.rows)
      for (const [i, { text }] of cells.entries()) {
        const column = columns[i]![0]
        if (text !== '') filled.add(`/${column}`)
        for (const item of text.split('|'))
          for (const [n, member] of item.split('~').entries())
            if (member !== '') filled.add(`/${column}/*/${itemsOf(column)?.members[n]}`)
      }
  }
  t.strictSame(
    fields.filter((field) => !filled.has(field)),
    [],
  )
})

t.test(
  'both readings of the code lists agree, and the shared lists are covered; what is no more in force is read alone',
  async (t) => {
    const pairs = [
      ['kinds', codes.kinds, lists.kinds],
      ['channels', codes.channels, lists.channels],
      ['corruption-fields', codes.corruptionFields, lists.fields],
      ['stages', codes.stages, lists.stages],
      ['agencies', codes.agencies, lists.agencies],
      ['participant-roles', codes.roles, lists.roles],
      ['decisions', codes.decisions, lists.decisions],
      ['grounds', codes.grounds, lists.grounds],
      ['flags', codes.flags, lists.flags],
      ['urgency', codes.urgencies, lists.urgencies],
    ] as const
    const turned = (list: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(list).map(([shared, native]) => [native, shared]))
    for (const [name, read, written] of pairs) {
      const inForce = Object.fromEntries(
        Object.entries(read).filter(([native]) => !Object.hasOwn(codes.lastDays, native)),
      )
      t.strictSame(turned(written), inForce, name)
      t.strictSame(
        Object.values(inForce).sort(),
        codeSystem(name)
          .codes.map(({ code }) => code)
          .sort(),
        `${name} is complete`,
      )
    }
    const own = [
      [codes.recommendationKinds, lists.recommendations],
      [codes.recommendationStates, lists.progress],
      [clockRules, rules],
      [codes.numberTypes, lists.numberTypes],
      [codes.tasks, lists.tasks],
      [codes.petitionClasses, lists.petitionClasses],
      [codes.petitionStates, lists.petitionStates],
      [codes.relations, lists.relations],
      [codes.clockStates, lists.clockStates],
      [codes.organisationKinds, lists.organisationKinds],
      [codes.sexes, lists.sexes],
      [codes.absences, lists.absences],
      [codes.tags, lists.tags],
    ] as const
    for (const [read, written] of own) t.strictSame(turned(written), read)
    for (const [value, native] of Object.entries(lists.yesNo)) t.equal(`${codes.yesNo[native]}`, value)
    t.equal(Object.keys(codes.yesNo).length, 2)
  },
)
