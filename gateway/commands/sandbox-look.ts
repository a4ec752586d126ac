import type { Look, LookAt } from '../../adapters/sandbox/look.ts'
import { type Command, parsed } from './command.ts'
import { askSandbox } from './sandbox-client.ts'

const lineOf = (...cells: readonly (string | number | undefined)[]): string => `  ${cells.filter(Boolean).join('  ')}`

interface Asked {
  readonly at: string
  readonly method: string
  readonly path: string
  readonly event?: string
}

function wholeText({ misbehaviour: { mode, dossier }, changes, made, received, asked }: Look): string {
  return [
    `cách xử sự · behaviour: ${mode}${dossier === undefined ? '' : ` (${dossier})`}`,
    `có · holds: ${made.length}; thay đổi · changes: ${changes}`,
    ...made.map(({ nativeKey, kind, stage, updatedAt }) => lineOf(nativeKey, kind, stage, updatedAt)),
    `đã nhận · received: ${received.length}`,
    ...received.map(({ nativeKey, sender, number, receivedAt, bytes }) =>
      lineOf(nativeKey, sender, number, receivedAt, `${bytes} byte`),
    ),
    `được hỏi · asked: ${asked.length}`,
    ...(asked as readonly Asked[]).map(({ at, method, path, event }) => lineOf(at, method, path, event)),
    '',
  ].join('\n')
}

/** A received document as it came, byte for byte; of a made-up one its true form. */
const documentOf = (found: LookAt): Uint8Array =>
  Buffer.from('made' in found ? `${JSON.stringify(found.made, null, 2)}\n` : Buffer.from(found.native, 'base64'))

/** Looks into a sandbox system of the gateway that runs: its books, or one document of them. */
export const sandboxLook: Command = {
  usage: 'AGENCY [KEY]',
  title: {
    vi: 'Xem bên trong một hệ thống giả lập: đang có gì, đã nhận gì, được hỏi gì; hoặc một tài liệu: đã nhận thì nguyên dạng, tự có thì ở dạng chung',
    en: 'Look into a sandbox system: what it holds, received and was asked; or at one document: a received one as it came, one of its own in the shared form',
  },
  async run(args) {
    const { positionals } = parsed(args, {}, 2)
    const [agency, key] = positionals
    const query = key === undefined ? '' : `?${new URLSearchParams({ ma: key })}`
    const { status, text } = await askSandbox(agency, `/_sandbox/look${query}`)
    if (status !== 200) {
      process.stderr.write(`không có · none: ${key ?? text}\n`)
      return 1
    }
    const told: unknown = JSON.parse(text)
    process.stdout.write(key === undefined ? wholeText(told as Look) : documentOf(told as LookAt))
    return 0
  },
}
