/** The directory transport: looks into the folder of one agency again and again, and settles what is there file by file. */
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Receipt } from '../audit/receipt.ts'
import { limits } from '../limits.ts'
import type { Loop } from '../release/loops.ts'
import { type Backoff, wait_ms } from '../telemetry/backoff.ts'
import { monotonic_ms } from '../telemetry/clock.ts'
import { newEventId } from '../telemetry/ids.ts'
import { type FileDeposits, settle, tellReturned } from './file-deposit.ts'
import { type Claim, claimOf, kindOfName, nameOfClaim, prepareFolder } from './folder.ts'
import { createLooker, type Seen } from './looking.ts'

/** How the last look ended; what is not `ok` is tried again without end. */
export type DirectoryState = 'pending' | 'ok' | 'unavailable' | 'not-acknowledged' | 'file-unusable' | 'folder-unusable'

/** Bounds of limits.deposit; injected so that tests need not wait. */
export type DirectoryBounds = { readonly [Name in keyof (typeof limits)['deposit']]: number }

export interface DirectoryOptions extends FileDeposits {
  /** Whether files of this folder may be taken, at this moment; asked before each. What may not be stays where it is. */
  inForce(): boolean
  readonly bounds?: Partial<DirectoryBounds>
  /** Of the adapter's manifest. */
  readonly retry: Backoff
  /** Hears of every change, for the operator; `odd`: how many entries of `in` will never be taken. Names of files are the sender's, and not told. */
  report(state: DirectoryState, odd: number, cause?: unknown): void
}

interface Retry {
  readonly state: DirectoryState
  readonly failures: number
  readonly due_ms: number
}

/**
 * Starts looking. What an earlier run left in `work` is settled too. The loop outlives whatever the sender, the file system or `deposits` do.
 * Its first try is over after the second look, when what lay there whole has been tried; it stops when the file in hand is settled.
 */
export function startDirectory(options: DirectoryOptions): Loop<DirectoryState> {
  const { folder, inForce } = options
  const bounds: DirectoryBounds = { ...limits.deposit, ...options.bounds }
  const inbox = createLooker(folder.in, kindOfName, bounds.files_per_look_max)
  const work = createLooker(folder.work, (name) => (claimOf(name) ? 'deposit' : 'odd'), bounds.files_per_look_max)
  const retries = new Map<string, Retry>()
  /** Receipts of what was too large, until it is settled: it is recorded once, however often it is tried. */
  const tooLarge = new Map<string, Receipt>()
  const files: FileDeposits = {
    ...options,
    async recordTooLarge(agency, event) {
      const receipt = tooLarge.get(event) ?? (await options.recordTooLarge(agency, event))
      tooLarge.set(event, receipt)
      return receipt
    },
  }
  const stopping = new AbortController()
  const { signal } = stopping
  let state: DirectoryState = 'pending'
  let odd = 0
  let prepared = false
  const ended = (): boolean => signal.aborted || !inForce()

  /** The first failure of a look; when nothing can be taken at all, the rest of the files need not be tried. */
  async function lookOnce(): Promise<{ state: DirectoryState; cause?: unknown }> {
    if (ended()) return { state }
    if (!prepared) await prepareFolder(folder)
    prepared = true
    let failed: { state: DirectoryState; cause: unknown } | undefined
    const take = async (claim: Claim, seen: Seen): Promise<void> => {
      const outcome = await settleOne(claim, seen)
      if (outcome) failed ??= outcome
    }
    const claimed = await work.look()
    for (const name of retries.keys()) if (!claimed.present.has(name)) retries.delete(name)
    for (const seen of claimed.whole) {
      if (ended() || failed?.state === 'unavailable') break
      await take(claimOf(seen.name)!, seen)
    }
    const arrived = await inbox.look()
    odd = arrived.odd + claimed.odd
    for (const seen of arrived.whole.slice(0, Math.max(0, bounds.files_per_look_max - claimed.present.size))) {
      if (ended() || failed?.state === 'unavailable') break
      const claim = { event: newEventId(), file: seen.name }
      const name = nameOfClaim(claim)
      if (await moved(join(folder.in, seen.name), join(folder.work, name)))
        await take(claim, { name, sight: seen.sight })
    }
    if (!ended() && failed?.state !== 'unavailable')
      await tellReturned(files).catch((cause: unknown) => {
        failed ??= { state: 'not-acknowledged', cause }
      })
    const [waiting] = retries.values()
    return failed ?? { state: waiting?.state ?? 'ok' }
  }

  async function settleOne(claim: Claim, seen: Seen): Promise<{ state: DirectoryState; cause: unknown } | undefined> {
    const retry = retries.get(seen.name)
    if (retry && retry.due_ms > monotonic_ms()) return undefined
    const settled = await settle(files, claim, seen.sight).catch(
      (cause: unknown) => ({ state: 'file-unusable', cause }) as const,
    )
    if (!('cause' in settled)) {
      retries.delete(seen.name)
      tooLarge.delete(claim.event)
      return undefined
    }
    const failures = (retry?.failures ?? 0) + 1
    const due_ms = monotonic_ms() + wait_ms(options.retry, failures)
    retries.set(seen.name, { state: settled.state, failures, due_ms })
    return settled
  }

  const first = Promise.withResolvers<void>()

  async function loop(): Promise<void> {
    for (let looks = 1; !signal.aborted; looks++) {
      const before = { state, odd }
      const { state: next, cause } = await lookOnce().catch((cause: unknown) => {
        prepared = false
        return { state: 'folder-unusable', cause } as const
      })
      state = next
      if (state !== before.state || odd !== before.odd) options.report(state, odd, cause)
      if (looks === 2) first.resolve()
      await pause(bounds.look_interval_ms, undefined, { signal }).catch(() => {})
    }
  }
  const running = loop().finally(first.resolve)
  return {
    first: first.promise,
    state: () => state,
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** False when the sender took it away before. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
