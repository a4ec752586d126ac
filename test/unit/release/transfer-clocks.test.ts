/** Which limits a transfer brings by the shipped routes, and when each ends by the Vietnamese calendar. */
import t from 'tap'
import type { NativeFacet } from '../../../adapters/sdk/adapter.ts'
import { loadRegistry } from '../../../gateway/identity/registry.ts'
import type { Route } from '../../../gateway/identity/route.ts'
import { type NewClock, reckon, timingOf } from '../../../gateway/release/transfers/clocks.ts'
import { shippedRegistry } from '../../support/identity.ts'

const { routes } = (await loadRegistry(shippedRegistry)).routes
const routeOf = (from: string, to: string, kind = 'TIN_BAO'): Route =>
  routes.find((route) => route.from === from && route.to === to && route.kinds.includes(kind))!
const code = (code: string) => ({ code, system: 's', version: '1' })

const facet = (report: Partial<NativeFacet['report']> = {}, change: Partial<NativeFacet> = {}): NativeFacet => ({
  identifiers: [{ system: 's', type: 'SO_TIEP_NHAN', value: '12/TN', assigner: code('MTTQ') }],
  report: { kind: code('TIN_BAO'), stage: code('CHUYEN_DI'), receivedAt: '2026-03-06T17:30:00+07:00', ...report },
  label: { level: 'NOI_BO', tags: [] },
  ...change,
})

const shown = ({ rule, owner, started }: NewClock) =>
  [rule, owner, ...(started ? [started.due, ...started.basis.doubts] : [])].join(' ')
/** The ends of a route, with the codes of the agencies list. */
const endsOf = ({ from, to }: Route, receiver = 'CA', sender = 'CA') => ({
  sender: { id: from, code: sender },
  receiver: { id: to, code: receiver },
})
const clocksOf = (route: Route, record: NativeFacet, receiver = 'CA', sender = 'CA') =>
  timingOf(route, record, endsOf(route, receiver, sender)).clocks.map(shown)
const toPolice = routeOf('mttq', 'cong-an')
const fromCommunes = routeOf('cong-an-xa', 'cong-an')

t.test(
  'hours run on over a Friday evening; the receiver’s limit waits for the delivery; the procuracy supervises',
  async (t) => {
    const { clocks } = timingOf(toPolice, facet(), endsOf(toPolice, 'CA', 'MTTQ'))
    t.strictSame(clocks.map(shown), ['BLTTHS.146 mttq 2026-03-07T17:30:00+07:00', 'TTLT01-2017.14.1 cong-an'])
    t.strictSame(
      clocks.map(({ supervisor }) => supervisor),
      ['vien-kiem-sat', 'vien-kiem-sat'],
    )
  },
)

for (const [post, place, expected, confidence] of [
  ['31078', '30307', '2026-03-08T17:30:00+07:00', 'second-hand'],
  ['30814', undefined, '2026-03-08T17:30:00+07:00', 'recalled'],
  ['30307', '31078', '2026-03-07T17:30:00+07:00', 'confirmed'],
] as const)
  t.test(`police of ${post}, wherever it happened, have until ${expected}; how sure that is, is ${confidence}`, (t) => {
    const id = `cong-an-xa-${post}`
    const record = facet(place ? { place: { commune: code(place) } } : {})
    const ends = { sender: { id, code: 'CAX', commune: post }, receiver: { id: 'cong-an', code: 'CA' } }
    const [handing, notice] = timingOf(fromCommunes, record, ends).clocks
    t.equal(shown(handing!), `TTLT01-2017.24H ${id} ${expected}`)
    t.equal(handing!.started!.basis.confidence, confidence)
    t.equal(shown(notice!), 'TTLT01-2017.14.1 cong-an')
    t.end()
  })

t.test('working days leave out Tết and weekends', async (t) => {
  // Friday before Tết; Monday to Friday off.
  t.match(reckon('TTLT01-2017.14.1', '2026-02-13T18:00:00+07:00'), {
    due: '2026-02-25',
    basis: { calendar: 'reviewed' },
  })
  t.equal(reckon('TTLT01-2017.14.1', '2026-03-06T23:59:59+07:00').due, '2026-03-11')
  t.equal(reckon('TTLT01-2017.14.1', '2026-03-06T17:00:00Z').due, '2026-03-11', 'past midnight in Viet Nam: Saturday')
})

t.test('a day without its hour gives the latest day on which a limit in hours can end, and says so', async (t) => {
  const decisions = [{ id: 'd', agency: code('CA'), type: code('KHOI_TO'), decidedOn: '2026-03-06' }]
  t.strictSame(clocksOf(routeOf('cong-an', 'vien-kiem-sat'), facet({}, { decisions }), 'VKS'), [
    'BLTTHS.154 cong-an 2026-03-07 start-hour-missing',
    'TTLT01-2017.14.1 cong-an 2026-03-11',
  ])
  t.equal(reckon('BLTTHS.154', '2026-03-06').lastAt?.toISOString(), '2026-03-07T16:59:59.999Z')
})

t.test('the result is told to who reported within three days, where it is one', async (t) => {
  const toFront = routeOf('cong-an', 'mttq')
  const decided = (type: string) =>
    facet({}, { decisions: [{ id: 'd', agency: code('CA'), type: code(type), decidedOn: '2026-03-20' }] })
  t.strictSame(clocksOf(toFront, decided('KHONG_KHOI_TO'), 'MTTQ'), ['TTLT01-2017.14.3 cong-an 2026-03-23'])
  t.strictSame(clocksOf(toFront, decided('GIA_HAN'), 'MTTQ'), ['TTLT01-2017.14.1 cong-an 2026-03-11'])
})

t.test('what came from the receiver is not passed on to it', async (t) => {
  t.strictSame(clocksOf(routeOf('vien-kiem-sat', 'cong-an'), facet({ receivedFrom: code('CA') })), [])
  t.strictSame(clocksOf(routeOf('vien-kiem-sat', 'cong-an'), facet({ receivedFrom: code('MTTQ') })).length, 2)
})

t.test('a route without limits brings none; years without a calendar give no end', async (t) => {
  t.strictSame(clocksOf(routeOf('mttq', 'thanh-tra', 'KHAC'), facet(), 'TTr'), [])
  t.match(reckon('BLTTHS.146', '2090-01-01T00:00:00Z'), {
    due: null,
    lastAt: null,
    basis: { doubts: ['outside-calendar'] },
  })
})

t.test('what is reckoned says by which version, and by which parameters of what is disputed', async (t) => {
  const { basis } = reckon('TTLT01-2017.14.1', '2026-03-06')
  t.match(basis, {
    parameters: { countStartDay: false },
    limit: { amount: 3, unit: 'working-days' },
    confidence: 'confirmed',
  })
  t.match(basis.version, /^[0-9a-f]{16}$/)
  t.not(basis.version, reckon('BLTTHS.146', '2026-03-06').basis.version)
})
