/** A short question must not become an answer without end: neither what is given nor what is told as withheld. */
import t from 'tap'
import { limits } from '../../../gateway/limits.ts'
import { filledFacet, filledTranslation } from '../../support/filled-facet.ts'
import { callerOf } from '../../support/policy.ts'
import { graphql, policyApp } from '../../support/policy-app.ts'

const app = await policyApp(t)
const { facet } = filledFacet()
const number = 'so-1'
const participants = Array.from({ length: 200 }, (_, n) => ({
  ...facet.participants![0]!,
  id: `LOCAL-participants-${n}`,
  note: 'x'.repeat(2_000),
}))
const identifiers = [{ ...facet.identifiers[0]!, value: number }]
const id = await app.hold('cong-an', number, {}, filledTranslation({ ...facet, identifiers, participants }))
const facts = { dossiers: [id], registryVersion: app.registry.version }
const investigator = callerOf({ ...facts, jti: 'jti-dtv' })
const clerk = callerOf({ ...facts, jti: 'jti-cb', clearance: 'NOI_BO' })

/** `count` aliases of `field`, with what is below it. */
const many = (count: number, field: string, below = '') =>
  Array.from({ length: count }, (_, n) => `a${n}: ${field} ${below}`).join(' ')
const ask = (caller: typeof clerk, times: number) =>
  app.ask(
    caller,
    graphql(
      `query($id: ID!) { dossier(id: $id) { facets { ${many(times, 'participants', '{ ...P }')} } } }
       fragment P on Participant { person { fullName } ${many(100, 'note')} }`,
      { id },
    ),
  )

t.test('one text under many names', async (t) => {
  const answer = await ask(investigator, 10)
  t.match(answer, { status: 400, json: { errors: [{ extensions: { code: 'answer-too-large', party: 'caller' } }] } })
  t.notOk(answer.text.includes('xx'))
  const [first, ...more] = answer.entries
  t.match([first?.entry, more], [{ phase: 'denied', outcome: 'answer-too-large' }, []], 'it is recorded')
})

t.test('many roots, each within its bound', async (t) => {
  const roots = Array.from({ length: 10 }, (_, n) => `d${n}: dossier(id: $id) { facets { participants { ...P } } }`)
  const answer = await app.ask(
    investigator,
    graphql(`query($id: ID!) { ${roots.join(' ')} } fragment P on Participant { ${many(12, 'note')} }`, { id }),
  )
  t.ok(10 * 200 * 12 * 2_000 > limits.release.answer_bytes_max)
  t.match(answer, { status: 400, json: { errors: [{ extensions: { code: 'answer-too-large' } }] } })
})

t.test('what is told as withheld, in one record and in several', async (t) => {
  t.match(await ask(clerk, 11), { status: 400, json: { errors: [{ extensions: { code: 'answer-too-large' } }] } })
  const several = await app.ask(
    clerk,
    graphql(
      `query($id: ID!) { dossier(id: $id) { ${many(11, 'facets', '{ participants { ...P } }')} } }
       fragment P on Participant { person { fullName } ${many(100, 'note')} }`,
      { id },
    ),
  )
  t.match(several, { status: 400, json: { errors: [{ extensions: { code: 'answer-too-large' } }] } })
})

t.test('the whole of a great record is given', async (t) => {
  const answer = await app.ask(investigator, { path: `/v1/dossiers/${id}` })
  t.equal(answer.json.dossier.facets[0].participants.length, 200)
})
