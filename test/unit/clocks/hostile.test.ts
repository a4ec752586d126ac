/** What is impossible or malformed gives findings, never a throw and never work without bound. */
import * as fc from 'fast-check'
import t from 'tap'
import { isWorkingDay } from '../../../schemas/clocks/calendar.ts'
import { dueOf, type Facts, type FindingCode, stateOf } from '../../../schemas/clocks/clock.ts'
import { rules } from '../../../schemas/clocks/rules.ts'

const codesOf = (rule: unknown, facts: unknown): readonly FindingCode[] =>
  dueOf(rule as string, facts as Facts).findings.map(({ code }) => code)
const from = (more: object = {}) => ({ startedAt: '2026-03-10', ...more })

t.test('no such rule, no such day: a finding and no due date', async (t) => {
  for (const rule of ['BLTTHS.999', '', '__proto__', 'constructor', undefined, null, 7, {}]) {
    t.strictSame(codesOf(rule, from()), ['unknown-rule'])
    t.equal(dueOf(rule as string, from()).dueOn, undefined)
  }
  for (const startedAt of ['2026-02-30', '2027-02-29', '2026-03-10T24:00:00Z', 'hôm qua', '', 3, null, undefined, {}]) {
    t.strictSame(codesOf('BLTTHS.147.1', { startedAt }), ['bad-date'])
    t.equal(dueOf('BLTTHS.147.1', { startedAt } as Facts).dueOn, undefined)
  }
  for (const facts of [undefined, null, 5, 'x', []]) t.strictSame(codesOf('BLTTHS.147.1', facts), ['bad-date'])
})

t.test('years without holidays are said to be so', async (t) => {
  t.strictSame(codesOf('BLTTHS.147.1', { startedAt: '2014-12-31' }), ['outside-calendar'])
  t.equal(dueOf('BLTTHS.147.1', { startedAt: '2046-01-01' }).dueOn, undefined)
  const over = dueOf('BLTTHS.147.1', { startedAt: '2045-12-20' })
  t.equal(over.dueOn, '2046-01-09')
  t.strictSame(
    over.findings.map(({ code }) => code),
    ['outside-calendar'],
  )
})

t.test('years whose days off are not decided are said to be so', async (t) => {
  t.equal(dueOf('BLTTHS.147.1', { startedAt: '2026-03-10' }).basis?.calendar, 'reviewed')
  t.equal(dueOf('BLTTHS.147.1', { startedAt: '2026-12-20' }).basis?.calendar, 'general')
})

t.test('each link says how sure it is', async (t) => {
  const sure = (rule: string, facts: object) => dueOf(rule, from(facts) as Facts).chain.map((link) => link.confidence)
  t.strictSame(sure('BLTTHS.147.1', { suspensions: [{ from: '2026-03-30', to: '2026-05-04' }] }), [
    'confirmed',
    'recalled',
  ])
  const months = ['2026-07-01', '2026-11-01', '2027-03-01', '2027-07-01'].map((decidedAt) => ({ amount: 4, decidedAt }))
  t.strictSame(sure('BLTTHS.172', { severity: 'DAC_BIET_NGHIEM_TRONG', extensions: months }), [
    ...Array(4).fill('confirmed'),
    'second-hand',
  ])
})

t.test('an end before the start', async (t) => {
  t.strictSame(codesOf('BLTTHS.147.1', from({ endedAt: '2026-03-09' })), ['end-before-start'])
  t.strictSame(codesOf('BLTTHS.147.1', from({ endedAt: '2026-02-30' })), ['bad-date'])
  t.strictSame(codesOf('BLTTHS.147.1', from({ suspensions: [{ from: '2026-03-30', to: '2026-03-29' }] })), [
    'end-before-start',
  ])
})

t.test('parameters that the rule has not, or that have no use', async (t) => {
  t.strictSame(codesOf('BLTTHS.147.1', from({ parameters: { includesFirstTwentyDays: true } })), ['parameter-unknown'])
  t.strictSame(codesOf('BLTTHS.147.1', from({ parameters: { countStartDay: 'true' } })), ['parameter-bad'])
  for (const atOnceHours of [0, -1, 1.5, 1e9, Number.NaN, true])
    t.strictSame(codesOf('BLTTHS.146', { startedAt: '2026-03-10T08:00:00Z', parameters: { atOnceHours } }), [
      'parameter-bad',
    ])
  for (const severity of [undefined, 'NANG', '__proto__', 'constructor', 4])
    t.strictSame(codesOf('BLTTHS.172', from({ severity })), ['severity-missing'])
})

t.test('extensions that cannot be', async (t) => {
  const two = (extension: unknown) => codesOf('BLTTHS.147.2', from({ extensions: [extension] }))
  for (const amount of [0, -2, 0.5, 1e9, Number.POSITIVE_INFINITY, '2', null, undefined])
    t.strictSame(two({ amount, decidedAt: '2026-05-08' }), ['extension-bad-amount'])
  t.strictSame(two({ amount: 2, unit: 'years', decidedAt: '2026-05-08' }), ['extension-bad-amount'])
  t.strictSame(two({ amount: 2 }), ['bad-date'])
  t.strictSame(two({ amount: 2, decidedAt: '2026-04-31' }), ['bad-date'])
  t.strictSame(two({ amount: 2, decidedAt: '2026-03-09' }), ['extension-before-start'])
  t.strictSame(two({ amount: 2, decidedAt: '2026-05-01', askedAt: '2026-05-02' }), ['extension-asked-after-decision'])
  t.strictSame(two(null), ['extension-bad-amount'])
  t.strictSame(codesOf('BLTTHS.147.2', from({ extensions: 'x' })), ['bad-list'])
  for (const rule of ['BLTTHS.147.1', 'BLTTHS.154', 'TTLT01-2017.14.1'])
    t.ok(
      codesOf(rule, from({ extensions: [{ amount: 1, decidedAt: '2026-03-11' }] })).includes('extension-not-foreseen'),
    )
})

