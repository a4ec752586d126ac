import t from 'tap'
import * as codes from '../../../../adapters/mttq/codes.ts'
import manifest from '../../../../adapters/mttq/manifest.json' with { type: 'json' }
import * as lists from '../../../../adapters/mttq/sandbox/lists.ts'
import { nativeEvent } from '../../../../adapters/mttq/sandbox/writer.ts'
import { codeSystem } from '../../../../schemas/generated/codes.ts'
import { facets, type Native } from './petitions.ts'

type Path = readonly (string | number)[]
const leaves = (value: unknown, at: Path = []): readonly Path[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...at, Array.isArray(value) ? Number(key) : key]))
    : [at]
const general = (path: Path): string => `/${path.map((step) => (typeof step === 'number' ? '*' : step)).join('/')}`
const rows = new Map(manifest.fields.map((row) => [row.native, row]))
/** The row of a native place; a null object stands for its members. */
const rowOf = (path: string) => rows.get(path) ?? manifest.fields.find(({ native }) => native.startsWith(`${path}/`))
const event = (facet: (typeof facets)[number]): Native => structuredClone(nativeEvent(facet, 'e-1'))

t.test('every place of every push has its row: the golden documents have no fewer places than the world', async (t) => {
  const seen = new Set(facets.flatMap((facet) => leaves(event(facet)).map(general)))
  t.strictSame(
    [...seen].filter((path) => rowOf(path) === undefined),
    [],
  )
})

const ofTheProceedings = [
  ...['NGUOI_BI_KIEN_NGHI_KHOI_TO', 'NGUOI_BI_GIU_KHAN_CAP', 'NGUOI_BI_BAT', 'NGUOI_BI_TAM_GIU', 'BI_CAN', 'BI_CAO'],
  ...['NGUYEN_DON_DAN_SU', 'BI_DON_DAN_SU', 'NGUOI_CHUNG_KIEN', 'NGUOI_GIAM_DINH', 'NGUOI_DINH_GIA'],
  ...['NGUOI_PHIEN_DICH', 'NGUOI_BAO_CHUA', 'NGUOI_BAO_VE_BI_HAI', 'NGUOI_BAO_VE_NGUOI_BI_TO_GIAC'],
]
const ofTheResolver = [
  ...['PHAN_CONG', 'XAC_MINH', 'GIA_HAN', 'TAM_DINH_CHI', 'PHUC_HOI', 'KHOI_TO', 'KHONG_KHOI_TO', 'CHUYEN'],
  ...['DIEU_TRA', 'TRUY_TO', 'XET_XU_ST', 'XET_XU_PT', 'THI_HANH_AN', 'DINH_CHI', 'TRA_HO_SO'],
]

t.test(
  'both readings of the code lists agree, every shared code is a known one, and what the Front has not is told',
  async (t) => {
    // Beside each list the shared codes that the portal does not know, and why.
    const pairs = [
      // Recommendations to prosecute and own discoveries are acts of the State's bodies (BLTTHS Art. 143, 144(3)).
      ['kinds', codes.kinds, lists.kinds, ['KIEN_NGHI_KHOI_TO', 'TRUC_TIEP_PHAT_HIEN']],
      // Inspectorate, audit and the proceedings do not write to the Front.
      ['channels', codes.channels, lists.channels, ['KIEM_TOAN', 'THANH_TRA', 'TO_TUNG_TRUC_TIEP']],
      ['corruption-fields', codes.corruptionFields, lists.fields, []],
      ['agencies', codes.agencies, lists.agencies, []],
      // Roles that only an act of the proceedings gives, or that are taken in them.
      ['participant-roles', codes.roles, lists.roles, ofTheProceedings],
      // The Front's own way ends with passing on, or with another petition of the same; it resolves nothing.
      ['stages', codes.stages, lists.stages, ofTheResolver],
    ] as const
    const inverse = (list: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(list).map(([shared, native]) => [native, shared]))
    for (const [name, read, written, without] of pairs) {
      t.strictSame(inverse(written), read, name)
      const all = codeSystem(name).codes.map(({ code }) => code)
      t.ok(
        Object.values(read).every((code) => all.includes(code)),
        name,
      )
      t.strictSame(
        all.filter((code) => !Object.values(read).includes(code)).toSorted(),
        [...without].toSorted(),
        `${name}: left out`,
      )
    }
    const plain = [
      [codes.reporterKinds, lists.reporterKinds],
      [codes.classifications, lists.classifications],
      [codes.petitionStates, lists.petitionStates],
      [codes.relations, lists.relations],
      [codes.clockRules, lists.clockRules],
      [codes.clockStates, lists.clockStates],
      [codes.tags, lists.tags],
      [codes.levels, lists.levels],
    ] as const
    for (const [read, written] of plain) t.strictSame(inverse(written), read)
  },
)
