/** What identity costs per request, before anything else of the gateway: each part of it beside the same server without that part. */
import { agencyClient } from '../../gateway/development/client.ts'
import { officers } from '../support/client.ts'
import { compare } from './compare.ts'
import { hasFacets, type Question, type Target } from './load.ts'
import { answeredSigned, graphqlQuestions, withEachToken } from './query.ts'
import type { Server, Stage } from './stage.ts'

const connections = 16
const tokens_count = 24
const turns = { rounds: 10, warm_up_requests: 2_500, round_ms: 500 }

/** One table. About 40 s. Rejects when any answer is not 200 and whole. */
export async function benchIdentity(stage: Stage): Promise<string> {
  const { run } = stage
  const { system, ...officer } = officers.procuracy
  const held = stage.heldBy('cong-an', 'vien-kiem-sat')
  const dossiers = Object.keys(held)
  const client = agencyClient(run, system)
  const wish = { ...officer, dossiers }
  const tokens = await Promise.all(Array.from({ length: tokens_count }, () => client.bearer(wish)))
  client.close()
  const graphql = graphqlQuestions(dossiers, tokens[0]!)
  const certificates = { ca: run.ca, ...run.clients[system]! }
  const target = (name: string, server: Server, questions: readonly Question[]): Target => ({
    name,
    ...server,
    askers: [{ certificates, questions, whole: hasFacets(2) }],
  })
  const nobody = await stage.server('memory', held)
  const unlimited = await stage.server('unlimited', held)
  const admitting = await stage.server('admission', held)
  const redisUrl = await stage.redis()
  const sharing = redisUrl === undefined ? undefined : await stage.server('admission', held, { redisUrl })
  const targets = [
    target('nobody is asked who', nobody, graphql),
    target('certificate and token, known on the connection; no quotas', unlimited, graphql),
    target('the same, counted against the quotas of system and officer', admitting, graphql),
    ...(sharing ? [target('the same, counted in Redis, which all nodes share', sharing, graphql)] : []),
    target('another token with every request', admitting, withEachToken(dossiers, tokens)),
    target('token known, the answer signed', admitting, answeredSigned(graphql)),
  ]
  const title = 'GraphQL: what identity costs per request, before anything else of the gateway'
  return compare({ title, targets, connections, ...turns })
}
