import { type Acknowledgement, verifyAcknowledgement } from '../identity/transfer-acknowledgement.ts'
import { type ReceiptClaims, type ReceiptedDocument, verifyReceipt } from '../identity/transfer-receipt.ts'
import { limits } from '../limits.ts'
import { timestamp } from '../telemetry/clock.ts'
import { type Command, needed, parsed, Usage } from './command.ts'
import { bytesOf, numberedFile, textOf } from './given-file.ts'
import { logKeys, type ToldProof, toldProof } from './log-proof.ts'
import { historyIn, jwsIn, messageKeysIn, senderKeyIn } from './receipt-files.ts'
import { faultTexts } from './receipt-texts.ts'
import { shown } from './shown.ts'

const options = {
  keys: { type: 'string' },
  native: { type: 'string' },
  'sender-key': { type: 'string' },
  translated: { type: 'string' },
  attachment: { type: 'string', multiple: true },
  acknowledgement: { type: 'string' },
  participant: { type: 'string' },
  proof: { type: 'string' },
  'log-key': { type: 'string', multiple: true },
} as const

const document_bytes_max = 64 * 1024 * 1024

const row = (vi: string, en: string, value: string): string => `  ${`${vi} · ${en}`.padEnd(36)} ${value}`
const unverified = (option: string): string => `– chưa kiểm tra · NOT verified (--${option})`
const held = '✓ khớp · holds'

function documentRow(vi: string, en: string, document: ReceiptedDocument, given: boolean, option: string): string {
  const { media_type, bytes } = document
  return row(
    vi,
    en,
    `${media_type}${bytes === undefined ? '' : `, ${bytes} byte`}  ${given ? held : unverified(option)}`,
  )
}

/** `FILE@NUMBER` each, by number. Throws Usage. */
const attachmentsIn = (given: readonly string[]): ReadonlyMap<string, Uint8Array> =>
  new Map(given.map(numberedFile).map(({ file, number }) => [number, bytesOf(file, document_bytes_max)]))

interface GivenFiles {
  readonly native: boolean
  readonly translated: boolean
  readonly attachments: ReadonlyMap<string, Uint8Array>
}

/** What a receipt that was verified says; of each document whether it was compared. */
const receiptLines = (claims: ReceiptClaims, given: GivenFiles) => [
  '✓ biên nhận do cổng ký, bằng khóa có hiệu lực lúc đó · the receipt is signed by the gateway, with a key that was valid then',
  row('cổng', 'gateway', claims.iss),
  row('lần chuyển giao', 'transfer', claims.transfer),
  row('bên giao → bên nhận', 'from → to', `${claims.sender} → ${claims.receiver}  ${claims.kind}`),
  row('tiếp nhận', 'received', claims.received_at),
  row('ký lúc', 'signed', timestamp(claims.iat * 1000)),
  row('bộ chuyển đổi', 'adapters', `${claims.adapters.sender} → ${claims.adapters.receiver}`),
  documentRow('bản bên giao', 'as given', claims.message.native, given.native, 'native'),
  documentRow('bản bên nhận', 'as received', claims.message.translated, given.translated, 'translated'),
  ...(claims.message.attachments ?? []).map((of) =>
    documentRow(
      `kèm theo ${of.number}`,
      `attachment ${of.number}`,
      of,
      given.attachments.has(of.number),
      `attachment FILE@${of.number}`,
    ),
  ),
]

const earlier =
  'sớm hơn biên nhận: một trong hai đồng hồ sai, xác nhận ký sau biên nhận · before the receipt: one of the two clocks was wrong, it was signed after it'

