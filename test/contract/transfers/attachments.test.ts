/** What comes beside a document, from upload to fetch, by real policies, on a real store and log; and what must not. */
import t from 'tap'
import { standInProduct } from '../../../gateway/identity/approved-channel.ts'
import { claimsIn, verifyReceipt } from '../../../gateway/identity/transfer-receipt.ts'
import { limits } from '../../../gateway/limits.ts'
import { eraseUploads } from '../../../gateway/release/attachments/retention.ts'
import { eraseCutOff } from '../../../gateway/release/attachments/rows.ts'
import { openStream } from '../../../gateway/release/sealed-stream.ts'
import type { Handed } from '../../../gateway/release/transfers/handed.ts'
import { registryWith } from '../../support/handing-in-process.ts'
import { codeOf } from '../../support/identity.ts'
import { messageKey } from '../../support/transfers.ts'
import { tablesWith } from '../deposits/world.ts'
import {
  as,
  attachmentWorld,
  channel,
  ciphertext,
  digestOf,
  marked,
  part,
  parts,
  registered,
  scan,
  sha256,
  translation,
  withChannel,
} from './attachment-world.ts'

const world = await attachmentWorld(t)
const { db, keeping, log, entries, now, transfers, inbox, recalls, uploads } = world
const { upload, take, taken, fetched, held, emptied } = world
const { chunk_bytes } = limits.attachment

t.test('of several places each goes that its receiver may have, and both sides can prove which', async (t) => {
  const [first, secret, last] = [await upload(scan), await upload(ciphertext), await upload(Buffer.from('thư'))]
  const given = await taken(
    { place: '/documents/1', id: last },
    { place: '/documents/2', id: first },
    { place: '/opaque/0', id: secret },
  )
  const { id } = given.transfer
  const told = given.facts.withheld.find(({ path }) => path === '/documents/1/attachment')
  t.equal(told?.reason, 'handling-tag', 'a paper that is kept from it is kept with what is in it')
  t.notOk(given.facts.withheld.some(({ path }) => path.startsWith('/opaque')))
  const [item] = await inbox.list('vien-kiem-sat', { first: 9 })
  t.match(item!.attachments, [
    { number: '1', bytes: scan.length, media_type: 'application/pdf' },
    { number: 'opaque-0', bytes: ciphertext.length },
  ])
  t.ok((await fetched(id, '1')).equals(scan))
  t.ok((await fetched(id, 'opaque-0')).equals(ciphertext))
  t.equal(await codeOf(() => fetched(id, '2')), 'attachment-not-found')
  const { part } = await inbox.fetchAttachment(as('vien-kiem-sat'), id, 'opaque-0')
  t.match(part, { level: 'MAT', covers: '/reporters/0', product: standInProduct })
  for (const agency of ['cong-an', 'toa-an'])
    t.equal(await codeOf(() => inbox.fetchAttachment(as(agency), id, '1')), 'transfer-not-found', agency)

  const proved = (attachments: ReadonlyMap<string, Uint8Array>) =>
    verifyReceipt(given.receipt, { keys: [{ ...messageKey.jwk, nbf: 0 }] as never, attachments })
  const failed = async (...of: [string, Uint8Array]) => ((await proved(new Map([of]))) as { code?: string }).code
  t.equal(await failed('1', ciphertext), 'attachment-differs')
  t.equal(await failed('0', scan), 'attachment-differs')
  t.match(await proved(new Map([['1', scan]])), { ok: true })
  t.match(claimsIn(given.receipt).message.attachments, [{ number: '1' }, { number: 'opaque-0' }])

  const logged = entries().filter(({ detail }) => detail.transfer?.id === id)
  t.match(
    logged.map(({ phase, detail }) => [phase, detail.transfer?.attachments?.map(({ number }) => number)]),
    [
      ['transfer-stored', ['1', 'opaque-0']],
      ['transfer-delivered', ['1']],
    ],
    'what is fetched first delivers it',
  )
  for (const bytes of [scan, ciphertext])
    for (const form of ['hex', 'base64', 'base64url'] as const)
      t.same(await tablesWith(db, sha256(bytes).toString(form)), [], 'no digest of it without a key')
})

