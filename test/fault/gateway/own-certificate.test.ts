/** The gateway's own certificates near their end: readiness and the operator's log warn in time, and readiness fails when it is too late. */
import t from 'tap'
import { day_ms } from '../../../certs-dev/authority.ts'
import { readinessOf } from '../../../gateway/http/readiness.ts'
import { certificateProblems, watchCertificates } from '../../../gateway/own-certificates.ts'
import { agencyClient } from '../../support/client.ts'
import { fakeTimers } from '../../support/fake-timers.ts'
import { leafOf, openTrusting, replaceFile, type Told } from '../../support/trusting-gateway.ts'

const one = await openTrusting(t)
const { certificates, authority, gateway, run, told } = one
const server = { uris: [], usage: 'server', local: true } as const

const from_ms = Math.floor(Date.now() / 1000) * 1000
const warning_days = 60

t.test('the last sixth of a short life is late', async (t) => {
  const life_ms = 60 * day_ms
  const dates = { notBefore: new Date(from_ms), notAfter: new Date(from_ms + life_ms) }
  const young = await leafOf(authority, {
    ...server,
    notBefore: dates.notBefore,
    notAfter: new Date(from_ms + 9 * life_ms),
  })
  const leaf = await leafOf(authority, { ...server, ...dates })
  const at = (time_ms: number, ends: object) =>
    certificateProblems(ends as never, time_ms, warning_days).map(({ name }) => name)
  const late_ms = from_ms + (life_ms * 5) / 6
  for (const end of ['server', 'client'] as const) {
    const ends = { server: young, client: young, [end]: leaf }
    t.same(at(from_ms, ends), [])
    t.same(at(late_ms, ends), [])
    t.same(at(late_ms + 1, ends), [`${end}-certificate-old`])
    t.same(at(from_ms + life_ms, ends), [`${end}-certificate-old`])
    t.same(at(from_ms + life_ms + 1, ends), [`${end}-certificate-expired`])
  }
})

t.test('of a long life as many days as are set; the operator is told once a day, louder when it is over', async (t) => {
  const life_ms = 3650 * day_ms
  const leaf = await leafOf(authority, {
    ...server,
    notBefore: new Date(from_ms),
    notAfter: new Date(from_ms + life_ms),
  })
  const timers = fakeTimers(from_ms + life_ms - 63 * day_ms)
  const said: Told[] = []
  const watch = watchCertificates({
    ...{ own: () => ({ server: leaf, client: leaf }) as never, warning_days, timers },
    operator: (level, event, facts = {}) => void said.push({ level, event, facts }),
  })
  const days = (count: number) => {
    for (let hour = 0; hour < 24 * count; hour++) timers.advance(3_600_000)
  }
  days(3)
  t.same([said, watch.problems()], [[], []])
  days(1)
  const until = new Date(from_ms + life_ms).toISOString()
  const old = (end: string) => ({
    level: 'warn',
    event: `${end}-certificate-old`,
    facts: { days_left: 59, until },
  })
  t.same(said, [old('server'), old('client')])
  t.same(watch.problems(), ['server-certificate-old', 'client-certificate-old'])
  days(2)
  t.same(
    said.map(({ facts }) => facts.days_left),
    [59, 59, 58, 58, 57, 57],
  )
  watch.look()
  t.equal(said.length, 6, 'the same is not told again')
  days(58)
  t.match(said.at(-1), { level: 'error', event: 'client-certificate-expired', facts: { days_left: -1 } })
  watch.close()
  const { length } = said
  days(2)
  t.equal(said.length, length)
})

t.test('an old one is a warning, an expired one is not', async (t) => {
  const ready = async (problem: string) => {
    const { ready, problems } = await readinessOf({
      log: { healthy: () => true },
      db: { query: async <Row extends object>() => [{ writable: true }] as unknown as Row[] },
      trust: { problems: () => [problem] },
      witnesses: { problems: () => [] },
      remembers: async () => true,
      states: () => ({}),
    })
    t.same(problems, [problem])
    return ready
  }
  for (const end of ['server', 'client']) {
    t.equal(await ready(`${end}-certificate-old`), true)
    t.equal(await ready(`${end}-certificate-expired`), false)
  }
})

t.test('a gateway whose certificate is nearly over says so, until it has a new one', async (t) => {
  const client = agencyClient(run, 'cong-an:dieu-tra')
  t.teardown(() => client.close())
  const put = async (dates: object) => {
    const { cert, key } = await leafOf(authority, { ...server, ...dates })
    replaceFile(certificates.gateway.server.cert, cert)
    replaceFile(certificates.gateway.server.key, key)
    t.equal(await gateway.reload(), 'changed')
    const { status, json } = await client.call('/readyz')
    t.equal(status, 200)
    return json.problems.filter((problem: string) => problem.includes('certificate'))
  }
  const now_ms = Date.now()
  const dated = (from: number, to: number) => ({
    notBefore: new Date(now_ms + from * day_ms),
    notAfter: new Date(now_ms + to * day_ms),
  })
  t.same(await put(dated(-90, 9)), ['server-certificate-old'])
  t.match(
    told.find(({ event }) => event === 'server-certificate-old'),
    { level: 'warn', facts: { days_left: 8, until: /^\d{4}-/ } },
  )
  t.same(await put(dated(-1, 9)), [])
})
