import t from 'tap'
import { adapter } from '../../../../adapters/vien-kiem-sat/adapter.ts'
import * as codes from '../../../../adapters/vien-kiem-sat/codes.ts'
import * as actCodes from '../../../../adapters/vien-kiem-sat/codes-acts.ts'
import * as format from '../../../../adapters/vien-kiem-sat/format.ts'
import * as acts from '../../../../adapters/vien-kiem-sat/format-acts.ts'
import manifest from '../../../../adapters/vien-kiem-sat/manifest.json' with { type: 'json' }
import type { Row } from '../../../../adapters/vien-kiem-sat/reading.ts'
import * as lists from '../../../../adapters/vien-kiem-sat/sandbox/lists.ts'
import * as actLists from '../../../../adapters/vien-kiem-sat/sandbox/lists-acts.ts'
import { nativeDossier, nativeRow } from '../../../../adapters/vien-kiem-sat/sandbox/writer.ts'
import { rules } from '../../../../schemas/clocks/rules.ts'
import { codeSystem } from '../../../../schemas/generated/codes.ts'
import { levels } from '../../../../schemas/generated/fields.ts'
import { validateManifest } from '../../../../schemas/generated/validators.js'
import { changed, facets, type Native, others, storyFacet } from './answers.ts'

type Path = readonly (string | number)[]
const leaves = (value: unknown, at: Path = []): readonly Path[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...at, Array.isArray(value) ? Number(key) : key]))
    : [at]
const general = (path: Path): string => `/${path.map((step) => (typeof step === 'number' ? '*' : step)).join('/')}`
const rows = new Map(manifest.fields.map((row) => [row.native, row]))
/** The row of a native place; the members of a reasons map have one row together, and a null object stands for its members. */
const rowOf = (path: string) =>
  rows.get(path) ??
  rows.get(path.replace(/\/lyDoTrong\/[^/]+$/, '/lyDoTrong/*')) ??
  manifest.fields.find(({ native }) => native.startsWith(`${path}/`))

t.test('the manifest is valid and has one row per native field', async (t) => {
  t.strictSame(validateManifest(manifest), [])
  t.equal(rows.size, manifest.fields.length)
})

t.test('every place of every native document has its row, and every row is seen in one', async (t) => {
  const page = { trang: 1, tongSoTrang: 1, moc: 0, danhSach: facets.map(nativeRow) }
  const seen = new Set(
    [page, ...[...facets, ...others].map(nativeDossier)].flatMap((document) => leaves(document).map(general)),
  )
  t.strictSame(
    [...seen].filter((path) => rowOf(path) === undefined),
    [],
  )
  const covers = (native: string) => [...seen].some((path) => path === native || rowOf(path)?.native === native)
  // A person's share of marks is seen only where a person of that list has marks of its own.
  t.strictSame(
    [...rows.keys()].filter((native) => !covers(native) && !native.includes('/danhDau/')),
    [],
  )
})

t.test('the manifest says what the tables do', async (t) => {
  const tables: readonly (readonly [readonly string[], string, readonly Row[]])[] = [
    [[''], '/report', format.report],
    [['/nguoiToGiac/*'], '/reporters/*', format.reporter],
    [['/danhSachNguoiBiToGiac/*', '/nguoiThamGiaKhac/*'], '/participants/*', format.participant],
    [['/toiDanh/*'], '/offences/*', format.offence.filter(([, shared]) => shared !== 'article')],
    [['/kiemSatVien', '/donViDieuTra'], '/assignments/*', format.assignment],
    [['/toaAnXetXu'], '/assignments/*', format.trial],
    [['/phanMat/*'], '/opaque/*', format.opaquePart],
    [['/danhSach/*'], '/entries/*', format.row.filter(([, shared]) => shared !== 'adjudicating')],
    [['/quyetDinh/*'], '/decisions/*', acts.decision],
    [['/thoiHan/*'], '/clocks/*', acts.clock],
    [['/yeuCauKiemTraXacMinh/*'], '/supervision/*', acts.supervisionAct],
    [['/soTamDinhChi/*'], '/suspensions/*', acts.suspension],
    [['/giaiDoanToTung/*'], '/proceedings/*', acts.proceeding],
    [['/soKhoiToBiCan/*'], '/charges/*', acts.charge],
    [['/soGiaoNhan/*'], '/custody/*', acts.custody],
  ]
  const star = (path: string) => rows.get(path) ?? rows.get(`${path}/*`)
  for (const [natives, shared, table] of tables)
    for (const native of natives)
      for (const [from, to] of table)
        t.equal(
          star(`${native}/${from}`)?.shared?.replace(/(extensions)\/\*\/number$|\/\*$/, '$1'),
          `${shared.startsWith('/entries') ? '' : '/facet'}${shared}/${to}`,
          `${native}/${from}`,
        )
})

