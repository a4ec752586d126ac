import { postJson } from '../development/signing-system.ts'
import { type Command, parsed } from './command.ts'
import { asSystem, inboxUsage, transferIn } from './inbox-client.ts'
import { reachingOptions } from './reached-gateway.ts'
import { refused } from './refused-reply.ts'

/** Has a document pushed to the agency's own system again: one that it could not take, or took and lost. */
export const inboxPush: Command = {
  usage: `${inboxUsage} ID`,
  title: {
    vi: 'Yêu cầu cổng đẩy lại một tài liệu vào hệ thống của cơ quan',
    en: "Have a document pushed to the agency's own system again",
  },
  async run(args) {
    const { values, positionals } = parsed(args, reachingOptions, 1)
    const id = transferIn(positionals)
    return asSystem(values, async (as) => {
      const reply = await postJson(as, `/v1/transfers/${id}/push`, {})
      if (reply.status !== 202) return refused(reply)
      const { attempts, nextAt } = reply.json.delivery
      process.stdout.write([id, `×${attempts}`, nextAt ?? ''].join('  ').trimEnd())
      process.stdout.write('\n')
      return 0
    })
  },
}
