import { type Command, parsed, Usage } from './command.ts'
import { askSandbox } from './sandbox-client.ts'

/** Has the holder of a matter, a sandbox system of the gateway that runs, decide on it: agencies that are to be told of that are told by the gateway. */
export const sandboxDecide: Command = {
  usage: 'AGENCY KEY DECISION',
  title: {
    vi: 'Cho một hệ thống giả lập ra một quyết định trong vụ việc của nó; cổng tự báo cho cơ quan được báo',
    en: 'Have a sandbox system take a decision in a matter of its own; the gateway tells who is to be told',
  },
  async run(args) {
    const { positionals } = parsed(args, {}, 3)
    const [agency, ma = '', quyetDinh = ''] = positionals
    const { status, text } = await askSandbox(agency, '/_sandbox/touch', { ma, quyetDinh })
    if (status !== 200) throw new Usage((JSON.parse(text) as { error: string }).error)
    process.stdout.write(`${text}\n`)
    return 0
  },
}
