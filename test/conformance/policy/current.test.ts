/**
 * What leaves is decided by what is in force when it leaves: policies, registry, channels and tokens that change while an answer is made
 * change the answer, and nothing else does.
 */
import t, { type Test } from 'tap'
import type { Registry } from '../../../gateway/identity/registry.ts'
import { ends_ms } from '../../../gateway/identity/vietnam-day.ts'
import { limits } from '../../../gateway/limits.ts'
import { createPolicy } from '../../../gateway/policy/policy.ts'
import { filledFacet, filledTranslation, tokens } from '../../support/filled-facet.ts'
import { shipped } from '../../support/policy.ts'
import { type Answer, graphql, policyApp } from '../../support/policy-app.ts'

const app = await policyApp(t, { tokens: true })
const { policy, registry } = app.now
const { facet } = filledFacet()
const product = 'thu-nghiem-co-yeu'
const [part, ...parts] = facet.opaque!
const cipher = part!.ciphertext!
const document = filledTranslation({
  ...facet,
  identifiers: [{ ...facet.identifiers[0]!, value: 'so' }],
  opaque: [{ ...part!, product, recipient: { ...part!.recipient!, code: 'CA' } }, ...parts],
})
const id = await app.hold('cong-an', 'so', {}, document)
const system = 'cong-an:dieu-tra'
const summary = facet.report.summary!

/** Nobody reads what it holds. */
const narrower = createPolicy({
  ...shipped,
  sources: shipped.sources.filter((text) => !text.includes('@id("read-own")')),
})
const channel = { product, approval: 'GP-01/BCY', validFrom: '2020-01-01', validTo: '2199-01-01' }
const changed = (agency: string, change: object, version: string): Registry => ({
  ...registry,
  version,
  participantOf: (one) => {
    const participant = registry.participantOf(one)
    return participant && one === agency ? { ...participant, ...change } : participant
  },
})

const realNow = Date.now
t.afterEach(() => {
  app.whenAsked(() => {})
  app.whenRecorded(() => {})
  Object.assign(app.now, { policy, registry })
  Date.now = realNow
})

const questions = {
  REST: { path: `/v1/dossiers/${id}` },
  GraphQL: graphql('query($id: ID!) { dossier(id: $id) { facets { report { summary } opaque { ciphertext } } } }', {
    id,
  }),
} as const

/** `told`: how often a source was asked, as the log has it. */
async function asked(
  question: (typeof questions)['REST' | 'GraphQL'],
): Promise<Answer & { readonly sources: number; readonly told: number }> {
  const jti = await app.token(system, { purpose: 'GIAI_QUYET_NGUON_TIN', dossiers: [id] })
  app.trace.length = 0
  const answer = await app.ask({ system, jti }, question)
  const told = answer.entries.flatMap(({ entry }) => entry.detail.sources ?? []).length
  return { ...answer, told, sources: app.trace.filter((one) => one === 'source').length }
}

const versionIn = ({ json }: Answer): string => (json.meta ?? json.extensions.lienthong).policy_version
/** The first time it is called. */
const once = (work: () => void) => {
  let done = false
  return () => {
    if (!done) work()
    done = true
  }
}

const each = (name: string, test: (t: Test, question: (typeof questions)['REST' | 'GraphQL']) => Promise<void>) =>
  t.test(name, async (t) => {
    for (const [surface, question] of Object.entries(questions)) await t.test(surface, (t) => test(t, question))
  })

each('nothing changes: asked once', async (t, question) => {
  const answer = await asked(question)
  t.match(answer, { status: 200, sources: 1, told: 1 })
  t.match(answer.text, summary)
  t.notMatch(answer.text, cipher, 'there is no channel')
})

each('the policy changes while the source is asked: the answer is by the new one', async (t, question) => {
  app.whenAsked(once(() => (app.now.policy = narrower)))
  const answer = await asked(question)
  t.equal(answer.status, 200)
  t.equal(versionIn(answer), narrower.version)
  t.notMatch(answer.text, summary)
  t.match(answer.entries, [{ entry: { phase: 'released', versions: { policy: narrower.version } } }])
  t.equal(answer.entries.length, 1)
  app.now.policy = policy
})

each('and back: what could be had of it is had', async (t, question) => {
  app.now.policy = createPolicy({ ...shipped, sources: [...shipped.sources].reverse() })
  app.whenAsked(once(() => (app.now.policy = policy)))
  const answer = await asked(question)
  t.equal(versionIn(answer), policy.version)
  t.match(answer, { status: 200, sources: 2, told: 2 }, 'asked twice, and told of twice')
  t.match(answer.text, summary)
})

