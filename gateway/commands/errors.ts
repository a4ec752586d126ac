import { nearest } from '../config/suggest.ts'
import { catalogue, type ErrorCode, type Party } from '../errors/catalogue.ts'
import { type Command, parsed } from './command.ts'

const parties: Readonly<Record<Party, string>> = {
  caller: 'bên gọi · the caller',
  gateway: 'người vận hành cổng · the operator of the gateway',
  source: 'hệ thống nguồn · the source system',
}

const codes = Object.keys(catalogue).sort() as readonly ErrorCode[]

const isCode = (text: string): text is ErrorCode => Object.hasOwn(catalogue, text)

const lineOf = (code: ErrorCode): string => {
  const { status, party, title } = catalogue[code]
  return `${status}  ${party.padEnd(7)}  ${code}: ${title.vi} · ${title.en}`
}

const whole = (code: ErrorCode): string => {
  const { status, party, title, detail } = catalogue[code]
  const lines = [title.vi, detail.vi, title.en, detail.en, `ai phải làm · who must act: ${parties[party]}`]
  return [`${code}  ${status}`, ...lines.map((line) => `  ${line}`)].join('\n')
}

/** Prints every error code with its status, the party that must act and its title; of one code, or of its URN, what to change. */
export const errors: Command = {
  usage: '[CODE] [--json]',
  title: { vi: 'các mã lỗi: ai phải làm và sửa gì', en: 'the error codes: who must act, and what to change' },
  async run(args) {
    const { values, positionals } = parsed(args, { json: { type: 'boolean' } }, 1)
    const said = positionals[0]?.replace(/^urn:lienthong:error:/, '')
    if (said !== undefined && !isCode(said)) {
      const near = nearest(said, codes)
      const hint = near === undefined ? '' : `; ${near}?`
      process.stderr.write(`không có mã lỗi này · no such code: ${said}${hint}\n`)
      return 1
    }
    const wanted = said === undefined ? codes : [said]
    const text = values.json
      ? JSON.stringify(Object.fromEntries(wanted.map((code) => [code, catalogue[code]])), undefined, 2)
      : wanted.map(said === undefined ? lineOf : whole).join('\n')
    process.stdout.write(`${text}\n`)
    return 0
  },
}
