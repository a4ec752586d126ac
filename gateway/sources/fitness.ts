/** Whether an adapter has the functions that the transport in its manifest needs (adapters/sdk/adapter.ts). */
import type { TransportKind } from '../../adapters/sdk/adapter.ts'

const query = ['requests.list', 'requests.changes', 'requests.dossier', 'toIndex', 'toShared']
const deposit = ['toDeposits', 'toShared']

/** What is wrong, naming the folder, or undefined. `adapter`: whatever the module exports under that name. */
export function unfitness(folder: string, transport: TransportKind, adapter: unknown): string | undefined {
  const needed = transport === 'https-query' ? query : [...deposit, ...(has(adapter, 'feed') ? feed : [])]
  const foreign = (transport === 'https-query' ? ['toDeposits', 'feed'] : ['requests', 'toIndex']).filter((path) =>
    has(adapter, path),
  )
  const missing = needed.filter((path) => typeof memberOf(adapter, path) !== 'function')
  const faults = [
    ...(missing.length > 0 ? [`has no ${missing.join(', ')}`] : []),
    ...(foreign.length > 0 ? [`has ${foreign.join(', ')}`] : []),
  ]
  return faults.length > 0
    ? `adapters/${folder}: its transport is ${transport}, but it ${faults.join(' and ')}`
    : undefined
}

const feed = ['feed.list', 'feed.changes']

const memberOf = (value: unknown, path: string): unknown =>
  path.split('.').reduce((at: unknown, name) => (at as Record<string, unknown> | null | undefined)?.[name], value)

const has = (adapter: unknown, path: string): boolean => memberOf(adapter, path) !== undefined
