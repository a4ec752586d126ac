import t from 'tap'
import { adapter } from '../../../../adapters/mttq/adapter.ts'
import type { NativeAnswer } from '../../../../adapters/sdk/adapter.ts'
import { answerOf, kept, type Native, pageOf, petition, storyFacet, translated, unicodeFacet } from './petitions.ts'

const facet = storyFacet('mttq-phan-hoi')
const undetermined = { level: 'CHUA_XAC_DINH', tags: [] }

const entry = (document: NativeAnswer) => {
  const outcome = adapter.toDeposits(document)
  return outcome.ok ? outcome.value.deposits[0]?.entry : undefined
}

/** Each makes a mark missing or not understood, or puts one where the format has none. */
const spoilt: readonly (readonly [string, (native: Native) => void, string])[] = [
  ['no marks', (n) => delete n.cheDo, 'mark-missing'],
  ['marks null', (n) => Object.assign(n, { cheDo: null }), 'mark-unknown'],
  ['marks as text', (n) => Object.assign(n, { cheDo: 'NB' }), 'mark-unknown'],
  ['no level', (n) => delete n.cheDo.muc, 'mark-unknown'],
  ['a mark in other letters', (n) => Object.assign(n, { Kin: true }), 'mark-unknown'],
  ['an unknown level', (n) => Object.assign(n.cheDo, { muc: 'CK' }), 'mark-unknown'],
  ['an inherited name as level', (n) => Object.assign(n.cheDo, { muc: 'constructor' }), 'mark-unknown'],
  ['no handling codes', (n) => delete n.cheDo.dau, 'mark-unknown'],
  ['one unknown handling code', (n) => Object.assign(n.cheDo, { dau: ['CTN', 'XYZ'] }), 'mark-unknown'],
  ['handling codes as text', (n) => Object.assign(n.cheDo, { dau: 'CTN' }), 'mark-unknown'],
  ['no word on concealing', (n) => delete n.cheDo.kin, 'mark-unknown'],
  ['concealing as text', (n) => Object.assign(n.cheDo, { kin: 'false' }), 'mark-unknown'],
  ['no stamp', (n) => delete n.cheDo.doMat, 'mark-unknown'],
  ['an unknown stamp', (n) => Object.assign(n.cheDo, { doMat: 'Mật' }), 'mark-unknown'],
  ['a mark that is new', (n) => Object.assign(n.cheDo, { thoiHan: '2030' }), 'mark-unknown'],
  ['marks on the citizen', (n) => Object.assign(n.nguoiPhanAnh, { cheDo: { ...n.cheDo } }), 'mark-unknown'],
  ['a mark in an answer', (n) => Object.assign(n.phanHoi[0], { muc: 'HC' }), 'mark-unknown'],
  ['a mark beside the marks', (n) => Object.assign(n, { kin: true }), 'mark-unknown'],
  ['marks in a member nobody knows', (n) => Object.assign(n, { moi: [[{ dau: [] }]] }), 'mark-unknown'],
]

t.test('a mark that is missing, not understood or astray makes the record undetermined and concealed', async (t) => {
  for (const [name, spoil, code] of spoilt) {
    const read = translated(kept(facet, spoil))
    t.strictSame(read.facet.label, undetermined, name)
    t.match(
      read.findings.filter((finding) => finding.effect === 'degraded'),
      [{ code, target: '/label' }],
      name,
    )
    t.match(entry(kept(facet, spoil)), { label: undetermined, conceal: true }, `index: ${name}`)
  }
})

t.test('marks that are understood are carried', async (t) => {
  const mark = (native: Native) => Object.assign(native.cheDo, { muc: 'HC', dau: ['CTN', 'CBQL', 'CTN'], kin: true })
  const label = { level: 'HAN_CHE', tags: ['NGUOI_CHUA_THANH_NIEN', 'CAN_BO_QUAN_LY'] }
  t.strictSame(translated(kept(facet, mark)).facet.label, label)
  t.match(entry(kept(facet, mark)), { label, conceal: true })
})

