/** The log's side of reconciling: what its entries say was asked and given, against what the lists of others have. */

import type { EntryDetail } from '../../audit/detail.ts'
import { agencyOfFeed } from '../../audit/feed-note.ts'
import { reasons } from '../../sources/asked.ts'
import type { OpenedEntry } from '../audit-opened.ts'
import { another, type Books, ended, feed, known, listed, type OpenedLog, told } from './books.ts'

type Source = NonNullable<EntryDetail['sources']>[number]
type Opened = Extract<OpenedEntry, { detail: EntryDetail }>

/** Phases of entries that are the record of an answer, with every source that was asked for it. */
const answers: ReadonlySet<string> = new Set(['released', 'denied', 'aborted'])
/** Of asking a source, before it is known what comes of it. */
const asks: ReadonlySet<string> = new Set([...answers, 'source-asked'])
/** Of what gives somebody something. */
const gives: ReadonlySet<string> = new Set(['released', 'token-issued'])

/** Whether the source must have the request in its own list; of others it may. */
function answered({ reason, kept }: Source): boolean {
  if (kept) return false
  // It answered with another matter than the one asked for.
  if (reason === undefined || reason === 'another-dossier') return true
  return Object.hasOwn(reasons, reason) && reasons[reason as keyof typeof reasons].answered
}

/** What is recorded before it is asked has an entry of its own for its repeats. */
const timesAsked = (phase: string, { repeats }: Source): number =>
  repeats === undefined ? 1 : repeats + (phase === 'source-asked' ? 0 : 1)

/** The receipt of an answer that is told of in several entries is for the last. */
function hasReceipt({ note }: EntryDetail): boolean {
  const [, part, count] = /^part (\d+) of (\d+)$/.exec(note ?? '') ?? []
  return part === count
}

/** Reads the log to its end into `books`; reports what it says and the lists lack. Lists of requests and receipts are to be in `books`. */
export async function readLog(books: Books, { origin, open }: OpenedLog): Promise<readonly string[]> {
  const { asking, holding, asked, held, agencies, systems, isMeant, isNear, report, counts } = books

  const expect = async ({ index, at, phase }: Opened, event: string, agency: string) => {
    if (!agencies.has(agency)) books.unlisted.add(agency)
    else if (isMeant(Date.parse(at)) && asking.count(asked(event, agency), listed) === 0)
      await report({ kind: 'unlisted', of: agency, event, at, phase, origin, index })
  }
  const followRequests = async (entry: Opened) => {
    const { detail, event, phase } = entry
    const fed = phase === 'started' ? agencyOfFeed(detail.note) : undefined
    if (fed !== undefined) for (const mark of [known, feed] as const) asking.mark(asked(event, fed), mark)
    const over = phase === 'stopped' && detail.repeated ? agencyOfFeed(detail.note) : undefined
    if (over !== undefined) {
      for (const mark of [known, ended] as const) asking.mark(asked(event, over), mark)
      asking.add(asked(event, over), told, detail.repeated!.count)
    }
    if (detail.quarantine) asking.mark(asked(event, detail.quarantine.agency), known)
    if (detail.deposit?.feed !== undefined) await expect(entry, detail.deposit.feed, detail.deposit.agency)
    const isFeed = phase === 'relabelled' && detail.operation === 'feed'
    for (const source of detail.sources ?? []) {
      asking.mark(asked(event, source.agency), known)
      if (asks.has(phase) && !source.kept) asking.add(asked(event, source.agency), told, timesAsked(phase, source))
      if ((answers.has(phase) || isFeed) && answered(source)) await expect(entry, event, source.agency)
    }
    if (detail.operation === 'transfer:push' && detail.transfer) await followPush(entry, detail.transfer.receiver)
  }
  /** A system that takes documents lists a sending as it lists what it is asked; one that finds them in a folder has no list. */
  const followPush = async (entry: Opened, receiver: string) => {
    const { event, phase } = entry
    asking.mark(asked(event, receiver), known)
    if (phase === 'released') asking.add(asked(event, receiver), told)
    if (phase === 'transfer-delivered' && agencies.has(receiver)) await expect(entry, event, receiver)
  }
  const followReceipts = async ({ detail, event, at, index, phase }: Opened, leaf: string) => {
    const system = detail.who?.system
    if (system === undefined) return
    for (const other of systems) {
      const key = held(other, origin, index, leaf)
      if (other !== system && holding.count(key, listed) > 0) holding.mark(key, another)
    }
    const due = gives.has(phase) && hasReceipt(detail) && isMeant(Date.parse(at)) && systems.has(system)
    if (due && holding.count(held(system, origin, index, leaf), listed) === 0)
      await report({ kind: 'without-receipt', of: system, event, at, phase, origin, index })
  }

  const { unopened } = await open(
    // A feed is read under the event of its start, however long ago that was.
    (_, { phase, at }) => phase === 'started' || isNear(Date.parse(at)),
    async (entry, leaf) => {
      const meant = isMeant(Date.parse(entry.at))
      if (meant) counts.entries++
      if ('detail' in entry) {
        await followRequests(entry)
        return followReceipts(entry, leaf)
      }
      // Whom it asked nobody can read; that there is an entry, everybody.
      asking.mark(asked(entry.event, ''), known)
      if (meant) counts.unopened++
    },
    (index, leaf) => {
      books.sizes.set(origin, index + 1)
      for (const system of systems) {
        const key = held(system, origin, index, leaf)
        if (holding.count(key, listed) > 0) holding.mark(key, known)
      }
    },
  )
  return unopened
}
