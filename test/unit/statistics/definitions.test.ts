/** Definitions of indicators as files: those that are here, and those that are refused. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { ruleOf } from '../../../schemas/clocks/rules.ts'
import eventSchema from '../../../schemas/statistics/event.json' with { type: 'json' }
import { closings, dimensions, openings, others } from '../../../schemas/statistics/event.ts'
import { indicators, limits } from '../../../schemas/statistics/indicators.ts'
import { eventViolations, readIndicators } from '../../../schemas/statistics/read.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { history } from './history.ts'

const folder = join(import.meta.dirname, '../../../schemas/statistics/indicators')

// biome-ignore lint/suspicious/noExplicitAny: a test changes any place of it
type Definitions = any[]

/** A copy of the definitions in which `change` has altered those of one file. */
function changed(t: Test, file: string, change: (definitions: Definitions) => unknown): string {
  const root = dataFolder(t)
  cpSync(folder, root, { recursive: true })
  const path = join(root, file)
  const definitions = JSON.parse(readFileSync(path, 'utf8')) as Definitions
  change(definitions)
  writeFileSync(path, JSON.stringify(definitions))
  return root
}

t.test('the files are by the schema, and the program has them all', async (t) => {
  const read = readIndicators(folder)
  t.strictSame(read.map(({ id }) => id).toSorted(), indicators.map(({ id }) => id).toSorted())
})

t.test('every limit begins with rules that there are', async (t) => {
  for (const { id, starts } of limits) for (const rule of Object.values(starts)) t.ok(ruleOf(rule!), `${id}: ${rule}`)
  t.equal(new Set(limits.map(({ id }) => id)).size, limits.length)
})

t.test('events and dimensions are the same in the schemas and in the program', async (t) => {
  const codes = [...openings, ...closings, ...others].toSorted()
  t.strictSame(eventSchema.properties.event.enum.toSorted(), codes)
  const file = readFileSync(join(folder, '../indicator.schema.json'), 'utf8')
  const { $defs, items } = JSON.parse(file)
  t.strictSame($defs.events.items.enum.toSorted(), codes)
  t.strictSame(Object.keys($defs.where.properties), [...dimensions])
  t.strictSame(items.properties.breakdown.items.enum, [...dimensions])
})

t.test('another version of a definition may follow the first', async (t) => {
  const root = changed(t, 'pending.json', (definitions) => {
    definitions.push({ ...definitions[0], validFrom: '2027-01-01' })
    definitions[0].validTo = '2026-12-31'
  })
  t.equal(readIndicators(root).length, indicators.length + 1)
})

const formula = (of: Definitions) => of[1].formula
const refusals: readonly [what: string, file: string, change: (of: Definitions) => unknown, message: RegExp][] = [
  ['no title', 'pending.json', (of) => delete of[1].title, /^pending\.json#\/1: .*title/],
  ['no English', 'pending.json', (of) => delete of[1].title.en, /^pending\.json#\/1\/title: /],
  [
    'an operation of its own',
    'pending.json',
    (of) => Object.assign(formula(of), { op: 'eval' }),
    /^pending\.json#\/1\/formula/,
  ],
  [
    'an event of its own',
    'resolved.json',
    (of) => formula(of).events.push('XONG'),
    /^resolved\.json#\/1\/formula\/events\/1/,
  ],
  ['a member of its own', 'pending.json', (of) => Object.assign(of[0], { script: 'x' }), /^pending\.json#\/0/],
  [
    'a dimension of its own',
    'pending.json',
    (of) => of[0].breakdown.push('reporter'),
    /^pending\.json#\/0\/breakdown\/5/,
  ],
  ['overdue by no limit', 'pending.json', (of) => delete formula(of).limit, /^pending\.json#\/1\/formula/],
  [
    'a limit of its own',
    'pending.json',
    (of) => Object.assign(formula(of), { limit: 'x' }),
    /^pending\.json#\/1\/formula\/limit: no such limit/,
  ],
  [
    'a code that is none',
    'derived.json',
    (of) => Object.assign(of[0].formula.of[0], { where: { kind: ['TO_GIAC', 'KHONG_CO'] } }),
    /^derived\.json#\/0\/formula\/of\/0\/where\/kind\/1: no code of kinds/,
  ],
  [
    'a day that is none',
    'pending.json',
    (of) => Object.assign(of[0], { validFrom: '2026-02-30' }),
    /^pending\.json#\/0\/validFrom/,
  ],
  [
    'an end before the begin',
    'pending.json',
    (of) => Object.assign(of[0], { validTo: '2020-01-01' }),
    /^pending\.json#\/0\/validTo/,
  ],
  ['twice on one day', 'pending.json', (of) => of.push(of[0]), /^pending\.json#\/3\/id: .*pending\.json/],
  [
    'twice in two files',
    'pending.json',
    (of) => Object.assign(of[0], { id: 'tiep-nhan.moi' }),
    /^received\.json#\/1\/id: .*pending\.json/,
  ],
]

for (const [what, file, change, message] of refusals)
  t.test(`refused: ${what}`, async (t) => {
    t.throws(() => readIndicators(changed(t, file, change)), { message })
  })

t.test('refused: no JSON, no UTF-8, too much', async (t) => {
  const root = changed(t, 'pending.json', () => {})
  const write = (content: string | Buffer) => writeFileSync(join(root, 'pending.json'), content)
  write('[')
  t.throws(() => readIndicators(root), { message: /^pending\.json#: must be JSON/ })
  write(Buffer.from([0x5b, 0xff, 0x5d]))
  t.throws(() => readIndicators(root), { message: /^pending\.json#: must be JSON in UTF-8/ })
  write(`[${' '.repeat(300 * 1024)}]`)
  t.throws(() => readIndicators(root), { message: /^pending\.json#: at most/ })
})

t.test('an event has no room for a person, a number or a text', async (t) => {
  for (const event of history) t.strictSame(eventViolations(event), [])
  const [event] = history
  const wrong: readonly [string, object][] = [
    ['', { name: 'Nguyễn Văn A' }],
    ['/source', { source: '1001/2026/TN-CSKT' }],
    ['/source', { source: 'Nguyễn Văn A' }],
    ['/source', { source: '089203001234' }],
    ['/case', { case: '12/QĐ-CSKT' }],
    ['/ground', { ground: 'Hành vi không cấu thành tội phạm.' }],
    ['/kind', { kind: 'TIN_DON' }],
    ['/commune', { commune: '99999' }],
    ['/to', { to: 'Công an xã' }],
    ['/event', { event: 'GHI_CHU' }],
    ['/at', { at: '2026' }],
    ['/at', { at: '2026-02-30' }],
    ['/dueOn', { dueOn: '2026-13-01' }],
  ]
  for (const [pointer, more] of wrong) {
    const [violation] = eventViolations({ ...event, ...more })
    t.equal(violation?.pointer, pointer, JSON.stringify(more))
    t.notMatch(violation?.expected, Object.values(more)[0] as string, 'never what stands there')
  }
  for (const value of [null, 7, [], 'x', {}]) t.ok(eventViolations(value).length > 0)
})