t.test('the same message again has the same receipt, another paper under its key has none', async (t) => {
  const [one, other] = [await upload(Buffer.from('một')), await upload(Buffer.from('hai'))]
  const given = await take([{ place: '/documents/0', id: one }], 'khoa-lai-1')
  t.match(await take([{ place: '/documents/0', id: one }], 'khoa-lai-1'), {
    again: true,
    receipt: (given as { receipt: string }).receipt,
  })
  for (const attachments of [[{ place: '/documents/0', id: other }], [{ place: '/documents/1', id: one }], []])
    t.equal(await codeOf(() => take(attachments, 'khoa-lai-1')), 'idempotency-key-reused')
})

t.test('the same bytes of the same sender are one, at once too; of another sender or kind another', async (t) => {
  await emptied()
  const ids = await Promise.all(Array.from({ length: 6 }, () => upload(scan)))
  t.equal(new Set(ids).size, 1)
  t.equal(await held(), 3)
  const own = await upload(scan, { by: 'mttq' })
  t.not(own, ids[0])
  t.equal(await codeOf(() => take([{ place: '/documents/0', id: own }])), 'attachment-not-found')
})

t.test('what is not whole, not what was signed or too much leaves nothing', async (t) => {
  await emptied()
  const sent = Buffer.alloc(3 * chunk_bytes, 'x')
  t.equal(await codeOf(() => upload(sent, { digest: digestOf(scan) })), 'digest-mismatch')
  await t.rejects(upload(sent, { body: parts(sent, 2 * chunk_bytes + 9) }), { message: 'gone' })
  t.equal(await codeOf(() => upload(Buffer.alloc(0))), 'attachment-empty')
  let confirmed = 0
  const gone = as('cong-an', {
    confirm: async () => {
      if (++confirmed === 2) throw new Error('revoked')
    },
  })
  const body = parts(scan)
  await t.rejects(uploads.take(gone, { mediaType: 'a/b', body, digest: digestOf(scan) }), { message: 'revoked' })
  t.same(await db.query('SELECT id FROM attachment'), [])
  t.equal(await held(), 0)
})

t.test('an agency has so much waiting, and so much in its transfers', async (t) => {
  await emptied()
  const id = await upload(Buffer.from('một'))
  const countAs = (bytes: number) => db.query('UPDATE attachment SET bytes = $1', [bytes])
  const next = () => codeOf(() => upload(Buffer.from('hai')))
  await countAs(limits.attachment.waiting_bytes_max + 1)
  t.equal(await next(), 'attachments-waiting')
  await countAs(3)
  await take([{ place: '/documents/0', id }])
  await countAs(limits.attachment.held_bytes_max + 1)
  t.equal(await next(), 'attachments-held')
  t.ok(await upload(Buffer.from('hai'), { by: 'mttq' }), 'another agency has its own')
})

t.test('a large one is in memory chunk by chunk, coming and going', async (t) => {
  let [given, most] = [0, 0]
  async function* body() {
    for (let n = 0; n < 24; n += 1) {
      most = Math.max(most, given - (await held()))
      given += 1
      yield scan.subarray(0, chunk_bytes)
    }
  }
  await emptied()
  const whole = Buffer.concat(Array.from({ length: 24 }, () => scan.subarray(0, chunk_bytes)))
  const id = await upload(whole, { body: body() })
  t.ok(most <= 2, `${most} chunks were taken in before they were stored`)
  const { transfer } = await taken({ place: '/documents/0', id })
  const { stream } = await inbox.fetchAttachment(as('vien-kiem-sat'), transfer.id, '0')
  const chunks = openStream(stream).chunks()
  t.equal((await chunks.next()).value!.length, chunk_bytes)
  await db.query('DELETE FROM attachment_chunk WHERE number > 1')
  t.equal((await chunks.next()).value!.length, chunk_bytes)
  await t.rejects(chunks.next(), 'the others were not read ahead')
})

