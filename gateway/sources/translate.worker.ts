/**
 * Runs adapter code away from the gateway's own thread: one task at a time, no environment, bounded heap. This contains
 * mistakes (loops, heap, throws, invalid output), not a hostile author: adapters are reviewed and pinned by digest.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { Adapter, NativeAnswer } from '../../adapters/sdk/adapter.ts'
import type { Finding } from '../../adapters/sdk/finding.ts'
import { validateIndexPage, validateTranslation } from '../../schemas/generated/validators.js'
import type { FromWorker, Reply, ReportedFinding, Task, WorkerSettings } from './protocol.ts'
import { reported } from './reported.ts'
import { requestProblem } from './source-request.ts'
import { secretInClear } from './state-secret.ts'

const { adapters: modules, findings_max } = workerData as WorkerSettings
const adapters = new Map<string, Adapter>()
for (const [name, url] of Object.entries(modules)) {
  const { adapter } = (await import(url)) as { adapter: Adapter }
  adapters.set(name, adapter)
}

const none = (
  reason: Extract<Reply, { kind: 'none' }>['reason'],
  findings: readonly ReportedFinding[] = [],
): Reply => ({
  kind: 'none',
  reason,
  findings,
})

const ours = (code: string, target: string): ReportedFinding => ({
  code,
  effect: 'reject-document',
  pointer: '',
  target,
})

function rejected(findings: readonly Finding[]): Reply {
  const says = (code: Finding['code']) => findings.some((finding) => finding.code === code)
  const reason = says('state-secret-in-clear')
    ? 'state-secret-in-clear'
    : says('cursor-unknown')
      ? 'cursor-unknown'
      : 'document-rejected'
  return none(reason, reported(findings, findings_max))
}

function toFacet(adapter: Adapter, answer: NativeAnswer): Reply {
  const outcome = adapter.toShared(answer)
  if (!outcome.ok) return rejected(outcome.findings)
  const { value } = outcome
  const findings = reported(outcome.findings, findings_max)
  if (value === 'absent') return none('not-held', findings)
  const [violation] = validateTranslation(value)
  if (violation) return none('adapter-invalid', [ours('output-invalid', violation.pointer), ...findings])
  const secret = secretInClear(value)
  if (secret !== undefined) return none('state-secret-in-clear', [ours('state-secret-in-clear', secret), ...findings])
  return { kind: 'value', value, findings }
}

function toPage(adapter: Adapter, answer: NativeAnswer): Reply {
  const outcome = adapter.toIndex(answer)
  if (!outcome.ok) return rejected(outcome.findings)
  const findings = reported(outcome.findings, findings_max)
  const [violation] = validateIndexPage(outcome.value)
  if (violation) return none('adapter-invalid', [ours('output-invalid', violation.pointer), ...findings])
  return { kind: 'value', value: outcome.value, findings }
}

function toRequest({ requests }: Adapter, { ask, argument }: Extract<Task, { kind: 'request' }>): Reply {
  const request = ask === 'list' ? requests.list(argument) : requests[ask](argument ?? '')
  const problem = requestProblem(request)
  return problem === undefined ? { kind: 'request', request } : none('adapter-invalid', [ours(problem, '')])
}

function perform(task: Task): Reply {
  const adapter = adapters.get(task.adapter)
  if (!adapter) return none('internal')
  if (task.kind === 'request') return toRequest(adapter, task)
  return task.to === 'facet' ? toFacet(adapter, task.answer) : toPage(adapter, task.answer)
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
say({ kind: 'ready' })
