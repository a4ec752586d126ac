/** The code lists as data: whole against the tables of the law, each entry with its validity and its source. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { rules } from '../../../schemas/clocks/rules.ts'
import { codeListsOf } from '../../../schemas/generate/code-lists.ts'
import type { Code } from '../../../schemas/generate/model.ts'
import { type CodeListName, codeLists, codeSystem } from '../../../schemas/generated/codes.ts'

const root = join(import.meta.dirname, '../../../schemas')
const files = readdirSync(join(root, 'codes')).filter((file) => file.endsWith('.json'))
const contents = files.map((file) => [file, JSON.parse(readFileSync(join(root, 'codes', file), 'utf8'))] as const)
const lists = codeListsOf(root, Object.fromEntries(contents))

const entries = (list: CodeListName) => lists.find(({ name }) => name === list)!.codes
const codesOf = (list: CodeListName) => codeSystem(list).codes.map(({ code }) => code)
const extra = (entry: Code) => entry as Code & Readonly<Record<string, string | number | readonly string[] | null>>

t.test('what adapters and the gateway read is what the lists say', async (t) => {
  t.strictSame(Object.keys(codeLists).sort(), lists.map(({ name }) => name).sort())
  for (const { name, system, version, codes } of lists) {
    const generated = codeSystem(name as CodeListName)
    t.match(generated, { system, version })
    t.strictSame(
      generated.codes.map(({ code, vi, en, validFrom, validTo }) => ({ code, vi, en, validFrom, validTo })),
      codes.map(({ code, vi, en, validFrom, validTo }) => ({ code, vi, en, validFrom, validTo })),
      name,
    )
  }
})

t.test('lists are as long as the tables that they stand for', async (t) => {
  const counts: Partial<Record<CodeListName, number>> = {
    kinds: 7,
    channels: 16,
    'corruption-fields': 11,
    flags: 8,
    severity: 4,
    'edxml-statuses': 9,
    'edxml-business-types': 4,
    'absence-reasons': 4,
    urgency: 4,
    communes: 102,
  }
  for (const [list, count] of Object.entries(counts)) t.equal(codesOf(list as CodeListName).length, count, list)
})

t.test('grounds: of suspension (148, 229, 247, 281), eight of refusal (157), of termination (230)', async (t) => {
  const of = (article: string) => entries('grounds').filter((entry) => extra(entry).article === article)
  t.strictSame(
    of('157').map(({ code }) => code),
    Array.from({ length: 8 }, (_, index) => `KKT_${index + 1}`),
  )
  t.strictSame(
    of('148').map(({ code, validFrom }) => [code, validFrom]),
    [
      ['TDC_148_1_A', '2018-01-01'],
      ['TDC_148_1_B', '2018-01-01'],
      ['TDC_148_1_C', '2021-12-01'],
    ],
  )
  const points = (article: string) => of(article).map((entry) => [extra(entry).point, entry.validFrom])
  const since2018 = (...letters: readonly string[]) => letters.map((point) => [point, '2018-01-01'])
  t.strictSame(points('229'), [...since2018('a', 'b', 'c'), ['d', '2021-12-01']])
  t.strictSame(points('247'), [...since2018('a', 'b', 'c'), ['d', '2021-12-01']])
  t.strictSame(points('281'), since2018('a', 'b', 'c'))
  t.equal(of('230').length, 2)
})

t.test('communes: 85 xã, 14 phường, 3 đặc khu, none before 01/07/2025', async (t) => {
  const kinds = Map.groupBy(entries('communes'), (entry) => extra(entry).kind)
  t.strictSame([...kinds].map(([kind, found]) => [kind, found.length]).sort(), [
    ['DAC_KHU', 3],
    ['PHUONG', 14],
    ['XA', 85],
  ])
  t.ok(entries('communes').every(({ code, validFrom }) => /^\d{5}$/.test(code) && validFrom === '2025-07-01'))
})

t.test('districts ended with 30/06/2025', async (t) => {
  const level = (code: string) => entries('agency-levels').find((entry) => entry.code === code)
  t.match(level('HUYEN'), { validTo: '2025-06-30' })
  t.match(level('KHU_VUC'), { validFrom: '2025-07-01', validTo: null })
  t.ok(entries('agencies').every((entry) => !(extra(entry).levels as readonly string[]).includes('HUYEN')))
})

t.test('offences: every article of the table, and those on judicial activity without a gap', async (t) => {
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
  const articles = [
    174,
    175,
    203,
    206,
    ...range(219, 224),
    ...range(228, 230),
    337,
    338,
    ...range(353, 366),
    ...range(368, 391),
  ]
  t.strictSame(
    codesOf('offences'),
    articles.map((article) => `BLHS.${article}`),
  )
})

t.test('a clause has the severity of its penalty (BLHS Art. 9)', async (t) => {
  const bounds = new Map(entries('severity').map((entry) => [entry.code, extra(entry)]))
  const clauses = entries('offences').flatMap(({ code, clauses = [] }) =>
    clauses.map((clause) => ({ code, ...clause })),
  )
  t.ok(clauses.length > 20)
  for (const { code, clause, frame, severity } of clauses) {
    const years = Math.max(...[...frame.vi.matchAll(/(\d\d) năm/g)].map(([, number]) => Number(number)))
    const { over_years: over, up_to_years: upTo } = bounds.get(severity)!
    t.ok(years > Number(over) && years <= Number(upTo ?? 100), `${code} khoản ${clause}: ${frame.vi}`)
  }
})

t.test('forms: the procuracy has 01–30 and the numbers that stages go by; the police its own', async (t) => {
  const numbers = (prefix: string) =>
    codesOf('forms').flatMap((code) => (code.startsWith(prefix) ? [Number(code.slice(prefix.length))] : []))
  const procuracy = numbers('VKS.')
  const expected = [...Array.from({ length: 30 }, (_, index) => index + 1), 85, 90, 104, 139, 140, 141]
  for (const number of [...expected, ...Array.from({ length: 13 }, (_, index) => 144 + index)])
    t.ok(procuracy.includes(number), `${number}/HS`)
  for (const number of [1, 3, 24, 145, 146]) t.ok(numbers('CA.').includes(number), `${number}`)
  t.ok(entries('forms').every(({ validityConfidence }) => validityConfidence === 'R!'))
})

t.test('roles: all of BLTTHS Art. 55 but those who report', async (t) => {
  const clauses = new Set(entries('participant-roles').map((entry) => Number(extra(entry).clause)))
  t.strictSame(
    [...clauses].sort((a, b) => a - b),
    Array.from({ length: 19 }, (_, index) => index + 2),
  )
})

t.test('what ends, stops or resumes a legal time limit is a decision of the list', async (t) => {
  const known = new Set(codesOf('decisions'))
  const named = rules.flatMap(({ endEvents, suspension }) => [
    ...endEvents,
    ...(suspension ? [suspension.stoppedBy, suspension.resumedBy] : []),
  ])
  t.strictSame(
    [...new Set(named)].filter((code) => !known.has(code)),
    [],
  )
})

t.test('severity is named in the clocks as here', async (t) => {
  const bySeverity = rules.flatMap(({ limit }) => (limit.by === 'severity' ? [Object.keys(limit.values).sort()] : []))
  t.ok(bySeverity.length > 0)
  for (const names of bySeverity) t.strictSame(names, codesOf('severity').toSorted())
})

t.test('every stage can be reached from the receipt', async (t) => {
  const next = new Map(entries('stages').map((entry) => [entry.code, extra(entry).next as readonly string[]]))
  const reached = new Set(['TIEP_NHAN'])
  for (const stage of reached) for (const following of next.get(stage) ?? []) reached.add(following)
  t.strictSame([...reached].sort(), codesOf('stages').toSorted())
})
