/** What the police's sandbox holds, fed page by page to a real index, and nodes that tell of it: real policies, registry, adapters, store and log. */
import type { Test } from 'tap'
import { makeHoldings } from '../../../adapters/sandbox/holdings.ts'
import { makeWorld } from '../../../adapters/sandbox/world.ts'
import type { IndexEntry, Translation } from '../../../adapters/sdk/adapter.ts'
import { registerPage, writeIndex } from '../../../gateway/dossiers/register.ts'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { loadRegistry, type Registry } from '../../../gateway/identity/registry.ts'
import { signReceipt } from '../../../gateway/identity/transfer-receipt.ts'
import { createPolicy } from '../../../gateway/policy/policy.ts'
import { createAsking } from '../../../gateway/release/notices/asking.ts'
import { listNotices } from '../../../gateway/release/notices/rows.ts'
import { createTeller, type LookTold } from '../../../gateway/release/notices/telling.ts'
import { open, seal } from '../../../gateway/release/sealed.ts'
import { accept } from '../../../gateway/release/transfers/accepting.ts'
import { documentOf, factsOf } from '../../../gateway/release/transfers/content-rows.ts'
import { recordsIn } from '../../../gateway/release/transfers/handed.ts'
import { createReceipting } from '../../../gateway/release/transfers/receipting.ts'
import { transferOf } from '../../../gateway/release/transfers/rows.ts'
import { createTransfers } from '../../../gateway/release/transfers/transfers.ts'
import type { Reason } from '../../../gateway/sources/asked.ts'
import { newDossierId, newEventId } from '../../../gateway/telemetry/ids.ts'
import { fakeTimers } from '../../support/fake-timers.ts'
import { handing } from '../../support/handing-in-process.ts'
import { shippedRegistry } from '../../support/identity.ts'
import { shipped } from '../../support/policy.ts'
import { transferring } from '../../support/receipted-transfers.ts'
import { inquiry, messageKey } from '../../support/transfers.ts'

/** A tip and a denunciation that the Front passed on and the procuracy supervises, and a recommendation of the inspectorate's. */
export const [tip, denunciation, recommendation] = ['HS2026001054', 'HS2026001070', 'HS2026001032'] as const

const police = { agency: 'cong-an', code: 'CA' }
const sandboxes = makeWorld({ seed: 1 })

