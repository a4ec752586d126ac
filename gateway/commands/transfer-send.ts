import { writeFileSync } from 'node:fs'
import type { Text } from '../../schemas/validation/texts.ts'
import { type HandingOver, handOver, type SigningSystem, upload } from '../development/signing-system.ts'
import { limits } from '../limits.ts'
import { type Command, needed, parsed, Usage } from './command.ts'
import { bytesOf, shownFile } from './given-file.ts'
import { asSystem, inboxUsage } from './inbox-client.ts'
import { reachingOptions } from './reached-gateway.ts'
import { refused } from './refused-reply.ts'
import { shown } from './shown.ts'

const options = {
  ...reachingOptions,
  to: { type: 'string' },
  type: { type: 'string' },
  key: { type: 'string' },
  'dry-run': { type: 'boolean' },
  receipt: { type: 'string' },
  attach: { type: 'string', multiple: true },
  'attach-type': { type: 'string' },
} as const

interface Place {
  readonly path: string
  readonly reason?: string
  readonly code?: string
  readonly article?: Text
  readonly says?: Text
}

const placeLines = (sign: string, places: readonly Place[]): string =>
  places
    .map(({ path, reason, code, article, says }) => {
      const lines = [article, says].map((text) => (text ? saysLines(text) : '')).join('')
      return `  ${sign} ${path}  ${reason ?? code}\n${lines}`
    })
    .join('')

const saysLines = ({ vi, en }: Text): string => `      ${vi}\n      ${en}\n`

interface Attachable extends Pick<Place, 'reason'> {
  readonly number: string
  readonly finding?: string
  readonly type?: string
  readonly title?: string
  readonly fileName?: string
  readonly covers?: string
}

/** What something may come beside, by the number that `--attach` names. */
const attachableLines = (places: readonly Attachable[]): string =>
  places
    .map(({ number, reason, finding, type, title, fileName, covers }) => {
      const text = [type, title, fileName, covers]
        .flatMap((of) => of ?? [])
        .map(shown)
        .join(' · ')
      return `  @${number} ${text}${reason === undefined ? '' : `  − ${[reason, finding].filter(Boolean).join(' ')}`}\n`
    })
    .join('')

/** Uploads each file; the reply of the first that the gateway does not take ends it. */
async function uploaded(as: SigningSystem, files: readonly string[], mediaType: string) {
  const attachments: NonNullable<HandingOver['attachments']>[number][] = []
  for (const { file, ...of } of files.map(shownFile)) {
    const reply = await upload(as, { mediaType, body: bytesOf(file, limits.attachment.bytes_max) })
    if (reply.status !== 201) return { refusal: reply }
    attachments.push({ id: reply.json.attachment, ...of })
  }
  return { attachments }
}

/** Hands a document over, and files beside its papers: its transfer, what the receiver does not get (`−`), and for what its form has no place (`?`). */
export const transferSend: Command = {
  usage: `${inboxUsage}\n      --to AGENCY --type MEDIA_TYPE --key IDEMPOTENCY_KEY|--dry-run [--receipt FILE]\n      [--attach FILE@NUMBER[:PLACE,…]]… [--attach-type MEDIA_TYPE] DOCUMENT`,
  title: {
    vi: 'Chuyển giao một tài liệu cho cơ quan khác, hoặc xem trước bên nhận sẽ không được gì',
    en: 'Hand a document over to another agency, or see beforehand what it would not get',
  },
  async run(args) {
    const { values: given, positionals } = parsed(args, options, 1)
    const { attach = [], ...values } = given
    const [file] = positionals
    if (file === undefined) throw new Usage('thiếu tài liệu · which document?')
    if ((values.key === undefined) !== (values['dry-run'] === true)) throw new Usage('--key | --dry-run')
    const document = {
      ...{ to: needed(values.to, 'to'), mediaType: needed(values.type, 'type') },
      body: bytesOf(file, limits.transfer.body_bytes_max),
      ...(values.key !== undefined && { key: values.key }),
    }
    return asSystem(values, async (as) => {
      const { attachments, refusal } = await uploaded(as, attach, values['attach-type'] ?? 'application/octet-stream')
      if (refusal) return refused(refusal)
      const reply = await handOver(as, { ...document, attachments })
      const { json } = reply
      if (reply.status > 201) return refused(reply)
      process.stdout.write(`${json.dry_run ? 'dry-run' : `${json.transfer}  ${json.state}`}\n`)
      const less = placeLines('−', json.withheld) + placeLines('?', json.missing)
      process.stdout.write(less || '  bên nhận được trọn vẹn · the receiver gets all of it\n')
      process.stdout.write(attachableLines(json.places ?? []))
      if (values.receipt !== undefined && json.receipt) writeFileSync(values.receipt, json.receipt, { mode: 0o600 })
      return 0
    })
  },
}