t.test('a chunk that was changed, exchanged, dropped or cut is not handed out', async (t) => {
  const bytes = Buffer.concat([Buffer.alloc(chunk_bytes, 'a'), Buffer.alloc(chunk_bytes, 'b'), Buffer.from('c')])
  const id = await upload(bytes)
  const { transfer } = await taken({ place: '/documents/0', id })
  const other = await upload(Buffer.alloc(2 * chunk_bytes, 'd'))
  const rows = await db.query<{ number: number; sealed: Buffer }>(
    'SELECT number, sealed FROM attachment_chunk WHERE attachment = $1 ORDER BY number',
    [id],
  )
  const put = async (numbers: readonly number[], change: (sealed: Buffer) => Buffer = (sealed) => sealed) => {
    await db.query('DELETE FROM attachment_chunk WHERE attachment = $1', [id])
    for (const [number, from] of numbers.entries())
      await db.query('INSERT INTO attachment_chunk VALUES ($1, $2, $3)', [id, number, change(rows[from]!.sealed)])
  }
  const flipped = (sealed: Buffer) => Buffer.from(sealed.map((byte, at) => (at === 40 ? byte ^ 1 : byte)))
  for (const [name, work] of [
    ['changed', () => put([0, 1, 2], flipped)],
    ['exchanged', () => put([1, 0, 2])],
    ['dropped', () => put([0, 2])],
    ['cut', () => put([0, 1])],
  ] as const) {
    await work()
    await t.rejects(fetched(transfer.id, '0'), name)
  }
  await db.query('DELETE FROM attachment_chunk WHERE attachment = $1', [id])
  await db.query('INSERT INTO attachment_chunk SELECT $1, number, sealed FROM attachment_chunk WHERE attachment = $2', [
    ...[id, other],
  ])
  await t.rejects(fetched(transfer.id, '0'), 'those of another paper')
  await put([0, 1, 2])
  t.ok((await fetched(transfer.id, '0')).equals(bytes))
  await t.rejects(db.query('UPDATE attachment_chunk SET sealed = sealed'), 'and no row is changed')
})

t.test('what belongs nowhere, or is not what the document tells of, is refused', async (t) => {
  const id = await upload(Buffer.from('khác'))
  for (const [place, code, attachment] of [
    ['/documents/3', 'attachment-without-paper', '3'],
    ['/opaque/1', 'attachment-without-paper', 'opaque-1'],
    ['/documents/2', 'attachment-differs', '2'],
    ['/opaque/0', 'attachment-differs', 'opaque-0'],
  ] as const)
    t.match(await take([{ place, id }]), { state: 'refused', code, told: { attachment } }, place)
  const message = { to: 'vien-kiem-sat', document: { mediaType: 'text/xml', body: Buffer.from('<x/>') } }
  for (const shows of ['/reporters/9', '/reporters/0/x', '/khong', '/opaque', '/opaque/0/covers', '/label', '/0'])
    t.match(await take([{ place: '/documents/0', id, shows: ['/report', shows] }]), {
      ...{ state: 'refused', code: 'attachment-shows-unknown', told: { attachment: '0', shows } },
    })
  const attachments = [{ place: '/documents/2', id: await upload(scan), shows: ['/report'] }]
  const { beside } = (await transfers.try(as('cong-an'), { ...message, attachments })) as Extract<
    Handed,
    { state: 'ok' }
  >
  t.match(beside.places, [
    { number: '0', type: 'Đơn', reason: 'state-secret', finding: 'shows-unsaid' },
    { number: '1', reason: 'handling-tag', finding: undefined },
    { number: '2', title: 'Biên bản 2', reason: undefined },
    { number: 'opaque-0', covers: '/reporters/0', reason: undefined },
  ])
})

t.test('a paper does not go for what it may show, but for what its sender says that it shows', async (t) => {
  await db.query('TRUNCATE transfer CASCADE')
  const id = await upload(Buffer.from('đơn có bút tích'))
  const place = '/documents/0'
  const shown = async (...shows: string[]) => {
    const { facts, transfer } = await taken({ place, id, shows: shows.length > 0 ? shows : undefined })
    const { reason, finding } = facts.withheld.find(({ path }) => path === `${place}/attachment`) ?? {}
    return { reason, finding, gone: facts.attachments?.map(({ place }) => place), less: transfer.papers_withheld }
  }
  const kept = { gone: undefined, less: true }
  t.strictSame(await shown(), { reason: 'state-secret', finding: 'shows-unsaid', ...kept }, 'of what is sealed in it')
  const named = { reason: 'state-secret', finding: 'shows-withheld', ...kept }
  for (const covered of ['/reporters', '/reporters/0', '/reporters/0/kind'])
    t.strictSame(await shown('/report', covered), named, covered)
  const { opaque: _, ...facet } = translation.facet
  const labels = translation.labels.filter(({ path }) => !path.startsWith('/reporters'))
  now.translation = { ...translation, facet, labels }
  t.strictSame(await shown(), { reason: 'handling-tag', finding: 'shows-unsaid', ...kept })
  t.strictSame(await shown('/reporters'), { reason: 'handling-tag', finding: 'shows-withheld', ...kept })
  const gone = { reason: undefined, finding: undefined, gone: [place], less: false }
  t.strictSame(await shown('/report', '/participants'), gone)
  t.strictSame(await shown('/documents/1'), { ...named, reason: 'handling-tag' }, 'another paper that it shows')
  t.strictSame(await shown(place), gone, 'no more than what it is')
  now.translation = { ...now.translation, facet: { ...facet, reporters: [] } }
  t.match(await shown(), { finding: 'shows-unsaid' }, 'that the form has nobody who reported is no sign')
  now.translation = translation

  const items = await inbox.list('vien-kiem-sat', { first: 20 })
  t.strictSame(
    items.map(({ papers_withheld, attachments }) => [papers_withheld, attachments.length]),
    items.map(({ attachments }) => [attachments.length === 0, attachments.length]),
  )
  const { transfer } = await taken({ place, id })
  const [logged] = entries().filter(({ detail }) => detail.transfer?.id === transfer.id)
  t.match(logged!.detail.transfer!.attachments, [{ number: '0', shows: ['/report', place] }], 'its word is in the log')
})

