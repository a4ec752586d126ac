import { type Command, parsed } from './command.ts'
import { asSystem, inboxUsage } from './inbox-client.ts'
import { reachingOptions } from './reached-gateway.ts'
import { refused } from './refused-reply.ts'

const options = {
  ...reachingOptions,
  given: { type: 'boolean' },
  supervised: { type: 'boolean' },
  overdue: { type: 'boolean' },
  state: { type: 'string' },
  json: { type: 'boolean' },
} as const

interface Answer {
  readonly state: string
  readonly dueAt: string
  readonly done?: { readonly code: string }
}

interface Item extends Answer {
  readonly id: string
  readonly kind: string
  readonly reason: { readonly code: string }
  /** Of one that was received. */
  readonly from?: string
  readonly about?: { readonly dossiers: readonly string[]; readonly transfers: readonly string[] }
  /** Of one that was given, or is supervised. */
  readonly receivers?: readonly (Answer & { readonly agency: string })[]
  /** Of one that is supervised. */
  readonly dossiers?: readonly string[]
}

const answerText = ({ state, dueAt, done }: Answer): string => `${done?.code ?? state}  ${dueAt}`

/** A receiver, what it did, and by when it is or was to say so. */
export const receiverLine = (receiver: Answer & { readonly agency: string }): string =>
  `  ${receiver.agency}  ${answerText(receiver)}\n`

function linesOf({ id, kind, reason, from, about, receivers, dossiers = [], ...answer }: Item): string {
  const head = [id, kind, reason.code]
  if (receivers)
    return `${[...head, ...(from ? [from] : []), receivers.length, ...dossiers].join('  ')}\n${receivers.map(receiverLine).join('')}`
  const names = [...(about?.dossiers ?? []), ...(about?.transfers ?? [])]
  return `${[...head, from, answerText(answer), ...names].join('  ')}\n`
}

/** Lists directives, oldest first: those that reached the agency, that it gave, or about matters that it supervises; with `--json` one object a line. */
export const directiveList: Command = {
  usage: `${inboxUsage} [--given|--supervised] [--state open|acknowledged] [--overdue] [--json]`,
  title: {
    vi: 'Liệt kê chỉ dẫn đến cơ quan, do cơ quan ra, hoặc về vụ việc cơ quan kiểm sát',
    en: 'List the directives that reached the agency, that it gave, or about matters that it supervises',
  },
  async run(args) {
    const { values } = parsed(args, options)
    return asSystem(values, async ({ call }) => {
      const query = new URLSearchParams({
        first: '100',
        ...(values.given && { given: 'true' }),
        ...(values.supervised && { supervised: 'true' }),
        ...(values.overdue && { overdue: 'true' }),
        ...(values.state && { state: values.state }),
      })
      for (;;) {
        const reply = await call(`/v1/directives?${query}`)
        if (reply.status !== 200) return refused(reply)
        for (const item of reply.json.items as readonly Item[])
          process.stdout.write(values.json ? `${JSON.stringify(item)}\n` : linesOf(item))
        if (reply.json.next === undefined) return 0
        query.set('after', reply.json.next)
      }
    })
  },
}
