/**
 * Three lists against one another: what sources say that they were asked, what the log says, and what receivers hold receipts of. Each is
 * read as a stream, the lists of others twice; what is kept of a request or a receipt is in tally.ts.
 */
import { another, type Books, ended, feed, known, listed, openBooks, type ToReconcile, told } from './books.ts'
import { type ListFile, receiptsIn, requestsIn } from './lists.ts'
import { readLog } from './logged.ts'

export interface Reconciled {
  /** What was compared, and what was found. */
  readonly counts: Books['counts']
  /** A sentence for each reason and epoch for which entries did not open: these count as known by their event alone. */
  readonly unopened: readonly string[]
  /** Agencies that the log says were asked, and whose list was not given. */
  readonly unlisted: readonly string[]
}

/**
 * Reports everything that one list has and another lacks. That a log holds is NOT checked (audit verify), nor that the lists are what
 * sources and receivers wrote. Rejects with what reading and `report` throw.
 */
export async function reconcile(to: ToReconcile): Promise<Reconciled> {
  const books = openBooks(to)
  const { asking, holding, asked, held, isNear } = books
  for (const { of, file } of to.requests)
    for await (const { value } of requestsIn(file))
      if (value?.event !== undefined && isNear(value.at_ms)) asking.add(asked(value.event, of), listed)
  for (const { of, file } of to.receipts)
    for await (const { value } of receiptsIn(file))
      if (value) holding.add(held(of, value.origin, value.index, value.leaf), listed)

  const unopened: string[] = []
  for (const log of to.logs) unopened.push(...(await readLog(books, log)))

  for (const list of to.requests) await compareRequests(books, list)
  for (const list of to.receipts) await compareReceipts(books, list)
  return { counts: books.counts, unopened, unlisted: [...books.unlisted].sort() }
}

async function compareRequests(books: Books, { of, file }: ListFile): Promise<void> {
  const { asking, asked, isMeant, report, counts } = books
  for await (const { number: line, value } of requestsIn(file)) {
    if (!value) {
      await report({ kind: 'malformed', of, file, line })
      continue
    }
    const { event, at, at_ms, path } = value
    if (!isMeant(at_ms)) continue
    counts.requests++
    const about = { of, file, line, at, path }
    if (event === undefined) {
      await report({ kind: 'without-event', ...about })
      continue
    }
    const key = asked(event, of)
    // It came to the list after it was first read.
    if (asking.count(key, listed) === 0) continue
    if (!asking.has(key, known)) {
      if (!asking.has(asked(event, ''), known)) await report({ kind: 'unrecorded', event, ...about })
      continue
    }
    // Entries that tell nothing of sources say that there was a request, not how many; nor does a feed that has not ended.
    const isOpen = asking.has(key, feed) && !asking.has(key, ended)
    const recorded = isOpen ? 0 : asking.count(key, told)
    if (recorded > 0 && asking.count(key, listed) > recorded) {
      asking.drop(key, listed)
      await report({ kind: 'asked-again', event, ...about })
    }
  }
}

async function compareReceipts(books: Books, { of, file }: ListFile): Promise<void> {
  const { holding, held, sizes, report, counts } = books
  for await (const { number: line, value } of receiptsIn(file)) {
    if (!value) {
      await report({ kind: 'malformed', of, file, line })
      continue
    }
    counts.receipts++
    const { origin, index, leaf, event, at } = value
    const about = { of, file, line, origin, index, event, at }
    const key = held(of, origin, index, leaf)
    const size = sizes.get(origin)
    if (size === undefined) await report({ kind: 'other-log', ...about })
    else if (index >= size) await report({ kind: 'not-in-log', ...about })
    else if (!holding.has(key, known)) await report({ kind: 'otherwise', ...about })
    else if (holding.has(key, another)) await report({ kind: 'of-another', ...about })
  }
}
