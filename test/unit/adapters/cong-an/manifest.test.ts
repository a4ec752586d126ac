import { readFileSync } from 'node:fs'
import t from 'tap'
import * as codes from '../../../../adapters/cong-an/codes.ts'
import type { Field } from '../../../../adapters/cong-an/fields.ts'
import { dossier, mark, row } from '../../../../adapters/cong-an/format.ts'
import { communes, forms, offences } from '../../../../adapters/cong-an/leaves.ts'
import type { Manifest } from '../../../../adapters/sdk/adapter.ts'
import { codeLists } from '../../../../schemas/generated/codes.ts'
import { levels, tags } from '../../../../schemas/generated/fields.ts'
import { validateManifest } from '../../../../schemas/generated/validators.js'

const path = new URL('../../../../adapters/cong-an/manifest.json', import.meta.url)
const manifest: Manifest = JSON.parse(readFileSync(path, 'utf8'))

/** Native and shared path of each field that the reader knows; null where it is discarded. */
function fieldsOf(
  fields: Readonly<Record<string, Field>>,
  native: string,
  shared: string,
): readonly (readonly [string, string | null])[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const at = `${native}/${name}`
    const to = field.shared === '' ? shared : `${shared}/${field.shared}`
    if ('discard' in field) return [[at, null]] as const
    if ('leaf' in field) return [[at, to]] as const
    if ('list' in field) return fieldsOf(field.list, at, `${to}/*`)
    return [
      ...(field.struct.keyed ? ([[`${at}/@ma`, `${to}/id`]] as const) : []),
      ...(field.struct.fixed ? ([[at, `${to}/type`]] as const) : []),
      ...fieldsOf(field.struct.fields, at, to),
    ]
  })
}

t.test('the manifest conforms, and unmarked is undetermined', async (t) => {
  t.strictSame(validateManifest(manifest), [])
  t.strictSame(manifest.labelWhenUnmarked, { level: 'CHUA_XAC_DINH', tags: [] })
})

/** Members that the adapter puts elsewhere than the tables say. */
const placed: Readonly<Record<string, string>> = {
  '/facet/updatedAt': '/updatedAt',
  '/entries/*/supervising': '/entries/*/confirms/*/agency',
  '/entries/*/originators/*': '/entries/*/confirms/*/agency',
  '/entries/*/adjudicating': '/entries/*/confirms/*/agency',
  '/entries/*/inspecting': '/entries/*/confirms/*/agency',
}

t.test('the field table says what the reader does, no field more or less', async (t) => {
  const known = [
    ...fieldsOf(dossier.fields, '/LayHoSoTraLoi/HoSo', '/facet'),
    ...fieldsOf(mark.fields, '/LayHoSoTraLoi/HoSo/DauMat', '/facet/label'),
    ...fieldsOf(mark.fields, '/LayHoSoTraLoi/HoSo/**/DauMat', '/labels/*/label'),
    ...fieldsOf(row.fields, '/*/DanhSach/MucHoSo', '/entries/*'),
    ...fieldsOf(mark.fields, '/*/DanhSach/MucHoSo/DauMat', '/entries/*/label'),
  ].map(([native, shared = null]) => [native, (shared && placed[shared]) ?? shared])
  const declared = manifest.fields.map(({ native, shared }) => [native, shared])
  t.strictSame(declared.slice(0, known.length), known)
  t.equal(new Set(declared.map(([native, shared]) => `${native} ${shared}`)).size, declared.length, 'each row once')
})

t.test('every loss has its reason', async (t) => {
  for (const { native, relation, because } of manifest.fields)
    if (relation === 'unmapped' || relation === 'broader') t.ok(because, native)
})

/** Steps of a court, and what is done with a decision, which are no decisions in the files of the police. */
const ofOthers = [
  'PHAN_CONG_THAM_PHAN',
  'GIA_HAN_CHUAN_BI_XET_XU',
  'GIAM_DOC_THAM',
  'TAI_THAM',
  'GUI_VKS',
  'THONG_BAO',
  'GIAO_BAN_AN',
]

t.test('code tables reach every shared code and none that is not shared', async (t) => {
  const shared = (list: keyof typeof codeLists) => codeLists[list].codes.map(({ code }) => code).sort()
  const image = (table: Readonly<Record<string, string>>) => Object.values(table).sort()
  t.strictSame(image(codes.kinds), shared('kinds'))
  t.strictSame(image(codes.channels), shared('channels'))
  t.strictSame(image(codes.stages), shared('stages'))
  t.strictSame(
    image(codes.decisions),
    shared('decisions').filter((code) => !ofOthers.includes(code)),
  )
  t.strictSame(image(codes.roles), shared('participant-roles'))
  t.strictSame(image(codes.urgency), shared('urgency'))
  t.strictSame(image(codes.corruptionFields), shared('corruption-fields'))
  t.strictSame(image(codes.agencies), shared('agencies'))
  t.strictSame(image(codes.grounds), shared('grounds'))
  t.strictSame(image(codes.flags), shared('flags'))
  t.strictSame(image(codes.severity), shared('severity'))
  t.strictSame(image(forms), shared('forms'))
  t.strictSame(image(offences), shared('offences'))
  t.strictSame(image(communes), shared('communes'))
  t.strictSame(image(codes.tags), [...tags].sort())
  t.strictSame(image(codes.levels), levels.filter((level) => level !== 'CHUA_XAC_DINH').sort())
})
