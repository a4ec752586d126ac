import { writeFileSync } from 'node:fs'
import { handOver } from '../development/signing-system.ts'
import { limits } from '../limits.ts'
import { type Command, needed, parsed, Usage } from './command.ts'
import { bytesOf } from './given-file.ts'
import { asSystem, inboxUsage } from './inbox-client.ts'
import { reachingOptions } from './reached-gateway.ts'
import { refused } from './refused-reply.ts'

const options = {
  ...reachingOptions,
  to: { type: 'string' },
  type: { type: 'string' },
  key: { type: 'string' },
  'dry-run': { type: 'boolean' },
  receipt: { type: 'string' },
} as const

interface Place {
  readonly path: string
  readonly reason?: string
  readonly code?: string
}

const placeLines = (sign: string, places: readonly Place[]): string =>
  places.map(({ path, reason, code }) => `  ${sign} ${path}  ${reason ?? code}\n`).join('')

/** Hands a document over: its transfer, what the receiver does not get (`−`), and for what its form has no place (`?`). */
export const transferSend: Command = {
  usage: `${inboxUsage}\n      --to AGENCY --type MEDIA_TYPE --key IDEMPOTENCY_KEY|--dry-run [--receipt FILE] DOCUMENT`,
  title: {
    vi: 'Chuyển giao một tài liệu cho cơ quan khác, hoặc xem trước bên nhận sẽ không được gì',
    en: 'Hand a document over to another agency, or see beforehand what it would not get',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const [file] = positionals
    if (file === undefined) throw new Usage('thiếu tài liệu · which document?')
    if ((values.key === undefined) !== (values['dry-run'] === true)) throw new Usage('--key | --dry-run')
    const document = {
      ...{ to: needed(values.to, 'to'), mediaType: needed(values.type, 'type') },
      body: bytesOf(file, limits.transfer.body_bytes_max),
      ...(values.key !== undefined && { key: values.key }),
    }
    return asSystem(values, async (as) => {
      const reply = await handOver(as, document)
      const { json } = reply
      if (reply.status > 201) return refused(reply)
      process.stdout.write(`${json.dry_run ? 'dry-run' : `${json.transfer}  ${json.state}`}\n`)
      const less = placeLines('−', json.withheld) + placeLines('?', json.missing)
      process.stdout.write(less || '  bên nhận được trọn vẹn · the receiver gets all of it\n')
      if (values.receipt !== undefined && json.receipt) writeFileSync(values.receipt, json.receipt, { mode: 0o600 })
      return 0
    })
  },
}
