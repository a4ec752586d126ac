#!/usr/bin/env node
/** The `lienthong` command: which words lead to which command. Each command is a file in commands/. */
import { auditVerify } from './commands/audit-verify.ts'
import { certsDev } from './commands/certs-dev.ts'
import { type Command, Usage } from './commands/command.ts'
import { tokenGet } from './commands/token-get.ts'

const commands: readonly Command[] = [certsDev, tokenGet, auditVerify]

const help = (): string =>
  [
    'Cách dùng · Usage:',
    ...commands.map(
      ({ words, usage, title }) => `  lienthong ${words.join(' ')} ${usage}\n      ${title.vi} · ${title.en}`,
    ),
    '',
  ].join('\n')

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
    if (!(error instanceof Usage)) throw error
    process.stderr.write(`${error.message}\nlienthong ${command.words.join(' ')} ${command.usage}\n`)
    return 2
  }
}

process.exitCode = await run(process.argv.slice(2))
