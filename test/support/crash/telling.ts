/** What processes that write logs do besides appending, each telling what it was told once it is durable, as told.ts reads it. */
import fs from 'node:fs'
import type { Log } from '../../../gateway/audit/log.ts'

/** Ids of epochs. */
export const [a, b] = ['a', 'b'].map((letter) => `ep-${letter.repeat(26)}`) as [string, string]

/** Cosignatures are not looked at where they are kept. */
const cosignature = `— witness.test/w ${Buffer.alloc(76, 7).toString('base64')}\n`

/** In one call, so that it is there whole or not at all. */
export const say = (line: string): void => void fs.writeSync(1, `${line}\n`)

const encoded = (note: string) => Buffer.from(note).toString('base64')

export const tellPublished = (log: Log): void => log.onPublished((note) => say(`published ${encoded(note)}`))

export async function keep(log: Log, epoch: string): Promise<void> {
  await log.keepEpoch(epoch, Buffer.from(`${epoch}\n`.repeat(20)))
  say(`kept ${epoch}`)
}

export async function erase(log: Log, epoch: string): Promise<void> {
  await log.eraseEpoch(epoch)
  say(`erased ${epoch}`)
}

export async function cosign(log: Log): Promise<void> {
  const note = `${log.published()}${cosignature}`
  await log.cosign(note)
  say(`cosigned ${encoded(note)}`)
}
