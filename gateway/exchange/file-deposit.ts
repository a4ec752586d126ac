/** One claimed file, on its way from `work` to its acknowledgement. Every step can be the last before a crash: it is then done again. */
import { lstat, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Receipt } from '../audit/receipt.ts'
import type { Deposits } from '../release/deposits/deposits.ts'
import type { Returns } from '../release/quarantine/returns.ts'
import type { ReportedFinding } from '../sources/sources.ts'
import { timestamp } from '../telemetry/clock.ts'
import { newEventId } from '../telemetry/ids.ts'
import { type Acknowledgement, isAcknowledged, writeAcknowledgement } from './acknowledgement.ts'
import { type Claim, type Folder, nameOfClaim } from './folder.ts'
import { type Sight, sameSight, sightOf } from './looking.ts'
import { readWhole } from './whole-file.ts'

export interface FileDeposits {
  readonly agency: string
  readonly folder: Folder
  /** Of the adapter's manifest. */
  readonly mediaType: string
  readonly bytes_max: number
  readonly deposits: Pick<Deposits, 'take'>
  readonly returns: Returns
  /** Records that a file was too large to be looked at. Rejects when the log does not take it. */
  recordTooLarge(agency: string, event: string): Promise<Receipt>
}

const placeOf = ({ target: _, ...place }: ReportedFinding) => place

/** Tells the sender what was given back out of the quarantine. Throws what the file system, the store and the log throw: then it is told again. */
export async function tellReturned({ agency, folder, returns }: FileDeposits): Promise<void> {
  for (const { act, item, file, event, came, findings, receipt, at } of await returns.due(agency)) {
    const rejected = findings.map(placeOf)
    await writeAcknowledgement(folder, { file, event, state: 'returned', taken: 0, rejected, receipt, at, came, item })
    await returns.told(act)
  }
}

export type Settled =
  | { readonly state: 'settled' }
  /** The sender still writes. */
  | { readonly state: 'waiting' }
  | Failed

/** Nothing was taken, or it could not be told: to be tried again. */
interface Failed {
  readonly state: 'unavailable' | 'not-acknowledged'
  readonly cause: unknown
}

/**
 * Takes the file of `claim` as it was seen, acknowledges it, and only then removes it. A file that was acknowledged before a crash is only removed; one that
 * was taken is taken again, which has no second effect and gives the same receipt. Throws what reading or removing the file throws.
 */
export async function settle(on: FileDeposits, claim: Claim, seen: Sight): Promise<Settled> {
  const { agency, folder, mediaType, bytes_max } = on
  const path = join(folder.work, nameOfClaim(claim))
  const read = await readWhole(path, seen, bytes_max)
  if (read.state === 'changed') return { state: 'waiting' }
  const remove = async (): Promise<Settled> => {
    if (read.state === 'too-large') await rename(path, join(folder.refused, nameOfClaim(claim)))
    else await rm(path)
    return { state: 'settled' }
  }
  if (await isAcknowledged(folder, claim)) return remove()
  const told = read.state === 'too-large' ? await tooLarge(claim) : await taken(read.bytes)
  if ('cause' in told) return told
  // What was written since is another document: it is looked at anew, as a delivery of its own.
  if (!sameSight(sightOf(await lstat(path, { bigint: true })), seen)) {
    await rename(path, join(folder.work, nameOfClaim({ ...claim, event: newEventId() })))
    return { state: 'waiting' }
  }
  try {
    await writeAcknowledgement(folder, told)
  } catch (cause) {
    return { state: 'not-acknowledged', cause }
  }
  return remove()

  async function tooLarge({ event, file }: Claim): Promise<Acknowledgement | Failed> {
    try {
      const receipt = await on.recordTooLarge(agency, event)
      const rejected = [{ code: 'document-too-large', effect: 'reject-document', pointer: '' }] as const
      const kept = join('refused', nameOfClaim(claim))
      return { file, event, state: 'refused', taken: 0, rejected, receipt, at: timestamp(), kept }
    } catch (cause) {
      return { state: 'unavailable', cause }
    }
  }

  async function taken(document: Uint8Array): Promise<Acknowledgement | Failed> {
    const { event: claimed, file } = claim
    const answer = await on.deposits.take({ agency, transport: 'directory', document, mediaType, event: claimed, file })
    if (answer.state === 'unavailable') return { state: 'unavailable', cause: answer.reason }
    const { event, receipt } = answer
    const rejected = answer.rejected.map(placeOf)
    // Taken before a crash, by this very claim: to its sender it is no duplicate.
    const state = answer.state === 'duplicate' && event === claimed ? 'accepted' : answer.state
    return { file, event, state, taken: answer.taken, rejected, receipt, at: timestamp() }
  }
}