t.test('suspensions that cannot be', async (t) => {
  const codes = (rule: string, ...suspensions: unknown[]) => codesOf(rule, from({ suspensions }))
  t.strictSame(codes('TTLT01-2017.14.1', { from: '2026-03-12' }), ['suspension-not-foreseen'])
  t.strictSame(codes('BLTTHS.147.1', { from: '2026-02-12' }), ['suspension-bad-order'])
  t.strictSame(codes('BLTTHS.147.1', { from: '2026-03-30' }, { from: '2026-03-30' }), ['suspension-bad-order'])
  t.strictSame(codes('BLTTHS.147.1', {}), ['bad-date'])
  t.strictSame(codes('BLTTHS.147.1', { from: '2026-03-30', to: '2026-04-31' }), ['bad-date'])
})

t.test('a million extensions or suspensions cost and say no more than a few', async (t) => {
  const late = Array.from({ length: 1_000_000 }, () => ({ amount: 2, decidedAt: '2030-01-01' }))
  const extended = dueOf('BLTTHS.147.2', from({ extensions: late }))
  t.equal(extended.dueOn, '2026-05-11')
  t.ok(extended.findings.some(({ code }) => code === 'too-many'))
  t.ok(extended.findings.length < 40)
  const suspended = dueOf('BLTTHS.147.1', from({ suspensions: late.map(() => ({ from: '2030-01-01' })) }))
  t.ok(suspended.findings.length < 40)
})

t.test('findings point and never repeat', async (t) => {
  const secret = 'Nguyễn Văn Bí Mật'
  const facts = { startedAt: '2026-03-10', endedAt: secret, commune: secret, parameters: { [secret]: secret } }
  t.notOk(JSON.stringify(dueOf('BLTTHS.172', facts as unknown as Facts)).includes(secret))
})

t.test('states at the edges', async (t) => {
  const days = dueOf('BLTTHS.147.1', { startedAt: '2026-03-03' })
  t.equal(stateOf(days, '2026-03-23T23:59:59+07:00'), 'DANG_CHAY')
  t.equal(stateOf(days, '2026-03-24T00:00:00+07:00'), 'QUA_HAN')
  t.equal(stateOf(days, '2026-03-23T16:59:59Z'), 'DANG_CHAY')
  t.equal(stateOf(days, '2026-03-23T17:00:00Z'), 'QUA_HAN')
  t.equal(stateOf(days, '2026-05-01', '2026-03-23'), 'DUNG_HAN')
  t.equal(stateOf(days, '2026-05-01', '2026-03-24'), 'QUA_HAN', 'ended late')
  t.equal(stateOf(days, '2026-03-20', '2026-03-02'), 'DANG_CHAY', 'an end before the start is none')
  t.equal(stateOf(days, '2026-03-20', '2026-03-21'), 'DANG_CHAY', 'an end to come is none')
  const hours = dueOf('BLTTHS.154', { startedAt: '2026-03-03T08:00:00+07:00' })
  t.equal(stateOf(hours, '2026-03-04T08:00:00+07:00'), 'DANG_CHAY')
  t.equal(stateOf(hours, '2026-03-04T08:00:01+07:00'), 'QUA_HAN')
  t.equal(stateOf(hours, '2026-03-05', '2026-03-04T01:00:00Z'), 'DUNG_HAN')
  t.equal(stateOf(days, 'now'), undefined)
  t.equal(stateOf(dueOf('BLTTHS.999', { startedAt: '2026-03-03' }), '2026-03-20'), undefined)
})

t.test('whatever is given, it never throws, and a day it gives is one on which agencies work', async () => {
  const day = fc.date({ min: new Date('2015-01-01'), max: new Date('2045-12-31'), noInvalidDate: true })
  const text = fc.oneof(
    day.map((date) => date.toISOString().slice(0, 10)),
    day.map((date) => date.toISOString()),
    fc.string(),
  )
  const facts = fc.record(
    {
      startedAt: text,
      endedAt: text,
      severity: fc.constantFrom('IT_NGHIEM_TRONG', 'DAC_BIET_NGHIEM_TRONG', 'x'),
      commune: fc.constantFrom('31078', '30292'),
      parameters: fc.oneof(fc.record({ countStartDay: fc.boolean() }), fc.anything()),
      extensions: fc.array(fc.oneof(fc.record({ amount: fc.integer(), decidedAt: text }), fc.anything())),
      suspensions: fc.array(fc.oneof(fc.record({ from: text, to: text }), fc.anything())),
    },
    { requiredKeys: ['startedAt'] },
  )
  const ids = fc.constantFrom(...rules.map(({ id }) => id))
  fc.assert(
    fc.property(ids, facts, text, (rule, given, now) => {
      const due = dueOf(rule, given as unknown as Facts)
      stateOf(due, now, given.endedAt)
      return due.dueOn === undefined || due.chain[0]!.unit === 'hours' || isWorkingDay(due.dueOn)
    }),
    { seed: 134, numRuns: 2000 },
  )
})
