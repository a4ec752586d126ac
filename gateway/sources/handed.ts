/** What an adapter says of handing a document to its agency's system, held to the contract; in a worker. */
import type { Adapter, NativeAnswer } from '../../adapters/sdk/adapter.ts'
import type { AdapterModule, Reply, Task } from './protocol.ts'
import { none, ours, rejected } from './replies.ts'
import { deliveryProblem } from './source-request.ts'

/** The request with which a document goes there. */
export function requestFor(
  { delivery }: Adapter,
  { document, reference }: Extract<Task, { kind: 'hand' }>,
  { native, secrets }: Pick<AdapterModule, 'native'> & { readonly secrets: readonly string[] },
): Reply {
  const request = delivery?.request(document, { reference })
  if (!request) return none('internal')
  const problem = deliveryProblem(request, secrets, native.bytesMax)
  return problem === undefined ? { kind: 'hand', request } : none('adapter-invalid', [ours(problem, '')])
}

/** What the system's answer comes to. It is that system's prose but for the number: nothing else of it goes on. */
export function sayingOf({ delivery }: Adapter, answer: NativeAnswer, findings_max: number): Reply {
  const outcome = delivery?.answer(answer)
  if (!outcome) return none('internal')
  if (!outcome.ok) return rejected(outcome.findings, findings_max)
  const { value } = outcome
  if ('refused' in value) return { kind: 'handed', answer: { refused: value.refused } }
  const { taken, nativeKey } = value
  return { kind: 'handed', answer: { taken, ...(nativeKey !== undefined && { nativeKey }) } }
}
