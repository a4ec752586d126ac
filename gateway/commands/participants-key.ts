import { readFileSync } from 'node:fs'
import { registeredKeyIn } from '../identity/registered-key.ts'
import { Unusable } from '../identity/violation.ts'
import { type Command, parsed, Usage } from './command.ts'

/** Tells how a key is to be written into the registry; of a private key the public half. */
export const participantsKey: Command = {
  usage: '[--use enc] FILE.pem   (khóa công khai, hoặc khóa riêng · a public key, or a private one)',
  title: {
    vi: 'In khóa công khai ở dạng dùng trong danh bạ (jwks.keys; --use enc: auditKeys.keys của cán bộ kiểm toán)',
    en: "Print the public key as the registry has it (jwks.keys; --use enc: an audit officer's, auditKeys.keys)",
  },
  async run(args) {
    const { values, positionals } = parsed(args, { use: { type: 'string', default: 'sig' } } as const, 1)
    const [file] = positionals
    const { use } = values
    if (use !== 'sig' && use !== 'enc') throw new Usage('--use: sig | enc')
    if (file === undefined) throw new Usage('thiếu tệp khóa · which key?')
    try {
      process.stdout.write(`${JSON.stringify(await registeredKeyIn(readFileSync(file, 'utf8'), use))}\n`)
      return 0
    } catch (error) {
      if (!(error instanceof Unusable)) throw error
      process.stderr.write(`${file}: ${error.message}\n`)
      return 1
    }
  },
}
