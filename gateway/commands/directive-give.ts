import { postJson } from '../development/signing-system.ts'
import { kindCodes, kinds, reasonCodes } from '../release/directives/kinds.ts'
import { type Command, needed, parsed } from './command.ts'
import { receiverLine } from './directive-list.ts'
import { asSystem, inboxUsage } from './inbox-client.ts'
import { reachingOptions, type Values } from './reached-gateway.ts'
import { refused } from './refused-reply.ts'

const options = {
  ...reachingOptions,
  kind: { type: 'string' },
  reason: { type: 'string' },
  text: { type: 'string' },
  key: { type: 'string' },
  system: { type: 'string' },
  type: { type: 'string' },
  number: { type: 'string' },
  transfers: { type: 'string' },
  'determined-by': { type: 'string' },
  officer: { type: 'string' },
  'determined-at': { type: 'string' },
  'list-item': { type: 'string' },
} as const

function determinedIn(values: Values): object {
  const names = ['determined-by', 'determined-at', 'list-item', 'officer']
  if (names.every((name) => values[name] === undefined)) return {}
  const [agency, at, listItem] = names.map((name) => (name === 'officer' ? '' : needed(values[name], name)))
  const { officer } = values
  return { determined: { agency, at, listItem, ...(officer !== undefined && { officer }) } }
}

function directiveIn(values: Values): object {
  const said = (name: string) => needed(values[name], name)
  const { transfers } = values
  return {
    ...{ key: said('key'), kind: said('kind'), reason: { code: said('reason'), text: said('text') } },
    record: {
      system: typeof values.system === 'string' ? values.system : said('as'),
      ...{ type: said('type'), value: said('number') },
    },
    ...determinedIn(values),
    ...(typeof transfers === 'string' && { transfers: transfers.split(',') }),
  }
}

/** Directs whoever was given something of a record: its id, and a line for each agency that it reached. */
export const directiveGive: Command = {
  usage: [
    `${inboxUsage}`,
    `--kind ${kindCodes.join('|')} --reason ${reasonCodes.join('|')} --text TEXT --key IDEMPOTENCY_KEY`,
    '--type TYPE --number OWN_NUMBER [--system SYSTEM] [--transfers ID,ID…]',
    '[--determined-by AGENCY --determined-at DATE --list-item ITEM [--officer OFFICER]]',
  ].join('\n      '),
  title: {
    vi: `Ra chỉ dẫn (${Object.values(kinds)
      .map(({ title }) => title.vi.toLowerCase())
      .join('; ')}) theo một hồ sơ của cơ quan, đến những nơi đã được cung cấp`,
    en: 'Direct whoever was given something of a record of the agency to correct, relabel, seal or erase it',
  },
  async run(args) {
    const { values } = parsed(args, options)
    const directive = directiveIn(values)
    return asSystem(values, async (as) => {
      const reply = await postJson(as, '/v1/directives', directive)
      if (reply.status > 201) return refused(reply)
      const { id, kind, receivers } = reply.json
      process.stdout.write(`${id}  ${kind}  ${receivers.length}\n${receivers.map(receiverLine).join('')}`)
      return 0
    })
  },
}
