import { postJson } from '../development/signing-system.ts'
import { doneCodes } from '../release/directives/kinds.ts'
import { type Command, needed, parsed, Usage } from './command.ts'
import { asSystem, inboxUsage } from './inbox-client.ts'
import { reachingOptions } from './reached-gateway.ts'
import { refused } from './refused-reply.ts'

const options = { ...reachingOptions, done: { type: 'string' }, text: { type: 'string' } } as const

/** Says, signed, what the agency did about a directive. */
export const directiveAcknowledge: Command = {
  usage: `${inboxUsage} --done ${doneCodes.join('|')} --text TEXT ID`,
  title: {
    vi: 'Xác nhận cơ quan đã làm gì theo một chỉ dẫn',
    en: 'Say what the agency did about a directive',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const [id] = positionals
    if (id === undefined || !/^[\w-]+$/.test(id)) throw new Usage('thiếu mã chỉ dẫn · which directive?')
    const done = { code: needed(values.done, 'done'), text: needed(values.text, 'text') }
    return asSystem(values, async (as) => {
      const reply = await postJson(as, `/v1/directives/${id}/acknowledgement`, { done })
      if (reply.status !== 200) return refused(reply)
      process.stdout.write(`${reply.json.id}  ${reply.json.done.code}  ${reply.json.done.at}\n`)
      return 0
    })
  },
}
