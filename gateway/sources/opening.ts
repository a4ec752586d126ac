/** Which sources are open: opened and closed as the registry says, while the others go on being asked. */
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { bilingual } from '../../schemas/validation/texts.ts'
import { StartRefused } from '../errors/start-refused.ts'
import { type InstalledAdapter, installedAdapter } from './adapters.ts'
import { secretsNamed } from './declared-transport.ts'
import { type Pool, startPool } from './pools.ts'
import { adapterFor, isKept, isSigned, openSource, type Source } from './source.ts'
import type { SourceLimits, SourceSystem } from './source-system.ts'

/**
 * `opening`: not to be asked yet; `unusable`: its adapter can't be used; `unregistered`: the registry has it no more, or without an
 * address. A source that never was open and has no address has no state.
 */
export type SourceState = 'ok' | 'opening' | 'unusable' | 'unregistered'

/** A source that may be asked, by workers that have its adapter loaded. */
export interface OpenSource extends Source {
  readonly pool: Pool
}

export interface OpenSources {
  /** By agency. */
  readonly open: ReadonlyMap<string, OpenSource>
  /** By agency: what is to be open. */
  readonly registered: ReadonlyMap<string, SourceSystem>
  states(): ReadonlyMap<string, SourceState>
  /** Whether nothing has closed it. */
  isOpen(source: OpenSource): boolean
  /**
   * From now on `systems` are to be open, and nothing else: what is not among them, or at another place, is closed at once. Resolves when the
   * others are open, or can't be, which is told; those are tried again at the next call. Never rejects.
   */
  follow(systems: readonly SourceSystem[]): Promise<void>
  close(): Promise<void>
}

export interface OpeningOptions {
  readonly systems: readonly SourceSystem[]
  readonly adaptersDir: string
  readonly secretsDir: string | undefined
  readonly limits: SourceLimits
  /** Of workers. */
  readonly count: number
  /** Hears of every change after the start; `cause` of one that can't be used. */
  readonly onState?: (agency: string, state: SourceState, cause?: unknown) => void
}

const samePlace = (a: SourceSystem, b: SourceSystem): boolean =>
  (['agency', 'agencyCode', 'adapter', 'unasked', 'url', 'serverUri'] as const).every((of) => a[of] === b[of]) &&
  isDeepStrictEqual(a.xRoad, b.xRoad)

/** What stays told while it is tried again. */
const settled: ReadonlySet<SourceState | undefined> = new Set(['unusable', 'unregistered'])

const twoSystems = (agency: string) => new Error(`sources: ${agency} has two systems`)

const changedSince = (names: readonly string[]) =>
  new StartRefused(
    bilingual({
      vi: `adapters/${names.join(', ')} đã khác từ khi mở`,
      en: `adapters/${names.join(', ')}: changed since it was opened`,
    }),
  )

/** Agencies of which there is more than one: which is meant can't be known. */
function doubledIn(systems: readonly SourceSystem[]): ReadonlySet<string> {
  const agencies = systems.map(({ agency }) => agency)
  return new Set(agencies.filter((agency, at) => agencies.indexOf(agency) !== at))
}

/**
 * Loads the adapters of `systems` into workers. Rejects when one can't be used, or is not of its agency, or lacks a secret; that a source answers is
 * not verified. A system that is asked but has no address is left out.
 */
