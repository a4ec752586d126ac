/** A paper that is kept, on its way to the door. */
import type { Keeping } from '../keeping.ts'
import { type SealedStream, sealStream } from '../sealed-stream.ts'
import { type Attachment, chunkOf } from './rows.ts'

/** The bytes of `attachment`, chunk by chunk as they are taken. Whether anybody may have them has NOT been decided. */
export const streamOf = (
  { db, kept: { vault } }: Pick<Keeping, 'db' | 'kept'>,
  { id, facts }: Attachment,
): SealedStream =>
  sealStream({
    facts,
    async *chunks() {
      const { chunks } = facts
      for (let number = 0; number < chunks; number += 1) yield await chunkOf(db, vault, id, { number, chunks })
    },
  })
