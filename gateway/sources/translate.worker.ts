/**
 * Runs adapter code away from the gateway's own thread: one task at a time, no environment, bounded heap. This contains
 * mistakes (loops, heap, throws, invalid output), not a hostile author: adapters are reviewed and pinned by digest.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { Adapter, DepositAdapter, QueryAdapter } from '../../adapters/sdk/adapter.ts'
import { validateIndexPage, validateTranslation } from '../../schemas/generated/validators.js'
import { checkDeposits } from './check-deposits.ts'
import { doubtful } from './doubtful.ts'
import { type FilledReader, filledReader } from './filled.ts'
import { unfitness } from './fitness.ts'
import { createDigester } from './found.ts'
import { requestFor, sayingOf } from './handed.ts'
import { implausibleDate } from './index-entry.ts'
import { invalid } from './invalid.ts'
import { type NameTeller, nameTeller } from './names.ts'
import type { AdapterModule, FromWorker, Reply, Task, WorkerSettings } from './protocol.ts'
import { none, ours, rejected, speaksOfSecret } from './replies.ts'
import { type ReportedFinding, reported } from './reported.ts'
import { requestProblem } from './source-request.ts'
import { secretInAny } from './state-secret.ts'
import { written } from './written.ts'

type Loaded = Pick<AdapterModule, 'native'> & {
  readonly secrets: readonly string[]
  readonly filled: FilledReader
  readonly named: NameTeller
} & (
    | { readonly kind: 'https-query'; readonly adapter: QueryAdapter }
    | { readonly kind: 'https-push' | 'directory'; readonly adapter: DepositAdapter }
  )

type Translate = Extract<Task, { readonly kind: 'translate' }>

const { adapters: modules, findings_max } = workerData as WorkerSettings
const adapters = new Map<string, Loaded>()
let unfit: string | undefined
for (const [name, { module, transport, native, directions, delivery, fields }] of Object.entries(modules)) {
  const { adapter } = (await import(module)) as { adapter: Adapter }
  const { kind, secrets } = transport
  unfit ??= unfitness(name, { transport, directions, ...(delivery && { delivery }) }, adapter)
  const own = { native, filled: filledReader(fields), named: nameTeller(fields) }
  adapters.set(name, { kind, secrets, adapter, ...own } as Loaded)
}

/** What is invalid is kept in quarantine, but not where the adapter tells of a state secret beside it. */
const broken = (faults: readonly ReportedFinding[], findings: readonly ReportedFinding[]): Reply =>
  speaksOfSecret(findings)
    ? none('state-secret-in-clear', findings)
    : none('adapter-invalid', [...faults, ...findings].slice(0, findings_max))

function toFacet({ adapter, filled }: Loaded, { answer, context }: Translate): Reply {
  const outcome = adapter.toShared(answer, context)
  if (!outcome.ok) return rejected(outcome.findings, findings_max)
  const { value } = outcome
  const findings = reported(outcome.findings, findings_max)
  if (value === 'absent') return none('not-held', findings)
  // First, for what is invalid is kept in quarantine, and a state secret is kept nowhere.
  const secret = secretInAny(value)
  if (secret !== undefined) return none('state-secret-in-clear', [ours('state-secret-in-clear', secret), ...findings])
  const violations = validateTranslation(value)
  if (violations.length > 0) return broken(invalid(violations, findings_max), findings)
  const told = [...findings, ...doubtful(value)].slice(0, findings_max)
  return { kind: 'value', value, findings: told, filled: [filled.facet(value, '')] }
}

function toPage({ adapter, filled }: Extract<Loaded, { kind: 'https-query' }>, { answer, context }: Translate): Reply {
  const outcome = adapter.toIndex(answer, context)
  if (!outcome.ok) return rejected(outcome.findings, findings_max)
  const findings = reported(outcome.findings, findings_max)
  const violations = validateIndexPage(outcome.value)
  if (violations.length > 0) return broken(invalid(violations, findings_max), findings)
  const [date] = outcome.value.entries.flatMap((entry, number) => {
    const at = implausibleDate(entry)
    return at === undefined ? [] : [`/entries/${number}${at}`]
  })
  if (date !== undefined) return broken([ours('date-implausible', date)], findings)
  return { kind: 'value', value: outcome.value, findings, filled: filled.page(outcome.value) }
}

function toRequest(loaded: Loaded, { ask, argument }: Extract<Task, { kind: 'request' }>): Reply {
  const request = requestOf(loaded, ask, argument)
  if (!request) return none('internal')
  const problem = requestProblem(request, loaded.secrets)
  return problem === undefined ? { kind: 'request', request } : none('adapter-invalid', [ours(problem, '')])
}

function requestOf(loaded: Loaded, ask: 'dossier' | 'list' | 'changes', argument: string | undefined) {
  if (loaded.kind === 'https-query') {
    const { requests } = loaded.adapter
    return ask === 'list' ? requests.list(argument) : requests[ask](argument ?? '')
  }
  const { feed } = loaded.adapter
  // A dossier that was deposited is not asked for.
  if (ask === 'dossier') return undefined
  return ask === 'list' ? feed?.list(argument) : feed?.changes(argument ?? '')
}

const withDigests = (reply: Reply, { answer }: Translate, { native }: Loaded): Reply =>
  reply.kind === 'value' || reply.kind === 'none'
    ? { ...reply, findings: createDigester(native)(answer.body, reply.findings) }
    : reply

/** What identifies the records of a document; nothing where there is no value. */
function recordOf(reply: Reply): readonly string[] {
  if (reply.kind !== 'value') return []
  const { value, filled } = reply
  return 'facet' in value
    ? value.facet.identifiers.map((identifier) => JSON.stringify(identifier))
    : filled.map(({ key }) => key)
}

function perform(task: Task): Reply {
  const loaded = adapters.get(task.adapter)
  if (!loaded) return none('internal')
  if (task.kind === 'request') return toRequest(loaded, task)
  if (task.kind === 'write') return written(loaded.adapter, task, loaded.native)
  if (task.kind === 'hand') return requestFor(loaded.adapter, task, loaded)
  if (task.kind === 'handed') return sayingOf(loaded.adapter, task.answer, findings_max)
  const reply = translated(loaded, task)
  const isTold = reply.kind === 'value' || reply.kind === 'none'
  return isTold ? { ...reply, findings: loaded.named(reply.findings, recordOf(reply)) } : reply
}

function translated(loaded: Loaded, task: Translate): Reply {
  if (task.to === 'facet') return withDigests(toFacet(loaded, task), task, loaded)
  if (loaded.kind === 'https-query')
    return task.to === 'page' ? withDigests(toPage(loaded, task), task, loaded) : none('internal')
  if (task.to === 'page') return none('internal')
  return checkDeposits(loaded.adapter, task.answer, {
    ...{ context: task.context, bytesMax: loaded.native.bytesMax, findings_max },
    digested: createDigester(loaded.native),
    filled: loaded.filled,
  })
}

const say = (message: FromWorker) => parentPort?.postMessage(message)

parentPort?.on('message', (task: Task) => {
  try {
    say({ kind: 'reply', reply: perform(task) })
  } catch {
    // The error's text may repeat content: the stack is for the adapter's own tests.
    say({ kind: 'reply', reply: none('adapter-threw') })
  }
})
if (unfit !== undefined) say({ kind: 'unfit', why: unfit })
else {
  const withFeed = [...adapters].filter(([, loaded]) => 'feed' in loaded.adapter && loaded.adapter.feed !== undefined)
  say({ kind: 'ready', feeds: withFeed.map(([name]) => name) })
}
