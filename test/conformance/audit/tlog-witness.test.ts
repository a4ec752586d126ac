/** C2SP tlog-witness, sentence by sentence, against the witness as it is served. */
import { generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { formatCheckpoint } from '../../../gateway/audit/checkpoint.ts'
import { EMPTY_RANGE, rootOf } from '../../../gateway/audit/merkle.ts'
import { ed25519Signer, lineOf, openNote, signatureLine, signNote, splitNote } from '../../../gateway/audit/note.ts'
import { limits } from '../../../gateway/limits.ts'
import { originHash } from '../../../gateway/witness/server.ts'
import { openLine } from '../../../gateway/witnessing/line.ts'
import { testCertificates } from '../../support/certificates.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { type MemoryLog, memoryLog } from '../../support/memory-log.ts'
import { lineTrustOf, startTestWitness, type TestWitnessOptions } from '../../support/witness.ts'

const certificates = await testCertificates(dataFolder(t))
const trust = lineTrustOf(certificates)
const entries = Array.from({ length: 20 }, (_, n) => `entry ${n}`)
const now_ms = () => 1_772_000_000_500

async function setUp(t: Parameters<typeof startTestWitness>[0], options: Partial<TestWitnessOptions> = {}) {
  const log = memoryLog({ entries })
  const witness = await startTestWitness(t, {
    ...{ certificates, directory: dataFolder(t), logs: [log.verifierKey], now_ms, ...options },
  })
  const line = openLine(witness.url, limits.witness, trust)
  t.teardown(() => line.close())
  const post = async (body: string | Uint8Array) => {
    const { status, mediaType, body: answer } = await line.send({ method: 'POST', path: '/add-checkpoint', body })
    return { status, mediaType, body: answer.toString() }
  }
  const get = async (path: string) => {
    const { status, body } = await line.send({ method: 'GET', path })
    return { status, body: body.toString() }
  }
  return { log, witness, post, get, show: async (old: number, size: number) => post(await bodyOf(log, old, size)) }
}

async function bodyOf(log: MemoryLog, old: number, size: number, note = log.checkpointAt(size)): Promise<string> {
  const proof = old === 0 || old > size ? [] : await log.consistency(old, size)
  return `old ${old}\n${proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('')}\n${note}`
}

t.test('200: signature lines of the witness over the checkpoint, of now', async (t) => {
  const { log, witness, post, show } = await setUp(t)
  const { status, body } = await show(0, 3)
  t.equal(status, 200)
  const { text } = splitNote(log.checkpointAt(3))!
  t.match(openNote(`${text}\n${body}`, [witness.cosigner]), { ok: true })
  t.match(body, /^— witness\.test\/w [A-Za-z0-9+/=]+\n$/)
  t.equal(splitNote(`${text}\n${body}`)!.signatures[0]!.signature.readBigUInt64BE(), 1_772_000_000n)
  for (const [old, size] of [
    [3, 4],
    [4, 4],
    [4, 16],
    [16, 17],
    [17, 20],
  ] as const)
    t.equal((await show(old, size)).status, 200, `${old} to ${size}`)
  const stranger = ed25519Signer(log.origin, generateKeyPairSync('ed25519').privateKey)
  const more = `${log.checkpointAt(20)}${signatureLine(text, stranger)}${lineOf(stranger, Buffer.alloc(64))}`
  t.equal((await post(await bodyOf(log, 20, 20, more))).status, 200, 'signatures of unknown keys are left aside')
})

t.test('an extension line is cosigned with the rest', async (t) => {
  const { log, witness, post } = await setUp(t)
  const { text } = splitNote(log.checkpointAt(3))!
  const extended = `${text}extension of the log\n`
  const note = signNote(extended, ed25519Signer(log.origin, log.privateKey))
  const { status, body } = await post(await bodyOf(log, 0, 3, note))
  t.equal(status, 200)
  t.match(openNote(`${extended}\n${body}`, [witness.cosigner]), { ok: true })
})

t.test('404: the origin is not known', async (t) => {
  const { post } = await setUp(t)
  const other = memoryLog({ origin: 'other.test/log', entries })
  t.equal((await post(await bodyOf(other, 0, 3))).status, 404)
})

t.test('403: no signature of a trusted key, or a wrong one', async (t) => {
  const { log, witness, post } = await setUp(t)
  const impostor = memoryLog({ origin: log.origin, entries })
  t.equal((await post(await bodyOf(impostor, 0, 3))).status, 403)
  const signed = log.checkpointAt(3)
  const size4 = signed.replace('\n3\n', '\n4\n')
  t.equal((await post(await bodyOf(log, 0, 3, size4))).status, 403, 'another body')
  const { text, signatures } = splitNote(signed)!
  const wrong = lineOf(signatures[0]!, Buffer.alloc(64))
  t.equal((await post(await bodyOf(log, 0, 3, `${signed}${wrong}`))).status, 403, 'a right one and a wrong one')
  const own = witness.cosigner.cosign(text, 1)
  t.equal((await post(await bodyOf(log, 0, 3, `${text}\n${own}`))).status, 403, "the witness's own is none of the log")
  t.equal(witness.state.of(log.origin), undefined)
  t.equal(
    witness.told.filter((line) => line.startsWith('checkpoint-refused')).length,
    4,
    'and the operator hears of it',
  )
})

t.test('400: the old size is larger, or the body is malformed', async (t) => {
  const { log, post, show } = await setUp(t)
  t.equal((await show(4, 3)).status, 400)
  const note = log.checkpointAt(3)
  const hash = Buffer.alloc(32).toString('base64')
  const bodies = [
    '',
    'old 0',
    'old 0\n',
    'old 0\n\n',
    `old 0\n${note}`,
    `old 00\n\n${note}`,
    `old -1\n\n${note}`,
    `old +0\n\n${note}`,
    `old  0\n\n${note}`,
    `Old 0\n\n${note}`,
    `0\n\n${note}`,
    `\n\n${note}`,
    `old 99999999999999999999\n\n${note}`,
    `old 9007199254740993\n\n${note}`,
    `old 0\r\n\r\n${note}`,
    `old 0\nAAAA\n\n${note}`,
    `old 0\n${hash.replace('=', '')}\n\n${note}`,
    `old 0\n${hash.replace('A=', 'B=')}\n\n${note}`,
    `old 0\n${`${hash}\n`.repeat(64)}\n${note}`,
    `old 0\n\n${note.slice(0, -1)}`,
    `old 0\n\n${note.replace('\n3\n', '\n03\n')}`,
    `old 0\n\n${note}\n`,
    Buffer.concat([Buffer.from(`old 0\n\n${note}`), Buffer.of(0xff, 0x0a)]),
  ]
  for (const body of bodies) t.equal((await post(body)).status, 400, JSON.stringify(body.toString().slice(0, 40)))
})

t.test('409: the size of the latest cosigned checkpoint, as its own media type', async (t) => {
  const { show } = await setUp(t)
  t.strictSame(await show(2, 3), { status: 409, mediaType: 'text/x.tlog.size', body: '0\n' })
  await show(0, 7)
  for (const [old, size] of [
    [0, 7],
    [0, 9],
    [6, 9],
    [8, 9],
    [3, 3],
  ] as const)
    t.strictSame(
      await show(old, size),
      { status: 409, mediaType: 'text/x.tlog.size', body: '7\n' },
      `${old} to ${size}`,
    )
})

t.test('422: what is not consistent with what was cosigned is never cosigned', async (t) => {
  const { log, witness, post, show, get } = await setUp(t)
  const proof = (await log.consistency(3, 7)).map((hash) => Buffer.from(hash).toString('base64'))
  t.equal((await post(`old 0\n${proof[0]}\n\n${log.checkpointAt(7)}`)).status, 422, 'a proof from nothing')
  await show(0, 3)
  const fork = log.fork(2, 'x', 'y', 'z', 'u', 'v')
  t.equal((await post(await bodyOf(fork, 3, 7))).status, 422, 'a fork, with its own proof')
  t.equal((await post(await bodyOf(fork, 3, 3))).status, 422, 'a fork of the same size')
  const kept = JSON.parse(witness.told.at(-1)!.replace('checkpoint-refused ', ''))
  t.equal(kept.signed, fork.checkpointAt(3), 'its operator has in hand what the log signed twice')
  t.equal(kept.cosigned, witness.state.of(log.origin)!.note)
  t.equal((await post(`old 3\n\n${log.checkpointAt(7)}`)).status, 422, 'no proof')
  t.equal((await post(`old 3\n${proof.slice(1).join('\n')}\n\n${log.checkpointAt(7)}`)).status, 422, 'half a proof')
  t.equal((await post(`old 3\n${[...proof, proof[0]].join('\n')}\n\n${log.checkpointAt(7)}`)).status, 422, 'too much')
  t.equal((await post(`old 3\n${proof.join('\n')}\n\n${log.checkpointAt(3)}`)).status, 422, 'a proof of nothing new')
  t.equal((await get(`/${originHash(log.origin)}/checkpoint`)).body, witness.state.of(log.origin)?.note)
  t.equal(witness.state.of(log.origin)?.checkpoint.size, 3)
  t.equal((await show(3, 7)).status, 200, 'the log itself goes on')
})

t.test('size zero: the root of the empty tree or nothing', async (t) => {
  const { log, post } = await setUp(t)
  const signer = ed25519Signer(log.origin, log.privateKey)
  const empty = (root: Uint8Array) => signNote(formatCheckpoint({ origin: log.origin, size: 0, root }), signer)
  t.equal((await post(`old 0\n\n${empty(new Uint8Array(32))}`)).status, 422)
  const root = rootOf(EMPTY_RANGE)
  t.equal((await post(`old 0\n\n${empty(root)}`)).status, 200)
  t.equal((await post(`old 0\n\n${log.checkpointAt(3)}`)).status, 200)
  t.equal((await post(`old 0\n\n${empty(root)}`)).status, 409)
})

t.test('its newest checkpoint by the hash of the origin, with both signatures', async (t) => {
  const { log, witness, get, show } = await setUp(t)
  t.equal(originHash('example.com/behind-the-sofa').length, 64)
  const path = `/${originHash(log.origin)}/checkpoint`
  t.equal((await get(path)).status, 404, 'never cosigned')
  await show(0, 3)
  await show(3, 5)
  const { status, body } = await get(path)
  t.equal(status, 200)
  t.equal(splitNote(body)!.text, splitNote(log.checkpointAt(5))!.text)
  t.match(openNote(body, [witness.cosigner]), { ok: true })
  t.ok(body.startsWith(log.checkpointAt(5)))
  for (const other of [
    '/',
    '/checkpoint',
    `/${originHash('other.test/log')}/checkpoint`,
    `${path}/`,
    path.toUpperCase(),
  ])
    t.equal((await get(other)).status, 404, other)
})

t.test('what is no request of the protocol, and bounds', async (t) => {
  const { log, witness, post } = await setUp(t)
  const line = openLine(witness.url, limits.witness, trust)
  t.teardown(() => line.close())
  t.equal((await line.send({ method: 'GET', path: '/add-checkpoint' })).status, 405)
  t.equal((await line.send({ method: 'POST', path: `/${originHash(log.origin)}/checkpoint`, body: '' })).status, 405)
  const large = await post(`old 0\n\n${'x'.repeat(limits.witness.request_bytes_max)}`).catch(() => undefined)
  t.ok(large === undefined || large.status === 413, 'told, or cut off while it sends')
})

t.test('only the systems it was told of, and nobody without a certificate', async (t) => {
  const { log, witness } = await setUp(t)
  const other = certificates.systems['cong-an:dieu-tra']!.client
  const body = await bodyOf(log, 0, 3)
  for (const [who, given] of [
    ['another system', lineTrustOf(certificates, other)],
    ['a revoked one', lineTrustOf(certificates, certificates.broken.revoked)],
    ['one of another authority', lineTrustOf(certificates, certificates.broken['other-ca'])],
    ['nobody', { ...trust, cert: '', key: '' }],
  ] as const) {
    const line = openLine(witness.url, limits.witness, given)
    const { status } = await line
      .send({ method: 'POST', path: '/add-checkpoint', body })
      .catch(() => ({ status: 'cut' }))
    t.equal(status, who === 'another system' ? 401 : 'cut', who)
    await line.close()
  }
  t.equal(witness.state.of(log.origin), undefined)
})

t.test('two at once: what is looked at and what is persisted is one step', async (t) => {
  const { log, witness, show } = await setUp(t)
  await show(0, 3)
  const answers = await Promise.all([show(3, 7), show(3, 9), show(3, 5), show(3, 7)])
  t.equal(answers.filter(({ status }) => status === 200).length, 1, 'one of them is first')
  const first = [7, 9, 5, 7][answers.findIndex(({ status }) => status === 200)]!
  t.ok(answers.every(({ status, body }) => status === 200 || (status === 409 && body === `${first}\n`)))
  t.equal(witness.state.of(log.origin)?.checkpoint.size, first)
})
