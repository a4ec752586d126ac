/** What a form reads its schema admits, and what is read is what came, or a refusal that names the member. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import t from 'tap'
import { directiveBody } from '../../../gateway/http/contract/directives.ts'
import { clocksQuery, targetQuery } from '../../../gateway/http/contract/handing-over.ts'
import { dossierId, transferId } from '../../../gateway/http/contract/ids.ts'
import { dossierQuery, linkBody } from '../../../gateway/http/contract/reading.ts'
import {
  count,
  date,
  distinct,
  type Form,
  flag,
  members,
  oneOf,
  pair,
  queryOf,
  said,
} from '../../../gateway/http/forms.ts'
import { formats } from '../../../schemas/validation/formats.ts'

const ajv = new Ajv2020({ strict: true, strictTypes: false })
for (const [name, validate] of Object.entries(formats)) ajv.addFormat(name, validate)

const reads = <T>(form: Form<T>, value: unknown): boolean => {
  try {
    form.read(value)
    return true
  } catch {
    return false
  }
}

const id = `cg-${'a2'.repeat(13)}`
const other = `cg-${'b3'.repeat(13)}`
const directive = {
  key: 'khoa-0001',
  record: { system: 'cong-an:dieu-tra', type: 'SO_TIEP_NHAN', value: '1017/2026' },
  kind: 'correction',
  reason: { code: 'error', text: 'Họ tên ghi nhầm' },
}
const forms: readonly (readonly [
  name: string,
  form: Form<unknown>,
  good: readonly unknown[],
  bad: readonly unknown[],
])[] = [
  ['text', said(5), ['a', 'a\nb', ' a ', '😀'], ['', ' ', '\n', 'a\tb', '123456', '\ud800', 'a\u0000', 7, null, ['a']]],
  [
    'date',
    date,
    ['2026-02-28', '1999-12-31'],
    ['2026-02-29', '2026-13-01', '0999-01-01', '2026-1-1', '2026-02-28 ', ''],
  ],
  ['id', transferId, [id], [`${id}\n`, ` ${id}`, id.toUpperCase(), id.slice(1), `${id}a`, id.replace('2', '1')]],
  ['code', oneOf(['a', 'b']), ['a', 'b'], ['c', 'A', 'toString', '']],
  ['flag', flag, ['true'], ['false', '1', 'TRUE', '']],
  ['list', distinct(transferId, 2), [[], [id], [id, other]], [[id, id], [id, other, id], id, {}, null, [undefined]]],
  ['pair', pair(transferId), [[id, other]], [[], [id], [id, id], [id, other, id]]],
  ['count', count(100, 20), [1, 100], [0, 101, -1, 1.5, Number.NaN, true, null, [1]]],
  ['empty object', members({}), [{}], [{ a: 1 }, [], null, 'x', 1]],
  [
    'object',
    members({ a: flag }, { b: flag }),
    [{ a: 'true' }, { b: 'true', a: 'true' }],
    [{}, { b: 'true' }, { a: 'true', c: 1 }],
  ],
  [
    'an inherited name is no member',
    members({}, { a: flag }),
    [{}],
    [{ toString: 'x' }, JSON.parse('{"__proto__":1}')],
  ],
  [
    'directive',
    directiveBody,
    [directive, { ...directive, transfers: [id] }],
    [
      { ...directive, key: 'a b c d e f' },
      { ...directive, reason: {} },
    ],
  ],
  ['link', linkBody, [], [{ dossiers: [id, other], decision: {}, reason: 'x' }]],
  [
    'instant',
    dossierQuery.updatedSince,
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.5+07:00'],
    ['2026-01-01', '2026-02-30T00:00:00Z', '0000-01-01T00:00:00Z', '2026-01-01T24:00:00Z'],
  ],
  ['place', targetQuery.shows, ['/report/summary', '/a/0,/b'], ['report', '/a,', '', '/a/0001/', '//']],
  [
    'mark of a page',
    clocksQuery.after,
    [`${id}:BLTTHS.146`],
    [id, `${id}:`, `${id}:BLTTHS.146:x`, `x${id}:BLTTHS.146`],
  ],
]

for (const [name, form, good, bad] of forms)
  t.test(`${name}: what is read and what is not`, async (t) => {
    const validate = ajv.compile(form.schema)
    for (const value of good) {
      t.strictSame(form.read(value), value)
      t.ok(validate(value), JSON.stringify(validate.errors))
    }
    for (const value of bad)
      t.throws(() => form.read(value, 'it'), { code: 'parameter-invalid' }, JSON.stringify(value))
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), ...good.map((value) => fc.constant(value))),
        (value) => {
          return !reads(form, value) || validate(value)
        },
      ),
      { seed: 7, numRuns: 300 },
    )
  })

t.test('a refusal names the member that is wrong, wherever it stands, and no name that could be none', async (t) => {
  const told = (value: unknown) => {
    try {
      directiveBody.read(value)
    } catch (error) {
      return (error as { told?: unknown }).told
    }
    return 'read'
  }
  t.strictSame(told({ ...directive, record: { ...directive.record, value: '' } }), { parameter: 'value' })
  t.strictSame(told({ ...directive, record: 1 }), { parameter: 'record' })
  t.strictSame(told({ ...directive, kind: 'toString' }), { parameter: 'kind' })
  t.strictSame(told({ key: directive.key }), { parameter: 'record' })
  t.strictSame(told({ ...directive, ghi_chu: 1 }), { parameter: 'ghi_chu' })
  t.strictSame(told({ ...directive, '<script>': 1 }), undefined)
})

t.test('an object is read in the order of its form', async (t) => {
  const { key, ...rest } = directive
  const { record, ...last } = rest
  const [read, again] = [directive, { ...last, record, key }].map((value) => JSON.stringify(directiveBody.read(value)))
  t.equal(read, again)
})

t.test('a query has no other names, and each once', async (t) => {
  const forms = { first: count(100, 20), id: dossierId }
  t.strictSame(queryOf({ first: '20' }, forms), { first: 20 })
  for (const query of [
    { First: '1' },
    { toString: 'x' },
    { first: ['1', '2'] },
    { first: '01' },
    { first: '1e1' },
    { first: 7 },
    { id: '' },
  ])
    t.throws(() => queryOf(query, forms), { code: 'parameter-invalid' }, JSON.stringify(query))
})
