/** From when a limit runs, as a record tells; and that what starts it is a code that records have. */
import t from 'tap'
import { lastInstantOf, stateOf } from '../../../schemas/clocks/clock.ts'
import { ruleOf, rules } from '../../../schemas/clocks/rules.ts'
import { latestStarts, type Telling } from '../../../schemas/clocks/starts.ts'
import { codeLists } from '../../../schemas/generated/codes.ts'

const code = (code: string) => ({ code, system: 's', version: '1' })
const told = (change: Partial<Telling> = {}): Telling => ({
  report: { kind: code('TIN_BAO'), stage: code('TIEP_NHAN'), receivedAt: '2026-03-02T08:00:00+07:00' },
  ...change,
})
const decision = (type: string, decidedOn?: string, by = 'CA') => ({
  ...{ id: type, type: code(type), agency: code(by) },
  ...(decidedOn && { decidedOn }),
})
const toProcuracy = ['BLTTHS.148.2', 'BLTTHS.149.2', 'BLTTHS.154', 'BLTTHS.158', 'TTLT01-2017.14.1']
const startsOf = (ids: readonly string[], record: Telling) =>
  latestStarts(
    ids.map((id) => ruleOf(id)!),
    record,
    'CA',
  ).map(({ rule, startedAt }) => `${rule.id} ${startedAt}`)

t.test('every start is the receipt, or a decision of the list', async (t) => {
  const decisions = new Set<string>(codeLists.decisions.codes.map(({ code }) => code))
  for (const { id, startEvents = [] } of rules)
    for (const event of startEvents) t.ok(event === 'TIEP_NHAN' || decisions.has(event), `${id} ${event}`)
})

t.test('the latest event starts limits, and only that', async (t) => {
  t.strictSame(startsOf(toProcuracy, told()), ['TTLT01-2017.14.1 2026-03-02T08:00:00+07:00'])
  const decided = told({ decisions: [decision('TAM_DINH_CHI', '2026-03-20'), decision('KHOI_TO', '2026-04-01')] })
  t.strictSame(startsOf(toProcuracy, decided), ['BLTTHS.154 2026-04-01'])
})

t.test('events of one day start all their limits; of two decisions of a kind the last counts', async (t) => {
  const sameDay = told({ decisions: [decision('KHOI_TO', '2026-03-02'), decision('KHOI_TO', '2026-02-27')] })
  t.strictSame(startsOf(toProcuracy, sameDay), ['BLTTHS.154 2026-03-02', 'TTLT01-2017.14.1 2026-03-02T08:00:00+07:00'])
})

t.test('what another agency decided starts no limit of this one', async (t) => {
  const approved = told({ decisions: [decision('KHOI_TO', '2026-04-01', 'VKS')] })
  t.strictSame(startsOf(toProcuracy, approved), ['TTLT01-2017.14.1 2026-03-02T08:00:00+07:00'])
})

t.test('a date without its day starts nothing', async (t) => {
  for (const date of [undefined, '2026', '2026-04'])
    t.strictSame(startsOf(['BLTTHS.154'], told({ decisions: [decision('KHOI_TO', date)] })), [])
  const concluded = (concludedOn: string) => told({ inspectionConclusions: [{ id: 'k', concludedOn }] })
  t.strictSame(startsOf(['TTLT03-2018.5'], concluded('2026-03')), [])
  t.strictSame(startsOf(['TTLT03-2018.5'], concluded('2026-03-05')), ['TTLT03-2018.5 2026-03-05'])
})

t.test('a judgment starts by its instance; that of a review starts nothing', async (t) => {
  const judged = (instance: 'SO_THAM' | 'TAI_THAM') =>
    told({ judgments: [{ id: 'b', instance, pronouncedOn: '2026-05-04' }] })
  t.strictSame(startsOf(['BLTTHS.262'], judged('SO_THAM')), ['BLTTHS.262 2026-05-04'])
  t.strictSame(startsOf(['BLTTHS.262'], judged('TAI_THAM')), [])
})

t.test('the last instant is where the state turns', async (t) => {
  const turns = (due: { readonly dueOn?: string; readonly dueAt?: string }) => {
    const last_ms = lastInstantOf(due)!
    return [last_ms, last_ms + 1].map((at) =>
      stateOf({ rule: 'r', chain: [], findings: [], ...due }, new Date(at).toISOString()),
    )
  }
  t.strictSame(turns({ dueOn: '2026-03-05' }), ['DANG_CHAY', 'QUA_HAN'])
  t.strictSame(turns({ dueAt: '2026-03-05T10:00:00+07:00' }), ['DANG_CHAY', 'QUA_HAN'])
  t.equal(lastInstantOf({}), undefined)
})
