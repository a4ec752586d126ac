/** An index, a log, and acts of the police upon them. */
import { join } from 'node:path'
import type { Test } from 'tap'
import type { Entry } from '../../../gateway/audit/entry.ts'
import { openLog } from '../../../gateway/audit/log.ts'
import { findFacets } from '../../../gateway/dossiers/find.ts'
import type { Caller } from '../../../gateway/identity/caller.ts'
import { createPolicy, type Policy } from '../../../gateway/policy/policy.ts'
import type { Inquiry } from '../../../gateway/release/inquiry.ts'
import { openKeeping } from '../../../gateway/release/keeping.ts'
import { knownFacets } from '../../../gateway/release/known.ts'
import { createLinks, type LinkAct, type Links, type ToldLink } from '../../../gateway/release/links.ts'
import { createServed } from '../../../gateway/release/served.ts'
import { newEventId } from '../../../gateway/telemetry/ids.ts'
import { childOf } from '../../../gateway/telemetry/traceparent.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { entriesIn } from '../../support/log-entries.ts'
import { callerOf, shipped } from '../../support/policy.ts'
import { testSeal } from '../../support/sealing.ts'
import { type Index, indexFor } from './index-world.ts'

export interface LinkWorld extends Index {
  readonly links: Links
  /** In force; a test may replace it. */
  readonly now: { policy: Policy; confirm: NonNullable<Inquiry['confirm']> }
  /** The dossier that the facet of `agency` with this native key is in; of its only one without. */
  dossierOf(agency: string, nativeKey?: string): Promise<string>
  /** Native keys of what `caller` may know of under the id, in order of agency. */
  read(id: string, caller?: Caller): Promise<readonly string[]>
  /** Ties two dossiers by the decision with this number. */
  make(dossiers: readonly [string, string], number?: string, caller?: Caller): ReturnType<Links['make']>
  undo(id: string, caller: Caller): ReturnType<Links['undo']>
  listOf(id: string, caller?: Caller): Promise<readonly ToldLink[]>
  /** Entries of links in the log. */
  told(): readonly Entry[]
}

/** Of the investigator whose token covers `dossiers`. */
export const covering = (...dossiers: readonly string[]): Caller => callerOf({ actions: ['dossier:link'], dossiers })

export const actOf = (dossiers: readonly [string, string], number = '01/QĐ-NHS'): LinkAct => ({
  dossiers,
  decision: { number, decidedOn: '2026-03-05' },
  reason: 'Cùng một hành vi, cùng một nghi can.',
})

export async function linkWorld(t: Test): Promise<LinkWorld> {
  const index = await indexFor(t)
  const { db, keys } = index
  const dir = dataFolder(t)
  const directory = join(dir, 'audit')
  const log = await openLog({
    directory,
    origin: 'test/log',
    signer: { keyFile: join(dir, 'log.key') },
    seal: testSeal,
  })
  t.teardown(() => log.close())
  const now: LinkWorld['now'] = { policy: createPolicy(shipped), confirm: async () => {} }
  const standing = {
    node: { name: 'thu-nghiem', build: '1', config: '1' },
    versions: () => ({ policy: now.policy.version, registry: 'r1', schema: 's' }),
    clock: () => 'steady' as const,
  }
  const keeping = openKeeping({ db, keys, secret: Buffer.alloc(32, 5), log, directory, standing })
  const links = createLinks(keeping, () => now.policy, createServed(keeping.db))
  const inquiryOf = (caller: Caller): Inquiry => ({
    ...{ event: newEventId(), language: 'vi', trace: childOf(undefined), operation: 'dossier:link', caller },
    confirm: (sql) => now.confirm(sql),
  })
  return {
    ...index,
    links,
    now,
    async dossierOf(agency, nativeKey) {
      const rows = await db.query<{ dossier: string }>('SELECT DISTINCT dossier FROM facet WHERE agency = $1', [agency])
      for (const { dossier } of rows) {
        const own = (await findFacets(db, keys, dossier)).find((facet) => facet.agency === agency)
        if (nativeKey === undefined || own?.nativeKey === nativeKey) return dossier
      }
      throw new Error(`${agency} holds no ${nativeKey}`)
    },
    async read(id, caller = callerOf()) {
      const facets = knownFacets({ caller, policy: now.policy }, await findFacets(db, keys, id), 'dossier:read')
      return facets.map(({ indexed }) => indexed.nativeKey)
    },
    make: (dossiers, number, caller = covering(...dossiers)) => links.make(inquiryOf(caller), actOf(dossiers, number)),
    undo: (id, caller) => links.undo(inquiryOf(caller), id, 'Số tiếp nhận ghi nhầm.'),
    listOf: (id, caller = covering(id)) => links.listOf(inquiryOf(caller), id),
    told: () => entriesIn(directory).filter(({ phase }) => phase === 'linked' || phase === 'unlinked'),
  }
}
