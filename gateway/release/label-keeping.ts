/** Keeps the marks that sources set, so that none is lowered quietly, and lets the log know of what was tried and done. */

import type { IndexEntry } from '../../adapters/sdk/adapter.ts'
import type { Entry, EntryDetail, EntryLabel } from '../audit/entry.ts'
import type { IndexedFacet } from '../dossiers/facet.ts'
import type { IndexKeys } from '../dossiers/keys.ts'
import { type DocumentSays, keepDocumentMarks } from '../dossiers/label-marks.ts'
import { type FeedPosition, type Holder, registerPage } from '../dossiers/register.ts'
import type { Database, Sql } from '../store/pool.ts'
import { newDossierId } from '../telemetry/ids.ts'
import type { Standing } from './door.ts'
import type { Recordings } from './recordings.ts'
import { labelOfFacet, labelsOfPlaces, relabelledEntries } from './relabelled.ts'

/** Under which event it is recorded, and what else the entry says. */
export interface Occasion {
  readonly event: string
  readonly detail: EntryDetail
}

export interface LabelKeeping {
  /**
   * Keeps what a document of `facet` says; what lowers a mark, or would, is in the log when it resolves. Throws GatewayError
   * `index-unavailable` or `log-unavailable`: then nothing of the document may be shown.
   */
  keep(facet: IndexedFacet, says: DocumentSays, occasion: Occasion): Promise<void>
  /** As registerPage, of a source that is asked; in the log likewise. Throws the same. */
  registerPage(
    page: Holder & { readonly entries: readonly IndexEntry[]; readonly position: FeedPosition },
    occasion: Occasion,
  ): Promise<void>
}

/** `recordings` of the log that `standing` tells of. */
export function createLabelKeeping({
  db,
  keys,
  recordings,
  standing,
}: {
  readonly db: Database
  readonly keys: IndexKeys
  readonly recordings: Pick<Recordings, 'owe' | 'settle'>
  readonly standing: Standing
}): LabelKeeping {
  /** Runs `work`, which tells of labels within a transaction of its own, and settles what it owes. */
  async function recording(
    occasion: Occasion,
    work: (tell: (tx: Sql, labels: readonly EntryLabel[]) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    let owed: number | undefined
    await work(async (tx, labels) => {
      const [first, ...others]: Entry[] = relabelledEntries(standing, occasion, labels)
      if (first) owed = await recordings.owe(tx, [first, ...others])
    })
    if (owed !== undefined) await recordings.settle(owed)
  }
  return {
    keep: (facet, says, occasion) =>
      recording(occasion, (tell) =>
        db.transaction(async (tx) => {
          const changes = await keepDocumentMarks(tx, keys, facet, says)
          await tell(tx, labelsOfPlaces(facet, changes))
        }),
      ),
    registerPage: (page, occasion) =>
      recording(occasion, (tell) =>
        registerPage(db, keys, newDossierId, page, (tx, registered) =>
          tell(
            tx,
            registered.flatMap(({ dossier, changes }) =>
              changes.map((change) => labelOfFacet({ dossier, agency: page.agency }, change)),
            ),
          ),
        ),
      ),
  }
}
