import { type Command, parsed, Usage } from './command.ts'
import { asPerson, personOptions, personUsage, refused } from './quarantine-client.ts'
import { placeText } from './refused-reply.ts'

const options = {
  ...personOptions,
  state: { type: 'string' },
  agency: { type: 'string' },
  json: { type: 'boolean' },
} as const

interface Item {
  readonly id: string
  readonly state: string
  readonly agency: string
  readonly transport: string
  readonly reason: string
  readonly receivedAt: string
  readonly seen: number
  readonly adapter: string
  readonly findings: readonly { readonly code: string; readonly pointer: string; readonly line?: number }[]
}

const lineOf = ({ id, state, agency, transport, reason, receivedAt, seen, adapter, findings }: Item): string =>
  [id, state, agency, transport, receivedAt, `×${seen}`, reason, adapter, findings[0] ? placeText(findings[0]) : '']
    .join('  ')
    .trimEnd()

/** Lists what is in quarantine, oldest first: one line each, or with `--json` one object a line with all findings. Content is never in it. */
export const quarantineList: Command = {
  usage: `${personUsage} [--state held|released|returned|expired|superseded|shredded] [--agency AGENCY] [--json] [ID]`,
  title: { vi: 'Liệt kê tài liệu bị cách ly, hoặc xem một mục', en: 'List what is in quarantine, or look at one item' },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const [id] = positionals
    return asPerson(values, ['quarantine:list'], async ({ get }) => {
      if (id !== undefined) {
        if (!/^[\w-]+$/.test(id)) throw new Usage(`ID: ${id}`)
        const reply = await get(`/v1/quarantine/${id}`)
        if (reply.status !== 200) return refused(reply)
        process.stdout.write(`${JSON.stringify(reply.json, null, 2)}\n`)
        return 0
      }
      const query = new URLSearchParams({ first: '100' })
      for (const name of ['state', 'agency'] as const) if (values[name]) query.set(name, values[name])
      for (let any = false; ; ) {
        const reply = await get(`/v1/quarantine?${query}`)
        if (reply.status !== 200) return refused(reply)
        for (const item of reply.json.items as readonly Item[])
          process.stdout.write(`${values.json ? JSON.stringify(item) : lineOf(item)}\n`)
        any ||= reply.json.items.length > 0
        if (reply.json.next === undefined) {
          if (!any)
            process.stderr.write('không có mục nào mà cơ quan này được biết · nothing that this agency may know of\n')
          return 0
        }
        query.set('after', reply.json.next)
      }
    })
  },
}
