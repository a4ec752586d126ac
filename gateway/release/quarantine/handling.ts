/**
 * What persons do with the quarantine: look, open, try, correct, release, return, erase. Whose it may be known to and who may open it is decided
 * here; the token's coverage has been checked. The order is: commit, log entry, receipt, answer.
 */
import type { NativeAnswer } from '../../../adapters/sdk/adapter.ts'
import { GatewayError } from '../../errors/problem.ts'
import type { Caller } from '../../identity/caller.ts'
import type { Sources } from '../../sources/sources.ts'
import { now_ms } from '../../telemetry/clock.ts'
import type { Inquiry } from '../inquiry.ts'
import type { Sealed } from '../sealed.ts'
import { type ActingOptions, createActing, type Handled, whose } from './acting.ts'
import { createRedriving } from './redriving.ts'
import { day_ms } from './retention.ts'
import {
  type ActRow,
  actsOf,
  contentOf,
  endItem,
  endOf,
  eraseItem,
  erasureOf,
  fileOf,
  type ItemFilter,
  type ItemRow,
  listItems,
  lockItem,
} from './rows.ts'

export type { Handled } from './acting.ts'

export interface Opened extends Handled {
  readonly document: NativeAnswer
  /** The name of the file that it came in. */
  readonly file: string | undefined
}

/**
 * Whatever names an item throws GatewayError `quarantine-not-found`, also for items that the caller may not know of. Acts throw
 * `index-unavailable` or `log-unavailable`: then the act is to be sent again. One that ended an item has the same receipt when its agency
 * sends it again; any other then throws `quarantine-ended`.
 */
export interface Handling {
  /** Oldest first. Throws `index-unavailable`. */
  list(caller: Caller, filter: ItemFilter, page: Parameters<typeof listItems>[3]): Promise<readonly ItemRow[]>
  /** With what was done so far. Throws `index-unavailable`. */
  look(caller: Caller, id: string): Promise<{ readonly item: ItemRow; readonly acts: readonly ActRow[] }>
  /** Throws `quarantine-not-own`, `quarantine-clearance` or `quarantine-erased`. */
  open(inquiry: Inquiry, id: string, why: string): Promise<Opened>
  /** What releasing would give, by today's adapter. Takes nothing; what turns out to bear a state secret is shredded. Throws `deposits-unavailable`. */
  try(inquiry: Inquiry, id: string, why: string): Promise<Handled>
  /** Takes what was held as if it had come now, once; of what was read, only notes that it can be read. Throws as `try`. */
  release(inquiry: Inquiry, id: string, why: string): Promise<Handled>
  /**
   * Takes `document` in its place if all of it is good. Throws `quarantine-not-own`, `quarantine-clearance`, `quarantine-not-correctable`,
   * `quarantine-other-records` when it has a record whose key the original has not, as far as its keys can be read, and as `try`.
   */
  correct(inquiry: Inquiry, id: string, why: string, document: NativeAnswer): Promise<Handled>
  /** Back to the sender, who is told on the channel that it came by (returns.ts). */
  return(inquiry: Inquiry, id: string, why: string): Promise<Handled>
  /**
   * Erases what is kept of an item of one's own agency; of another's, once it has been ended for as long as its sender is to have it. Throws
   * `quarantine-held` or `quarantine-fetchable`; `quarantine-ended` when somebody else erased it.
   */
  expire(inquiry: Inquiry, id: string, why: string): Promise<Handled>
}

export interface HandlingOptions extends ActingOptions {
  readonly sources: Sources<Sealed>
  /** For how many days after its end an item's content is its sender's to fetch, whoever ended it. */
  readonly ownerDays: number
}

export function createHandling(options: HandlingOptions): Handling {
  const { db, kept } = options.keeping
  const acting = createActing(options)
  const { onItem, note, endedBy, settled } = acting
  const redriving = createRedriving(acting, options)

  return {
    list: (caller, filter, page) => listItems(db, whose(caller), filter, page),
    async look(caller, id) {
      const item = await acting.known(db, { caller }, id)
      return { item, acts: await actsOf(db, id) }
    },
    async open(inquiry, id, why) {
      const opened = await onItem(inquiry, id, why, async (tx, item, begun) => {
        acting.requireOwn(begun, item)
        acting.requireCleared(begun)
        const document = await contentOf(tx, kept.vault, item)
        const recording = await note(tx, item, begun, { act: 'open' }, { original: document.body })
        return { item, document, file: fileOf(kept.vault, item), recording }
      })
      return settled(opened)
    },
    try: async (...act) => settled(await redriving.redrive(...act, 'try')),
    release: async (...act) => settled(await redriving.redrive(...act, 'release')),
    correct: async (...act) => settled(await redriving.correct(...act)),
    async return(inquiry, id, why) {
      const returned = await onItem(inquiry, id, why, async (tx, item, begun) => {
        const before = await endedBy(tx, item, begun, 'return')
        if (before) return before
        await endItem(tx, id, 'returned')
        const recording = await note(tx, item, begun, { act: 'return', state: 'returned' })
        return { item: await lockItem(tx, id), recording }
      })
      return settled(returned)
    },
    async expire(inquiry, id, why) {
      const erased = await onItem(inquiry, id, why, async (tx, item, begun) => {
        const { agency } = begun.caller
        if (!item.kept) {
          const erasure = await erasureOf(tx, id)
          if (erasure?.agency !== agency) throw new GatewayError('quarantine-ended')
          return { item, recording: erasure.recording }
        }
        const isHeld = item.state === 'held'
        // Others must not make away with what its sender has not been told of, or had no time to fetch.
        if (item.agency !== agency) {
          if (isHeld) throw new GatewayError('quarantine-held')
          const end = await endOf(tx, id)
          if (!end || now_ms() - end.at.getTime() < options.ownerDays * day_ms)
            throw new GatewayError('quarantine-fetchable')
        }
        const state = isHeld ? 'expired' : undefined
        await eraseItem(tx, id, state)
        const recording = await note(tx, item, begun, { act: 'expire', state })
        return { item: await lockItem(tx, id), recording }
      })
      return settled(erased)
    },
  }
}
