/**
 * A number that a source marks within its record can't be probed: a list that is asked for it by somebody who may not have it is the
 * same as one asked for a number that nobody has, by the same statements.
 */
import t from 'tap'
import type { Translation } from '../../../adapters/sdk/adapter.ts'
import type { Label } from '../../../schemas/generated/types.ts'
import { entry, identifier } from '../../contract/dossiers/index-world.ts'
import { callerOf, prosecutorOf } from '../../support/policy.ts'
import { graphql, policyApp, type Question } from '../../support/policy-app.ts'
import { coded, translation } from '../../support/translations.ts'

const app = await policyApp(t)
const supervised = { confirms: [{ relation: 'supervising', agency: 'VKS' }] } as const
const restricted: Label = { level: 'HAN_CHE', tags: [] }
const numbers = (key: string) => [key, `${key}-phu`]

/** The police hold a matter under two numbers; its document says `labels`, and has been read once. */
async function held(key: string, labels: Translation['labels']): Promise<string> {
  const identifiers = numbers(key).map((value) => ({ ...identifier(value), assigner: coded('agencies', 'CA') }))
  const document = { ...translation, facet: { ...translation.facet, identifiers }, labels } as Translation
  const id = await app.hold('cong-an', key, { ...supervised, identifiers: numbers(key).map(identifier) }, document)
  const holder = callerOf({ ...facts, jti: `jti-${key}`, dossiers: [id] })
  t.equal((await app.ask(holder, { path: `/v1/dossiers/${id}` })).status, 200)
  return id
}
const facts = { registryVersion: app.registry.version }
const open = await held('ho-so-mo', [])
const marked: Readonly<Record<string, Translation['labels']>> = {
  'a number': [{ path: '/identifiers/1', label: restricted }],
  'its value': [{ path: '/identifiers/1/value', label: restricted }],
  'all its numbers': [{ path: '/identifiers', label: restricted }],
  'a number, not to be read by anybody yet': [{ path: '/identifiers/0', label: { level: 'CHUA_XAC_DINH', tags: [] } }],
  'a number, with a tag': [{ path: '/identifiers/1', label: { level: 'NOI_BO', tags: ['BAO_VE_NHAN_CHUNG'] } }],
}

const questions: Readonly<Record<string, (number: string) => Question>> = {
  REST: (number) => ({ path: `/v1/dossiers?identifier=${number}` }),
  'REST, by agency, kind and times': (number) => ({
    path: `/v1/dossiers?identifier=${number}&agency=cong-an&kind=TO_GIAC&receivedFrom=2026-01-01T00:00:00Z&first=1`,
  }),
  GraphQL: (number) =>
    graphql('query($n: String!) { dossiers(filter: {identifier: $n}) { nodes { id facets { agency } } next } }', {
      n: number,
    }),
}
const clerk = prosecutorOf({ ...facts, jti: 'jti-vks-clerk', clearance: 'NOI_BO', tags: [] })

async function asked(caller: typeof clerk, question: Question) {
  app.trace.length = 0
  const { status, text, bytes, headers, entries } = await app.ask(caller, question)
  const statements = app.trace.filter((one) => one !== 'decision' && one !== 'mask')
  return { status, text, bytes, headers, lengths: entries.map((entry) => entry.bytes), statements }
}
const found = async (caller: typeof clerk, number: string) => {
  const { json } = await app.ask(caller, questions.REST!(number))
  return json.dossiers.map(({ id }: { id: string }) => id)
}

for (const [n, [what, labels]] of Object.entries(marked).entries())
  t.test(`${what} is marked`, async (t) => {
    const key = `ho-so-${n}`
    const id = await held(key, labels)
    const { json } = await app.ask(clerk, { path: '/v1/dossiers?first=100' })
    t.ok(
      json.dossiers.some((one: { id: string }) => one.id === id),
      'the matter itself may be known',
    )
    for (const number of numbers(key)) {
      const nothing = 'x'.repeat(number.length)
      for (const [name, question] of Object.entries(questions)) {
        const withheld = await asked(clerk, question(number))
        t.equal(withheld.status, 200)
        t.same(withheld, await asked(clerk, question(nothing)), `${name}, ${number}`)
      }
    }
    const readable = labels[0]!.label.level !== 'CHUA_XAC_DINH'
    const officer = callerOf({ ...facts, jti: `jti-ca-${n}` })
    t.same(await found(officer, key), readable ? [id] : [], 'who may have it finds by it')
  })

t.test('a number that nobody marked is found', async (t) => {
  for (const number of numbers('ho-so-mo')) t.same(await found(clerk, number), [open])
})

t.test('whoever holds the number openly is found by it, and not the one that marked it', async (t) => {
  const key = 'ho-so-chung'
  const id = await held(key, [{ path: '/identifiers/0', label: restricted }])
  t.same(await found(clerk, key), [])
  await app.index.take('vien-kiem-sat', [entry('vks-chung', [key], { receivedAt: '2026-05-01T00:00:00Z' })])
  t.same(await found(clerk, key), [id], 'by its own part')
  const { json } = await app.ask(clerk, { path: `/v1/dossiers?identifier=${key}&agency=cong-an` })
  t.same(json.dossiers, [])
})

t.test('a mark of which the document says nothing any more still counts', async (t) => {
  const key = 'ho-so-bo-nhan'
  const id = await held(key, [{ path: '/identifiers/1', label: restricted }])
  await held(key, [])
  t.same(await found(clerk, key), [])
  t.same(await found(callerOf({ ...facts, jti: 'jti-ca-bo' }), key), [id])
})
