import { type Command, parsed, Usage } from './command.ts'
import { askSandbox } from './sandbox-client.ts'

/** Makes a sandbox system of the gateway that runs behave badly until it is told otherwise; `none` ends it. */
export const sandboxMisbehave: Command = {
  usage: 'AGENCY MODE [--dossier KEY]',
  title: {
    vi: 'Bắt một hệ thống giả lập hỏng theo cách định trước, cho mọi yêu cầu hoặc một hồ sơ (none: bình thường trở lại)',
    en: 'Make a sandbox system behave badly, for everything or one dossier (none: well again)',
  },
  async run(args) {
    const { positionals, values } = parsed(args, { dossier: { type: 'string' } }, 2)
    const [agency, mode] = positionals
    const { dossier } = values
    // Without one the sandbox says which there are.
    const asked = { mode: mode ?? '', ...(dossier !== undefined && { dossier }) }
    const { status, text } = await askSandbox(agency, '/_sandbox/misbehave', asked)
    if (status !== 200) throw new Usage((JSON.parse(text) as { error: string }).error)
    process.stdout.write(`${text}\n`)
    return 0
  },
}
