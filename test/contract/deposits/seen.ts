/** What readers see of one dossier, through the door: by its id and in their lists. */

import { createFinder } from '../../../gateway/dossiers/find.ts'
import type { Caller } from '../../../gateway/identity/caller.ts'
import { createPolicy } from '../../../gateway/policy/policy.ts'
import { listPage } from '../../../gateway/release/list-dossiers.ts'
import { readDossier } from '../../../gateway/release/read-dossier.ts'
import { beginReading } from '../../../gateway/release/reading.ts'
import { everything } from '../../../gateway/release/selection.ts'
import { createServed } from '../../../gateway/release/served.ts'
import { macKey } from '../../../gateway/telemetry/mac.ts'
import { childOf } from '../../../gateway/telemetry/traceparent.ts'
import { parsed } from '../../support/parsed.ts'
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
  const nameKey = macKey(Buffer.alloc(32, 9))
  const reader = {
    db,
    keys,
    finder: createFinder(db, keys),
    nameKey,
    sources,
    quarantine: keeping.quarantine,
    labels: keeping.labels,
    served: createServed(keeping.db),
    policy: () => policy,
  }
  const inquiry = { event: 'ev-read', language: 'vi', trace: childOf(undefined), operation: 'dossier:read' } as const
  const reading = beginReading(reader, { ...inquiry, caller })
  const text = await readDossier(reader, reading, {
    id: dossier,
    selection: everything('Dossier'),
    absence: 'left-out',
    pointer: '/dossier',
  })
  const { texts } = await listPage(reader, beginReading(reader, { ...inquiry, caller }), {
    filter: {},
    first: 100,
    after: undefined,
    asked: [{ selection: everything('DossierSummary'), absence: 'left-out', pointer: '/dossiers' }],
  })
  const facets: readonly { provenance?: { sourceUpdatedAt: unknown } }[] | undefined = parsed(text)?.facets
  const told: readonly { agency: string; state: string }[] = parsed(reading.meta()).sources
  return {
    facets: facets?.map(({ provenance }) => provenance?.sourceUpdatedAt),
    sources: told.map(({ agency, state }) => `${agency} ${state}`),
    listed: (parsed(texts[0]) as readonly { id: string }[]).some(({ id }) => id === dossier),
  }
}
