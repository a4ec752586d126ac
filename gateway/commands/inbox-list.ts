import { type Command, parsed } from './command.ts'
import { asSystem, type DeadLetter, inboxUsage, printList } from './inbox-client.ts'
import { reachingOptions } from './reached-gateway.ts'

const options = { ...reachingOptions, state: { type: 'string' }, json: { type: 'boolean' } } as const

interface Item {
  readonly id: string
  readonly from: string
  readonly kind: string
  readonly state: string
  readonly receivedAt: string
  readonly mediaType: string
  readonly bytes: number
  readonly deadLetter?: DeadLetter
  readonly dossier?: string
  readonly attachmentsWithheld?: true
}

const lineOf = (item: Item): string => {
  const { id, state, from, kind, receivedAt, mediaType, bytes, deadLetter, dossier, attachmentsWithheld } = item
  const less = attachmentsWithheld && '− tài liệu kèm · papers'
  const parts = [id, state, from, kind, receivedAt, mediaType, `${bytes} B`, deadLetter?.reason, dossier, less]
  return parts.filter(Boolean).join('  ')
}

/** Lists what was handed over to the agency, oldest first: one line each, with the dossier that it may ask for, or with `--json` one object a line. */
export const inboxList: Command = {
  usage: `${inboxUsage} [--state receipted|delivered|acknowledged|refused|recalled|dead-letter] [--json]`,
  title: { vi: 'Liệt kê những gì được chuyển giao đến cơ quan', en: 'List what was handed over to the agency' },
  async run(args) {
    const { values } = parsed(args, options)
    const line = values.json ? undefined : lineOf
    return asSystem(values, (as) => printList(as, '/v1/inbox', { state: values.state }, line))
  },
}
