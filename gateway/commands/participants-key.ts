import { readFileSync } from 'node:fs'
import { registeredKeyIn } from '../identity/registered-key.ts'
import { Unusable } from '../identity/violation.ts'
import { type Command, parsed, Usage } from './command.ts'

/** Tells how a key is to be written into the registry; of a private key the public half. */
export const participantsKey: Command = {
  usage: 'FILE.pem   (khóa công khai, hoặc khóa riêng · a public key, or a private one)',
  title: {
    vi: 'In khóa công khai ở dạng dùng trong danh bạ (jwks.keys)',
    en: 'Print the public key as the registry has it (jwks.keys)',
  },
  async run(args) {
    const [file] = parsed(args, {}, 1).positionals
    if (file === undefined) throw new Usage('thiếu tệp khóa · which key?')
    try {
      process.stdout.write(`${JSON.stringify(await registeredKeyIn(readFileSync(file, 'utf8')))}\n`)
      return 0
    } catch (error) {
      if (!(error instanceof Unusable)) throw error
      process.stderr.write(`${file}: ${error.message}\n`)
      return 1
    }
  },
}
