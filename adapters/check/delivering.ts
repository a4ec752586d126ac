/** Calls an adapter's `delivery` and holds it to the contract, as asking.ts does with the rest. */
import type { Adapter } from '../sdk/adapter.ts'
import { broken, hasFindings, originOf } from './asking.ts'
import type { Failure } from './failures.ts'
import type { Delivering } from './subject.ts'

/** Undefined for an adapter without one. */
export function delivering(
  { delivery }: Adapter,
  reference: string,
  called: (about: string | undefined) => void,
): Delivering | undefined {
  if (delivery === undefined) return undefined
  function during<T>(about: string, work: () => T): T | Failure {
    called(about)
    try {
      return work()
    } catch (error) {
      return broken('threw', about, originOf(error)).failure
    } finally {
      called(undefined)
    }
  }
  return {
    request: (document, about) => during(about, () => delivery.request(document, { reference })),
    answer: (answer, about) =>
      during(about, () => (hasFindings(delivery.answer(answer)) ? undefined : broken('shape-wrong', about).failure)),
  }
}
