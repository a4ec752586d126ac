/** Whose petition is refused: its number and its time of change, and nothing of its content. */
import t from 'tap'
import { adapter } from '../../../../adapters/mttq/adapter.ts'
import { answerOf, type Native, pageOf, petition, storyFacet, unicodeFacet } from './petitions.ts'

const facet = storyFacet('mttq-phan-hoi')
const { nativeKey, updatedAt } = facet.index
const own = { nativeKey, updatedAt }

const spoilt = (native: Native) => Object.assign(native, { trangThai: 'LA' })
const marked = (native: Native) => Object.assign(native.cheDo, { doMat: 'M' })

const pushOf = (change: (native: Native) => void, around: object = {}) =>
  adapter.toDeposits(
    answerOf(
      JSON.stringify({ suKien: 'CAP_NHAT', maSuKien: '1', luc: 'x', phanAnh: petition(facet, change), ...around }),
    ),
  )

t.test('a push is refused with its petition', async (t) => {
  const nothing = () => {}
  for (const [name, outcome, why] of [
    ['rejected', pushOf(spoilt), 'rejected'],
    ['a secret', pushOf(marked), 'secret'],
    ['a secret, and rejected', pushOf((native) => marked(spoilt(native))), 'secret'],
    ['the mark of a secret on the push', pushOf(nothing, { cheDo: { doMat: 'TM' } }), 'secret'],
    ['another mark on the push', pushOf(nothing, { muc: 'HC' }), 'rejected'],
    ['an event that takes away', pushOf(nothing, { suKien: 'XOA' }), 'rejected'],
  ] as const)
    t.match(outcome, { ok: false, refused: [{ ...own, why }] }, name)
  t.match(pushOf(nothing), { ok: true, value: { refused: [] } })
})

t.test('of a push without a number that can be read nobody is named', async (t) => {
  for (const maPhanAnh of [undefined, null, '', 7, ['x'], 'x'.repeat(65)])
    t.match(
      pushOf((native) => Object.assign(native, { maPhanAnh })),
      { ok: false, refused: [] },
      `${maPhanAnh}`,
    )
  t.match(
    pushOf(() => {}, { phanAnh: [petition(facet)] }),
    { ok: false, refused: [] },
  )
})

t.test('without a time that can be read none is told', async (t) => {
  for (const capNhatLuc of [undefined, '', '31/02/2026 08:00:00', 'x'])
    t.strictSame((pushOf((native) => Object.assign(native, { capNhatLuc })) as { refused?: unknown }).refused, [
      { nativeKey, why: 'rejected' },
    ])
})

t.test('in a page each petition that is refused, beside those that are not', async (t) => {
  const outcome = adapter.toDeposits(
    pageOf([petition(unicodeFacet), petition(facet, spoilt), petition(facet, marked), null, 7, {}]),
  )
  if (!outcome.ok) return t.fail('page refused')
  t.strictSame(outcome.value.refused, [
    { nativeKey, why: 'rejected', updatedAt },
    { nativeKey, why: 'secret', updatedAt },
  ])
  t.strictSame(
    outcome.value.deposits.map(({ entry }) => entry.nativeKey),
    [unicodeFacet.nativeKey],
  )
})

t.test('a page that is refused as a whole names none', async (t) => {
  t.match(adapter.toDeposits(pageOf([petition(facet)], { muc: 'HC' })), { ok: false, refused: [] })
})
