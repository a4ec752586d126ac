/** No shape of a question, and nothing beside the answer, tells what the mask hides. */
import t from 'tap'
import type { NativeFacet } from '../../../adapters/sdk/adapter.ts'
import { everyField, naiveView, officerOf } from '../../../gateway/development/demo/naive-view.ts'
import { filledFacet, filledTranslation, tokens } from '../../support/filled-facet.ts'
import { callerOf, prosecutorOf } from '../../support/policy.ts'
import { type Answer, graphql, policyApp, type Question } from '../../support/policy-app.ts'

const app = await policyApp(t)
const { facet, leaves } = filledFacet()
const numbered = (value: string): NativeFacet => ({
  ...facet,
  identifiers: [{ ...facet.identifiers[0]!, value }, facet.identifiers[1]!],
})
const id = await app.hold('cong-an', 'so-1', {}, filledTranslation(numbered('so-1')))
const facts = { dossiers: [id], registryVersion: app.registry.version }
const investigator = callerOf({ ...facts, jti: 'jti-dtv' })
const clerk = callerOf({ ...facts, jti: 'jti-cb', clearance: 'NOI_BO' })

/** What the clerk must not have, by somebody who shares no code with the gateway. */
const held = { ...numbered('so-1'), id: 'e-', agency: 'cong-an' }
const view = naiveView({ facet: held, labels: [], absent: [] }, officerOf('cong-an', 'cb-002'), ['holder'])
const shown = new Set(JSON.stringify(view.row).match(tokens))
const secret = new Set(
  leaves.flatMap(({ value }) => JSON.stringify(value).match(tokens) ?? []).filter((one) => !shown.has(one)),
)
const secretIn = (...values: readonly unknown[]) =>
  [...new Set(JSON.stringify(values).match(tokens) ?? [])].filter((token) => secret.has(token))

const all = everyField()
const shapes: Readonly<Record<string, Question>> = {
  plain: graphql(`query($id: ID!) { dossier(id: $id) { facets ${all} } }`, { id }),
  'under other names': graphql(
    `query($id: ID!) { a: dossier(id: $id) { id: facets { id: report { id: summary } agency: reporters { pseudonym: fullName kind: phone } label: participants { person: note } } } }`,
    { id },
  ),
  'a hidden field by the name of one that is not': graphql(
    'query($id: ID!) { dossier(id: $id) { facets { reporters { pseudonym: fullName id: personalId } } } }',
    { id },
  ),
  'in fragments of fragments': graphql(
    `query($id: ID!) { dossier(id: $id) { ...D } } fragment D on Dossier { facets { ...F } } fragment F on Facet { reporters { ...R } participants { ...P } } fragment R on Reporter { fullName phone } fragment P on Participant { ... on Participant { ... { note person { fullName personalId } } } }`,
    { id },
  ),
  'inline, with and without a type': graphql(
    `query($id: ID!) { dossier(id: $id) { ... on Dossier { facets { ... { ... on Facet { report { ... on Report { summary occurredAt } } } } } } } }`,
    { id },
  ),
  'on conditions that hold': graphql(
    'query($id: ID!, $y: Boolean!, $n: Boolean!) { dossier(id: $id) { facets { report @include(if: $y) { summary @skip(if: $n) } reporters @skip(if: $n) { fullName @include(if: $y) } } } }',
    { id, y: true, n: false },
  ),
  'on conditions that differ from place to place': graphql(
    'query($id: ID!, $y: Boolean!, $n: Boolean!) { a: dossier(id: $id) { facets { report @include(if: $n) { summary } } } b: dossier(id: $id) { facets { report @include(if: $y) { summary } ... @skip(if: $n) { reporters { fullName } } } } }',
    { id, y: true, n: false },
  ),
  'to the same person by other ways': graphql(
    'query($id: ID!) { dossier(id: $id) { facets { participants { id person { fullName } } charges { accused chargedWith } judgments { sentences { convicted penalty { code } } } } } }',
    { id },
  ),
  'with the schema beside it': graphql(
    `query($id: ID!) { __schema { types { name } } __type(name: "Reporter") { fields { name } } dossier(id: $id) { facets { __typename reporters { __typename fullName } } } }`,
    { id },
  ),
  REST: { path: `/v1/dossiers/${id}` },
}