/** Each puts the stamp `stamp` somewhere into a push of one petition. */
const stampedPushes: readonly (readonly [string, (push: Native, stamp: string) => void])[] = [
  ['in its marks', (p, stamp) => Object.assign(p.phanAnh.cheDo, { doMat: stamp })],
  ['beside a broken number', (p, stamp) => Object.assign(p.phanAnh, { maPhanAnh: 7, cheDo: { doMat: stamp } })],
  ['on the citizen', (p, stamp) => Object.assign(p.phanAnh.nguoiPhanAnh, { cheDo: { doMat: stamp } })],
  ['deep in what nobody knows', (p, stamp) => Object.assign(p.phanAnh, { moi: [{ x: [{ doMat: stamp }] }] })],
  ['as the level', (p, stamp) => Object.assign(p.phanAnh.cheDo, { muc: stamp })],
  ['among the handling codes', (p, stamp) => Object.assign(p.phanAnh.cheDo, { dau: ['CTN', stamp] })],
  ['in other letters', (p, stamp) => Object.assign(p.phanAnh, { DoMat: stamp })],
  ['on the push', (p, stamp) => Object.assign(p, { cheDo: { doMat: stamp } })],
  ['in a petition that is a list', (p, stamp) => Object.assign(p, { phanAnh: [{ doMat: stamp }] })],
  ['in a document that is two', (p, stamp) => Object.assign(p, { duLieu: [{ cheDo: { doMat: stamp } }] })],
  [
    'in an event that brings none',
    (p, stamp) => Object.assign(p, { suKien: 'XOA', phanAnh: { cheDo: { doMat: stamp } } }),
  ],
]

t.test('a state secret in clear refuses the push for that, wherever its stamp stands', async (t) => {
  for (const [name, put] of stampedPushes)
    for (const stamp of ['M', 'TM', 'TUM', ' tm ']) {
      const push = { suKien: 'CAP_NHAT', maSuKien: '1', luc: 'x', phanAnh: petition(facet) }
      put(push, stamp)
      const outcome = adapter.toDeposits(answerOf(JSON.stringify(push)))
      t.match(outcome, { ok: false, findings: [{ code: 'state-secret-in-clear', effect: 'reject-document' }] }, name)
      if (name.startsWith('in a document') || name.startsWith('in an event')) continue
      t.match(
        adapter.toShared(answerOf(JSON.stringify(push))),
        { ok: false, findings: [{ code: 'state-secret-in-clear' }] },
        name,
      )
    }
})

t.test('in a page a state secret refuses its petition, and the rest goes on', async (t) => {
  const secret = petition(facet, (native) => Object.assign(native.cheDo, { doMat: 'TM' }))
  const outcome = adapter.toDeposits(pageOf([petition(unicodeFacet), secret]))
  t.match(outcome, {
    ok: true,
    findings: [{ code: 'state-secret-in-clear', effect: 'reject-record', pointer: '/duLieu/1' }],
  })
  t.strictSame(outcome.ok && outcome.value.deposits.map(({ entry: { nativeKey } }) => nativeKey), [
    unicodeFacet.nativeKey,
  ])
})

t.test('marks on a page or a push would be lost with the wrapping, so they refuse it', async (t) => {
  const own = petition(facet)
  for (const around of [{ cheDo: own.cheDo }, { muc: 'HC' }, { goi: { kin: true } }]) {
    t.match(adapter.toDeposits(pageOf([own], around)), { ok: false, findings: [{ code: 'mark-unknown' }] })
    const push = answerOf(JSON.stringify({ ...around, phanAnh: own }))
    t.match(adapter.toDeposits(push), { ok: false, findings: [{ code: 'mark-unknown' }] })
    t.match(adapter.toShared(push), { ok: false, findings: [{ code: 'mark-unknown' }] })
  }
})

t.test('where a mark stands astray is told without the names that the sender gave', async (t) => {
  const { findings } = translated(kept(facet, (native) => Object.assign(native, { 'CANARY 7f3a': [{ kin: true }] })))
  t.match(findings[0], { code: 'mark-unknown', pointer: '/phanAnh' })
  t.notMatch(JSON.stringify(findings), /CANARY/)
})

t.test('of a petition that stands twice in a page both are told when one of the two is refused', async (t) => {
  const secret = petition(facet, (native) => Object.assign(native.cheDo, { doMat: 'M' }))
  const { nativeKey } = facet
  for (const pair of [
    [petition(facet), secret],
    [secret, petition(facet)],
  ])
    t.match(adapter.toDeposits(pageOf(pair)), {
      ok: true,
      value: { deposits: [{ entry: { nativeKey } }], refused: [{ nativeKey, why: 'secret' }] },
      findings: [{ code: 'state-secret-in-clear' }],
    })
})
