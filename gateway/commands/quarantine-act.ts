import { readFileSync } from 'node:fs'
import { type Command, needed, parsed, Usage } from './command.ts'
import {
  asPerson,
  comparisonText,
  type Person,
  type PersonValues,
  personOptions,
  personUsage,
  refused,
} from './quarantine-client.ts'

const options = { ...personOptions, reason: { type: 'string' }, json: { type: 'boolean' } } as const
/** Only of what can be tried: elsewhere `--dry-run` is refused instead of being passed over. */
const tryingOptions = { ...options, 'dry-run': { type: 'boolean' } } as const

type Act = 'try' | 'release' | 'correct' | 'return' | 'expire'

/** Posts the act and tells what came of it: the state of the item, and what today's adapter makes of the document. */
async function done({ post }: Person, act: Act, id: string, content: object, values: PersonValues): Promise<number> {
  const reply = await post(`/v1/quarantine/${id}/${act}`, content)
  if (reply.status !== 200) return refused(reply)
  const { item, comparison } = reply.json
  if (values.json) process.stdout.write(`${JSON.stringify(reply.json)}\n`)
  else process.stdout.write(`${item.id}  ${item.state}\n${comparison ? comparisonText(comparison) : ''}`)
  return 0
}

function idIn([id]: readonly string[]): string {
  if (id === undefined || !/^[\w-]+$/.test(id)) throw new Usage('thiếu mã mục · which item?')
  return id
}

/** Asks for `act` on the one item that the command names. Throws Usage. */
async function settle(act: Act, positionals: readonly string[], values: PersonValues): Promise<number> {
  const id = idIn(positionals)
  const content = { reason: needed(values.reason, 'reason') }
  return asPerson(values, ['quarantine:settle'], (person) => done(person, act, id, content, values))
}

const settling = (act: 'return' | 'expire', title: Command['title']): Command => ({
  usage: `${personUsage} --reason TEXT [--json] ID`,
  title,
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    return settle(act, positionals, values)
  },
})

/** Takes an item by today's adapter; `--dry-run` tells what would be different, and takes nothing. */
export const quarantineRelease: Command = {
  usage: `${personUsage} --reason TEXT [--dry-run] [--json] ID`,
  title: { vi: 'Nhận một mục cách ly bằng bộ chuyển đổi hiện nay', en: "Release an item: take it by today's adapter" },
  async run(args) {
    const { values, positionals } = parsed(args, tryingOptions, 1)
    return settle(values['dry-run'] ? 'try' : 'release', positionals, values)
  },
}

/** Gives an item back to its sender with its findings. */
export const quarantineReturn = settling('return', {
  vi: 'Trả một mục cách ly lại bên gửi',
  en: 'Return an item to its sender',
})

/** Erases the content of an item before its time. */
export const quarantineExpire = settling('expire', {
  vi: 'Xóa nội dung một mục cách ly trước hạn',
  en: 'Erase the content of an item before its time',
})

/** Puts a corrected document in the place of an item that one's own agency sent. */
export const quarantineCorrect: Command = {
  usage: `${personUsage} --reason TEXT [--json] ID FILE`,
  title: {
    vi: 'Thay một mục cách ly của cơ quan mình bằng bản đã sửa',
    en: "Put a corrected document in the place of an item that one's own agency sent",
  },
  async run(args) {
    const { values, positionals } = parsed(args, options, 2)
    const id = idIn(positionals)
    const [, file] = positionals
    if (file === undefined) throw new Usage('thiếu tệp đã sửa · which file?')
    const content = { reason: needed(values.reason, 'reason'), document: readFileSync(file).toString('base64') }
    return asPerson(values, ['quarantine:open', 'quarantine:settle'], (person) =>
      done(person, 'correct', id, content, values),
    )
  },
}
