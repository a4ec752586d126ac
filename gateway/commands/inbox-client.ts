/** What the commands about handing over share: the system that asks, with its certificate and its agency's signature. */
import { clientWith } from '../development/client.ts'
import type { SigningSystem } from '../development/signing-system.ts'
import { needed, Usage } from './command.ts'
import { gatewayOf, keyPemOf, reachingUsage, type Values } from './reached-gateway.ts'

export const inboxUsage = `--as SYSTEM ${reachingUsage}`

/** Does `work` as the system that `values` name. Throws Usage. */
export async function asSystem(values: Values, work: (as: SigningSystem) => Promise<number>): Promise<number> {
  const system = needed(values.as, 'as')
  const run = gatewayOf(values, system)
  const client = clientWith(run, run.clients[system])
  try {
    return await work({ url: run.url, keyPem: keyPemOf(run, system), call: client.call })
  } finally {
    client.close()
  }
}

/** The transfer that a command is about. Throws Usage. */
export function transferIn([id]: readonly string[]): string {
  if (id === undefined || !/^[\w-]+$/.test(id)) throw new Usage('thiếu mã chuyển giao · which transfer?')
  return id
}
