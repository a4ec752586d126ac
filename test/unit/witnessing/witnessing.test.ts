/** The log before real witnesses, each a server of its own over mutual TLS; the clock is moved by hand. */
import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { parseVerifierKey } from '../../../gateway/audit/note.ts'
import { openWitnessed } from '../../../gateway/audit/quorum.ts'
import { type PolicyWitness, parseWitnessPolicy, type WitnessPolicy } from '../../../gateway/audit/witness-policy.ts'
import { limits } from '../../../gateway/limits.ts'
import { type Line, openLine } from '../../../gateway/witnessing/line.ts'
import { openWitnessing, type WitnessingOptions, type WitnessNews } from '../../../gateway/witnessing/witnessing.ts'
import { refused } from '../../support/audit.ts'
import { testCertificates } from '../../support/certificates.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { fakeTimers } from '../../support/fake-timers.ts'
import { type MemoryLog, memoryLog } from '../../support/memory-log.ts'
import { silentServer } from '../../support/silent-server.ts'
import { until } from '../../support/until.ts'
import { lineTrustOf, policyText, startTestWitness, type TestWitness } from '../../support/witness.ts'

const certificates = await testCertificates(dataFolder(t))
const entries = ['a', 'b', 'c', 'd', 'e']
const minute = 60_000

function policyOf(text: string): WitnessPolicy {
  const parsed = parseWitnessPolicy(Buffer.from(text))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.policy
}

async function witnesses(t: Test, log: MemoryLog, count = 3): Promise<TestWitness[]> {
  const folder = dataFolder(t)
  return Promise.all(
    Array.from({ length: count }, (_, n) =>
      startTestWitness(t, {
        ...{ certificates, directory: join(folder, `${n}`), logs: [log.verifierKey], name: `witness.test/${n}` },
      }),
    ),
  )
}

async function open(t: Test, log: MemoryLog, of: readonly TestWitness[], given: Partial<WitnessingOptions> = {}) {
  const timers = fakeTimers(Date.now())
  const told: WitnessNews[] = []
  const policy = policyOf(policyText(log, of, Math.min(2, of.length)))
  const witnessing = await openWitnessing({
    ...{ policy, origin: log.origin, verifierKey: log.verifierKey, trust: lineTrustOf(certificates), timers },
    ...{ interval_ms: 10_000, alert_ms: 5 * minute, refuse_ms: 60 * minute },
    tell: (news) => void told.push(news),
    ...given,
  })
  t.teardown(() => witnessing.close())
  const quorumAt = (size: number) =>
    until(() => {
      const note = log.cosigned.at(-1)
      const opened = note === undefined ? undefined : openWitnessed(note, policy)
      return opened?.ok && opened.quorum && opened.checkpoint.size === size && opened
    })
  return { witnessing, timers, told, policy, quorumAt }
}

t.test(
  'every published checkpoint gets its quorum, and the cosigned note opens for whoever has the policy',
  async (t) => {
    const log = memoryLog({ entries })
    const three = await witnesses(t, log)
    const { witnessing, timers, told, quorumAt } = await open(t, log, three)
    t.strictSame(witnessing.checkpoints, [], 'nobody holds anything yet')
    await witnessing.begin(log)
    await quorumAt(5)
    log.append('f', 'g')
    timers.advance(1_000)
    await quorumAt(7)
    await until(() => three.every(({ state }) => state.of(log.origin)?.checkpoint.size === 7))
    t.strictSame(told, [], 'nothing to tell of')
    t.strictSame(witnessing.problems(), [])
    t.ok(witnessing.admits())
  },
)

