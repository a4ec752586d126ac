import fc from 'fast-check'
import t from 'tap'
import { makeWorld } from '../../../adapters/sandbox/world.ts'
import { rulesOf } from '../../../schemas/generate/rules.ts'
import { codeSystem } from '../../../schemas/generated/codes.ts'
import { validateManifest, validateTranslation } from '../../../schemas/generated/validators.js'
import type { Rules } from '../../../schemas/validation/rule.ts'
import { violations_max, violationsOf } from '../../../schemas/validation/violations.ts'
import manifest from '../../support/adapters/thu-nghiem/manifest.json' with { type: 'json' }
import { coded, translation } from '../../support/translations.ts'

const { facet } = translation
const { report } = facet

t.test('every violation is told, each by its place, its rule and what was expected in both languages', async (t) => {
  const broken = {
    ...translation,
    facet: {
      ...facet,
      report: { ...report, kind: coded('kinds', 'X'), receivedAt: '2026-02-30T00:00:00Z', summary: '', complicated: 1 },
      identifiers: [{ ...facet.identifiers[0], type: 'SO', unknown: true }],
      reporters: [{ id: 'r', kind: 'CA_NHAN', personalId: '12', phone: 5 }],
      label: { level: 'NOI_BO', tags: ['DLCN_CO_BAN', 'DLCN_CO_BAN'] },
    },
    absent: 'none',
    updatedAt: undefined,
  }
  t.strictSame(
    validateTranslation(broken).map(({ pointer, keyword, expected, rule }) => [pointer, keyword, expected.en, rule]),
    [
      ['', 'required', 'the member updatedAt', 'translation.json#/required'],
      [
        '/facet/identifiers/0',
        'additionalProperties',
        'no member but: system, type, value, assigner',
        'case/v1/identifier.json#/additionalProperties',
      ],
      [
        '/facet/identifiers/0/type',
        'enum',
        'one of: SO_TIEP_NHAN, SO_QUYET_DINH, SO_HO_SO',
        'case/v1/identifier.json#/properties/type/enum',
      ],
      [
        '/facet/report/kind/code',
        'enum',
        `a code of the list kinds (${codeSystem('kinds').codes.length} codes)`,
        'case/v1/coded.kinds.json#/properties/code/enum',
      ],
      [
        '/facet/report/receivedAt',
        'format',
        'an instant that exists, as RFC 3339 with its offset and seconds 00 to 59',
        'case/v1/report.json#/properties/receivedAt/format',
      ],
      [
        '/facet/report/summary',
        'minLength',
        'at least 1 characters',
        'case/v1/report.json#/properties/summary/minLength',
      ],
      ['/facet/report/complicated', 'type', 'true or false', 'case/v1/report.json#/properties/complicated/type'],
      [
        '/facet/reporters/0/personalId',
        'pattern',
        'text that matches ^(\\d{9}|\\d{12})$',
        'case/v1/reporter.json#/properties/personalId/pattern',
      ],
      ['/facet/reporters/0/phone', 'type', 'a string', 'case/v1/reporter.json#/properties/phone/type'],
      ['/facet/label/tags', 'uniqueItems', 'no item twice', 'case/v1/label.json#/properties/tags/uniqueItems'],
      ['/absent', 'type', 'an array', 'translation.json#/properties/absent/type'],
    ],
  )
  t.ok(validateTranslation(broken).every(({ expected: { vi, en } }) => vi.length > 0 && vi !== en))
})

t.test('alternatives and conditions are told as the manifest has them', async (t) => {
  const told = (field: object) =>
    validateManifest({ ...manifest, fields: [{ native: '/a', ...field }] }).map(({ pointer, keyword }) => [
      pointer,
      keyword,
    ])
  t.strictSame(told({ shared: 1, relation: 'broader' }), [
    ['/fields/0/shared', 'anyOf'],
    ['/fields/0/shared', 'type'],
  ])
  t.strictSame(told({ shared: '/a', relation: 'unmapped' }), [
    ['/fields/0', 'required'],
    ['/fields/0/shared', 'type'],
  ])
})

t.test('neither values nor names of the value stand in a violation', async (t) => {
  const canary = 'BÍ MẬT/~1"'
  const hostile = {
    [canary]: canary,
    facet: { [canary]: { [canary]: 1 }, identifiers: [canary, { [canary]: canary }], report: canary, label: [canary] },
    labels: [{ path: canary, [canary]: canary }],
    absent: { [canary]: 1 },
    updatedAt: canary,
  }
  const told = validateTranslation(hostile)
  t.ok(told.length > 8)
  t.notMatch(JSON.stringify(told), /BÍ|MẬT/)
})

