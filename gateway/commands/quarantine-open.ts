import { writeFileSync } from 'node:fs'
import { type Command, needed, parsed, Usage } from './command.ts'
import { asPerson, personOptions, personUsage, refused } from './quarantine-client.ts'

const options = { ...personOptions, reason: { type: 'string' }, out: { type: 'string' } } as const

/** Opens an item for an officer of the agency that sent it: its very bytes, into a file that only its owner reads. That it was opened is recorded first. */
export const quarantineOpen: Command = {
  usage: `${personUsage} --reason TEXT --out FILE|- ID`,
  title: { vi: 'Mở nội dung một mục cách ly của cơ quan mình', en: "Open an item that one's own agency sent" },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const [id] = positionals
    if (id === undefined) throw new Usage('thiếu mã mục · which item?')
    const [reason, out] = [needed(values.reason, 'reason'), needed(values.out, 'out')]
    return asPerson(values, ['quarantine:open'], async ({ post }) => {
      const reply = await post(`/v1/quarantine/${id}/open`, { reason })
      if (reply.status !== 200) return refused(reply)
      if (out === '-') process.stdout.write(reply.bytes)
      else writeFileSync(out, reply.bytes, { mode: 0o600, flag: 'wx' })
      return 0
    })
  },
}
