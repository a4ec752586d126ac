/** What a system's answer to a document that was handed to it comes to, as `Delivery.answer` of adapter.ts gives it. */
import type { DeliveryAnswer, DeliveryRefusal, Outcome } from './adapter.ts'

/** Taken, now or before. `nativeKey`: as the system writes it; what is empty or longer than a key counts as none. */
export function taken(how: 'taken' | 'again', nativeKey: string | undefined): Outcome<DeliveryAnswer> {
  const known = nativeKey !== undefined && nativeKey.length > 0 && nativeKey.length <= 200
  return { ok: true, value: { taken: how, ...(known && { nativeKey }) }, findings: [] }
}

/** The system won't take it. */
export const notTaken = (refused: DeliveryRefusal): Outcome<DeliveryAnswer> => ({
  ok: true,
  value: { refused },
  findings: [],
})

/** An answer that says neither: `expected` is what would. */
export const unclear = (expected: string): Extract<Outcome<DeliveryAnswer>, { readonly ok: false }> => ({
  ok: false,
  findings: [{ code: 'answer-unclear', effect: 'reject-document', pointer: '', expected }],
})
