/** A process that begins to take in a paper and is never sent the end of it: node upload-child.ts ROOT DATABASE_URL. It tells when two chunks are stored. */
import { limits } from '../../gateway/limits.ts'
import { createUploads } from '../../gateway/release/attachments/uploads.ts'
import { openTransfers } from './receipted-transfers.ts'
import { inquiry } from './transfers.ts'

const [root = '', databaseUrl = ''] = process.argv.slice(2)
const { keeping, log } = await openTransfers(root, databaseUrl)
const piece = Buffer.alloc(limits.attachment.chunk_bytes)

async function* withoutEnd() {
  for (let n = 0; n < 4; n += 1) yield piece
  process.stdout.write('stored\n')
  await new Promise(() => setInterval(() => {}, 60_000))
}
await createUploads(keeping, { origin: log.origin, hours: 1 }).take(inquiry(), {
  ...{ mediaType: 'application/pdf', body: withoutEnd(), digest: { update() {}, require() {} } },
})
