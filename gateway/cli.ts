#!/usr/bin/env node
/** The `lienthong` command: which words lead to which command. Each command is a file in commands/. */
import { auditVerify } from './commands/audit-verify.ts'
import { certsDev } from './commands/certs-dev.ts'
import { type Command, Usage } from './commands/command.ts'
import { demo } from './commands/demo.ts'
import { identityCheck } from './commands/identity-check.ts'
import { participantsDiff } from './commands/participants-diff.ts'
import { participantsSign } from './commands/participants-sign.ts'
import { participantsValidate } from './commands/participants-validate.ts'
import { sandboxGenerate } from './commands/sandbox-generate.ts'
import { schemaCodes } from './commands/schema-codes.ts'
import { schemaDiff } from './commands/schema-diff.ts'
import { tokenExplain } from './commands/token-explain.ts'
import { tokenGet } from './commands/token-get.ts'
import { tokenRevoke } from './commands/token-revoke.ts'
import { tokenRotateKey } from './commands/token-rotate-key.ts'
import { ConfigError } from './config/config.ts'

const commands: readonly Command[] = [
  demo,
  certsDev,
  identityCheck,
  tokenGet,
  tokenExplain,
  tokenRevoke,
  tokenRotateKey,
  auditVerify,
  schemaDiff,
  schemaCodes,
  sandboxGenerate,
  participantsValidate,
  participantsSign,
  participantsDiff,
]

const helpOf = ({ words, usage, title }: Command): string =>
  `  lienthong ${words.join(' ')} ${usage}\n      ${title.vi} · ${title.en}`

const help = (): string => ['Cách dùng · Usage:', ...commands.map(helpOf), ''].join('\n')

async function run(args: readonly string[]): Promise<number> {
  const command = commands.find(({ words }) => words.every((word, index) => args[index] === word))
  if (!command) {
    const asked = args.length === 0 || args.includes('--help') || args[0] === 'help'
    ;(asked ? process.stdout : process.stderr).write(help())
    return asked ? 0 : 2
  }
  try {
    return await command.run(args.slice(command.words.length))
  } catch (error) {
    if (error instanceof Usage || error instanceof ConfigError) {
      process.stderr.write(`${error.message}\n\nCách dùng · Usage:\n${helpOf(command)}\n`)
      return 2
    }
    // Of the system: a file, a connection. Anything else is a fault, whose stack is wanted.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    process.stderr.write(`không thực hiện được · failed: ${(error as Error).message}\n`)
    return 1
  }
}

process.exitCode = await run(process.argv.slice(2))