each('loaded again and the same: asked once', async (t, question) => {
  app.whenAsked(() => {
    app.now.policy = createPolicy(shipped)
  })
  t.match(await asked(question), { status: 200, sources: 1 })
})

each('the policy changes while the record is written: what was recorded does not leave', async (t, question) => {
  app.whenRecorded(once(() => (app.now.policy = narrower)))
  const answer = await asked(question)
  t.equal(versionIn(answer), narrower.version)
  t.notMatch(answer.text, summary)
  t.match(answer.entries, [
    { entry: { phase: 'released', versions: { policy: policy.version } } },
    { entry: { phase: 'aborted', outcome: 'policy-changed' } },
    { entry: { phase: 'released', versions: { policy: narrower.version } } },
  ])
  t.equal(answer.told, answer.sources, 'each asking is told of once')
  app.now.policy = policy
})

each('the policy changes each time: refused, after so many times', async (t, question) => {
  const other = createPolicy({ ...shipped, sources: [...shipped.sources].reverse() })
  app.whenAsked(() => {
    app.now.policy = app.now.policy === policy ? other : policy
  })
  const answer = await asked(question)
  const problem = answer.json.errors?.[0].extensions ?? answer.json
  t.match(problem, { status: 503, code: 'policy-changed', party: 'gateway' })
  t.equal(answer.status, 503)
  t.match(answer, { sources: limits.policy.rounds_max + 1, told: limits.policy.rounds_max + 1 })
  t.same(answer.text.match(tokens), null)
  t.match(answer.entries, [{ entry: { phase: 'aborted', outcome: 'policy-changed' } }])
  t.equal(answer.entries.length, 1)
})

each('what is not there by the old policy is decided by the new one too', async (t, question) => {
  app.now.policy = createPolicy({
    ...shipped,
    sources: shipped.sources.filter((text) => !text.includes('@id("know-related")')),
  })
  app.whenRecorded(once(() => (app.now.policy = policy)))
  t.match(await asked(question), { status: 200 })
})

each('the rights of the agency are cut: refused', async (t, question) => {
  app.whenAsked(() => {
    app.now.registry = changed('cong-an', { tags: [] }, 'r-cut')
  })
  const answer = await asked(question)
  t.equal(answer.status, 401)
  t.same(answer.text.match(tokens), null)
})

each("another agency's rights are cut: nothing is lost, and nothing asked twice", async (t, question) => {
  app.whenAsked(() => {
    app.now.registry = changed('toa-an', { tags: [], purposes: [] }, 'r-other')
  })
  t.match(await asked(question), { status: 200, sources: 1 })
})

each('the token expires: refused', async (t, question) => {
  app.whenAsked(() => {
    Date.now = () => realNow() + limits.token.lifetime_s * 1000
  })
  const answer = await asked(question)
  const problem = answer.json.errors?.[0].extensions ?? answer.json
  t.match(problem, { status: 401, code: 'token-expired' })
  t.same(answer.text.match(tokens), null)
})

each('the channel is taken away: what came on it is not in the answer', async (t, question) => {
  app.now.registry = changed('cong-an', { channels: [channel] }, 'r-channel')
  t.match((await asked(question)).text, cipher)
  app.whenAsked(once(() => (app.now.registry = changed('cong-an', { channels: [] }, 'r-none'))))
  const answer = await asked(question)
  t.match(answer, { status: 200, sources: 2 })
  t.match(answer.text, summary)
  t.notMatch(answer.text, cipher)
  app.now.registry = registry
})

each('the last day of the channel ends: the same', async (t, question) => {
  const day = new Date(realNow() + 7 * 3_600_000).toISOString().slice(0, 10)
  app.now.registry = changed('cong-an', { channels: [{ ...channel, validTo: day }] }, 'r-today')
  Date.now = () => ends_ms(day) - 1_000
  t.match((await asked(question)).text, cipher)
  app.whenAsked(() => {
    Date.now = () => ends_ms(day) + 1_000
  })
  const answer = await asked(question)
  t.match(answer, { status: 200, sources: 2 })
  t.match(answer.text, summary)
  t.notMatch(answer.text, cipher)
})

each('it ends while the record is written: the same', async (t, question) => {
  const day = new Date(realNow() + 7 * 3_600_000).toISOString().slice(0, 10)
  app.now.registry = changed('cong-an', { channels: [{ ...channel, validTo: day }] }, 'r-today')
  Date.now = () => ends_ms(day) - 1_000
  app.whenRecorded(() => {
    Date.now = () => ends_ms(day) + 1_000
  })
  const answer = await asked(question)
  t.match(answer, { status: 200, sources: 2 })
  t.notMatch(answer.text, cipher)
  t.same(
    answer.entries.map(({ entry: { phase } }) => phase),
    ['released', 'aborted', 'released'],
  )
})