t.test(
  'a witness that is gone is told of once; the others are a quorum; back again it is told once more',
  async (t) => {
    const log = memoryLog({ entries })
    const [one, two, three] = (await witnesses(t, log)) as [TestWitness, TestWitness, TestWitness]
    await three.stop()
    const { witnessing, timers, told, quorumAt } = await open(t, log, [one, two, three])
    await witnessing.begin(log)
    await quorumAt(5)
    log.append('f')
    timers.advance(1_000)
    await quorumAt(6)
    t.match(told, [
      { kind: 'held', witness: 'w2', state: 'unreachable', why: 'ECONNREFUSED' },
      { kind: 'asked', witness: 'w2', asked: { state: 'failed', why: 'ECONNREFUSED' } },
    ])
    t.strictSame(witnessing.problems(), ['witness:w2:failed'])
  },
)

t.test('no quorum: degraded, then restricted, then well again', async (t) => {
  const log = memoryLog({ entries })
  const three = await witnesses(t, log)
  const { witnessing, timers, told, quorumAt } = await open(t, log, three)
  await witnessing.begin(log)
  await quorumAt(5)
  for (const one of three) await one.stop()
  timers.advance(5 * minute)
  t.ok(witnessing.admits())
  t.match(witnessing.problems(), ['witnesses:degraded'])
  timers.advance(55 * minute)
  t.notOk(witnessing.admits())
  t.match(witnessing.problems(), ['witnesses:restricted'])
  const watched = () =>
    told.flatMap((news) => (news.kind === 'watch' ? [`${news.state} ${Math.round(news.age_ms / minute)}`] : []))
  t.strictSame(watched(), ['degraded 5', 'restricted 60'])
})

t.test('what witnesses hold is asked before the log is opened', async (t) => {
  const log = memoryLog({ entries })
  const three = await witnesses(t, log)
  const first = await open(t, log, three)
  await first.witnessing.begin(log)
  await first.quorumAt(5)
  await until(() => three.every(({ state }) => state.of(log.origin)?.checkpoint.size === 5))
  await first.witnessing.close()

  const again = await open(t, log, three)
  t.equal(again.witnessing.checkpoints.length, 3)
  const verifier = parseVerifierKey(log.verifierKey)!
  for (const note of again.witnessing.checkpoints)
    t.match(openWitnessed(note, again.policy, verifier), { ok: true, checkpoint: { size: 5 } })
  await again.witnessing.begin(log)
  t.strictSame(again.told, [])

  const back = memoryLog({ privateKey: log.privateKey, entries: entries.slice(0, 3) })
  const rolled = await open(t, back, three)
  await t.rejects(rolled.witnessing.begin(back), refused({ kind: 'missing', first: 3, last: 4 }))
  t.equal(back.cosigned.length, 0)

  const fork = log.fork(3, 'x', 'y', 'z')
  const forked = await open(t, fork, three)
  await forked.witnessing.begin(fork)
  t.match(forked.told, [
    { kind: 'asked', asked: { state: 'disagrees', why: 'inconsistent' } },
    { kind: 'asked', asked: { state: 'disagrees', why: 'inconsistent' } },
    { kind: 'asked', asked: { state: 'disagrees', why: 'inconsistent' } },
  ])
  t.equal(fork.cosigned.length, 0, 'a fork is never cosigned')
  t.match(forked.witnessing.problems(), ['witness:w0:disagrees', 'witness:w1:disagrees', 'witness:w2:disagrees'])

  const gone = { ...again.policy, logs: [] }
  await t.rejects(
    open(t, log, three, { policy: gone, verifierKey: undefined }),
    refused({ kind: 'missing', first: 0, last: 4 }),
    'no key and no log, and the witnesses hold one',
  )
})

/** A witness that proves nothing, and says to every question that it holds `size` entries. */
const claiming = (size: number): Line => ({
  send: async ({ method }) =>
    method === 'GET'
      ? { status: 404, mediaType: '', body: Buffer.alloc(0) }
      : { status: 409, mediaType: 'text/x.tlog.size', body: Buffer.from(`${size}\n`) },
  trust: () => {},
  close: async () => {},
})