export async function noticeWorld(t: Test) {
  const { db, keeping, log, entries: all, receipted } = await transferring(t)
  const { keys, vault } = keeping.kept
  const policy = createPolicy(shipped)
  let holdings = makeHoldings(sandboxes, 'cong-an')
  let logged = 0
  const facetOf = (key: string) => {
    const held = holdings.get(key)
    if (!held) throw new Error(key)
    return held
  }
  const registry = await loadRegistry(shippedRegistry)
  const atFirst = () => ({
    registry,
    down: undefined as Reason | undefined,
    asked: 0,
    /** How often its connection is lost before it answers. */
    lost: 0,
    asking: async (): Promise<unknown> => undefined,
    logging: true,
    /** Before it is written for `to`. */
    handing: async (_to: string): Promise<void> => {},
    /** Of what the source answers. */
    translation: (given: Translation): Translation => given,
  })
  /** What a test may change. */
  const now = atFirst()
  const feed = (given: readonly IndexEntry[], position = { cursor: 'c', listed: true }, store = db) =>
    registerPage(store, keys, newDossierId, { ...police, entries: given, position })
  const handOver: Parameters<typeof createTeller>[0]['handOver'] = async (ask) => {
    await now.handing(ask.to)
    const asked = { ...ask, translation: open<Translation>(ask.translation) }
    return handing(now.registry, asked, { recordOf: recordsIn(keeping) })
  }
  const receipting = createReceipting({
    ...{ keeping, origin: log.origin, issuer: 'https://localhost:8443' },
    sign: (claims) => signReceipt(messageKey, claims),
  })
  const native = (key: string) => ({ mediaType: 'text/xml', body: Buffer.from(key) })
  const sources: Parameters<typeof createAsking>[0]['sources'] = {
    async facet({ agency, nativeKey, onRepeat }) {
      now.asked += 1
      for (let n = 0; n < now.lost; n++) onRepeat?.()
      await now.asking()
      const base = { agency, adapter: 'cong-an@1.0.0#a', findings: [], asOf: '2026-11-20T12:00:00.000Z' }
      if (now.down) return { ...base, state: 'failed', reason: now.down }
      const sealed = seal(now.translation(facetOf(nativeKey).translation))
      return { ...base, state: 'ok', sealed, document: seal({ status: 200, ...native(nativeKey) }) }
    },
    keeps: () => false,
    manifestOf: () => undefined,
  }
  const deciding = () => ({ policy, registry: now.registry })
  const inForce = () => ({ policy: policy.version, registry: now.registry.version })
  const timers = fakeTimers(Date.now() + 60_000)
  const node = () => {
    const append: typeof log.append = (entry) =>
      now.logging ? log.append(entry) : Promise.reject(new GatewayError('log-unavailable'))
    const ask = createAsking({ keeping, sources, log: { append } })
    return createTeller({ keeping, ask, receipting, deciding, handOver, timers, node: newEventId() })
  }
  const one = node()
  const transfers = createTransfers({
    ...{ keeping, receipting, handOver, inForce },
    sources: {
      retranslate: async ({ agency, document }) => ({
        ...{ agency, state: 'ok', adapter: 'cong-an@1.0.0#a', asOf: '2026-11-20T12:00:00.000Z', findings: [] },
        ...{
          sealed: seal(facetOf(String(Buffer.from(document.body))).translation),
        },
        document: seal(document),
      }),
    },
  })
  return {
    ...{ db, keeping, now, feed, node, timers, facetOf, transfers },
    /** Of the log, since it was emptied. */
    entries: () => all().slice(logged),
    /** The police change a dossier, and their feed has not told of it yet. */
    touch: (key: string, decision?: string) => holdings.touch(key, decision),
    /** As it was at first, but for the log. */
    async emptied() {
      await db.query(
        `TRUNCATE transfer, recording, notice, facet_change, agency_heard, dossier, dossier_alias, facet, facet_identifier, label_mark, link,
         feed_cursor CASCADE`,
      )
      holdings = makeHoldings(sandboxes, 'cong-an')
      logged = all().length
      Object.assign(now, atFirst())
    },
    entryOf: (key: string, change: Partial<IndexEntry> = {}): IndexEntry => ({ ...facetOf(key).index, ...change }),
    /** The police decide, and their feed tells of it. */
    async decide(key: string, decision?: string) {
      holdings.touch(key, decision)
      await feed([facetOf(key).index])
    },
    /** Looks until nothing is due. */
    async look(by = one): Promise<readonly LookTold[]> {
      const told: LookTold[] = []
      for (let next = await by.next('cong-an'); next; next = await by.next('cong-an')) told.push(next)
      return told
    },
    notices: () => listNotices(db, 'cong-an', { first: 100 }),
    /** What the receiver gets by a transfer, and what of it is withheld. */
    async given(id: string) {
      const row = (await transferOf(db, id))!
      const document = await documentOf(db, vault, row, 'translated')
      return { row, text: Buffer.from(document.body).toString().normalize(), facts: factsOf(vault, row) }
    },
    /** The police's own system hands its document over. */
    byHand: (key: string, to: string, under: string) =>
      transfers.take(inquiry({ system: { ...inquiry().system!, agency: 'cong-an', id: 'cong-an:dieu-tra' } }), {
        ...{ to, key: under, document: native(key) },
      }),
    /** The police acknowledge what the Front handed over, as a matter of this key. */
    async acknowledge(key: string) {
      const transfer = (await transferOf(db, await receipted()))!
      await writeIndex(db, (tx) => accept(tx, keeping.kept, transfer, key))
    },
    /** Without what routes from the police say, but for those to `kept`. */
    closed(kept: readonly string[]): Registry {
      const routes = now.registry.routes.routes.map(({ notices, ...route }) =>
        route.from !== 'cong-an' || kept.includes(route.to) ? { ...route, ...(notices && { notices }) } : route,
      )
      return { ...now.registry, version: `closed ${kept}`, routes: { ...now.registry.routes, routes } }
    },
  }
}
