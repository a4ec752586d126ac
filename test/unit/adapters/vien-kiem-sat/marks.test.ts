import t from 'tap'
import type { NativeAnswer } from '../../../../adapters/sdk/adapter.ts'
import { adapter } from '../../../../adapters/vien-kiem-sat/adapter.ts'
import { changed, changedRow, type Native, storyFacet } from './answers.ts'

const facet = storyFacet('nguoi-chua-thanh-nien')
const secretInClear = { code: 'state-secret-in-clear', effect: 'reject-document' }
const undetermined = { level: 'CHUA_XAC_DINH', tags: [] }

const translated = (answer: NativeAnswer) => {
  const outcome = adapter.toShared(answer)
  return outcome.ok && outcome.value !== 'absent' ? { ...outcome.value, findings: outcome.findings } : undefined
}
const entry = (change: (row: Native) => void) => {
  const outcome = adapter.toIndex(changedRow(facet, change))
  return outcome.ok ? outcome.value.entries[0] : undefined
}

/** Each makes a mark missing or not understood. */
const spoilt: readonly (readonly [string, (marks: Native) => void, string])[] = [
  ['no share level', (m) => delete m.mucChiaSe, 'mark-missing'],
  ['share level null', (m) => Object.assign(m, { mucChiaSe: null }), 'mark-unknown'],
  ['unknown share level', (m) => Object.assign(m, { mucChiaSe: 'PUBLIC' }), 'mark-unknown'],
  ['inherited name as share level', (m) => Object.assign(m, { mucChiaSe: 'constructor' }), 'mark-unknown'],
  ['no handling codes', (m) => delete m.dauXuLy, 'mark-missing'],
  ['one unknown handling code', (m) => Object.assign(m, { dauXuLy: [2, 77] }), 'mark-unknown'],
  ['handling codes as text', (m) => Object.assign(m, { dauXuLy: '2' }), 'mark-unknown'],
  ['no stamp', (m) => delete m.doMat, 'mark-missing'],
  ['unknown stamp', (m) => Object.assign(m, { doMat: 'Mật' }), 'mark-unknown'],
]

t.test('a mark that is missing or not understood makes the label undetermined and the entry concealed', async (t) => {
  for (const [name, spoil, code] of spoilt) {
    const record = translated(changed(facet, spoil))
    t.strictSame(record?.facet.label, undetermined, `record: ${name}`)
    t.match(record?.findings, [{ code, effect: 'degraded', target: '/label' }], name)
    t.match(entry(spoil), { label: undetermined, conceal: true }, `index: ${name}`)
  }
})

t.test('so it is for the marks of one person', async (t) => {
  const minor = (native: Native) => native.nguoiThamGiaKhac[0]
  const path = facet.translation.labels.at(-1)!.path
  const at = (answer: NativeAnswer) => translated(answer)?.labels.find((label) => label.path === path)?.label
  t.match(at(changed(facet)), { level: 'HAN_CHE', tags: ['NGUOI_CHUA_THANH_NIEN', 'DLCN_NHAY_CAM'] })
  for (const [name, spoil] of spoilt)
    t.strictSame(at(changed(facet, (native) => spoil(minor(native).danhDau))), undetermined, name)
  t.strictSame(at(changed(facet, (native) => delete minor(native).danhDau)), undetermined)
  t.strictSame(at(changed(facet, (native) => Object.assign(minor(native), { danhDau: 'PROTECTED' }))), undetermined)
})

t.test('private is concealed and never lower than protected', async (t) => {
  const hide = (native: Native) => Object.assign(native, { mucChiaSe: 'PRIVATE', dauXuLy: [6, 6] })
  t.match(entry(hide), { conceal: true, label: { level: 'HAN_CHE', tags: ['CAN_BO_QUAN_LY'] } })
  t.strictSame(translated(changed(facet, hide))?.facet.label, { level: 'HAN_CHE', tags: ['CAN_BO_QUAN_LY'] })
  t.match(
    entry((row) => Object.assign(row, { mucChiaSe: 'INTERNAL' })),
    { conceal: false, label: { level: 'NOI_BO' } },
  )
})

t.test('a person can’t be concealed apart from the record: one who is private is undetermined', async (t) => {
  const danhDau = { mucChiaSe: 'PRIVATE', dauXuLy: [1], doMat: null }
  const outcome = adapter.toShared(changed(facet, (native) => Object.assign(native.nguoiToGiac[0], { danhDau })))
  if (!outcome.ok || outcome.value === 'absent') return t.fail('refused')
  const own = outcome.value.labels.find(({ path }) => path === '/reporters/0')
  t.equal(own?.label.level, 'CHUA_XAC_DINH')
  t.match(outcome.findings, [{ code: 'mark-unknown', pointer: '/nguoiToGiac/0/danhDau/mucChiaSe' }])
})

t.test('a stamp beside handling codes that are not understood says less than nothing: undetermined', async (t) => {
  t.match(
    entry((row) => Object.assign(row, { doMat: 'C', dauXuLy: [99] })),
    { label: { level: 'CHUA_XAC_DINH' } },
  )
})

