import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import holidays from '../../schemas/clocks/holidays-override.json' with { type: 'json' }
import remote from '../../schemas/clocks/remote-communes.json' with { type: 'json' }
import { rules } from '../../schemas/clocks/rules.ts'
import {
  calendarDoubts,
  codeDoubts,
  communeDoubts,
  type Doubt,
  dayDoubts,
  indicatorDoubts,
  labelDoubts,
  purposeDoubts,
  routeDoubts,
  ruleDoubts,
} from '../../schemas/codes/doubts.ts'
import type { CodeList, Title } from '../../schemas/generate/model.ts'
import calendars from '../../schemas/statistics/calendars.json' with { type: 'json' }
import { indicators } from '../../schemas/statistics/indicators.ts'
import { type Command, parsed, Usage } from './command.ts'
import { policiesHere } from './participants-folder.ts'

const schemas = join(import.meta.dirname, '../../schemas')

const read = (path: string) => JSON.parse(readFileSync(join(schemas, path), 'utf8'))

const policyFile = (name: string) => JSON.parse(readFileSync(join(policiesHere(), name), 'utf8'))

/** Beside the code lists: what else carries marks of certainty. */
const others = [
  ['clocks', { title: { vi: 'Thời hạn theo luật', en: 'Legal time limits' } }],
  ['labels', { title: { vi: 'Nhãn mặc định của trường', en: 'Default labels of fields' } }],
  ['statistics', { title: { vi: 'Chỉ tiêu thống kê, năm báo cáo', en: 'Indicators, reporting years' } }],
  ['purposes', { title: { vi: 'Căn cứ pháp lý của mục đích truy cập', en: 'Legal bases of purposes of access' } }],
  ['routes', { title: { vi: 'Căn cứ của tuyến chuyển', en: 'Articles of routes of handing over' } }],
] as const

function codeLists(): readonly CodeList[] {
  const files = readdirSync(join(schemas, 'codes')).filter((file) => file.endsWith('.json'))
  return files.sort().map((file) => ({ name: file.replace(/\.json$/, ''), ...read(`codes/${file}`) }))
}

const doubtsBeside = (): readonly Doubt[] => [
  ...rules.flatMap(ruleDoubts),
  ...communeDoubts(remote.communes as Parameters<typeof communeDoubts>[0]),
  ...dayDoubts(holidays.off as Parameters<typeof dayDoubts>[0], { vi: 'ngày nghỉ', en: 'day off' }),
  ...dayDoubts(holidays.work as Parameters<typeof dayDoubts>[0], { vi: 'ngày làm bù', en: 'worked day' }),
  ...labelDoubts(read('labels.json').labels),
  ...indicatorDoubts(indicators),
  ...calendarDoubts(calendars.calendars as Parameters<typeof calendarDoubts>[0], calendars.uses),
  ...purposeDoubts(policyFile('purposes.json')),
  ...routeDoubts([...policyFile('routes.json').routes, ...policyFile('routes.json').never]),
]

const marks: readonly Doubt['confidence'][] = ['R!', 'R', '?', 'C*']

const sentence = ({ code, name, kind, about, source }: Doubt): string => {
  const what = kind === 'entry' && !about.vi.includes('(') ? '' : ` — ${about.vi}`
  const names = [...new Set([name.vi, name.en])].filter((text) => text !== code).join(' · ')
  return `${code}${names && `: ${names}`}${what}${source && ` — ${source}`}`
}

/** One line each, the most doubtful first; dates that one instrument gives to many codes are one line. */
function linesOf(doubts: readonly Doubt[]): readonly string[] {
  const facts = Map.groupBy(doubts, (doubt) => (doubt.kind === 'dates' ? doubt.about.vi + doubt.confidence : doubt))
  const lines = [...facts.values()].map((same) => {
    const [first, ...more] = same as [Doubt, ...Doubt[]]
    const sources = new Set(same.map(({ source }) => source))
    const source = sources.size === 1 ? ` — ${first.source}` : ''
    const codes = `${same.length} mã · codes ${first.code} … ${more.at(-1)?.code} — ${first.about.vi}${source}`
    return { mark: first.confidence, text: more.length > 0 ? codes : sentence(first) }
  })
  return lines
    .sort((a, b) => marks.indexOf(a.mark) - marks.indexOf(b.mark))
    .map(({ mark, text }) => `  ${mark.padEnd(2)}  ${text}`)
}

const legend = `C*  đọc gián tiếp · second-hand
R   theo trí nhớ, chưa đối chiếu · recalled
R!  theo trí nhớ và còn nghi ngờ · recalled and doubtful
?   thực tiễn hoặc các nguồn khác nhau: chọn mặc định · practice or sources differ: a choice
`

interface Head {
  readonly title: Title
  readonly note?: Title
}

function unconfirmed(doubts: readonly Doubt[], heads: ReadonlyMap<string, Head>): string {
  const parts = [...Map.groupBy(doubts, ({ list }) => list)].map(([list, found]) => {
    const { title, note } = heads.get(list) as Head
    const remark = note ? `  ${note.vi} · ${note.en}\n` : ''
    return `\n${list}: ${title.vi} · ${title.en} (${found.length})\n${remark}${linesOf(found).join('\n')}\n`
  })
  return `Cần người am hiểu pháp luật xác nhận · to be confirmed by a lawyer: ${doubts.length}\n\n${legend}${parts.join('')}`
}

function whole({ name, system, version, title, codes, note }: CodeList): string {
  const lines = codes.map(({ code, vi, en, validFrom, validTo, source, confidence }) => {
    const mark = confidence ? ` [${confidence}]` : ''
    return `  ${code}  ${vi} · ${en} — ${validFrom} – ${validTo ?? '…'} — ${source}${mark}`
  })
  const remark = note ? `  ${note.vi}\n  ${note.en}\n` : ''
  return `${name}: ${title.vi} · ${title.en}\n  ${system}, ${version} (${codes.length})\n${remark}${lines.join('\n')}\n`
}

/** One list, or all; with --unconfirmed what a lawyer has to confirm, of the lists and of what `others` names. */
export const schemaCodes: Command = {
  usage: '[--unconfirmed] [--list NAME] [--json]',
  title: { vi: 'Danh mục mã; những điều chưa được xác nhận', en: 'Code lists; what is not confirmed yet' },
  async run(args) {
    const options = { unconfirmed: { type: 'boolean' }, list: { type: 'string' }, json: { type: 'boolean' } } as const
    const { unconfirmed: onlyDoubts = false, list, json = false } = parsed(args, options).values
    const lists = codeLists()
    const heads = new Map<string, Head>([...lists.map((list) => [list.name, list] as const), ...others])
    const names = onlyDoubts ? [...heads.keys()] : lists.map(({ name }) => name)
    if (list !== undefined && !names.includes(list)) throw new Usage(`--list: ${names.join(' | ')}`)
    const asked = ({ name }: { readonly name: string }) => list === undefined || name === list
    if (onlyDoubts) {
      const doubts = [...lists.flatMap(codeDoubts), ...doubtsBeside()].filter(({ list: name }) => asked({ name }))
      process.stdout.write(json ? `${JSON.stringify(doubts, null, 2)}\n` : unconfirmed(doubts, heads))
    } else {
      const shown = lists.filter(asked)
      process.stdout.write(json ? `${JSON.stringify(shown, null, 2)}\n` : shown.map(whole).join('\n'))
    }
    return 0
  },
}
