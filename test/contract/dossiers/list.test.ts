/** Lists against a naive evaluator that sees the whole world at once: any world, any visibility, any filter, any page size. */
import fc from 'fast-check'
import t from 'tap'
import type { IndexEntry } from '../../../adapters/sdk/adapter.ts'
import type { Position } from '../../../gateway/dossiers/cursor.ts'
import { findFacets } from '../../../gateway/dossiers/find.ts'
import { type Filter, listDossiers } from '../../../gateway/dossiers/list.ts'
import { limits } from '../../../gateway/limits.ts'
import { entry, indexFor, namesAll } from './index-world.ts'

const index = await indexFor(t)
const { db, keys, take } = index
t.beforeEach(index.clear)

type Hidden = ReadonlySet<string>
type Listed = Awaited<ReturnType<typeof listDossiers>>['dossiers']

/** Every page of the list one after the other; fails on a page that is short without being the last. */
async function pages(filter: Filter, first: number, hidden: Hidden): Promise<Listed> {
  const all: Listed = []
  let after: Position | undefined
  for (;;) {
    const visible = (facets: Listed[number]['facets']) => facets.filter(({ nativeKey }) => !hidden.has(nativeKey))
    const { dossiers, more } = await listDossiers(db, keys, { filter, first, after, visible, identifiable: () => true })
    all.push(...dossiers)
    if (dossiers.length > first || (more && dossiers.length < first)) throw new Error('a page of a wrong length')
    if (!more) return all
    after = dossiers.at(-1)!.position
  }
}

const instant = (text: string): number => Date.parse(text)
const matches = (of: IndexEntry, agency: string, filter: Filter): boolean =>
  (filter.kind ?? of.kind) === of.kind &&
  (filter.stage ?? of.stage) === of.stage &&
  (filter.agency ?? agency) === agency &&
  (filter.receivedFrom === undefined || instant(of.receivedAt) >= instant(filter.receivedFrom)) &&
  (filter.receivedTo === undefined || instant(of.receivedAt) < instant(filter.receivedTo)) &&
  (filter.updatedSince === undefined || instant(of.updatedAt) >= instant(filter.updatedSince)) &&
  (filter.identifier === undefined || of.identifiers.some(({ value }) => value === filter.identifier))

interface Held {
  readonly agency: string
  readonly entry: IndexEntry
}

/** What the list must be: ids in order, each with the native keys that are seen. */
function naive(dossiers: ReadonlyMap<string, readonly Held[]>, filter: Filter, hidden: Hidden): string[] {
  return [...dossiers]
    .flatMap(([id, held]) => {
      const seen = held.filter(({ entry }) => !hidden.has(entry.nativeKey))
      const times = seen
        .filter(({ entry, agency }) => matches(entry, agency, filter))
        .map(({ entry }) => instant(entry.receivedAt))
      return times.length === 0 ? [] : [{ id, at: Math.min(...times), seen }]
    })
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    .map(({ id, seen }) => `${id} ${seen.map(({ entry }) => entry.nativeKey).sort()}`)
}

const shown = (listed: Listed): string[] =>
  listed.map(({ id, facets }) => `${id} ${facets.map(({ nativeKey }) => nativeKey).sort()}`)

const agencies = ['cong-an', 'thanh-tra', 'vien-kiem-sat'] as const
const instants = [
  '2026-03-01T00:00:00.000Z',
  '2026-03-01T07:00:00.001+07:00',
  '2026-03-02T08:00:00+07:00',
  '2026-03-05T00:00:00Z',
]
const kinds = ['TO_GIAC', 'TIN_BAO']
const stages = ['XAC_MINH', 'GIA_HAN', 'KHOI_TO']