t.test('the rows are bounded, and the last says that there are more', async (t) => {
  const labels = Array.from({ length: 500 }, () => ({}))
  const told = validateTranslation({ ...translation, labels })
  t.equal(told.length, violations_max)
  t.match(told.at(-1), { pointer: '', keyword: 'truncated', expected: { en: `there are more; only 99 are told` } })
  t.notMatch(told.slice(0, -1), [{ keyword: 'truncated' }])
  const fifty = validateTranslation({ ...translation, labels: labels.slice(0, 50) })
  t.strictSame([fifty.length, fifty.at(-1)?.keyword], [100, 'required'], 'as many as fit are told in full')
})

/** An array that says how many items were read of it. */
function counting(length: number, item: unknown): { array: unknown[]; reads: () => number } {
  let reads = 0
  const array = new Proxy(
    Array.from({ length }, () => item),
    {
      get(target, name) {
        if (typeof name === 'string' && /^\d+$/.test(name)) reads++
        return Reflect.get(target, name)
      },
    },
  )
  return { array, reads: () => reads }
}

t.test('a million wrong items cost no more than the schema allows to be there', async (t) => {
  for (const item of [0, {}, { id: 'a' }, 'x'.repeat(1000)]) {
    const { array, reads } = counting(1_000_000, item)
    const told = validateTranslation({ ...translation, facet: { ...facet, decisions: array } })
    t.match(told, [{ pointer: '/facet/decisions', keyword: 'maxItems' }, { pointer: '/facet/decisions/0' }])
    t.ok(told.length <= violations_max && reads() <= 2 * 200, `${reads()} items read`)
  }
})

/** Every place of a document: its pointer, and the document with another value there. */
function places(node: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof node !== 'object' || node === null) return [at]
  return [at, ...Object.entries(node).flatMap(([name, inner]) => places(inner, [...at, name]))]
}
function replaced(node: unknown, at: readonly (string | number)[], value: unknown): unknown {
  const [step, ...rest] = at
  if (step === undefined) return value
  const copy = (Array.isArray(node) ? [...node] : { ...(node as object) }) as Record<string, unknown>
  copy[step] = replaced(copy[step], rest, value)
  return copy
}

t.test('whatever is wrong with a document, the one that decides and the one that explains agree', async (t) => {
  const documents = makeWorld({ seed: 5 }).matters.flatMap(({ facets }) =>
    Object.values(facets).map((held) => held.translation),
  )
  const value = fc.oneof(
    fc.constantFrom<unknown>(
      undefined,
      null,
      true,
      0,
      -1,
      1.5,
      2 ** 53,
      Number.NaN,
      '',
      'CA',
      '2026-02-29',
      '0000',
      [],
      {},
    ),
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    fc.string({ unit: 'grapheme', maxLength: 5 }).map((text) => text.repeat(90)),
    fc.array(fc.constantFrom('NGUOI_TO_GIAC', 'DLCN_CO_BAN', 1, null), { maxLength: 8 }),
    fc.dictionary(fc.constantFrom('id', 'kind', 'level', 'tags', 'code', 'x'), fc.string({ maxLength: 5 })),
  )
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.constantFrom(...documents), fc.nat(), value, (document, n, wrong) => {
        const all = places(document)
        const at = all[n % all.length]!
        const told = validateTranslation(replaced(document, at, wrong))
        // `schema`: refused, and nothing found that explains it.
        return told.every(
          ({ keyword, pointer }) =>
            keyword !== 'schema' && (pointer.startsWith(`/${at.join('/')}`) || isAbove(pointer, at)),
        )
      }),
      { numRuns: 3_000 },
    ),
  )
})

const isAbove = (pointer: string, at: readonly (string | number)[]): boolean =>
  `/${at.join('/')}/`.startsWith(`${pointer}/`) || pointer === ''

t.test('the walk takes the rules as data, and refuses what it finds no schema for', async (t) => {
  const rules: Rules = { a: { type: 'array', maxItems: 2, items: { $ref: 'b' } }, b: { type: 'integer', minimum: 3 } }
  t.strictSame(violationsOf(rules, 'a', [3, 4]), [])
  t.match(violationsOf(rules, 'a', [2, 1.5]), [
    { pointer: '/0', keyword: 'minimum', rule: 'b#/minimum' },
    { pointer: '/1', keyword: 'type', rule: 'b#/type' },
  ])
  t.match(violationsOf(rules, 'c', 1), [{ keyword: 'not' }])
})

const schema = (body: object) => [{ $id: 'https://lienthong.vn/schemas/a.json', ...body }]
for (const [name, body, why] of [
  ['an unknown keyword', { not: {} }, /^a\.json: .*keyword not$/],
  ['an unknown format', { type: 'string', format: 'email' }, /^a\.json: unknown format email$/],
  ['an unbounded array', { type: 'array' }, /^a\.json: an array needs maxItems$/],
  ['a schema within itself', { items: { $ref: 'a.json' } }, /^a\.json: a schema that holds itself/],
  ['a reference to nothing', { $ref: 'b.json' }, /^a\.json: no schema b\.json$/],
] as const)
  t.test(`the generator refuses ${name}`, async (t) => {
    t.throws(() => rulesOf(schema(body), ['a.json']), { message: why })
  })
