/** What the commands about handing over share: the system that asks, with its certificate and its agency's signature. */
import { clientWith } from '../development/client.ts'
import type { SigningSystem } from '../development/signing-system.ts'
import { needed, Usage } from './command.ts'
import { gatewayOf, keyPemOf, reachingUsage, type Values } from './reached-gateway.ts'
import { refused } from './refused-reply.ts'

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

/** What a list has of a dead letter. */
export interface DeadLetter {
  readonly reason: string
  readonly at: string
}

/** Prints the items of the list at `path`, page by page: `lineOf` each, or one JSON object a line. Gives the exit code. */
export async function printList<Item>(
  { call }: SigningSystem,
  path: string,
  asked: Readonly<Record<string, string | undefined>>,
  lineOf: ((item: Item) => string) | undefined,
): Promise<number> {
  const query = new URLSearchParams({ first: '100' })
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, value)
  for (;;) {
    const reply = await call(`${path}?${query}`)
    if (reply.status !== 200) return refused(reply)
    for (const item of reply.json.items as readonly Item[])
      process.stdout.write(`${lineOf ? lineOf(item) : JSON.stringify(item)}\n`)
    if (reply.json.next === undefined) return 0
    query.set('after', reply.json.next)
  }
}

/** The transfer that a command is about. Throws Usage. */
export function transferIn([id]: readonly string[]): string {
  if (id === undefined || !/^[\w-]+$/.test(id)) throw new Usage('thiếu mã chuyển giao · which transfer?')
  return id
}
