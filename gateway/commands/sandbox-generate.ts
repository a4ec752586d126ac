import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { momentOf } from '../../schemas/clocks/calendar.ts'
import { firstYear, lastYear } from '../../schemas/generated/holidays.ts'
import { limits } from '../limits.ts'
import { type Command, needed, parsed, Usage } from './command.ts'

const adapters = join(import.meta.dirname, '../../adapters')

/** Agencies whose sandbox can generate data. */
const generating = (): readonly string[] =>
  readdirSync(adapters).filter((agency) => existsSync(join(adapters, agency, 'sandbox/generate.ts')))

function wholeNumber(text: string, name: string, from: number, to: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (value >= from && value <= to) return value
  throw new Usage(`--${name}: ${from} … ${to}`)
}

/** The made-up matters reach back for more than a year, and their clocks ahead for some months. */
function dayIn(text: string): string {
  const [from, to] = [firstYear + 2, lastYear - 1]
  if (text.length === 10 && momentOf(text) && text >= `${from}` && text < `${to + 1}`) return text
  throw new Usage(`--today: YYYY-MM-DD, ${from} … ${to}`)
}

const options = {
  dossiers: { type: 'string' },
  seed: { type: 'string' },
  out: { type: 'string' },
  today: { type: 'string' },
  broken: { type: 'string', default: '5' },
  agency: { type: 'string', multiple: true },
} as const

/** Writes made-up dossiers in the native forms of the agencies, with their true shared form beside (adapters/sandbox/generate.ts). */
export const sandboxGenerate: Command = {
  usage: '--dossiers N --seed S --out FOLDER [--today YYYY-MM-DD] [--broken PERCENT] [--agency ID …]',
  title: {
    vi: 'Tạo hồ sơ giả lập ở mọi quy mô, theo định dạng của từng cơ quan, kèm dạng chung đúng',
    en: 'Make dossiers of any scale in the format of each agency, with their true shared form',
  },
  async run(args) {
    const { values } = parsed(args, options)
    const known = generating()
    const agencies = values.agency ?? known
    if (agencies.some((agency) => !known.includes(agency))) throw new Usage(`--agency: ${known.join(' | ')}`)
    const order = {
      dossiers: wholeNumber(needed(values.dossiers, 'dossiers'), 'dossiers', 1, limits.sandbox.dossiers_max),
      seed: wholeNumber(needed(values.seed, 'seed'), 'seed', 0, 0xffff_ffff),
      out: resolve(needed(values.out, 'out')),
      ...(values.today !== undefined && { today: dayIn(values.today) }),
      broken_percent: wholeNumber(values.broken, 'broken', 0, 100),
      agencies: [...new Set(agencies)],
    }
    const child = spawn(process.execPath, [join(adapters, 'sandbox/generate.ts'), JSON.stringify(order)], {
      stdio: ['pipe', 'inherit', 'inherit'],
    })
    const [code] = await once(child, 'close')
    if (code === 0) process.stdout.write(`${join(order.out, 'manifest.json')}\n`)
    return code === 0 ? 0 : 1
  },
}
