/**
 * A dossier that is not there and one that may not be known leave equal traces: the same statements in the same order, as many decisions,
 * no source asked, the same bytes sent, an entry of the same length.
 */
import t from 'tap'
import { newDossierId } from '../../../gateway/telemetry/ids.ts'
import { filledFacet, filledTranslation } from '../../support/filled-facet.ts'
import { callerOf, prosecutorOf } from '../../support/policy.ts'
import { type Answer, graphql, policyApp, type Question } from '../../support/policy-app.ts'

const app = await policyApp(t)
const { facet } = filledFacet()
const documentOf = (value: string) =>
  filledTranslation({ ...facet, identifiers: [{ ...facet.identifiers[0]!, value }] })
const known = await app.hold('cong-an', 'thuong', {}, documentOf('thuong'))
const supervised = { confirms: [{ relation: 'supervising', agency: 'VKS' }] } as const

/** Concealed, with one part and with parts of two agencies; merged into one with another name. */
const one = await app.hold('cong-an', 'giau-mot', { conceal: true }, documentOf('giau-mot'))
const marked = await app.hold('cong-an', 'giau-co-nhan', {
  ...supervised,
  conceal: true,
  label: { level: 'HAN_CHE', tags: ['BAO_VE_NHAN_CHUNG'] },
})
const other = await app.hold('toa-an', 'giau-hai', {
  conceal: true,
  confirms: [{ relation: 'originator', agency: 'CA' }],
})
await app.hold('cong-an', 'giau-hai', { conceal: true, confirms: [{ relation: 'originator', agency: 'TA' }] })
const unrelated = await app.hold('cong-an', 'khong-lien-quan', {}, documentOf('khong-lien-quan'))
const alias = newDossierId()
await app.index.db.query('INSERT INTO dossier_alias (alias, dossier) VALUES ($1, $2)', [alias, one])
const never = newDossierId()

const hidden: Readonly<Record<string, { readonly id: string; readonly number: string }>> = {
  'in one part': { id: one, number: 'giau-mot' },
  'marked, and supervised by the asker': { id: marked, number: 'giau-co-nhan' },
  'in two parts': { id: other, number: 'giau-hai' },
  'under its older name': { id: alias, number: 'giau-mot' },
  'without a relation': { id: unrelated, number: 'khong-lien-quan' },
}
const facts = {
  dossiers: [known, never, ...Object.values(hidden).map(({ id }) => id)],
  registryVersion: app.registry.version,
}
const prosecutor = prosecutorOf({ ...facts, jti: 'jti-vks' })
const police = callerOf({ ...facts, jti: 'jti-ca' })

const all = '{ id facets { agency report { summary } } }'
const questions: Readonly<Record<string, (of: { readonly id: string; readonly number: string }) => Question>> = {
  REST: ({ id }) => ({ path: `/v1/dossiers/${id}` }),
  'REST, in English': ({ id }) => ({ path: `/v1/dossiers/${id}`, headers: { 'accept-language': 'en' } }),
  GraphQL: ({ id }) => graphql(`query($id: ID!) { dossier(id: $id) ${all} }`, { id }),
  'GraphQL, its id alone': ({ id }) => graphql('query($id: ID!) { dossier(id: $id) { id } }', { id }),
  'GraphQL, twice': ({ id }) =>
    graphql(`query($id: ID!) { a: dossier(id: $id) { id } b: dossier(id: $id) ${all} }`, { id }),
  'a list of its number': ({ number }) => ({ path: `/v1/dossiers?identifier=${number}` }),
  'of its number, by agency and kind': ({ number }) => ({
    path: `/v1/dossiers?identifier=${number}&agency=cong-an&kind=TO_GIAC&receivedFrom=2026-01-01T00:00:00Z`,
  }),
  'GraphQL, a list of its number': ({ number }) =>
    graphql('query($n: String!) { dossiers(filter: {identifier: $n}) { nodes { id facets { agency } } next } }', {
      n: number,
    }),
}

const lengths = ({ entries }: Answer) => entries.map(({ bytes }) => bytes)
async function traceOf(caller: typeof police, question: Question) {
  app.trace.length = 0
  const answer = await app.ask(caller, question)
  const { status, text, bytes, headers } = answer
  return { answer: { status, text, bytes, headers }, lengths: lengths(answer), trace: [...app.trace] }
}

for (const [how, of] of Object.entries(hidden))
  t.test(`a dossier that may not be known, ${how}`, async (t) => {
    // As long as the other, so that what was asked for takes as much in the log.
    const nothing = { id: never, number: 'x'.repeat(of.number.length) }
    for (const [name, question] of Object.entries(questions)) {
      const missing = await traceOf(prosecutor, question(nothing))
      const concealed = await traceOf(prosecutor, question(of))
      t.same(concealed, missing, name)
      t.equal(missing.lengths.length, 1)
      t.notOk(concealed.trace.includes('source'), 'no source is asked')
    }
  })

t.test('beside a dossier that may be known', async (t) => {
  const both = (id: string) =>
    graphql(`query($known: ID!, $id: ID!) { a: dossier(id: $known) ${all} b: dossier(id: $id) ${all} }`, { known, id })
  const missing = await traceOf(police, both(never))
  t.ok(missing.trace.includes('source'))
  const concealed = await app.hold('vien-kiem-sat', 'giau-voi-cong-an', { conceal: true })
  const caller = callerOf({ ...facts, jti: 'jti-ca-2', dossiers: [...facts.dossiers, concealed] })
  const hiddenToo = await traceOf(caller, both(concealed))
  t.same({ ...hiddenToo, lengths: [] }, { ...missing, lengths: [] })
  t.same(hiddenToo.lengths, (await traceOf(callerOf({ ...facts, jti: 'jti-ca-3' }), both(never))).lengths)
})

t.test('who holds it does have it', async (t) => {
  t.equal((await app.ask(police, { path: `/v1/dossiers/${one}` })).status, 200)
  const listed = await app.ask(police, { path: '/v1/dossiers?identifier=giau-mot' })
  t.match(listed.json, { dossiers: [{ id: one }] })
})
