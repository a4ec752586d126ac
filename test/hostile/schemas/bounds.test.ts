import t from 'tap'
import { bounded } from './bounded.ts'

type Told = Readonly<Record<string, readonly string[] | 'taken'>>

const refusals = new Set([
  'depth-exceeded',
  'nodes-exceeded',
  'document-malformed',
  'document-too-large',
  'attributes-exceeded',
  'markup-forbidden',
])

t.test(
  '100,000 levels and texts of a megabyte: refused by every codec and adapter in bounded time and memory',
  async (t) => {
    const told = (await bounded('documents-child.ts')) as Told
    const of = (what: RegExp) => Object.entries(told).filter(([name]) => what.test(name))
    t.equal(of(/./).length, 3 * 10 + 5 * 10 + 2 * 5)
    for (const [name, codes] of of(/nested/)) t.match(codes, [/^(depth-exceeded|document-too-large)$/], name)
    t.strictSame(
      of(/^(json|xml|soap|edxml): (nested (?!in)|a million)/).filter(([, [code]]) => !refusals.has(String(code))),
      [],
      'by the bound that was broken',
    )
    for (const [name, codes] of of(/^(police|procuracy|court|inspectorate|front):/)) t.not(codes, 'taken', name)
    t.match(Object.fromEntries(of(/^json: (marks|a long number)/)), {
      'json: marks in a row': ['document-malformed'],
      'json: a long number': 'taken',
    })
  },
)

t.test('the validators are bounded by the schema, whatever they are given and wherever it stands', async (t) => {
  const { places, told } = (await bounded('values-child.ts')) as { places: number; told: Record<string, number> }
  t.ok(places > 100)
  t.ok(Object.keys(told).length > 40)
  t.strictSame(
    Object.entries(told).filter(([, count]) => count > 100),
    [],
  )
  // A text of a megabyte or a nest conforms nowhere; what it takes the place of is the only thing wrong.
  t.strictSame(
    Object.entries(told).filter(([name, count]) => count < 1 && !name.startsWith('most')),
    [],
  )
})

t.test('every pattern of the schemas is linear', async (t) => {
  t.ok(((await bounded('patterns-child.ts')) as number) > 15)
})

t.test('a pattern that is not would be caught', async (t) => {
  const outcome: unknown = await bounded('patterns-child.ts', '^(a|a)*$', 2_000).catch((error: unknown) => error)
  t.match(outcome, { killed: true })
})