const facet = fc.record({
  kind: fc.constantFrom(...kinds),
  stage: fc.constantFrom(...stages),
  receivedAt: fc.constantFrom(...instants),
  updatedAt: fc.constantFrom(...instants),
  hidden: fc.boolean(),
})
const world = fc.array(
  fc.uniqueArray(fc.tuple(fc.constantFrom(...agencies), facet), { selector: ([agency]) => agency, minLength: 1 }),
  {
    minLength: 1,
    maxLength: 9,
  },
)
const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 })
const filter = fc
  .record({
    kind: maybe(kinds),
    stage: maybe(stages),
    agency: maybe(agencies),
    receivedFrom: maybe(instants),
    receivedTo: maybe(instants),
    updatedSince: maybe(instants),
    identifier: maybe(['so 0', 'so 1', 'so 2', 'không có']),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Filter)

t.test('the pages of any size are the naive list, and hidden facets leave no trace in them', async (t) => {
  // Worlds are small: with none to spare, what is hidden takes a page over several statements.
  const { unseen_per_query } = limits.list
  Object.assign(limits.list, { unseen_per_query: 0 })
  t.teardown(() => Object.assign(limits.list, { unseen_per_query }))
  let listed = 0
  await fc.assert(
    fc.asyncProperty(world, fc.array(filter, { minLength: 2, maxLength: 4 }), async (matters, filters) => {
      await index.clear()
      const held = matters.map((of, m) =>
        of.map(
          ([agency, { hidden: _, ...change }]): Held => ({
            agency,
            entry: entry(`${m} ${agency}`, [`so ${m}`], { ...change, ...namesAll }),
          }),
        ),
      )
      const hidden = new Set(
        matters.flatMap((of, m) => of.flatMap(([agency, facet]) => (facet.hidden ? [`${m} ${agency}`] : []))),
      )
      for (const agency of agencies)
        await take(
          agency,
          held
            .flat()
            .filter((one) => one.agency === agency)
            .map(({ entry }) => entry),
        )
      const byKey = new Map(held.flat().map((one) => [one.entry.nativeKey, one]))
      const ids = await db.query<{ id: string }>('SELECT DISTINCT dossier AS id FROM facet')
      const dossiers = new Map<string, Held[]>()
      for (const { id } of ids)
        dossiers.set(
          id,
          (await findFacets(db, keys, id)).map(({ nativeKey }) => byKey.get(nativeKey)!),
        )

      const seen: Listed[] = []
      for (const filter of [{}, ...filters]) {
        const expected = naive(dossiers, filter, hidden)
        for (const first of [1, 2, 100])
          t.strictSame(shown(await pages(filter, first, hidden)), expected, { filter, first })
        seen.push(await pages(filter, 1, hidden))
        listed += expected.length
      }
      await db.query('DELETE FROM facet WHERE native_key_mac = ANY($1)', [
        [...hidden].map((key) => keys.mac(`native-key\0${key.split(' ')[1]}`, key)),
      ])
      for (const [n, filter] of [{}, ...filters].entries())
        t.strictSame(
          (await pages(filter, 1, new Set())).map(({ id, position }) => ({ id, position })),
          seen[n]!.map(({ id, position }) => ({ id, position })),
          'the same pages, positions and end as if they did not exist',
        )
    }),
    { numRuns: 12 },
  )
  t.ok(listed > 20, `${listed} dossiers were listed`)
})

t.test('more hidden facets than one query looks at move nothing', async (t) => {
  const count = 2 * limits.list.candidates_per_query + 7
  const at = (n: number) => new Date(Date.UTC(2026, 2, 1) + n * 1000).toISOString()
  const entries = Array.from({ length: count }, (_, n) => entry(`k${n}`, [], { receivedAt: at(n) }))
  await take('cong-an', entries)
  const seen = [
    'k3',
    `k${limits.list.candidates_per_query - 1}`,
    `k${limits.list.candidates_per_query}`,
    `k${count - 2}`,
  ]
  const hidden = new Set(entries.map(({ nativeKey }) => nativeKey).filter((key) => !seen.includes(key)))
  for (const first of [1, 2, 3, 4, 5])
    t.strictSame(
      (await pages({}, first, hidden)).map(({ facets }) => facets[0]?.nativeKey),
      seen,
      `pages of ${first}`,
    )
  t.strictSame(
    await pages({}, 3, new Set(entries.map(({ nativeKey }) => nativeKey))),
    [],
    'all hidden: an empty first page',
  )
})

t.test('a dossier stands where its first visible facet stands, and comes once', async (t) => {
  await take('cong-an', [
    entry('A', ['1'], { receivedAt: '2026-03-01T00:00:00Z', kind: 'TIN_BAO', ...namesAll }),
    entry('M', [], { receivedAt: '2026-03-02T00:00:00Z' }),
  ])
  await take('vien-kiem-sat', [entry('B', ['1'], { receivedAt: '2026-03-03T00:00:00Z' })])
  const order = async (hidden: string[], filter: Filter = {}) =>
    (await pages(filter, 1, new Set(hidden))).map(({ facets }) => facets.map(({ nativeKey }) => nativeKey).join())
  t.strictSame(await order([]), ['A,B', 'M'])
  t.strictSame(await order(['A']), ['M', 'B'])
  t.strictSame(
    await order([], { kind: 'TO_GIAC' }),
    ['M', 'A,B'],
    'by the facet that matches; the whole dossier is shown',
  )
  t.strictSame(await order(['A'], { kind: 'TIN_BAO' }), [], 'a hidden facet matches no filter')
})

t.test('of what may not be known no mark is looked up, by the same statement', async (t) => {
  await take('cong-an', [entry('A', ['1'], namesAll)])
  await take('vien-kiem-sat', [entry('B', ['1'])])
  const lookedUp = async (hidden: Hidden, identifier: string) => {
    let places: unknown
    const watched: typeof db = {
      ...db,
      query(text, values, prepared) {
        if (prepared === 'labels-at-place') places = values?.[0]
        return db.query(text, values, prepared)
      },
    }
    const visible = (facets: Listed[number]['facets']) => facets.filter(({ nativeKey }) => !hidden.has(nativeKey))
    await listDossiers(watched, keys, {
      ...{ filter: { identifier }, first: 1, after: undefined, visible, identifiable: () => true },
    })
    return places
  }
  t.strictSame(await lookedUp(new Set(), '1'), ['cong-an', 'vien-kiem-sat'])
  t.strictSame(await lookedUp(new Set(['A']), '1'), ['vien-kiem-sat'])
  t.strictSame(await lookedUp(new Set(['A', 'B']), '1'), [])
  t.strictSame(await lookedUp(new Set(), 'nobody has it'), [])
})

t.test(
  'a page is one statement, whether all is shown or a few are not, which brings little more than it gives',
  async (t) => {
    const matters = Array.from({ length: 30 }, (_, n) => String(n))
    await take(
      'cong-an',
      matters.map((n) => entry(`A${n}`, [n], namesAll)),
    )
    await take(
      'vien-kiem-sat',
      matters.map((n) => entry(`B${n}`, [n])),
    )
    let statements = 0
    const watched: typeof db = {
      ...db,
      query(...given) {
        statements++
        return db.query(...given)
      },
    }
    const pageWithout = async (unseen: number) => {
      const put = new Set<string>()
      const visible = (facets: Listed[number]['facets']) => {
        for (const { dossier } of facets) put.add(dossier)
        return put.size > unseen ? facets : []
      }
      statements = 0
      const page = await listDossiers(watched, keys, {
        ...{ filter: {}, first: 15, after: undefined, visible, identifiable: () => true },
        ofAgency: (agency) => `upper(${agency})`,
      })
      return { ...page, asked: put.size }
    }
    const asked = 15 + 1 + limits.list.unseen_per_query
    for (const unseen of [0, 1, limits.list.unseen_per_query]) {
      const page = await pageWithout(unseen)
      t.strictSame([page.dossiers.length, page.more, statements, page.asked], [15, true, 1, asked], `${unseen} unseen`)
      t.strictSame(Object.fromEntries(page.besides), { 'cong-an': 'CONG-AN', 'vien-kiem-sat': 'VIEN-KIEM-SAT' })
    }
    await pageWithout(limits.list.unseen_per_query + 1)
    t.ok(statements > 1, 'more are looked for')
  },
)
