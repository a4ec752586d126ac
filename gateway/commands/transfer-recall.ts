import { postJson } from '../development/signing-system.ts'
import { recallCodes } from '../release/transfers/recall-rows.ts'
import { type Command, needed, parsed, Usage } from './command.ts'
import { asSystem, inboxUsage, transferIn } from './inbox-client.ts'
import { reachingOptions } from './reached-gateway.ts'
import { refused } from './refused-reply.ts'

const options = { ...reachingOptions, reason: { type: 'string' }, text: { type: 'string' } } as const

/** Calls a transfer back, with a reason of the list and a text for its receiver. */
export const transferRecall: Command = {
  usage: `${inboxUsage} --reason ${recallCodes.join('|')} --text TEXT ID`,
  title: {
    vi: 'Thu hồi một lần chuyển giao: chưa giao thì xóa ngay, đã giao thì bên nhận phải xử lý và xác nhận',
    en: 'Call a transfer back: erased if it was never handed out, else its receiver has to act and to confirm it',
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const id = transferIn(positionals)
    const code = recallCodes.find((known) => known === needed(values.reason, 'reason'))
    if (!code) throw new Usage(`--reason: ${recallCodes.join(' | ')}`)
    const reason = { code, text: needed(values.text, 'text') }
    return asSystem(values, async (as) => {
      const reply = await postJson(as, `/v1/transfers/${id}/recall`, { reason })
      if (reply.status !== 200) return refused(reply)
      const { dueAt } = reply.json.recall
      const told = dueAt
        ? `bên nhận phải xác nhận trước · its receiver has to confirm by  ${dueAt}`
        : 'chưa giao, đã xóa · never handed out, erased'
      process.stdout.write(`${id}  recalled  ${told}\n`)
      return 0
    })
  },
}
