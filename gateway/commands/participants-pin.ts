import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { loadProcessConfig } from '../config/config.ts'
import { signersOf } from '../identity/bundle-load.ts'
import { personOf } from '../identity/bundle-signatures.ts'
import { acceptedName, pinnedName } from '../identity/bundle-trust.ts'
import { writeOver } from '../identity/key-file.ts'
import { pinOf } from '../identity/public-key.ts'
import { type Command, parsed } from './command.ts'
import { agreed, examineFolder, policiesHere, toldViolations } from './participants-folder.ts'

/** Makes this node trust, for its first bundle, the signers whom a folder names: who they are is for a person to compare. */
export const participantsPin: Command = {
  usage: '[DIR] [--yes]',
  title: {
    vi: 'Ghim những người ký mà nút này tin cho gói đầu tiên (thư mục dữ liệu, trust/signers.json)',
    en: 'Pin the signers whom this node trusts for its first bundle (data folder, trust/signers.json)',
  },
  async run(args) {
    const { values, positionals } = parsed(args, { yes: { type: 'boolean' } } as const, 1)
    const trustDir = join(loadProcessConfig().dataDir, 'trust')
    const accepted = join(trustDir, acceptedName)
    if (existsSync(accepted)) {
      process.stderr.write(
        `đã có gói được nhận; người ký chỉ đổi bằng gói sau · a bundle was accepted, signers change by the next one: ${accepted}\n`,
      )
      return 1
    }
    const { content, violations } = await examineFolder(positionals[0] ?? policiesHere())
    const signers = signersOf(content.participants).filter(({ roles }) => roles.includes('bundle'))
    if (violations.length > 0 || signers.length < 2) {
      process.stderr.write(
        violations.length > 0 ? toldViolations(violations) : 'cần ít nhất hai người ký · two signers at least\n',
      )
      return 1
    }
    for (const signer of signers)
      for (const jwk of signer.jwks.keys)
        process.stdout.write(`${personOf(signer)}  ${signer.name}  ${jwk.kid}  SHA-256 ${pinOf(jwk)}\n`)
    if (!(await agreed(values.yes, 'ghim', 'Ghim những người này?', 'Pin these persons?'))) return 1
    mkdirSync(trustDir, { recursive: true, mode: 0o700 })
    const path = join(trustDir, pinnedName)
    await writeOver(path, `${JSON.stringify({ signers }, null, 2)}\n`)
    process.stdout.write(`${path}\n`)
    return 0
  },
}
