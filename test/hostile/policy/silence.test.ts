/** What was asked for and not given is told, also where no source was asked because nothing could be given. */
import t from 'tap'
import { filledFacet, filledTranslation } from '../../support/filled-facet.ts'
import { callerOf } from '../../support/policy.ts'
import { graphql, policyApp } from '../../support/policy-app.ts'

const app = await policyApp(t)
const { facet } = filledFacet()
const hold = (number: string, level: 'NOI_BO' | 'HAN_CHE') => {
  const label = { level, tags: [] }
  const identifiers = [{ ...facet.identifiers[0]!, value: number }]
  return app.hold('cong-an', number, { label }, filledTranslation({ ...facet, identifiers, label }))
}
const restricted = await hold('so-han-che', 'HAN_CHE')
const internal = await hold('so-noi-bo', 'NOI_BO')
const facts = { dossiers: [restricted, internal], registryVersion: app.registry.version }
const investigator = callerOf({ ...facts, jti: 'jti-dtv' })
const clerk = callerOf({ ...facts, jti: 'jti-cb', clearance: 'NOI_BO' })

async function asked(caller: typeof clerk, id: string, selection: string) {
  app.trace.length = 0
  const { json } = await app.ask(
    caller,
    graphql(`query($id: ID!) { dossier(id: $id) { facets ${selection} } }`, { id }),
  )
  return {
    facet: json.data.dossier.facets[0],
    withheld: json.extensions.lienthong.withheld,
    source: app.trace.includes('source'),
  }
}
const denied = (fields: readonly string[], reason: string) => [{ record: '/dossier/facets/0', fields, reason }]

t.test('a list that is given in part, and nothing in it', async (t) => {
  app.trace.length = 0
  const { json } = await app.ask(clerk, { path: `/v1/dossiers/${restricted}` })
  t.notOk(app.trace.includes('source'))
  const told = json.meta.withheld.flatMap(({ fields }: { fields: string[] }) => fields)
  t.ok(told.includes('/participants'))
  for (const selection of [
    '{ participants { id role { code } } }',
    '{ participants { id } }',
    '{ p: participants { note } }',
  ])
    t.match(await asked(clerk, restricted, selection), {
      facet: selection.includes('p:') ? { p: null } : { participants: null },
      withheld: denied([selection.includes('p:') ? '/p' : '/participants'], 'clearance'),
      source: false,
    })
})

t.test('an object that is given, and nothing in it', async (t) => {
  t.strictSame(await asked(clerk, internal, '{ offences { article clause } }'), {
    facet: { offences: null },
    withheld: denied(['/offences'], 'clearance'),
    source: false,
  })
})

t.test('ids of what is given are something to ask for', async (t) => {
  for (const caller of [investigator, clerk]) {
    const { facet, withheld, source } = await asked(caller, internal, '{ offences { id } }')
    t.match([facet, withheld, source], [{ offences: [{ id: /^e-/ }, { id: /^e-/ }] }, [], true])
  }
  t.match(await asked(investigator, internal, '{ id agency __typename }'), { source: false })
})
