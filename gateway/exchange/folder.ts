/**
 * The folder through which an agency without a system to ask deposits files. Where a file stands shows how far it is: `in` is the
 * sender's, `work` what the gateway has claimed, `ack` what became of it, `refused` what was too large to be looked at.
 */
import { constants } from 'node:fs'
import { mkdir, open, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface Folder {
  readonly in: string
  readonly work: string
  readonly ack: string
  readonly refused: string
}

/** A file taken out of `in` under an event id of its own, so that a later file of the same name does not meet it. */
export interface Claim {
  /** Event id, for the log and the acknowledgement. */
  readonly event: string
  /** The name that the sender gave. */
  readonly file: string
}

const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/
const beingWritten = /\.(?:tmp|part)$/i
const claimed = /^(ev-[a-z2-7]{26})\.(.+)$/

/** The places under `root`, whether or not they are there. */
export const folderAt = (root: string): Folder => ({
  in: join(root, 'in'),
  work: join(root, 'work'),
  ack: join(root, 'ack'),
  refused: join(root, 'refused'),
})

/** Makes what is missing (0700). Throws when a place can't be had or lies on another file system: a claim must be one rename. */
export async function prepareFolder(folder: Folder): Promise<void> {
  const devices = new Set<number>()
  for (const path of Object.values(folder)) {
    await mkdir(path, { recursive: true, mode: 0o700 })
    devices.add((await stat(path)).dev)
  }
  if (devices.size > 1) throw new Error('in, work, ack and refused must be on one file system')
}

/** `hidden`: a name by which senders say that they are not done; `odd`: one that is never taken. */
export function kindOfName(name: string): 'deposit' | 'hidden' | 'odd' {
  if (name.startsWith('.') || beingWritten.test(name)) return 'hidden'
  return plainName.test(name) ? 'deposit' : 'odd'
}

/** Its name in `work`, and in `refused`. */
export const nameOfClaim = ({ event, file }: Claim): string => `${event}.${file}`

/** The claim that a name in `work` tells of; undefined for what the gateway did not put there. */
export function claimOf(name: string): Claim | undefined {
  const [, event, file] = claimed.exec(name) ?? []
  return event !== undefined && file !== undefined && plainName.test(file) ? { event, file } : undefined
}

/** Whether `text`, which others may have written, can be part of a file name of ours. */
export const isEventId = (text: unknown): text is string => typeof text === 'string' && /^ev-[a-z2-7]{26}$/.test(text)

/** To open what another program may have replaced: no symbolic link is followed, and no FIFO is waited for. */
export const openWary = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** Makes the names in the folder at `path` durable. */
export async function syncNames(path: string): Promise<void> {
  // Windows knows no sync of a folder.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
