/** One document handed to the system of the agency that it was written for: the request in a worker, one sending, the answer in a worker. */
import type { DeliveryRefusal, NativeDocument } from '../../adapters/sdk/adapter.ts'
import { limits } from '../limits.ts'
import type { Reason } from './asked.ts'
import type { OpenSource } from './opening.ts'

export interface AskHanding {
  readonly agency: string
  readonly eventId: string
  readonly traceparent: string
  /** As in SendOptions. */
  readonly legalBasis?: string
  /** As the adapter of `agency` wrote it. */
  readonly document: NativeDocument
  /** As in WritingContext. */
  readonly reference: string
  readonly signal?: AbortSignal | undefined
}

/** `failed`: whether the system took it is not known, unless the reason says that nothing was sent. */
export type Handed =
  | { readonly state: 'taken'; readonly nativeKey?: string }
  | { readonly state: 'refused'; readonly refusal: DeliveryRefusal }
  | { readonly state: 'failed'; readonly reason: Reason | 'answer-unclear' }

const failed = (reason: Reason | 'answer-unclear'): Handed => ({ state: 'failed', reason })

/** Sends once, and never rejects. Whether the document may go there, and is recorded, has NOT been looked at. */
export async function handTo({ adapter, line, pool }: OpenSource, ask: AskHanding): Promise<Handed> {
  const { eventId, traceparent, legalBasis, signal, document, reference } = ask
  if (!line) return failed('source-unknown')
  const work = pool.use(async (workers): Promise<Handed> => {
    const made = await workers.run({ kind: 'hand', adapter: adapter.name, document, reference })
    if (made.kind !== 'hand') return failed(made.kind === 'none' ? made.reason : 'internal')
    const delivery = { timeout_ms: limits.handing.request_timeout_ms }
    const sent = await line.transport.send(made.request, { eventId, traceparent, legalBasis, signal, delivery })
    if (!sent.ok) return failed(sent.reason)
    const said = await workers.run({ kind: 'handed', adapter: adapter.name, answer: sent.answer })
    if (said.kind !== 'handed') {
      const unclear = said.kind === 'none' && said.reason === 'document-rejected'
      return failed(unclear ? 'answer-unclear' : said.kind === 'none' ? said.reason : 'internal')
    }
    if ('refused' in said.answer) return { state: 'refused', refusal: said.answer.refused }
    const { nativeKey } = said.answer
    return { state: 'taken', ...(nativeKey !== undefined && { nativeKey }) }
  })
  return work.catch(() => failed('internal'))
}
