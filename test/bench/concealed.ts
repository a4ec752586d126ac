/** What is not there beside what may not be known: the two must cost the same. */
import { agencyClient } from '../../gateway/development/client.ts'
import { officers } from '../support/client.ts'
import { neverId } from '../support/hostile.ts'
import { compare } from './compare.ts'
import type { Question, Target } from './load.ts'
import type { Stage } from './stage.ts'

/** Answered with 200, for a list is asked for beside it. */
const query =
  'query($id: ID!) { beside: dossiers(first: 1) { nodes { id } } dossier(id: $id) { id facets { agency } } }'

/** One table: one missing twice, so that what the machine does by itself shows. Rejects when either is found. About 30 s. */
export async function benchConcealed({ run, gateway }: Stage): Promise<string> {
  const { system, ...officer } = officers.procuracy
  const concealed = run.stories['giau-voi-vien-kiem-sat']!
  const client = agencyClient(run, system)
  const token = await client.bearer({ ...officer, dossiers: [neverId, concealed] })
  client.close()
  const question = (id: string): Question => ({
    method: 'POST',
    path: '/graphql',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { id } }),
  })
  const certificates = { ca: run.ca, ...run.clients[system]! }
  const target = (name: string, id: string): Target => ({
    name,
    ...gateway,
    askers: [{ certificates, questions: [question(id)], whole: (text) => text.includes('"dossier":null') }],
  })
  return compare({
    title: 'GraphQL: a dossier that is not there, and one that may not be known',
    targets: [target('not there', neverId), target('not there, again', neverId), target('concealed', concealed)],
    ...{ connections: 8, rounds: 16, warm_up_requests: 1_000, round_ms: 500 },
  })
}
