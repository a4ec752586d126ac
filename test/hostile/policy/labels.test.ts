/** A source that lowers a label later: in its feed, in its documents, quietly, by a back door, or as the law has it. */
import t from 'tap'
import type { Caller } from '../../../gateway/identity/caller.ts'
import type { Label } from '../../../schemas/generated/types.ts'
import { callerOf, labelOf, prosecutorOf } from '../../support/policy.ts'
import { coded } from '../../support/translations.ts'
import { determinedBy, type Facet, markedSource } from './source.ts'

const source = await markedSource(t)
t.beforeEach(source.clear)

const label = (level: Label['level'], tags: Label['tags'] = [], by?: Label['by']): Label => ({
  level,
  tags,
  ...(by && { by }),
})
const official = label('HAN_CHE', ['CAN_BO_QUAN_LY'])
const open = label('NOI_BO')
const untagged = callerOf({ tags: ['DLCN_CO_BAN', 'NGUOI_TO_GIAC'] })

t.test('a lower label without who determined it changes nothing, and is told once', async (t) => {
  await source.feed({ label: official })
  for (let again = 0; again < 3; again++) {
    await source.feed({ label: open })
    t.strictSame(await source.label(), labelOf('HAN_CHE', 'CAN_BO_QUAN_LY'))
  }
  t.match(source.log, [{ effect: 'kept', facet_agency: 'cong-an', dossier: /^hs-/, from: official, to: official }])
  t.equal(source.log.length, 1)
  t.strictSame(
    (await source.history('record')).map(({ effect }) => effect),
    ['first', 'kept'],
  )
})

t.test('a tag taken away stays; what is new is added', async (t) => {
  await source.feed({ label: official })
  await source.feed({ label: label('HAN_CHE', ['BAO_VE_NHAN_CHUNG']) })
  t.strictSame(await source.label(), labelOf('HAN_CHE', 'BAO_VE_NHAN_CHUNG', 'CAN_BO_QUAN_LY'))
})

t.test('no step in between is a way around: unmarked, or refused and mended', async (t) => {
  await source.feed({ label: official })
  await source.feed({ label: label('CHUA_XAC_DINH') })
  t.equal((await source.label()).level, 'CHUA_XAC_DINH', 'not to be released meanwhile')
  await source.feed({ label: open })
  t.strictSame(await source.label(), labelOf('HAN_CHE', 'CAN_BO_QUAN_LY'))
})

t.test('what was not understood and is understood later was never a mark', async (t) => {
  await source.feed({ label: label('CHUA_XAC_DINH') })
  await source.feed({ label: open })
  t.strictSame(await source.label(), labelOf('NOI_BO'))
  t.strictSame(source.log, [])
})

for (const [why, by] of [
  ['before the mark was set', determinedBy('2026-03-02')],
  ['on the very day', determinedBy('2026-03-03')],
  ['in a year that may be before it', determinedBy('2026')],
  ['in the future', determinedBy('2199-01-01')],
  ['by another agency', determinedBy('2026-03-04', 'VKS')],
  ['by nobody named', determinedBy('2026-03-04', 'CA', false)],
] as const)
  t.test(`determined ${why}: the mark stays`, async (t) => {
    await source.feed({ label: official })
    await source.feed({ label: label('NOI_BO', [], by) })
    t.strictSame(await source.label(), labelOf('HAN_CHE', 'CAN_BO_QUAN_LY'))
    t.match(source.log, [{ effect: 'kept' }])
  })

t.test('an officer of the holder lowers it later: both marks are kept, and who did it is in the log', async (t) => {
  await source.feed({ label: official })
  await source.feed({ label: label('NOI_BO', [], determinedBy('2026-03-04')), updatedAt: '2026-03-05T08:00:00+07:00' })
  t.strictSame(await source.label(), labelOf('NOI_BO'))
  t.match(source.log, [
    {
      effect: 'lowered',
      from: official,
      to: open,
      by: { agency: 'CA', officer: 'Đại tá Lê Văn Ngọ', at: '2026-03-04', list_item: 'QĐ 774/QĐ-TTg' },
    },
  ])
  t.match(await source.history('record'), [
    { effect: 'first', level: 'HAN_CHE', tags: ['CAN_BO_QUAN_LY'] },
    { effect: 'lowered', level: 'NOI_BO', tags: [] },
  ])
  await source.feed({ label: official })
  await source.feed({ label: label('NOI_BO', [], determinedBy('2026-03-04')) })
  t.strictSame(await source.label(), labelOf('HAN_CHE', 'CAN_BO_QUAN_LY'), 'one determination lowers one mark')
})

t.test('a state secret that nobody determined is undetermined, and does not become less by itself', async (t) => {
  await source.feed({ label: label('MAT') })
  t.strictSame(await source.label(), labelOf('CHUA_XAC_DINH'))
  await source.feed({ label: open })
  t.strictSame(await source.label(), labelOf('CHUA_XAC_DINH'))
  await source.feed({ label: label('NOI_BO', [], determinedBy('2026-03-04')) })
  t.strictSame(await source.label(), labelOf('NOI_BO'))
})

t.test('the holder may end concealment and sealing; that is recorded', async (t) => {
  await source.feed({ label: open, conceal: true, sealed: true })
  await source.feed({ label: open })
  t.match(source.log, [{ effect: 'revealed' }, { effect: 'unsealed' }])
  await source.feed({ label: open, sealed: true })
  t.match(source.log.slice(2), [{ effect: 'sealed' }])
  t.equal((await source.history('record')).length, 3)
})