t.test('what a paper is said to show is the message’s own, and counts again before it leaves', async (t) => {
  const id = await upload(Buffer.from('biên bản'))
  const place = '/documents/0'
  const { transfer } = await taken({ place, id, shows: ['/participants'] })
  const said = take([{ place, id, shows: ['/report'] }], 'khoa-shows')
  t.match(await said, { state: 'receipted' })
  for (const shows of [undefined, ['/participants'], ['/report', '/participants']])
    t.equal(await codeOf(() => take([{ place, id, shows }], 'khoa-shows')), 'idempotency-key-reused')
  // Nothing that goes is raised by it: the record has no such place yet.
  const label = { level: 'CHUA_XAC_DINH', tags: [] } as const
  now.translation = { ...translation, labels: [...translation.labels, { path: '/participants', label }] }
  now.registry = { ...withChannel, version: 'another' }
  t.equal(await codeOf(() => fetched(transfer.id, '0')), 'transfer-held')
  Object.assign(now, { translation, registry: withChannel })
  t.equal(String(await fetched(transfer.id, '0')), 'biên bản')
})

t.test('what many papers show, beside much that is withheld, has its room in the log', async (t) => {
  const { per_transfer_max, shows_max } = limits.attachment
  const { role } = translation.facet.participants![0]!
  const person = { fullName: 'Ai đó', nationality: 'VNM', birth: '1978-06-10' }
  const participants = Array.from({ length: 200 }, (_, n) => ({ id: `N-${n}`, role, person }))
  const documents = Array.from({ length: per_transfer_max }, (_, n) => ({ id: `T-${n}`, type: 'Đơn' }))
  const kept = participants
    .slice(1)
    .flatMap((_, n) => Object.keys(person).map((name) => `/participants/${n + 1}/person/${name}`))
  const { opaque: _, ...facet } = translation.facet
  now.translation = {
    ...{ updatedAt: translation.updatedAt, absent: [], facet: { ...facet, participants, documents, reporters: [] } },
    labels: kept.map((path) => ({ path, label: marked })),
  }
  const shows = Array.from({ length: shows_max }, () => '/participants/0/organisation/address/commune/version')
  const papers = []
  for (const n of documents.keys())
    papers.push({ place: `/documents/${n}`, id: await upload(Buffer.from(`tờ ${n}`)), shows })
  const given = await taken(...papers).finally(() => {
    now.translation = translation
  })
  const logged = entries().filter(({ detail }) => detail.transfer?.id === given.transfer.id)
  const { attachments } = logged[0]!.detail.transfer!
  t.strictSame(
    attachments!.map((paper) => paper.shows),
    papers.map(() => shows),
  )
  t.strictSame(
    logged.flatMap(({ detail }) => detail.transfer?.withheld ?? []),
    given.facts.withheld,
  )
  t.ok(given.facts.withheld.length >= kept.length)
})

t.test('without an open channel nothing of an opaque part goes; one that ends holds what was sent', async (t) => {
  const id = await upload(ciphertext)
  now.registry = registered
  const { facts, transfer: closed } = await taken({ place: '/opaque/0', id })
  t.match(
    facts.withheld.filter(({ path }) => path.startsWith('/opaque')),
    [{ path: '/opaque/0', reason: 'state-secret' }, { path: '/opaque/0/attachment' }],
  )
  t.equal(await codeOf(() => fetched(closed.id, 'opaque-0')), 'attachment-not-found')
  now.registry = withChannel
  const { transfer } = await taken({ place: '/opaque/0', id: await upload(ciphertext) })
  // Ended by the day, with nothing loaded anew.
  const ended = registryWith(registered, 'vien-kiem-sat', { channels: [{ ...channel, validTo: '2026-01-02' }] })
  now.registry = { ...ended, version: withChannel.version }
  t.equal(await codeOf(() => fetched(transfer.id, 'opaque-0')), 'transfer-held')
  t.equal(await codeOf(() => inbox.fetch(as('vien-kiem-sat'), transfer.id)), 'transfer-held', 'its document too')
  t.match(await transfers.status('cong-an', transfer.id), { held: { held: 'channel-ended' } })
  now.registry = withChannel
  t.ok((await fetched(transfer.id, 'opaque-0')).equals(ciphertext))
})