t.test('a token in one native text turns up at its declared target or nowhere', async (t) => {
  const token = 'Chim Yến'
  const documents = ['cham-han', 'y-kien-toi-mat', 'tra-ho-so', 'tam-dinh-chi', 'gia-han'].map(storyFacet)
  for (const [facet, path] of documents.flatMap((of) => leaves(nativeDossier(of)).map((at) => [of, at] as const))) {
    const row = rowOf(general(path))!
    const outcome = adapter.toShared(
      changed(facet, (native: Native) => {
        const holder = path.slice(0, -1).reduce((inner, key) => inner[key], native)
        holder[path.at(-1)!] = token
      }),
    )
    t.notMatch(JSON.stringify(outcome.findings), new RegExp(token), `findings: ${general(path)}`)
    if (!outcome.ok || outcome.value === 'absent') continue
    const found = leaves(outcome.value).filter(
      (at) => at.reduce<Native>((inner, key) => inner[key], outcome.value) === token,
    )
    // Who determined the level of an opaque part stands in the label of its place as well.
    const targets = found.map((at) => general(at).replace(/^\/labels\/\*\/label\/by/, '/facet/opaque/*/determinedBy'))
    t.ok(
      targets.every((target) => target === row.shared),
      `${general(path)} → ${targets.join()}`,
    )
  }
})

const formsWritten = Object.fromEntries(
  codeSystem('forms').codes.map((form) => [form.code, actLists.formNumber({ ...form, system: '', version: '' })]),
)

/** Shared codes of which the procuracy's system has none, and why. */
const without: Readonly<Record<string, string>> = {
  GUI_VKS: 'what others send it is entered in the book of hand-overs',
  GIAO_BAN_AN: 'a step of the court’s registry, which the procuracy receipts on paper',
}

t.test('both readings of the code lists agree, and every shared code is a known one', async (t) => {
  const pairs = [
    ['kinds', codes.kinds, lists.kinds],
    ['channels', codes.channels, lists.channels],
    ['corruption-fields', codes.corruptionFields, lists.fields],
    ['stages', codes.stages, lists.stages],
    ['urgency', codes.urgency, lists.urgency],
    ['agencies', codes.agencies, lists.agencies],
    ['participant-roles', codes.roles, lists.roles],
    ['decisions', actCodes.decisions, actLists.decisions],
    ['supervision-instruments', actCodes.instruments, actLists.instruments],
    ['grounds', actCodes.grounds, actLists.grounds],
    ['severity', actCodes.severity, actLists.severity],
    ['forms', actCodes.forms, formsWritten],
  ] as const
  for (const [name, read, written] of pairs) {
    t.strictSame(
      Object.fromEntries(Object.entries(written).map(([shared, native]) => [String(native), shared])),
      read,
      name,
    )
    t.strictSame(
      Object.values(read).sort(),
      codeSystem(name)
        .codes.map(({ code }) => code)
        .filter((code) => !(code in without))
        .sort(),
      `${name} is complete`,
    )
  }
  const known = codeSystem('decisions').codes.map(({ code }) => code)
  t.ok(Object.keys(without).every((code) => known.includes(code)))
})

t.test('so do those of plain values', async (t) => {
  const pairs = [
    [actCodes.clockRules, actLists.clockRules],
    [actCodes.suspensionStates, actLists.suspensionStates],
    [actCodes.approvals, actLists.approvals],
    [actCodes.fileLevels, actLists.fileLevels],
  ] as const
  for (const [read, written] of pairs)
    t.strictSame(Object.fromEntries(Object.entries(written).map(([shared, native]) => [String(native), shared])), read)
  t.strictSame(Object.values(actCodes.fileLevels).sort(), levels.filter((level) => level !== 'CHUA_XAC_DINH').sort())
  const known = new Set(rules.map(({ id }) => id))
  t.strictSame(
    Object.values(actCodes.clockRules).filter((rule) => !known.has(rule)),
    [],
  )
})
