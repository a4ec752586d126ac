/** Keeps the marks that sources set, so that none is lowered quietly, and lets the log know of what was tried and done. */

import type { EntryLabel } from '../audit/detail.ts'
import type { Entry } from '../audit/entry.ts'
import type { Followed } from '../dossiers/acknowledged.ts'
import type { IndexedFacet } from '../dossiers/facet.ts'
import type { IndexKeys } from '../dossiers/keys.ts'
import { type DocumentSays, keepDocumentMarks } from '../dossiers/label-marks.ts'
import { type ListedPage, registerPage } from '../dossiers/register.ts'
import type { Database, Sql } from '../store/pool.ts'
import { newDossierId } from '../telemetry/ids.ts'
import type { Occasion, Standing } from './events.ts'
import type { Recordings } from './recordings.ts'
import { labelOfFacet, labelsOfPlaces, relabelledEntries } from './relabelled.ts'
import { followedEntries, recordFollowed } from './transfers/followed.ts'

export interface LabelKeeping {
  /**
   * Keeps what a document of `facet` says; what lowers a mark, or would, is in the log when it resolves. Throws GatewayError
   * `index-unavailable` or `log-unavailable`: then nothing of the document may be shown.
   */
  keep(facet: IndexedFacet, says: DocumentSays, occasion: Occasion): Promise<void>
  /** As registerPage, of a source that is asked; in the log likewise. Throws the same. */
  registerPage(page: ListedPage, occasion: Occasion): Promise<void>
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
    work: (
      tell: (tx: Sql, labels: readonly EntryLabel[], followed?: readonly Followed[]) => Promise<void>,
    ) => Promise<void>,
  ): Promise<void> {
    let owed: number | undefined
    await work(async (tx, labels, followed = []) => {
      const relabelled = relabelledEntries(standing, occasion, labels)
      const related = await followedEntries(tx, standing, occasion, followed)
      const [first, ...others]: Entry[] = [...relabelled, ...related]
      if (!first) return
      owed = await recordings.owe(tx, [first, ...others])
      await recordFollowed(tx, followed, owed)
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
        registerPage(db, keys, newDossierId, page, (tx, { relabelled, followed }) =>
          tell(
            tx,
            relabelled.flatMap(({ dossier, changes }) =>
              changes.map((change) => labelOfFacet({ dossier, agency: page.agency }, change)),
            ),
            followed,
          ),
        ),
      ),
  }
}