t.test('one that claims to hold more than there is keeps no log shut; a quorum that does, does', async (t) => {
  const log = memoryLog({ entries })
  const three = await witnesses(t, log)
  const lying = (sizes: Readonly<Record<string, number>>): Partial<WitnessingOptions> => ({
    lineTo: ({ name, url }) =>
      sizes[name] === undefined ? openLine(url!, limits.witness, lineTrustOf(certificates)) : claiming(sizes[name]),
  })
  const { witnessing, told, quorumAt } = await open(t, log, three, lying({ w0: 9_000_000 }))
  await witnessing.begin(log)
  await quorumAt(5)
  t.match(told, [{ kind: 'asked', witness: 'w0', asked: { state: 'disagrees', why: 'larger', size: 9_000_000 } }])
  t.strictSame(witnessing.problems(), ['witness:w0:disagrees'])
  t.ok(witnessing.admits())

  const two = await open(t, log, three, lying({ w0: 9_000_000, w2: 7 }))
  await t.rejects(two.witnessing.begin(log), refused({ kind: 'missing', first: 5, last: 6 }), 'what both claim')
})

t.test('whom a stop leaves without an answer is no failure of a witness', async (t) => {
  const log = memoryLog({ entries })
  const three = await witnesses(t, log)
  const url = await silentServer(t)
  const lineTo = (witness: PolicyWitness): Line => {
    const line = openLine(witness.name === 'w0' ? url : witness.url!, limits.witness, lineTrustOf(certificates))
    const { send } = witness.name === 'w0' ? claiming(0) : line
    return { ...line, send: (request) => (request.method === 'GET' ? send(request) : line.send(request)) }
  }
  const { witnessing, told, quorumAt } = await open(t, log, three, { lineTo })
  const begun = witnessing.begin(log)
  await quorumAt(5)
  await witnessing.close()
  await begun
  t.strictSame(told, [])
})

t.test('another key of the log than the policy knows', async (t) => {
  const log = memoryLog({ entries })
  const three = await witnesses(t, log)
  const { witnessing } = await open(t, log, three)
  const other = memoryLog({ entries, privateKey: generateKeyPairSync('ed25519').privateKey })
  await t.rejects(witnessing.begin(other), { message: /another key/ })
})

t.test('the age of the last quorum outlives a restart; a first start has none', async (t) => {
  const log = memoryLog({ entries })
  const three = await witnesses(t, log)
  const past = three.map(({ cosigner }, n) =>
    cosigner.cosign(
      log.published().slice(0, log.published().indexOf('\n\n') + 1),
      Math.floor(Date.now() / 1000) - 3600 * (n + 1),
    ),
  )
  for (const one of three) await one.stop()
  const left = memoryLog({ entries, privateKey: log.privateKey, witnessed: `${log.published()}${past.join('')}` })
  const { witnessing, told } = await open(t, left, three)
  await witnessing.begin(left)
  t.notOk(witnessing.admits(), 'two of three had cosigned two hours ago')
  t.match(
    told.find(({ kind }) => kind === 'watch'),
    { state: 'restricted' },
  )
  const fresh = await open(t, log, three)
  await fresh.witnessing.begin(log)
  t.ok(fresh.witnessing.admits())

  const robbed = memoryLog({ entries, privateKey: log.privateKey, begun_ms: Date.now() - 2 * 60 * minute })
  const unwitnessed = await open(t, robbed, three)
  await unwitnessed.witnessing.begin(robbed)
  t.notOk(unwitnessed.witnessing.admits(), 'what was cosigned is gone: as old as the log')
})

t.test('a log that is old and was never cosigned is well with its first quorum', async (t) => {
  const log = memoryLog({ entries, begun_ms: Date.now() - 2 * 60 * minute })
  const { witnessing, told, quorumAt } = await open(t, log, await witnesses(t, log))
  await witnessing.begin(log)
  await quorumAt(5)
  await until(() => witnessing.admits())
  t.match(told, [
    { kind: 'watch', state: 'restricted' },
    { kind: 'watch', state: 'witnessed' },
  ])
})
