import { generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { ed25519Cosigner } from '../../../gateway/audit/cosignature.ts'
import { splitNote } from '../../../gateway/audit/note.ts'
import { createAsker } from '../../../gateway/witnessing/asker.ts'
import type { Reply, Request } from '../../../gateway/witnessing/line.ts'
import { memoryLog } from '../../support/memory-log.ts'

const keyOf = () => ed25519Cosigner('witness.test/w', generateKeyPairSync('ed25519').privateKey)
const cosigner = keyOf()
const log = memoryLog({ entries: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] })
const note = log.checkpointAt(5)
const { text } = splitNote(note)!
const reply = (status: number, body = '', mediaType = ''): Reply => ({ status, mediaType, body: Buffer.from(body) })
const size = (body: string, mediaType = 'text/x.tlog.size') => reply(409, body, mediaType)

/** An asker whose witness gives these replies, one after the other, and the bodies that it got. */
function asking(replies: readonly (Reply | Error)[], held?: number) {
  const bodies: string[] = []
  const left = [...replies]
  const asker = createAsker({
    witness: { name: 'w', key: cosigner },
    consistency: log.consistency,
    held,
    line: {
      async send({ body }: Request) {
        bodies.push(String(body))
        const next = left.shift()
        if (!next || next instanceof Error) throw next ?? new Error('asked too often')
        return next
      },
    },
  })
  return { asker, bodies, olds: () => bodies.map((body) => body.split('\n')[0]) }
}

t.test('it proves what came since the size the witness holds', async (t) => {
  const { asker, bodies } = asking([reply(200, cosigner.cosign(text, 5))], 3)
  t.match(await asker.ask(note), { state: 'cosigned', time_s: 5 })
  const proof = (await log.consistency(3, 5)).map((hash) => Buffer.from(hash).toString('base64'))
  t.strictSame(bodies, [`old 3\n${proof.join('\n')}\n\n${note}`])
})

t.test('it asks right from the next time on, and a conflict corrects it', async (t) => {
  const later = splitNote(log.checkpointAt(7))!.text
  const { asker, olds } = asking([
    size('4\n'),
    reply(200, cosigner.cosign(text, 5)),
    reply(200, cosigner.cosign(later, 6)),
    size('0\n'),
    reply(200, cosigner.cosign(later, 7)),
  ])
  t.match(await asker.ask(note), { state: 'cosigned' })
  t.match(await asker.ask(log.checkpointAt(7)), { state: 'cosigned' })
  t.match(await asker.ask(log.checkpointAt(7)), { state: 'cosigned', time_s: 7 }, 'a witness that begins anew')
  t.strictSame(olds(), ['old 0', 'old 4', 'old 5', 'old 7', 'old 0'])
})

t.test('a witness that holds more, or another history, disagrees', async (t) => {
  t.match(await asking([size('6\n')]).asker.ask(note), { state: 'disagrees', why: 'larger', size: 6 })
  t.match(await asking([], 6).asker.ask(note), { state: 'disagrees', why: 'larger', size: 6 })
  t.match(await asking([reply(422)], 3).asker.ask(note), { state: 'disagrees', why: 'inconsistent' })
})

t.test('what a witness only claims to hold is forgotten: it is asked again as before', async (t) => {
  const { asker, olds } = asking([size('9007199254740991\n'), reply(200, cosigner.cosign(text, 5))], 3)
  t.match(await asker.ask(note), { state: 'disagrees', why: 'larger', size: 9007199254740991 })
  t.match(await asker.ask(note), { state: 'cosigned' })
  t.strictSame(olds(), ['old 3', 'old 3'])
})

t.test('what is not a cosignature of this witness over this checkpoint is not counted', async (t) => {
  const other = splitNote(log.checkpointAt(4))!.text
  const lines = [
    keyOf().cosign(text, 5),
    cosigner.cosign(other, 5),
    cosigner.cosign(text, 5).trimEnd(),
    `\n${cosigner.cosign(text, 5)}`,
    `x\n\n${cosigner.cosign(`${text}\nx\n`, 5)}`,
    '',
    'x',
  ]
  for (const line of lines) t.match(await asking([reply(200, line)]).asker.ask(note), { state: 'failed' }, line)
  const mixed = `${keyOf().cosign(text, 5)}${cosigner.cosign(text, 5)}`
  t.match(await asking([reply(200, mixed)]).asker.ask(note), { state: 'cosigned', line: cosigner.cosign(text, 5) })
})

t.test('conflicts that lead nowhere, and everything else, are failures', async (t) => {
  const conflicts = [
    [size('0\n')],
    [size('3')],
    [size('03\n')],
    [size('3\n4\n')],
    [size('-1\n')],
    [size('99999999999999999999\n')],
    [size('3\n', 'text/plain')],
    [size('3\n', 'text/x.tlog.size; charset=utf8')],
    [size('3\n'), size('2\n'), size('1\n')],
  ]
  for (const replies of conflicts)
    t.strictSame(await asking(replies).asker.ask(note), { state: 'failed', why: 'conflict' })
  for (const status of [201, 301, 400, 401, 403, 404, 500, 503])
    t.strictSame(await asking([reply(status)]).asker.ask(note), { state: 'failed', why: `status ${status}` })
  const gone = Object.assign(new Error(), { code: 'ECONNREFUSED' })
  t.strictSame(await asking([gone]).asker.ask(note), { state: 'failed', why: 'ECONNREFUSED' })
})