t.test('a paper whose label rose is held with its document', async (t) => {
  const { transfer } = await taken({ place: '/documents/0', id: await upload(Buffer.from('đơn')) })
  now.translation = { ...translation, labels: [...translation.labels, { path: '/documents/0', label: marked }] }
  now.registry = { ...withChannel, version: 'another' }
  t.equal(await codeOf(() => fetched(transfer.id, '0')), 'transfer-held')
  Object.assign(now, { translation, registry: withChannel })
  t.equal(String(await fetched(transfer.id, '0')), 'đơn')
})

t.test('a recall erases it, but for what another transfer has', async (t) => {
  await emptied()
  const [both, alone] = [await upload(scan), await upload(Buffer.from('riêng'))]
  const first = await taken({ place: '/documents/0', id: both }, { place: '/documents/1', id: alone })
  const second = await taken({ place: '/documents/0', id: both })
  const why = { code: 'sent-in-error', text: 'nhầm' } as const
  await recalls.recall(as('cong-an'), first.transfer.id, why)
  t.equal(await codeOf(() => fetched(first.transfer.id, '0')), 'transfer-recalled')
  t.ok((await fetched(second.transfer.id, '0')).equals(scan))
  await recalls.recall(as('cong-an'), second.transfer.id, why)
  t.equal(
    await codeOf(() => fetched(second.transfer.id, '0')),
    'transfer-recalled',
    'and is not handed out after it was',
  )
})

t.test('what was uploaded again since is kept when what it was beside is erased', async (t) => {
  await emptied()
  const first = await taken({ place: '/documents/0', id: await upload(scan) })
  const id = await upload(scan)
  await recalls.recall(as('cong-an'), first.transfer.id, { code: 'sent-in-error', text: 'nhầm' })
  const second = await taken({ place: '/documents/0', id })
  t.equal(await held(), 3)
  await recalls.recall(as('cong-an'), second.transfer.id, { code: 'sent-in-error', text: 'nhầm' })
  t.equal(await held(), 0, 'handed over, it is kept by that alone')
})

t.test('what nobody handed over in its time is erased, and what stands in the middle of nothing', async (t) => {
  await emptied()
  const [used, unused] = [await upload(scan), await upload(ciphertext)]
  await taken({ place: '/documents/0', id: used })
  await db.query("UPDATE attachment SET expires_at = now() - interval '1 second'")
  t.equal(await eraseUploads(keeping), 1)
  t.same(await db.query('SELECT id FROM attachment'), [{ id: used }])
  t.equal(await codeOf(() => take([{ place: '/documents/0', id: unused }])), 'attachment-not-found')

  const insert = "INSERT INTO attachment VALUES ($1, 'cong-an', 'a/b', now() - $3::interval, $2)"
  for (const [id, origin, age] of [
    ['dk-own', log.origin, '1 second'],
    ['dk-other', 'another/log', '1 second'],
    ['dk-old', 'another/log', '1 day'],
  ] as const)
    await db.query(insert, [id, origin, age])
  t.equal(await eraseCutOff(db, { origin: log.origin }), 1, 'its own at a start')
  t.equal(await eraseUploads(keeping), 1, 'the old of any node')
  t.same(await db.query('SELECT id FROM attachment WHERE content_mac IS NULL'), [{ id: 'dk-other' }])
})

t.test('beside a document with a state secret in clear nothing is held any more', async (t) => {
  await emptied()
  const id = await upload(scan)
  const secret = { level: 'MAT', tags: [], by: part!.determinedBy! } as const
  now.translation = { ...translation, labels: [{ path: '/report/summary', label: secret }] }
  t.match(await take([{ place: '/documents/0', id }]), { code: 'state-secret-in-clear' })
  now.translation = translation
  t.same(await db.query('SELECT id FROM attachment'), [])
})
