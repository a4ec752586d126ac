/** Takes in papers that come beside a document: sealed chunk by chunk as they arrive, and there only once all of it is there and is what its sender meant. */
import { createHash, createHmac } from 'node:crypto'
import type { EntryAttachment } from '../../audit/detail.ts'
import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import { now_ms, timestamp } from '../../telemetry/clock.ts'
import { newAttachmentId } from '../../telemetry/ids.ts'
import { random_bytes } from '../../telemetry/random.ts'
import { confirmed } from '../confirmed.ts'
import type { Inquiry } from '../inquiry.ts'
import type { Keeping } from '../keeping.ts'
import { inChunks } from './chunks.ts'
import { type Attachment, complete, eraseComing, heldBytes, insertChunk, insertComing } from './rows.ts'

export interface Upload {
  readonly mediaType: string
  readonly body: AsyncIterable<Uint8Array>
  /** What the body must be, as its sender signed it (identity/content-digest.ts). */
  readonly digest: { update(part: Uint8Array): void; require(): void }
}

export interface Uploaded {
  readonly id: string
  readonly bytes: number
  /** Until when it is kept if it is not handed over. */
  readonly expiresAt: Date
  /** What the log is told of it. */
  readonly told: EntryAttachment
}

export interface Uploads {
  /**
   * Takes `upload` for the agency of the system that asks; the same bytes of the same media type again are the one that it has. Throws GatewayError
   * `digest-mismatch`, `attachment-too-large`, `attachment-empty`, `attachments-waiting` when the agency has too much that it has not handed over, `attachments-held` when its transfers hold too much, as `inquiry.confirm`
   * and as the store; and what the body throws. Then nothing of it is kept.
   */
  take(inquiry: Inquiry, upload: Upload): Promise<Uploaded>
}

/** `origin`: of this node's log. `hours`: how long what is not handed over is kept. */
export function createUploads(
  { db, kept: { vault } }: Pick<Keeping, 'db' | 'kept'>,
  { origin, hours }: { readonly origin: string; readonly hours: number },
): Uploads {
  async function store(id: string, sender: string, { mediaType, body, digest }: Upload) {
    const key = random_bytes(32)
    const [sha256, keyed] = [createHash('sha256'), createHmac('sha256', key)]
    const mac = vault.macOfParts(['attachment', sender, mediaType])
    let [bytes, chunks] = [0, 0]
    for await (const { content, isLast } of inChunks(body, limits.attachment.chunk_bytes)) {
      bytes += content.length
      if (bytes > limits.attachment.bytes_max) throw new GatewayError('attachment-too-large')
      for (const sum of [digest, sha256, keyed, mac]) sum.update(content)
      await insertChunk(db, vault, id, { number: chunks, isLast, content })
      chunks += 1
    }
    digest.require()
    if (bytes === 0) throw new GatewayError('attachment-empty')
    const facts = {
      ...{ bytes, chunks, sha256: sha256.digest('base64') },
      ...{ digest_key: key.toString('base64'), digest: keyed.digest('base64') },
    }
    return { mac: mac.digest(), facts }
  }

  const told = ({ id, mediaType, expiresAt, facts }: Attachment): Uploaded => ({
    ...{ id, expiresAt, bytes: facts.bytes },
    told: { id, media_type: mediaType, bytes: facts.bytes, digest: facts.digest, digest_key: facts.digest_key },
  })

  return {
    async take(inquiry, upload) {
      const { agency: sender } = inquiry.system!
      const { held, waiting } = await heldBytes(db, sender)
      if (waiting > limits.attachment.waiting_bytes_max) throw new GatewayError('attachments-waiting')
      if (held > limits.attachment.held_bytes_max) throw new GatewayError('attachments-held')
      const id = newAttachmentId()
      await insertComing(db, { id, sender, mediaType: upload.mediaType, at: timestamp(), origin })
      try {
        const { mac, facts } = await store(id, sender, upload)
        const at = new Date(now_ms() + hours * 3_600_000)
        const whole = await db.transaction((tx) =>
          confirmed(inquiry, tx, () => complete(tx, vault, { id, sender, mac, facts, at })),
        )
        if (whole.id !== id) await eraseComing(db, id)
        return told(whole)
      } catch (error) {
        // What can't be erased now is by the loop that looks for what was cut off.
        await eraseComing(db, id).catch(() => {})
        throw error
      }
    },
  }
}
