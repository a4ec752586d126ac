import t from 'tap'
import { adapter } from '../../../../adapters/thanh-tra/adapter.ts'
import * as codes from '../../../../adapters/thanh-tra/codes.ts'
import { lists as itemLists } from '../../../../adapters/thanh-tra/entities.ts'
import { columns, report } from '../../../../adapters/thanh-tra/format.ts'
import manifest from '../../../../adapters/thanh-tra/manifest.json' with { type: 'json' }
import * as lists from '../../../../adapters/thanh-tra/sandbox/lists.ts'
import { HEADER } from '../../../../adapters/thanh-tra/sandbox/writer.ts'
import { codeSystem } from '../../../../schemas/generated/codes.ts'
import { validateManifest } from '../../../../schemas/generated/validators.js'
import { changed, facets, type NativeCells, storyFacet } from './harness.ts'

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
      shared?.replace(/(channels|legalBasis|papers|extensions)\/\*(\/number)?$/, '$1'),
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
  const facet = storyFacet('kien-nghi-da-khoi-to')
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
    if (rowsOf(field)[0]?.relation === 'broader') t.equal(found.length, 1, `${field} is carried`)
  }
})

t.test('every column of the format is seen filled in some record', async (t) => {
  const filled = new Set<string>()
  for (const facet of facets)
    changed(facet, (cells) => {
      for (const [column, cell] of Object.entries(cells)) if (cell !== '') filled.add(column)
    })
  t.strictSame(
    HEADER.filter((column) => !filled.has(column)),
    [],
  )
})

/** Decisions that no paper of this system is, and why. */
const unknown: Readonly<Record<string, string>> = {
  PHAN_CONG_THAM_PHAN: 'a step within a court, which nobody else is sent',
  GIA_HAN_CHUAN_BI_XET_XU: 'a step within a court, which nobody else is sent',
  GUI_VKS: 'what is done with a decision of others, and not one',
  THONG_BAO: 'an answer, which stands in `Phản hồi`',
  GIAO_BAN_AN: 'what is done with a judgment, and not one',
  GIAM_DOC_THAM: 'the matter is closed once the judgment is in force',
  TAI_THAM: 'the matter is closed once the judgment is in force',
}

t.test(
  'both readings of the code lists agree, and the shared lists are covered but for what the system does not know',
  async (t) => {
    const pairs = [
      ['kinds', codes.kinds, lists.kinds],
      ['channels', codes.channels, lists.channels],
      ['corruption-fields', codes.corruptionFields, lists.fields],
      ['stages', codes.stages, lists.stages],
      ['agencies', codes.agencies, lists.agencies],
      ['participant-roles', codes.roles, lists.roles],
      ['decisions', codes.decisions, lists.decisions],
    ] as const
    const turned = (list: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(list).map(([shared, native]) => [native, shared]))
    for (const [name, read, written] of pairs) {
      t.strictSame(turned(written), read, name)
      t.strictSame(
        Object.values(read).sort(),
        codeSystem(name)
          .codes.map(({ code }) => code)
          .filter((code) => name !== 'decisions' || !Object.hasOwn(unknown, code))
          .sort(),
        `${name} is complete`,
      )
    }
    const own = [
      [codes.recommendationKinds, lists.recommendations],
      [codes.recommendationStates, lists.progress],
      [codes.clockRules, lists.rules],
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