function acknowledgementLines(said: Acknowledgement, { iat }: ReceiptClaims, named: boolean): string[] {
  const outcome = said.outcome === 'acknowledged' ? 'đã nhận · acknowledged' : 'từ chối · refused'
  return [
    row('bên nhận', 'the receiver', `${outcome}  ${shown(said.at)}  ${held}`),
    ...(Date.parse(said.at) < (iat - limits.token.clock_skew_s) * 1000 ? [row('giờ', 'time', earlier)] : []),
    ...(said.native_key === undefined ? [] : [row('số của bên nhận', 'its number', shown(said.native_key))]),
    ...(said.outcome === 'refused'
      ? [row('lý do', 'reason', `${said.reason.code}  ${shown(said.reason.text ?? '')}`.trimEnd())]
      : []),
    ...(named
      ? []
      : [
          row(
            'chủ của khóa',
            'whose keys',
            '– tệp không ghi tên: người đưa tệp nói · NOT verified: the file names no agency',
          ),
        ]),
  ]
}

function no(lines: readonly string[], why: string): number {
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
  process.stderr.write(`✗ ${why}\n`)
  return 1
}

/** Options that are given together, or not at all. Throws Usage. */
function pair(one: string | undefined, other: string | undefined, names: readonly [string, string]) {
  if ((one === undefined) !== (other === undefined))
    throw new Usage(`phải đi cùng nhau · go together: ${names.map((name) => `--${name}`).join(', ')}`)
  return one !== undefined && other !== undefined && ([one, other] as const)
}

/** Verifies a receipt without any gateway, and what is given with it. Exit code 1 when anything does not hold. */
export const receiptVerify: Command = {
  usage:
    'FILE --keys HISTORY.json [--native FILE [--sender-key KEY]] [--translated FILE] [--attachment FILE@NUMBER]…\n      [--acknowledgement FILE --participant FILE] [--proof FILE.tlog-proof --log-key VKEY [--log-key ML-DSA-44-VKEY]]',
  title: {
    vi: 'Kiểm chứng biên nhận chuyển giao, không cần cổng; HISTORY.json từ /.well-known/lienthong-keys',
    en: 'Verify the receipt of a transfer, without any gateway; HISTORY.json from /.well-known/lienthong-keys',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const [file] = positionals
    if (file === undefined) throw new Usage('thiếu tệp biên nhận · which receipt?')
    const acknowledged = pair(values.acknowledgement, values.participant, ['acknowledgement', 'participant'])
    const proved = pair(values.proof, values['log-key']?.join('\n'), ['proof', 'log-key'])
    const given = textOf(file)
    const jws = jwsIn(given, 'receipt')
    const { keys } = await historyIn(needed(values.keys, 'keys'))
    const documents = {
      ...(values.native !== undefined && {
        native: {
          body: bytesOf(values.native, document_bytes_max),
          senderKey: needed(values['sender-key'] ?? senderKeyIn(given), 'sender-key'),
        },
      }),
      ...(values.translated !== undefined && { translated: bytesOf(values.translated, document_bytes_max) }),
      attachments: attachmentsIn(values.attachment ?? []),
    }
    const verified = await verifyReceipt(jws, { keys, ...documents })
    if (!verified.ok) return no([], `biên nhận · receipt: ${faultTexts[verified.code]}`)
    const { claims } = verified
    const { attachments } = documents
    const compared = { native: 'native' in documents, translated: 'translated' in documents, attachments }
    const lines = receiptLines(claims, compared)

    if (acknowledged) {
      const { keys: participantKeys, named } = messageKeysIn(acknowledged[1], claims.receiver)
      const receipt = { jws, claims }
      const said = await verifyAcknowledgement(jwsIn(textOf(acknowledged[0]), 'acknowledgement'), {
        ...{ participantKeys, receipt },
      })
      if (!said.ok) return no(lines, `xác nhận · acknowledgement: ${faultTexts[said.code]}`)
      lines.push(...acknowledgementLines(said.acknowledgement, claims, named))
    } else lines.push(row('bên nhận', 'the receiver', unverified('acknowledgement')))

    const told: ToldProof | undefined =
      proved === false ? undefined : toldProof(textOf(proved[0]), claims.log, logKeys(proved[1]))
    if (told && !told.ok) return no(lines, told.text)
    lines.push(
      row(
        'nhật ký',
        'log',
        told ? `✓ ${told.text}` : `${claims.log.origin} ${claims.log.index}  ${unverified('proof')}`,
      ),
    )
    process.stdout.write(`${lines.join('\n')}\n`)
    return 0
  },
}
