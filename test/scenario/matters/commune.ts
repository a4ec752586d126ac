/** A report to the police of a commune: passed on within 24 hours, on an island within 48, and resolved by the province. */
import type { Test } from 'tap'
import { handOver } from '../../../gateway/development/signing-system.ts'
import { vietnamTime } from '../../../schemas/consistency/moment.ts'
import { entriesIn } from '../../support/log-entries.ts'
import type { Matter, MatterSystem } from '../../support/matter.ts'
import { postReport } from '../../support/matter-papers.ts'
import { until } from '../../support/until.ts'

const rule = 'TTLT01-2017.24H'
const hours_ms = 3_600_000

const clocksOf = async (who: MatterSystem, transfer: string) =>
  (await who.call('/v1/clocks?first=100')).json.clocks.filter(
    (clock: { readonly transfer: string }) => clock.transfer === transfer,
  )

/** Handed over 30 hours after it was received, by two posts; gives what can be seen only when the limits have been looked at again. */
export async function afterThirtyHours(t: Test, { run, island, ward, police, procuracy, ...matter }: Matter) {
  const receivedAt = vietnamTime(new Date(Date.now() - 30 * hours_ms).toISOString())
  const papers = { island: postReport('31078', receivedAt), ward: postReport('30307', receivedAt) }
  const onIsland = await matter.hand(t, island, police, papers.island, 'CAX-31078-31')
  const onMainland = await matter.hand(t, ward, police, papers.ward, 'CAX-30307-31')
  const due = (hours: number) => vietnamTime(new Date(Date.parse(receivedAt) + hours * hours_ms).toISOString())
  for (const who of [island, police, procuracy])
    t.match(
      await clocksOf(who, onIsland),
      [{ rule, owner: island.agency, state: 'met', due: due(48), basis: { confidence: 'second-hand', doubts: [] } }],
      `${who.agency}: an island has 48 hours`,
    )
  for (const who of [ward, police, procuracy])
    t.match(
      await clocksOf(who, onMainland),
      [{ rule, owner: ward.agency, state: 'overdue', due: due(24), basis: { confidence: 'confirmed' } }],
      `${who.agency}: a ward has 24`,
    )
  t.strictSame(await clocksOf(ward, onIsland), [], 'a post sees nothing of another')
  t.equal((await ward.call(`/v1/transfers/${onIsland}`)).status, 404)

  await matter.delivered(island, onIsland)
  const { nativeKey, sender } = await matter.inBookOf(police, onIsland)
  t.equal(sender, '17', 'it stands in the book of the province, as from commune police')
  await matter.answer(t, police, onIsland, { nativeKey })
  await matter.delivered(ward, onMainland)
  await matter.answer(t, police, onMainland, {})
  t.match(await matter.statusOf(island, onIsland), { state: 'acknowledged' })
  t.match(
    await clocksOf(procuracy, onIsland),
    [{ rule }, { rule: 'TTLT01-2017.14.1', owner: 'cong-an', state: 'met', basis: { limit: { amount: 3 } } }],
    'the province has its three working days from the delivery',
  )

  const elsewhere = await handOver(island, { to: 'vien-kiem-sat', ...papers.island, key: 'CAX-31078-VKS' })
  t.match(elsewhere.json, { code: 'route-not-allowed', article: { en: /commune police resolve nothing/ } })
  const asAnother = await handOver(
    { ...ward, keyPem: island.keyPem },
    { to: 'cong-an', ...papers.ward, key: 'CAX-30307-32' },
  )
  t.equal(asAnother.status, 401, 'a post signs with its own key alone')

  return async (t: Test) => {
    // The gateway looks twice a minute, and answers one system only so often.
    const [clock] = await until(async () => {
      const clocks = await clocksOf(procuracy, onMainland)
      return clocks[0]?.overdueEvent && clocks
    }, 500)
    const told = entriesIn(run.audit.dir).filter(({ phase }) => phase === 'clock-overdue')
    const ofTransfer = told.filter(({ detail }) => [onIsland, onMainland].includes(detail.transfer?.id ?? ''))
    t.match(ofTransfer, [{ event: clock.overdueEvent, detail: { clock: { rule, owner: ward.agency } } }], 'told once')
    t.notOk((await clocksOf(procuracy, onIsland))[0].overdueEvent)
  }
}
