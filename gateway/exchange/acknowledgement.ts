/** What became of a deposited file, as a file in `ack` for its sender: whole or not there, and never in place of another unread one. */
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Receipt } from '../audit/receipt.ts'
import { limits } from '../limits.ts'
import type { ReportedFinding } from '../sources/sources.ts'
import { type Claim, type Folder, isEventId, openWary, syncNames } from './folder.ts'

/** The content of `ack/<file>.json`. Places and codes, never what stands there. `returned`: it was in quarantine, and is yours to mend and send again. */
export interface Acknowledgement {
  readonly file: string
  readonly event: string
  readonly state: 'accepted' | 'duplicate' | 'quarantined' | 'refused' | 'returned'
  /** Count of records taken. */
  readonly taken: number
  readonly rejected: readonly Pick<ReportedFinding, 'code' | 'effect' | 'pointer' | 'line' | 'column' | 'found'>[]
  /** Of the entry in the audit log that tells of it. */
  readonly receipt: Receipt
  /** RFC 3339 UTC. */
  readonly at: string
  /** Where the file lies, if the gateway did not look into it. */
  readonly kept?: string
  /** Of what is returned: the event under which it had been acknowledged, and its id in the quarantine. */
  readonly came?: string
  readonly item?: string
}

type Told = Pick<Acknowledgement, 'event' | 'kept'> & { readonly leaf: string }

const pathOf = (folder: Folder, file: string): string => join(folder.ack, `${file}.json`)

/** What an acknowledgement at `path` says, as far as it is one of ours: its reader may have done anything to it. */
async function toldAt(path: string): Promise<Told | undefined> {
  try {
    const file = await open(path, openWary)
    try {
      const stats = await file.stat()
      if (!stats.isFile() || stats.size > limits.deposit.acknowledgement_bytes_max) return undefined
      const { event, receipt, kept } = JSON.parse(await file.readFile('utf8')) as Partial<Acknowledgement>
      const leaf = receipt?.leaf
      return isEventId(event) && typeof leaf === 'string'
        ? { event, leaf, ...(kept !== undefined && { kept }) }
        : undefined
    } finally {
      await file.close()
    }
  } catch {
    return undefined
  }
}

/** Whether `claim` has been acknowledged, and its sender has not removed that yet. */
export async function isAcknowledged(folder: Folder, { event, file }: Claim): Promise<boolean> {
  return (await toldAt(pathOf(folder, file)))?.event === event
}

/**
 * Puts `told` into `ack/<file>.json`, durable before it resolves. The newest file of a name is acknowledged under that name; what an
 * acknowledgement still lying there says of another delivery is kept beside it, as `<file>.<its event>.json`. Throws what the file system throws:
 * then the sender may see the former one or none.
 */
export async function writeAcknowledgement(folder: Folder, told: Acknowledgement): Promise<void> {
  const target = pathOf(folder, told.file)
  const building = join(folder.ack, `.${told.file}.${told.event}.tmp`)
  await rm(building, { force: true })
  const file = await open(building, 'wx', 0o640)
  try {
    await file.writeFile(`${JSON.stringify(told, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  const former = await toldAt(target)
  if (former && former.event !== told.event && former.leaf !== told.receipt.leaf)
    await rename(target, join(folder.ack, `${told.file}.${former.event}.json`))
  await rename(building, target)
  await syncNames(folder.ack)
}