for (const [name, question] of Object.entries(shapes))
  t.test(`asked ${name}`, async (t) => {
    const whole = await app.ask(investigator, question)
    t.equal(whole.status, 200, whole.text.slice(0, 300))
    t.not(secretIn(whole.text).length, 0, 'who may have it has it')
    app.spans.length = 0
    const { status, text, headers, entries } = await app.ask(clerk, question)
    t.equal(status, 200)
    t.same(secretIn(text, headers, entries), [], 'nothing hidden in the answer, its head or its record')
    t.same([...new Set(JSON.stringify(app.spans).match(tokens) ?? [])], [], 'and no content at all in spans')
    t.ok(app.spans.length > 0)
  })

const refused: Readonly<Record<string, string>> = {
  'a fragment on another type': '{ dossier(id: "ID") { facets { ... on Reporter { fullName } } } }',
  'a fragment of an interface that is not there': '{ dossier(id: "ID") { facets { ... on Node { id } } } }',
  'a sort': '{ dossiers(orderBy: "fullName") { nodes { id } } }',
  'a filter of a hidden field': '{ dossiers(filter: { fullName: "x" }) { nodes { id } } }',
  'an argument of a hidden field': '{ dossier(id: "ID") { facets { reporters(fullName: "x") { id } } } }',
  'a count': '{ dossiers { totalCount } }',
  'a field that is nearly one': '{ dossier(id: "ID") { facets { reporters { fullNam } } } }',
}
for (const [name, query] of Object.entries(refused))
  t.test(`${name} is refused in words of the question alone, the same for everybody`, async (t) => {
    const answers: Answer[] = []
    for (const caller of [investigator, clerk, prosecutorOf({ ...facts, jti: 'jti-vks' })])
      answers.push(await app.ask(caller, graphql(query.replaceAll('ID', id))))
    t.match(answers[0], { status: 400, json: { errors: [{ extensions: { code: 'graphql-invalid' } }] } })
    t.notMatch(answers[0]!.text, /Did you mean/)
    t.same(JSON.stringify(answers).match(tokens), null)
    for (const { text } of answers) t.equal(text, answers[0]!.text)
  })

t.test('two clearances that ask the same at the same time each get their own', async (t) => {
  const question = shapes.plain!
  const own = {
    investigator: (await app.ask(investigator, question)).text,
    clerk: (await app.ask(clerk, question)).text,
  }
  t.not(own.investigator, own.clerk)
  const answers = await Promise.all(
    Array.from({ length: 60 }, async (_, n) => {
      const who = n % 3 === 0 ? 'investigator' : 'clerk'
      const caller = who === 'clerk' ? { ...clerk, jti: `jti-${n}` } : { ...investigator, jti: `jti-${n}` }
      return (await app.ask(caller, question)).text === own[who]
    }),
  )
  t.same(new Set(answers), new Set([true]))
})

t.test('a record whose place in lists may not be seen is in none, whatever is asked of it', async (t) => {
  const undetermined = { label: { level: 'CHUA_XAC_DINH', tags: [] } } as const
  const asked = { identifier: 'so-2', kind: 'TIN_BAO', stage: 'KHOI_TO', receivedFrom: '2028-01-01T00:00:00Z' }
  await app.hold('cong-an', 'so-2', {
    ...undetermined,
    kind: 'TIN_BAO',
    stage: 'KHOI_TO',
    receivedAt: '2028-02-02T00:00:00Z',
  })
  for (const [name, value] of Object.entries(asked)) {
    const { status, json } = await app.ask(investigator, { path: `/v1/dossiers?${name}=${value}` })
    t.equal(status, 200, name)
    t.same([json.dossiers, json.next], [[], undefined], name)
  }
  const pages = await app.ask(investigator, { path: '/v1/dossiers?first=1' })
  t.equal(pages.json.dossiers.length, 1)
  t.equal(pages.json.next, undefined, 'it does not make a page more')
})

t.test('a source that fails says nothing of what it holds', async (t) => {
  const failing = await app.hold('cong-an', 'so-3', {})
  const caller = callerOf({ ...facts, dossiers: [failing], jti: 'jti-dtv-3' })
  const answer = await app.ask(caller, { path: `/v1/dossiers/${failing}` })
  t.match(answer.json, { dossier: { facets: [] }, meta: { sources: [{ agency: 'cong-an', state: 'failed' }] } })
  t.same(JSON.stringify(answer).match(tokens), null)
})
