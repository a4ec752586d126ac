/** Papers beside what the police hand over to the procuracy: everything is real but the police's adapter, in whose place stands one translation. */
import { createHash } from 'node:crypto'
import type { Test } from 'tap'
import type { Translation } from '../../../adapters/sdk/adapter.ts'
import { standInProduct } from '../../../gateway/identity/approved-channel.ts'
import { digestCheck } from '../../../gateway/identity/content-digest.ts'
import { loadRegistry } from '../../../gateway/identity/registry.ts'
import { signReceipt } from '../../../gateway/identity/transfer-receipt.ts'
import { limits } from '../../../gateway/limits.ts'
import { createPolicy } from '../../../gateway/policy/policy.ts'
import { createUploads } from '../../../gateway/release/attachments/uploads.ts'
import type { Inquiry } from '../../../gateway/release/inquiry.ts'
import { open, seal } from '../../../gateway/release/sealed.ts'
import { openStream } from '../../../gateway/release/sealed-stream.ts'
import { createClearing } from '../../../gateway/release/transfers/clearing.ts'
import { recordsIn } from '../../../gateway/release/transfers/handed.ts'
import { createInbox } from '../../../gateway/release/transfers/inbox.ts'
import { createRecalls } from '../../../gateway/release/transfers/recalls.ts'
import { createReceipting } from '../../../gateway/release/transfers/receipting.ts'
import {
  type AskedAttachment,
  createTransfers,
  type TransfersOptions,
} from '../../../gateway/release/transfers/transfers.ts'
import { goldensOf, handing, registryWith } from '../../support/handing-in-process.ts'
import { shippedRegistry } from '../../support/identity.ts'
import { shipped } from '../../support/policy.ts'
import { transferring } from '../../support/receipted-transfers.ts'
import { inquiry, messageKey } from '../../support/transfers.ts'

const golden = goldensOf('cong-an').find(([name]) => name.startsWith('nguoi-to-giac-mat'))![1]
export const [part] = golden.facet.opaque!
export const marked = { level: 'NOI_BO', tags: ['NGUOI_TO_GIAC'] } as const
export const ciphertext = Buffer.from('bản mã, made at the seat of its sender')
export const scan = Buffer.alloc(2 * limits.attachment.chunk_bytes + 7, 'quét ')
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

/** Its second paper is not for the procuracy, which calls the third its second; of that the document has the digest. */
export const translation: Translation = {
  ...golden,
  facet: {
    ...golden.facet,
    documents: ['Đơn', 'Thư', 'Biên bản'].map((type, n) => ({ id: `T-${n}`, type, title: `${type} ${n}` })),
    opaque: [{ ...part!, digest: sha256(ciphertext).toString('base64') }],
  },
  labels: [...golden.labels, { path: '/documents/1', label: marked }],
  digests: [{ path: '/documents/2', sha256: sha256(scan).toString('hex') }],
}

export const registered = await loadRegistry(shippedRegistry)
export const channel = { product: standInProduct, approval: 'x', validFrom: '2026-01-01', validTo: '9999-12-31' }
export const withChannel = registryWith(registered, 'vien-kiem-sat', { channels: [channel] })
export const as = (agency: string, change: Partial<Inquiry> = {}): Inquiry => {
  const id = `${agency}:he-thong`
  return inquiry({ system: { agency, id, uri: 'u', roles: ['exchange'], thumbprint: 'Zm9v' }, ...change })
}
export const digestOf = (bytes: Uint8Array) => digestCheck(`sha-256=:${sha256(bytes).toString('base64')}:`)

/** In parts that are no chunks; `cut`: the connection ends there. */
export async function* parts(bytes: Uint8Array, cut = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < cut; at += 65_000) yield bytes.subarray(at, Math.min(cut, at + 65_000))
  if (cut < bytes.length) throw new Error('gone')
}
export async function attachmentWorld(t: Test) {
  const opened = await transferring(t)
  const { db, keeping, log } = opened
  /** What a test may change. */
  const now = { registry: withChannel, translation }
  const policy = createPolicy(shipped)
  const sources: TransfersOptions['sources'] = {
    retranslate: async ({ agency, document }) => ({
      ...{ agency, state: 'ok', adapter: 'cong-an@1#a', asOf: '2026-11-20T02:30:00.000Z', findings: [] },
      ...{ sealed: seal(now.translation), document: seal(document) },
    }),
  }
  const sign: Parameters<typeof createReceipting>[0]['sign'] = (claims) => signReceipt(messageKey, claims)
  const transfers = createTransfers({
    ...{ keeping, sources },
    receipting: createReceipting({ keeping, origin: log.origin, issuer: 'https://localhost:8443', sign }),
    inForce: () => ({ policy: policy.version, registry: now.registry.version }),
    handOver: (ask) =>
      handing(
        now.registry,
        { ...ask, translation: open<Translation>(ask.translation) },
        { recordOf: recordsIn(keeping) },
      ),
  })
  const clearing = createClearing({ keeping, sources, deciding: () => ({ policy, registry: now.registry }) })
  const inbox = createInbox(keeping, () => now.registry, clearing)
  const recalls = createRecalls(keeping, 3)
  const uploads = createUploads(keeping, { origin: log.origin, hours: 1 })

  const upload = async (bytes: Uint8Array, { by = 'cong-an', body = parts(bytes), digest = digestOf(bytes) } = {}) =>
    (await uploads.take(as(by), { mediaType: 'application/pdf', body, digest })).id

  let count = 0
  /** Of a paper its sender says that it shows what the procuracy may have, unless the test says otherwise. */
  const saidOf = (asked: AskedAttachment): AskedAttachment =>
    asked.place.startsWith('/documents') ? { shows: ['/report', asked.place], ...asked } : asked
  const take = (attachments: readonly AskedAttachment[], key = `khoa-${++count}000`) =>
    transfers.take(as('cong-an'), {
      ...{ to: 'vien-kiem-sat', key, attachments: attachments.map(saidOf) },
      document: { mediaType: 'text/xml', body: Buffer.from('<x/>') },
    })
  async function taken(...attachments: Parameters<typeof take>[0]) {
    const given = await take(attachments)
    if (given.state !== 'receipted') throw new Error(JSON.stringify(given))
    return given
  }
  async function fetched(id: string, number: string): Promise<Buffer> {
    const { stream } = await inbox.fetchAttachment(as('vien-kiem-sat'), id, number)
    const chunks: Buffer[] = []
    for await (const chunk of openStream(stream).chunks()) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
  const held = async () =>
    (await db.query<{ count: number }>('SELECT count(*) AS count FROM attachment_chunk'))[0]!.count
  const emptied = () => db.query('TRUNCATE attachment CASCADE')
  return { ...opened, now, transfers, inbox, recalls, uploads, upload, take, taken, fetched, held, emptied }
}
