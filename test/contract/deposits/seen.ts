/** What readers see of one dossier, through the door: by its id and in their lists. */
import { createSecretKey } from 'node:crypto'
import type { Caller } from '../../../gateway/identity/caller.ts'
import { createPolicy } from '../../../gateway/policy/policy.ts'
import { listPage } from '../../../gateway/release/list-dossiers.ts'
import type { Row } from '../../../gateway/release/mask.ts'
import { readDossier } from '../../../gateway/release/read-dossier.ts'
import { beginReading } from '../../../gateway/release/reading.ts'
import { everything } from '../../../gateway/release/selection.ts'
import { childOf } from '../../../gateway/telemetry/traceparent.ts'
import { shipped } from '../../support/policy.ts'
import type { World } from './world.ts'

const policy = createPolicy(shipped)

export interface Seen {
  /** When each facet changed, as its source says; undefined when nothing shows that there is a dossier. */
  readonly facets: readonly unknown[] | undefined
  /** `agency state` of each source that the answer speaks of. */
  readonly sources: readonly string[]
  readonly listed: boolean
}

export async function seen({ db, keys, sources, keeping }: World, dossier: string, caller: Caller): Promise<Seen> {
  const nameKey = createSecretKey(Buffer.alloc(32, 9))
  const reader = { db, keys, nameKey, sources, quarantine: keeping.quarantine, policy: () => policy }
  const inquiry = { event: 'ev-read', language: 'vi', trace: childOf(undefined), operation: 'dossier:read' } as const
  const reading = beginReading(reader, { ...inquiry, caller })
  const row = await readDossier(reader, reading, {
    id: dossier,
    selection: everything('Dossier'),
    pointer: '/dossier',
  })
  const { rows } = await listPage(reader, beginReading(reader, { ...inquiry, caller }), {
    filter: {},
    first: 100,
    after: undefined,
    asked: [{ selection: everything('DossierSummary'), pointer: '/dossiers' }],
  })
  return {
    facets: (row?.facets as readonly Row[] | undefined)?.map(
      ({ provenance }) => (provenance as Row | undefined)?.sourceUpdatedAt,
    ),
    sources: reading.meta().sources.map(({ agency, state }) => `${agency} ${state}`),
    listed: rows.some(({ id }) => id === dossier),
  }
}
