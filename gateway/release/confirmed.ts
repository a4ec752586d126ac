import { GatewayError } from '../errors/problem.ts'
import type { Sql } from '../store/pool.ts'
import type { Inquiry } from './inquiry.ts'

/**
 * Runs `work` of the transaction `tx` for whoever may do it as it begins, and still when it is about to be committed: since it was asked for
 * it may have waited for its turn, for another's lock and for a translation. Gives what `work` gives. Throws GatewayError of what is no
 * longer good, and `policy-changed` when who may do it is no longer what `work` decided by (`stands`: the policy is), by which the transaction
 * is rolled back.
 */
export async function confirmed<T>(
  inquiry: Inquiry,
  tx: Sql,
  work: () => Promise<T>,
  stands: () => boolean = () => true,
): Promise<T> {
  const { confirm } = inquiry
  if (!confirm) throw new TypeError('an act needs somebody who can be confirmed')
  await confirm(tx)
  const { caller } = inquiry
  const done = await work()
  await confirm(tx)
  if (inquiry.caller !== caller || !stands()) throw new GatewayError('policy-changed')
  return done
}