export async function openSources(options: OpeningOptions): Promise<OpenSources> {
  const { adaptersDir, secretsDir, limits, onState } = options
  /** Each folder is read once, however many systems name it. */
  const install = (systems: readonly SourceSystem[]) => {
    const read = new Map<string, Promise<InstalledAdapter>>()
    const named = (name: string) => {
      const adapter = read.get(name) ?? installedAdapter(adaptersDir, name)
      read.set(name, adapter)
      return adapter
    }
    return Promise.all(
      systems.map(async (system) => {
        const adapter = adapterFor(system, await named(system.adapter))
        const secrets = system.unasked ? [] : adapter.manifest.transport.secrets
        const renewedSecrets = () => secretsNamed(secrets, secretsDir && join(secretsDir, system.agency))
        return { system, adapter, secrets: await renewedSecrets(), renewedSecrets }
      }),
    )
  }
  const open = new Map<string, OpenSource>()
  const states = new Map<string, SourceState>()
  const retired = new Set<Pool>()
  const byAgency = (systems: readonly SourceSystem[]) => new Map(systems.map((system) => [system.agency, system]))
  let registered = byAgency(options.systems)
  let pool: Pool | undefined
  let closed = false
  let turn = Promise.resolve()

  function enter(agency: string, state: SourceState, cause?: unknown): void {
    if (states.get(agency) === state) return
    states.set(agency, state)
    onState?.(agency, state, cause)
  }

  /** Opens `systems` beside what is open. Rejects when that can't be; then nothing has changed. */
  async function add(systems: readonly SourceSystem[]): Promise<void> {
    const found = (await install(systems)).filter(
      ({ system, adapter }) => system.unasked || isKept(adapter) || system.url !== undefined,
    )
    const loaded = found.every(({ adapter: { name, version } }) => pool?.adapters.get(name)?.version === version)
    if (!pool || !loaded) await replacePool(found.map(({ adapter }) => adapter))
    for (const { system: wanted, adapter, secrets, renewedSecrets } of found) {
      // Of now: registry and certificates may have changed meanwhile.
      const system = registered.get(wanted.agency)
      if (closed || !system || !samePlace(system, wanted)) continue
      open.set(system.agency, { ...openSource(system, adapter, { limits, secrets, renewedSecrets }), pool: pool! })
    }
  }

  /** Workers load what lies in the folders now, so for all that is open it is read anew. */
  async function replacePool(added: readonly InstalledAdapter[]): Promise<void> {
    const others = await install([...open.values()].map(({ system }) => registered.get(system.agency) ?? system))
    const next = await startPool([...others.map(({ adapter }) => adapter), ...added], { ...options, unchanged })
    if (closed) return next.close()
    for (const [agency, source] of open)
      open.set(agency, { ...source, adapter: next.adapters.get(source.adapter.name)!, pool: next })
    const former = pool
    pool = next
    if (!former) return
    retired.add(former)
    void former.retire().then(() => retired.delete(former))
  }

  /** What is translated is said to be by the version that was opened. */
  async function unchanged(adapters: readonly InstalledAdapter[]): Promise<void> {
    const looks = adapters.map(async (adapter) => {
      const found = await installedAdapter(adaptersDir, adapter.name).catch(() => undefined)
      return found?.version === adapter.version ? [] : [adapter]
    })
    const changed = (await Promise.all(looks)).flat()
    if (changed.length === 0) return
    turn = turn.then(() => closeChanged(changed))
    throw changedSince(changed.map(({ name }) => name))
  }

  /** The others get workers of their own. What was opened anew since runs as it is now, and stays. */
  async function closeChanged(changed: readonly InstalledAdapter[]): Promise<void> {
    const isChanged = ({ name, version }: InstalledAdapter) =>
      changed.some((of) => of.name === name && of.version === version)
    for (const [agency, source] of open) {
      if (!isChanged(source.adapter)) continue
      shut(agency, source)
      enter(agency, 'unusable', changedSince([source.adapter.name]))
    }
    const isLoaded = [...(pool?.adapters.values() ?? [])].some(isChanged)
    if (isLoaded && open.size > 0 && !closed) await replacePool([]).catch(() => {})
  }

  function shut(agency: string, { line }: Source): void {
    open.delete(agency)
    void line?.transport.close().catch(() => {})
  }

  async function openMissing(): Promise<void> {
    for (const system of [...registered.values()]) {
      const { agency } = system
      if (closed || open.has(agency) || registered.get(agency) !== system) continue
      try {
        await add([system])
        if (open.has(agency)) enter(agency, 'ok')
        else if (states.get(agency) === 'opening') states.delete(agency)
      } catch (cause) {
        if (registered.get(agency) === system) enter(agency, 'unusable', cause)
      }
    }
  }

  for (const agency of doubledIn(options.systems)) throw twoSystems(agency)
  await add(options.systems)
  for (const agency of open.keys()) states.set(agency, 'ok')

  return {
    open,
    get registered() {
      return registered
    },
    states: () => states,
    isOpen: ({ system }) => open.get(system.agency)?.system === system,
    follow(systems) {
      const doubled = doubledIn(systems)
      registered = byAgency(systems.filter(({ agency }) => !doubled.has(agency)))
      for (const [agency, source] of open) {
        const next = registered.get(agency)
        if (next && samePlace(next, source.system) && isSigned(next, source.adapter)) source.line?.transport.trust(next)
        else shut(agency, source)
        if (next && !next.unasked && next.url === undefined && !isKept(source.adapter)) enter(agency, 'unregistered')
      }
      for (const agency of doubled) enter(agency, 'unusable', twoSystems(agency))
      for (const agency of states.keys())
        if (!registered.has(agency) && !doubled.has(agency)) enter(agency, 'unregistered')
      for (const agency of registered.keys())
        if (!open.has(agency) && !settled.has(states.get(agency))) states.set(agency, 'opening')
      turn = turn.then(openMissing)
      return turn
    },
    async close() {
      closed = true
      await turn
      const lines = [...open.values()].map(({ line }) => line?.transport.close())
      await Promise.all([pool?.close(), ...[...retired].map((former) => former.close()), ...lines])
    },
  }
}
