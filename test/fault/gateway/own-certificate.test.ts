/** The gateway's own certificates near their end: readiness warns in time, and fails when it is too late. */
import t from 'tap'
import { day_ms } from '../../../certs-dev/authority.ts'
import { readinessOf } from '../../../gateway/http/readiness.ts'
import { certificateProblems } from '../../../gateway/trust-effects.ts'
import { agencyClient } from '../../support/client.ts'
import { leafOf, openTrusting, replaceFile } from '../../support/trusting-gateway.ts'

const one = await openTrusting(t)
const { certificates, authority, gateway, run, told } = one
const server = { uris: [], usage: 'server', local: true } as const

t.test('the last sixth of a life is late', async (t) => {
  const from_ms = Math.floor(Date.now() / 1000) * 1000
  const life_ms = 60 * day_ms
  const dates = { notBefore: new Date(from_ms), notAfter: new Date(from_ms + life_ms) }
  const young = await leafOf(authority, {
    ...server,
    notBefore: dates.notBefore,
    notAfter: new Date(from_ms + 9 * life_ms),
  })
  const leaf = await leafOf(authority, { ...server, ...dates })
  const at = (time_ms: number, ends: object) => certificateProblems(ends as never, time_ms)
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

t.test('an old one is a warning, an expired one is not', async (t) => {
  const ready = async (problem: string) => {
    const { ready, problems } = await readinessOf({
      log: { healthy: () => true },
      db: { query: async () => [] },
      trust: { problems: () => [problem] },
      witnesses: { problems: () => [] },
      remembersIn_ms: () => 0,
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
  t.ok(told.some(({ level, event }) => level === 'warn' && event === 'server-certificate-old'))
  t.same(await put(dated(-1, 9)), [])
})
