/** The court's book of incoming documents: which are in force after all that came, recalls and replacements included. */
import { type Held, type Holdings, isReceived } from '../../sandbox/holdings.ts'
import type { Received } from '../../sandbox/received.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import type { Kind } from './message.ts'

/** What the book has of each document: what it is, its own DocumentId, and those that it is about. */
export interface BookFacts {
  readonly what: Kind | 'status'
  readonly documentId: string
  readonly about: readonly string[]
}

export type Incoming = Received<BookFacts>

/** A record that came from outside. `content` is the last message that told of it; `key` the number under which it was entered. */
export interface Entry {
  readonly key: string
  readonly sender: string
  readonly content: Incoming
  readonly changedAt: string
  readonly state: 'held' | 'recalled'
}

export interface Book {
  /** By the court's key, in the order in which they came. */
  readonly entries: ReadonlyMap<string, Entry>
  /** The entry that a sender's message told of. */
  of(sender: string, documentId: string): Entry | undefined
}

/** The book of what was received, in its order. */
export function bookOf(holdings: Holdings<BookFacts>): Book {
  const entries = new Map<string, Entry>()
  const keys = new Map<string, string>()
  const named = (sender: string, documentId: string): string => `${sender} ${documentId}`
  const find = (sender: string, documentId: string): Entry | undefined =>
    entries.get(keys.get(named(sender, documentId)) ?? '')
  for (const one of holdings.all().filter((held) => isReceived(held as TrueFacet | Incoming)) as Incoming[]) {
    const { what, documentId, about } = one.facts
    if (what === 'status') continue
    for (const entry of about.flatMap((id) => find(one.sender, id) ?? []))
      entries.set(
        entry.key,
        what === 'update'
          ? { ...entry, content: one, changedAt: one.receivedAt }
          : { ...entry, state: 'recalled', changedAt: one.receivedAt },
      )
    if (what === 'update' || what === 'recall') continue
    const { nativeKey: key, sender, receivedAt } = one
    entries.set(key, { key, sender, content: one, changedAt: receivedAt, state: 'held' })
    keys.set(named(sender, documentId), key)
  }
  return { entries, of: find }
}

/** What a list or a feed has to tell of what is held: made-up facets, and entries of the book that it touched, each once. */
export function toldOf(
  held: readonly Held<BookFacts>[],
  book: Book,
): { readonly facets: readonly TrueFacet[]; readonly entries: readonly Entry[] } {
  const facets: TrueFacet[] = []
  const keys = new Set<string>()
  for (const one of held as readonly (TrueFacet | Incoming)[]) {
    if (!isReceived(one)) facets.push(one)
    else {
      const { nativeKey, sender, facts } = one
      for (const entry of [book.entries.get(nativeKey), ...facts.about.map((id) => book.of(sender, id))])
        if (entry !== undefined) keys.add(entry.key)
    }
  }
  return { facets, entries: [...keys].map((key) => book.entries.get(key)!) }
}
