import { type Command, parsed } from './command.ts'
import { asSystem, inboxUsage } from './inbox-client.ts'
import { reachingOptions } from './reached-gateway.ts'
import { refused } from './refused-reply.ts'

const options = { ...reachingOptions, state: { type: 'string' }, json: { type: 'boolean' } } as const

interface Item {
  readonly id: string
  readonly from: string
  readonly kind: string
  readonly state: string
  readonly receivedAt: string
  readonly mediaType: string
  readonly bytes: number
}

const lineOf = ({ id, state, from, kind, receivedAt, mediaType, bytes }: Item): string =>
  [id, state, from, kind, receivedAt, mediaType, `${bytes} B`].join('  ')

/** Lists what was handed over to the agency, oldest first: one line each, or with `--json` one object a line. */
export const inboxList: Command = {
  usage: `${inboxUsage} [--state receipted|delivered|acknowledged|refused|recalled|dead-letter] [--json]`,
  title: { vi: 'Liệt kê những gì được chuyển giao đến cơ quan', en: 'List what was handed over to the agency' },
  async run(args) {
    const { values } = parsed(args, options)
    return asSystem(values, async ({ call }) => {
      const query = new URLSearchParams({ first: '100', ...(values.state && { state: values.state }) })
      for (;;) {
        const reply = await call(`/v1/inbox?${query}`)
        if (reply.status !== 200) return refused(reply)
        for (const item of reply.json.items as readonly Item[])
          process.stdout.write(`${values.json ? JSON.stringify(item) : lineOf(item)}\n`)
        if (reply.json.next === undefined) return 0
        query.set('after', reply.json.next)
      }
    })
  },
}
