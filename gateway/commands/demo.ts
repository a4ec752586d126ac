import { loadProcessConfig } from '../config/config.ts'
import { words } from '../development/demo/words.ts'
import { readRunFile } from '../development/run-file.ts'
import { type Command, parsed, Usage } from './command.ts'

/** Exit code 1 when anything is not as the policies and the stories say, 130 when it was interrupted. */
export const demo: Command = {
  usage: '[--en]',
  title: {
    vi: 'Một hồ sơ dưới mắt từng cơ quan, một nguồn ngừng trả lời, một lần chuyển giao, và nhật ký không sửa được',
    en: 'One dossier as each agency sees it, a source that goes down, a matter handed over, and a log that can not be changed unseen',
  },
  async run(args) {
    const { values } = parsed(args, { en: { type: 'boolean' } })
    const language = values.en ? 'en' : 'vi'
    const config = loadProcessConfig()
    if (config.mode !== 'development') throw new Usage('chỉ khi phát triển · development only')
    // Only now: it brings the whole gateway with it, which no other command needs.
    const { demonstrate } = await import('../development/demo/demo.ts')
    const { temporaryGateway } = await import('../development/demo/temporary.ts')
    // Not cut short: a server would be left behind, and a source of the running gateway down. A second signal does cut it.
    let interrupted = false
    const interrupt = () => {
      interrupted = true
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt)
    // Whoever read it went away, such as `head`.
    process.stdout.on('error', interrupt)
    const print = (line: string) => interrupted || process.stdout.write(`${line}\n`)
    const running = readRunFile(config.dataDir)
    print(running ? `${words.using[language]}: ${running.url}` : words.starting[language])
    let own: Awaited<ReturnType<typeof temporaryGateway>> | undefined
    try {
      own = running ? undefined : await temporaryGateway(config)
      if (interrupted) return 130
      const different = await demonstrate({ run: running ?? own!.run, sandbox: config.sandbox, language, print })
      return interrupted ? 130 : different === 0 ? 0 : 1
    } catch (error) {
      // From a terminal the signal went to the sandboxes too.
      if (interrupted) return 130
      throw error
    } finally {
      await own?.stop()
    }
  },
}