t.test('of a sealed record the others know that it is there, and only the holder what is in it', async (t) => {
  const supervised = { label: open, confirms: [{ relation: 'supervising', agency: 'VKS' }] } as const
  const read = async (caller: Caller) => (await source.read({ facet: { participants } }, caller)).facet
  await source.feed(supervised)
  t.ok((await read(prosecutorOf()))?.report?.stage)
  await source.feed({ ...supervised, sealed: true })
  t.strictSame(Object.keys((await read(prosecutorOf()))!).sort(), ['agency', 'id'])
  t.ok((await read(callerOf()))?.report?.stage)
})

const participants: NonNullable<Facet['participants']> = [
  {
    id: 'N1',
    role: coded('participant-roles', 'NGUOI_LAM_CHUNG'),
    person: { fullName: 'Phan Văn Chứng' },
    note: 'ghi chú',
  },
  { id: 'N2', role: coded('participant-roles', 'BI_HAI'), person: { fullName: 'Lê Thị Hại' }, note: 'ghi chú' },
]
const witness = label('HAN_CHE', ['BAO_VE_NHAN_CHUNG'])
const named = (facet: Facet | undefined) =>
  (facet?.participants ?? []).flatMap(({ person }) => (person?.fullName === undefined ? [] : [person.fullName])).sort()

t.test('a label of a document alone is not lowered by its next version, wherever the entity stands then', async (t) => {
  await source.feed({ label: open })
  const at = (path: string, what = witness) => [{ path, label: what }]
  t.strictSame(named((await source.read({ facet: { participants }, labels: at('/participants/0') }, untagged)).facet), [
    'Lê Thị Hại',
  ])
  const turned = [...participants].reverse()
  for (const document of [
    { facet: { participants } },
    { facet: { participants: turned } },
    { facet: { participants: turned }, labels: at('/participants/1', open) },
    {
      facet: { participants: turned },
      labels: at('/participants/1', label('CONG_KHAI', [], determinedBy('2026-03-01'))),
    },
  ])
    t.strictSame(named((await source.read(document, untagged)).facet), ['Lê Thị Hại'])
  t.match(source.log[0], { effect: 'kept', from: witness, to: witness, places: 1 })
  const lowered = at('/participants/0', label('CONG_KHAI', [], determinedBy('2026-03-04')))
  const { facet } = await source.read({ facet: { participants }, labels: lowered }, untagged)
  t.strictSame(named(facet), ['Lê Thị Hại', 'Phan Văn Chứng'])
  t.match(source.log.at(-1), { effect: 'lowered', from: witness, by: { officer: 'Đại tá Lê Văn Ngọ' } })
})

t.test('a place that was secret stays so when content comes to stand in it', async (t) => {
  await source.feed({ label: open })
  const by = determinedBy('2026-03-02')
  const report = { ...(await source.read({})).facet!.report }
  await source.read({ labels: [{ path: '/report/summary', label: label('MAT', [], by) }] })
  const { facet, sources } = await source.read({ facet: { report: { ...report, summary: 'Đường lối xử lý' } } })
  t.equal(facet, undefined)
  t.match(sources, [{ state: 'failed', reason: 'state-secret-in-clear' }])
})

t.test(
  'a document that marks its record higher than the feed raises the index, and no feed takes it back quietly',
  async (t) => {
    await source.feed({ label: open })
    await source.read({ facet: { label: official } })
    t.strictSame(await source.label(), labelOf('HAN_CHE', 'CAN_BO_QUAN_LY'))
    await source.read({ facet: { label: open } })
    await source.feed({ label: open })
    t.strictSame(await source.label(), labelOf('HAN_CHE', 'CAN_BO_QUAN_LY'))
  },
)

t.test('that somebody is a minor is not taken back by leaving it out', async (t) => {
  await source.feed({ label: open })
  const said = participants.map((participant) => ({ ...participant, minor: true }))
  t.strictSame(named((await source.read({ facet: { participants: said } }, untagged)).facet), [])
  t.strictSame(named((await source.read({ facet: { participants } }, untagged)).facet), [])
})

t.test('a label is not lowered by setting it on another that is called the same', async (t) => {
  const [first, other] = participants
  await source.feed({ label: open })
  await source.read({ facet: { participants }, labels: [{ path: '/participants/0', label: witness }] })
  const decoy = { ...other!, id: first!.id }
  const document = { facet: { participants: [first!, decoy] }, labels: [{ path: '/participants/1', label: witness }] }
  t.strictSame(named((await source.read(document, untagged)).facet), [])
})

t.test('an unchanged document costs another look at the index with its marks, and no write', async (t) => {
  await source.feed({ label: open })
  const document = { facet: { participants }, labels: [{ path: '/participants/0', label: witness }] }
  await source.read(document)
  source.statements()
  await source.read(document)
  t.strictSame(source.statements(), ['find-facets', 'find-standing'])
})

t.test('the history names no person and no place in clear, and is never changed', async (t) => {
  await source.feed({ label: official })
  await source.feed({ label: label('NOI_BO', [], determinedBy('2026-03-04')) })
  await source.read({ facet: { participants }, labels: [{ path: '/participants/0', label: witness }] })
  const rows = await source.rows()
  t.equal(rows.length, 3)
  t.notMatch(JSON.stringify(rows), /Ngọ|774|participants|N1/)
  t.notMatch(
    Buffer.concat(rows.flatMap((row) => Object.values(row)).filter((one) => Buffer.isBuffer(one))).toString('latin1'),
    /participants|N1/,
  )
  await t.rejects(source.overwrite())
})
