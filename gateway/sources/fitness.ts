/** Whether an adapter has the functions that its manifest promises (adapters/sdk/adapter.ts). */
import type { Manifest } from '../../adapters/sdk/adapter.ts'

const query = ['requests.list', 'requests.changes', 'requests.dossier', 'toIndex', 'toShared']
const deposit = ['toDeposits', 'toShared']
const delivering = ['toNative', 'delivery.request', 'delivery.answer']

type Promised = { readonly transport: Pick<Manifest['transport'], 'kind'> } & Pick<Manifest, 'directions' | 'delivery'>

/** What is wrong, naming the folder, or undefined. `adapter`: whatever the module exports under that name. */
export function unfitness(
  folder: string,
  { transport, directions, delivery }: Promised,
  adapter: unknown,
): string | undefined {
  const { kind } = transport
  const writes = (directions as readonly string[]).filter((direction) => direction === 'toNative')
  const asked = kind === 'https-query' ? query : [...deposit, ...(has(adapter, 'feed') ? feed : [])]
  const needed = [...asked, ...writes, ...(delivery ? delivering : [])]
  const unwanted = kind === 'https-query' ? ['toDeposits', 'feed'] : ['requests', 'toIndex']
  const foreign = [...unwanted, ...(delivery ? [] : ['delivery'])].filter((path) => has(adapter, path))
  const missing = needed.filter((path) => typeof memberOf(adapter, path) !== 'function')
  const faults = [
    ...(missing.length > 0 ? [`has no ${missing.join(', ')}`] : []),
    ...(foreign.length > 0 ? [`has ${foreign.join(', ')}`] : []),
  ]
  return faults.length > 0
    ? `adapters/${folder}: its manifest says ${kind}${delivery ? ' and delivery' : ''}, but it ${faults.join(' and ')}`
    : undefined
}

const feed = ['feed.list', 'feed.changes']

const memberOf = (value: unknown, path: string): unknown =>
  path.split('.').reduce((at: unknown, name) => (at as Record<string, unknown> | null | undefined)?.[name], value)

const has = (adapter: unknown, path: string): boolean => memberOf(adapter, path) !== undefined
