/** What the log is told of what follows from acknowledged transfers: who stands to whose facet by which of them, and which dossiers it ties. */
import type { Entry } from '../../audit/entry.ts'
import type { Followed } from '../../dossiers/acknowledged.ts'
import { recordLink } from '../../dossiers/links.ts'
import type { Sql } from '../../store/pool.ts'
import { entryOf, type Occasion, type Standing } from '../events.ts'
import { transferTold } from './entries.ts'
import { transferOf } from './rows.ts'

/** One for each transfer of `followed`, under the event of the act that it follows from. */
export async function followedEntries(
  tx: Sql,
  standing: Standing,
  { event, detail }: Occasion,
  followed: readonly Followed[],
): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const { transfer: id, relations, links } of followed) {
    const transfer = {
      ...transferTold((await transferOf(tx, id))!),
      ...(relations.length > 0 && {
        relations: relations.map(({ holder, ...relation }) => ({ ...relation, facet_agency: holder })),
      }),
      ...(links.length > 0 && { links: links.map(({ transfer: _, ...link }) => link) }),
    }
    entries.push(entryOf(standing, { event, phase: 'transfer-related', detail: { ...detail, transfer } }))
  }
  return entries
}

/** Stores which recording tells of the links that were made and undone. */
export async function recordFollowed(tx: Sql, followed: readonly Followed[], recording: number): Promise<void> {
  for (const { id, effect } of followed.flatMap(({ links }) => links)) await recordLink(tx, id, effect, recording)
}