t.test('a state secret in clear refuses the whole document; in the index its level stands', async (t) => {
  for (const [stamp, level] of [
    ['C', 'MAT'],
    ['B', 'TOI_MAT'],
    ['A', 'TUYET_MAT'],
  ] as const) {
    const record = adapter.toShared(changed(facet, (native) => Object.assign(native, { doMat: stamp })))
    t.match(record, { ok: false, findings: [{ code: 'state-secret-in-clear', effect: 'reject-document' }] })
    t.equal(entry((row) => Object.assign(row, { doMat: stamp }))?.label.level, level)
    const person = adapter.toShared(
      changed(facet, (native) =>
        Object.assign(native.nguoiToGiac[0], { danhDau: { mucChiaSe: 'PRIVATE', dauXuLy: [1], doMat: stamp } }),
      ),
    )
    t.match(person, { ok: false, findings: [{ code: 'state-secret-in-clear', pointer: '/nguoiToGiac/0' }] })
  }
})

t.test('a stamped person who would be left out for another fault still refuses the document', async (t) => {
  const stamped = adapter.toShared(
    changed(facet, (native) => {
      Object.assign(native.nguoiToGiac[0], { loai: 77, danhDau: { mucChiaSe: 'PRIVATE', dauXuLy: [], doMat: 'C' } })
    }),
  )
  t.notOk(stamped.ok)
  t.ok(stamped.findings.some(({ code }) => code === 'state-secret-in-clear'))
})

t.test('so does a stamp in what is not looked through, for the document is refused for another fault', async (t) => {
  const people = Array.from({ length: 51 }, () => ({ danhDau: { mucChiaSe: 'PRIVATE', dauXuLy: [], doMat: 'C' } }))
  const codesOf = (nguoiToGiac: unknown) =>
    adapter
      .toShared(changed(facet, (native) => Object.assign(native, { nguoiToGiac })))
      .findings.map(({ code }) => code)
  t.ok(codesOf(people).includes('state-secret-in-clear'))
  t.notOk(codesOf(people.map(() => ({}))).includes('state-secret-in-clear'))
})

const decided = storyFacet('tra-ho-so')
const suspended = storyFacet('tam-dinh-chi')

/** Each puts `marks` where the format has none. */
const astray: readonly (readonly [string, (native: Native, marks: Native) => void, string])[] = [
  ['on a decision', (n, marks) => Object.assign(n.quyetDinh[0], { danhDau: marks }), '/decisions/0'],
  ['on a charge', (n, marks) => Object.assign(n.soKhoiToBiCan[0], { danhDau: marks }), '/charges/0'],
  ['in a proceeding', (n, marks) => Object.assign(n.giaiDoanToTung[0], marks), '/proceedings/0'],
  ['on a hand-over', (n, marks) => Object.assign(n.soGiaoNhan[1], { danhDau: marks }), '/custody/1'],
  ['among papers', (n, marks) => n.soGiaoNhan[1].giayTo.push({ danhDau: marks }), '/custody/1'],
  ['on a list of charges', (n, marks) => Object.assign(n, { soKhoiToBiCan: [{ ma: 'x', ...marks }] }), '/charges/0'],
  ['in a decision', (n, marks) => Object.assign(n.quyetDinh[0], marks), '/decisions/0'],
  ['in a person', (n, marks) => Object.assign(n.nguoiToGiac[0], marks), '/reporters/0'],
  ['in a place', (n, marks) => Object.assign(n.noiXayRa, marks), ''],
  ['on a number of another agency', (n, marks) => Object.assign(n.tinBaoDauTien, marks), ''],
  ['on the case', (n, marks) => Object.assign(n.vuAn, { danhDau: marks }), ''],
  ['among reasons', (n, marks) => Object.assign(n, { lyDoTrong: { ...n.lyDoTrong, ...marks } }), ''],
  ['among reasons of a charge', (n, marks) => Object.assign(n.soKhoiToBiCan[0], { lyDoTrong: marks }), '/charges/0'],
  ['on the record', (n, marks) => Object.assign(n, { danhDau: marks }), ''],
  ['in a list nobody knows', (n, marks) => Object.assign(n, { moi: [{ danhDau: marks }] }), ''],
]

t.test(
  'marks in a wrong place leave what they stand on undetermined; a stamp among them refuses the document',
  async (t) => {
    for (const [name, put, path] of astray) {
      const record = (marks: Native) => adapter.toShared(changed(decided, (native) => put(native, marks)))
      const marks = { mucChiaSe: 'INTERNAL', dauXuLy: [] }
      const raised = record(marks)
      if (!raised.ok || raised.value === 'absent') throw new Error(name)
      t.strictSame(raised.value.labels.filter((label) => label.path === path).at(-1)?.label, undetermined, name)
      t.ok(
        record({ ...marks, doMat: 'C' }).findings.some(({ code }) => code === 'state-secret-in-clear'),
        name,
      )
    }
    t.match(
      entry((row) => Object.assign(row.tinBaoDauTien, { doMat: 'C' })),
      { label: undetermined, conceal: true },
      'in a row of the index',
    )
    const entered = (marks: Native) =>
      adapter.toShared(changed(suspended, (native) => Object.assign(native.soTamDinhChi[0], { danhDau: marks })))
    const known = { mucChiaSe: 'INTERNAL', dauXuLy: [] }
    t.match(entered({ ...known, doMat: null }), {
      value: { labels: [{ path: '/suspensions/0', label: undetermined }] },
    })
    t.match(entered({ ...known, doMat: 'C' }), { ok: false, findings: [{ code: 'mark-unknown' }, secretInClear] })
    t.match(
      entry((row) => Object.assign(row, { danhDau: { mucChiaSe: 'PRIVATE', dauXuLy: [], doMat: null } })),
      { label: undetermined, conceal: true },
    )
  },
)
