/** `lienthong schema codes`: what a lawyer has to confirm, in words and as JSON. */
import t from 'tap'
import { schemaCodes as command } from '../../../gateway/commands/schema-codes.ts'
import type { Rule } from '../../../schemas/clocks/rules.ts'
import { codeDoubts, type Doubt, labelDoubts, ruleDoubts } from '../../../schemas/codes/doubts.ts'
import type { CodeList } from '../../../schemas/generate/model.ts'
import { called } from '../../support/called.ts'
import { lienthong } from '../../support/lienthong.ts'

const schemaCodes = (...args: readonly string[]) => called(command, ...args)
/** In a process of its own. */
const inShell = (...args: readonly string[]) => lienthong(['schema', 'codes', ...args])

const list = {
  name: 'kinds',
  codes: [
    { code: 'SURE', vi: 'chắc', en: 'sure', validFrom: '2018-01-01', validTo: null, source: 'Điều 1' },
    {
      code: 'A',
      vi: 'a',
      en: 'a',
      validFrom: '2018-01-01',
      validTo: '2025-06-30',
      source: 'Điều 2',
      confidence: 'R',
      validityConfidence: 'R!',
      clauses: [
        { clause: '1', frame: { vi: 'x', en: 'x' }, severity: 'S', confidence: 'C*' },
        { clause: '2', frame: { vi: 'y', en: 'y' }, severity: 'S' },
      ],
    },
  ],
} as unknown as CodeList

t.test('each mark of an entry is one doubt, an unmarked entry none', async (t) => {
  t.match(codeDoubts(list), [
    { list: 'kinds', code: 'A', kind: 'entry', confidence: 'R', source: 'Điều 2' },
    { code: 'A', kind: 'dates', confidence: 'R!', about: { vi: 'ngày hiệu lực 2018-01-01 – 2025-06-30' } },
    { code: 'A', kind: 'clause', confidence: 'C*', about: { vi: 'khoản 1: x' } },
  ])
  t.equal(codeDoubts(list).length, 3)
})

t.test('a time limit: its length, its extension, and defaults that are a choice', async (t) => {
  const days = (amount: number) => ({ amount, unit: 'days' as const })
  const rule: Rule = {
    id: 'X.1',
    article: 'Điều 1',
    title: { vi: 't', en: 't' },
    startEvent: { vi: 's', en: 's' },
    endEvents: ['E'],
    actor: { vi: 'a', en: 'a' },
    confidence: 'recalled',
    limit: { by: 'none', value: days(3) },
    parameters: [
      { name: 'countStartDay', default: false, why: { vi: 'v', en: 'e' } },
      { name: 'nationalSecurity', default: false, why: { vi: 'v', en: 'e' } },
    ],
    extension: {
      by: { vi: 'b', en: 'b' },
      askBefore: days(5),
      askConfidence: 'doubtful',
      steps: [days(1), { ...days(2), confidence: 'second-hand' }],
    } as NonNullable<Rule['extension']>,
  }
  const told = ({ kind, confidence, about }: Doubt) => [kind, confidence, about.vi]
  t.strictSame(ruleDoubts(rule).map(told), [
    ['limit', 'R', 'thời hạn 3 ngày'],
    ['extension', 'R!', 'đề nghị gia hạn trước 5 ngày'],
    ['extension', 'C*', 'gia hạn 2 ngày'],
    ['choice', '?', 'v [countStartDay = false]'],
  ])
  t.strictSame(
    ruleDoubts({ ...rule, confidence: 'confirmed', parameters: [], extension: undefined } as unknown as Rule),
    [],
  )
})

t.test('a default label is doubtful by its mark alone', async (t) => {
  const rule = { vi: 'r', en: 'r' }
  t.match(labelDoubts({ a: { rule }, b: { rule, confidence: 'C' }, c: { rule, confidence: 'R' } }), [{ code: 'c' }])
})

t.test('one command shows all that is unconfirmed, wherever it stands', async (t) => {
  const { status, stdout } = await inShell('--unconfirmed', '--json')
  t.equal(status, 0)
  const doubts = JSON.parse(stdout) as Doubt[]
  const has = (list: string, code: string, kind: string) =>
    t.ok(
      doubts.some((doubt) => doubt.list === list && doubt.code === code && doubt.kind === kind),
      `${list} ${code} ${kind}`,
    )
  has('offences', 'BLHS.354', 'entry')
  has('offences', 'BLHS.354', 'clause')
  has('forms', 'VKS.01', 'dates')
  has('clocks', 'BLTTHS.346', 'limit')
  has('clocks', 'BLTTHS.147.2', 'choice')
  has('labels', 'investigation', 'label')
  has('statistics', 'giai-quyet.ty-le', 'indicator')
  has('statistics', 'kiem-sat', 'calendar')
  has('statistics', 'QD-2821', 'calendar')
  has('purposes', 'BLTTHS.146', 'basis')
  t.notOk(doubts.some(({ list, code }) => list === 'purposes' && code === 'BLTTHS.147'))
  has('routes', 'vien-kiem-sat → toa-an', 'article')
  t.notOk(doubts.some(({ list, code }) => list === 'routes' && code === 'mttq → cong-an'))
  t.notOk(doubts.some(({ code }) => code === 'KKT_1'))

  const text = (await schemaCodes('--unconfirmed')).stdout
  t.match(text, new RegExp(`: ${doubts.length}\n`))
  t.match(text, /\noffences: Tội danh, BLHS 2015 · Offences, Criminal Code 2015 \(\d+\)\n/)
  t.match(text, /\n {2}R! {2}\d+ mã · codes VKS\.01 … VKS\.156 — ngày hiệu lực 2026-02-09 – …\n/)
  t.match(text, /\n {2}R! {2}BLTTHS\.346: .* — thời hạn 60 ngày — Điều 346 BLTTHS\n/)
})

t.test('one list only, its doubts or the whole of it', async (t) => {
  const doubts = JSON.parse((await schemaCodes('--unconfirmed', '--list', 'clocks', '--json')).stdout) as Doubt[]
  t.strictSame([...new Set(doubts.map(({ list }) => list))], ['clocks'])
  const whole = (await schemaCodes('--list', 'agency-levels')).stdout
  t.match(whole, /^agency-levels: Cấp của cơ quan · Levels of agencies\n/)
  t.match(whole, '  HUYEN  Cấp huyện · District — 2018-01-01 – 2025-06-30 — Luật 99/2025/QH15\n')
  t.match(JSON.parse((await schemaCodes('--list', 'severity', '--json')).stdout), [
    { name: 'severity', codes: { length: 4 } },
  ])
})

t.test('an unknown list is wrong use', async (t) => {
  t.match(await inShell('--list', 'nope'), { status: 2, stdout: '', stderr: /^--list: absence-reasons \| / })
  t.match(await schemaCodes('--list', 'clocks'), { status: 2 }, 'the clocks are no code list')
})
