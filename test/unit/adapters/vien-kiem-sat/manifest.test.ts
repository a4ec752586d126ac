import t from 'tap'
import * as codes from '../../../../adapters/vien-kiem-sat/codes.ts'
import * as actCodes from '../../../../adapters/vien-kiem-sat/codes-acts.ts'
import manifest from '../../../../adapters/vien-kiem-sat/manifest.json' with { type: 'json' }
import * as lists from '../../../../adapters/vien-kiem-sat/sandbox/lists.ts'
import * as actLists from '../../../../adapters/vien-kiem-sat/sandbox/lists-acts.ts'
import { nativeDossier, nativeRow } from '../../../../adapters/vien-kiem-sat/sandbox/writer.ts'
import { rules } from '../../../../schemas/clocks/rules.ts'
import { codeSystem } from '../../../../schemas/generated/codes.ts'
import { levels } from '../../../../schemas/generated/fields.ts'
import { facets, others } from './answers.ts'

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

t.test(
  'every place of every native document has its row: the golden documents have no fewer places than the world',
  async (t) => {
    const page = { trang: 1, tongSoTrang: 1, moc: 0, danhSach: facets.map(nativeRow) }
    const seen = new Set(
      [page, ...[...facets, ...others].map(nativeDossier)].flatMap((document) => leaves(document).map(general)),
    )
    t.strictSame(
      [...seen].filter((path) => rowOf(path) === undefined),
      [],
    )
  },
)

const formsWritten = Object.fromEntries(
  codeSystem('forms').codes.map((form) => [form.code, actLists.formNumber({ ...form, system: '', version: '' })]),
)

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
    ['flags', codes.flags, lists.flags],
    ['penalties', actCodes.penalties, actLists.penalties],
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
        .sort(),
      `${name} is complete`,
    )
  }
})

t.test('so do those of plain values', async (t) => {
  const pairs = [
    [actCodes.clockRules, actLists.clockRules],
    [actCodes.suspensionStates, actLists.suspensionStates],
    [actCodes.approvals, actLists.approvals],
    [actCodes.fileLevels, actLists.fileLevels],
    [actCodes.hearingInstances, actLists.hearingInstances],
    [actCodes.hearingStates, actLists.hearingStates],
    [actCodes.judgmentInstances, actLists.judgmentInstances],
    [actCodes.appeals, actLists.appeals],
    [codes.organisationKinds, lists.organisationKinds],
    [codes.numberTypes, lists.numberTypes],
    [codes.tasks, lists.tasks],
    [codes.relations, lists.relations],
    [codes.letterKinds, lists.letterKinds],
    [codes.letterStates, lists.letterStates],
  ] as const
  for (const [read, written] of pairs)
    t.strictSame(Object.fromEntries(Object.entries(written).map(([shared, native]) => [String(native), shared])), read)
  t.strictSame(Object.values(actCodes.fileLevels).sort(), levels.filter((level) => level !== 'CHUA_XAC_DINH').sort())
  t.strictSame(Object.values(actCodes.clockRules).sort(), rules.map(({ id }) => id).sort(), 'every rule has a code')
})
