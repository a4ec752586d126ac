import { type Command, parsed } from './command.ts'
import { asSystem, type DeadLetter, inboxUsage, printList } from './inbox-client.ts'
import { reachingOptions } from './reached-gateway.ts'

const options = {
  ...reachingOptions,
  state: { type: 'string' },
  overdue: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

interface Item {
  readonly id: string
  readonly receiver: string
  readonly kind: string
  readonly state: string
  readonly receivedAt: string
  readonly deadLetter?: DeadLetter
}

const lineOf = ({ id, state, receiver, kind, receivedAt, deadLetter }: Item): string =>
  [id, state, receiver, kind, receivedAt, deadLetter?.reason ?? ''].join('  ').trimEnd()

/** Lists what the agency handed over, oldest first: one line each, or with `--json` one object a line. */
export const transferList: Command = {
  usage: `${inboxUsage} [--state receipted|delivered|acknowledged|refused|recalled|dead-letter] [--overdue] [--json]`,
  title: {
    vi: 'Liệt kê những gì cơ quan đã chuyển giao; --overdue: đã thu hồi mà bên nhận quá hạn chưa xác nhận',
    en: 'List what the agency handed over; --overdue: recalled, and its receiver owes its word on it',
  },
  async run(args) {
    const { values } = parsed(args, options)
    const asked = { state: values.state, ...(values.overdue && { overdue: 'true' }) }
    return asSystem(values, (as) => printList(as, '/v1/transfers', asked, values.json ? undefined : lineOf))
  },
}
