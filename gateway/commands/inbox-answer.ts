import { acknowledge, type SigningSystem, type Word } from '../development/signing-system.ts'
import { refusalCodes } from '../identity/transfer-acknowledgement.ts'
import { type Command, needed, parsed, Usage } from './command.ts'
import { asSystem, inboxUsage, transferIn } from './inbox-client.ts'
import { reachingOptions, type Values } from './reached-gateway.ts'
import { refused } from './refused-reply.ts'

const takingOptions = { ...reachingOptions, number: { type: 'string' } } as const
const refusingOptions = { ...takingOptions, reason: { type: 'string' }, text: { type: 'string' } } as const

/** Says what came of the agency's word. */
async function answered(as: SigningSystem, id: string, values: Values, reason?: Word['reason']): Promise<number> {
  const number = typeof values.number === 'string' && { nativeKey: values.number }
  const reply = await acknowledge(as, id, { ...(reason && { reason }), ...number })
  if (reply.status !== 200) return refused(reply)
  process.stdout.write(`${reply.json.id}  ${reply.json.state}  ${reply.json.at}\n`)
  return 0
}

function reasonOf({ reason, text }: Values): NonNullable<Word['reason']> {
  const code = refusalCodes.find((known) => known === needed(reason, 'reason'))
  if (!code) throw new Usage(`--reason: ${refusalCodes.join(' | ')}`)
  return { code, ...(typeof text === 'string' && { text }) }
}

/** Acknowledges a transfer with the agency's signature over the gateway's receipt. */
export const inboxAcknowledge: Command = {
  usage: `${inboxUsage} [--number OWN_NUMBER] ID`,
  title: {
    vi: 'Xác nhận đã nhận một lần chuyển giao, ký trên biên nhận',
    en: "Acknowledge a transfer by the agency's signature over its receipt",
  },
  async run(args) {
    const { values, positionals } = parsed(args, takingOptions, 1)
    return asSystem(values, (as) => answered(as, transferIn(positionals), values))
  },
}

/** Refuses a transfer, with a reason of the list. */
export const inboxRefuse: Command = {
  usage: `${inboxUsage} --reason ${refusalCodes.join('|')} [--text TEXT] [--number OWN_NUMBER] ID`,
  title: { vi: 'Từ chối một lần chuyển giao, có lý do', en: 'Refuse a transfer, with a reason' },
  async run(args) {
    const { values, positionals } = parsed(args, refusingOptions, 1)
    const reason = reasonOf(values)
    return asSystem(values, (as) => answered(as, transferIn(positionals), values, reason))
  },
}
