/** Which facets are one dossier, on real PostgreSQL. */
import fc from 'fast-check'
import t from 'tap'
import type { IndexEntry } from '../../../adapters/sdk/adapter.ts'
import { createFinder, findFacets } from '../../../gateway/dossiers/find.ts'
import { feedPosition, registerPage } from '../../../gateway/dossiers/register.ts'
import { newDossierId } from '../../../gateway/telemetry/ids.ts'
import { entry as entryOf, identifier, indexFor, namesAll } from './index-world.ts'

const index = await indexFor(t)
const { db, keys, take } = index
t.beforeEach(index.clear)

/** Of a holder that names every agency, unless said otherwise. */
const entry: typeof entryOf = (nativeKey, values, change) => entryOf(nativeKey, values, { ...namesAll, ...change })

/** The native keys of each dossier, everything in order. */
async function partition(): Promise<string[][]> {
  const rows = await db.query<{ dossier: string }>('SELECT DISTINCT dossier FROM facet')
  const found = await Promise.all(rows.map(({ dossier }) => findFacets(db, keys, dossier)))
  return found.map((facets) => facets.map(({ nativeKey }) => nativeKey).sort()).sort()
}
const dossierOf = async (agency: string): Promise<string> =>
  (await db.query<{ dossier: string }>('SELECT dossier FROM facet WHERE agency = $1', [agency]))[0]!.dossier

t.test('a shared linking identifier makes one dossier; nothing else does', async (t) => {
  await take('ca', [entry('A', ['1/TN'])])
  await take('vks', [entry('B', ['1/TN']), entry('C', ['2/TN'])])
  await take('ta', [entry('D', [])])
  t.strictSame(await partition(), [['A', 'B'], ['C'], ['D']])
})

t.test('an identifier is all of its parts: system, type, value, assigner', async (t) => {
  await take('ca', [entry('A', ['1/TN'])])
  const others: readonly IndexEntry['identifiers'][number][] = [
    { ...identifier('1/TN'), system: 'khac' },
    { ...identifier('1/TN'), type: 'SO_HO_SO' },
    { ...identifier('1/TN'), assigner: 'VKS' },
    { ...identifier('1/TN'), value: '1/TN ' },
    { ...identifier('1/TN'), value: '1/tn' },
  ]
  for (const [n, other] of others.entries()) await take(`x${n}`, [entry(`X${n}`, [], { identifiers: [other] })])
  t.equal((await partition()).length, 1 + others.length)
})

t.test('one value in two Unicode forms is one identifier', async (t) => {
  await take('ca', [entry('A', ['1/TN-Đội Ẩn'])])
  await take('vks', [entry('B', ['1/TN-Đội Ẩn'.normalize('NFD')])])
  t.strictSame(await partition(), [['A', 'B']])
})

t.test('a merge keeps the older id; the younger is found as its alias, also after a further merge', async (t) => {
  await take('ca', [entry('A', ['1'])])
  const oldest = await dossierOf('ca')
  await take('vks', [entry('B', ['VKS:2'])])
  const middle = await dossierOf('vks')
  await take('ta', [entry('C', ['TA:3'])])
  const youngest = await dossierOf('ta')
  await take('tt', [entry('D', ['VKS:2', 'TA:3'])])
  t.strictSame(await partition(), [['A'], ['B', 'C', 'D']])
  t.equal((await findFacets(db, keys, youngest))[0]?.dossier, middle)
  await take('mttq', [entry('E', ['1', 'VKS:2'])])
  for (const id of [oldest, middle, youngest]) {
    const facets = await findFacets(db, keys, id)
    t.strictSame(
      facets.map(({ nativeKey, dossier }) => [nativeKey, dossier === oldest]),
      [
        ['A', true],
        ['E', true],
        ['C', true],
        ['D', true],
        ['B', true],
      ],
      'in order of agency',
    )
  }
})

t.test('dossiers that are asked for together are found as each by itself, by one query', async (t) => {
  await take('ca', [entry('A', ['1']), entry('B', ['CA:2'])])
  await take('vks', [entry('C', ['VKS:3'])])
  const merged = await dossierOf('vks')
  await take('ta', [entry('D', ['1', 'VKS:3'])])
  const rows = await db.query<{ dossier: string }>('SELECT DISTINCT dossier FROM facet')
  const ids = [merged, `hs-${'a'.repeat(26)}`, ...rows.map(({ dossier }) => dossier), merged]
  const asked: string[] = []
  const finder = createFinder(
    {
      query(text, values, prepared) {
        asked.push(prepared!)
        return db.query(text, values, prepared)
      },
    },
    keys,
  )
  const holders = ['ca', 'ta']
  const [found, standings] = await Promise.all([
    Promise.all(ids.map(finder.facets)),
    Promise.all(ids.map((id) => finder.standing(id, holders))),
  ])
  t.strictSame(asked.sort(), ['find-facets', 'find-standing'])
  for (const [n, id] of ids.entries()) {
    const alone = await findFacets(db, keys, id)
    t.strictSame(found[n], alone)
    t.strictSame(
      standings[n]!.facets,
      alone.map(({ standing }) => standing),
    )
  }
  t.strictSame(
    found.map(({ length }) => length),
    [3, 0, ...rows.map(({ dossier }) => (dossier === found[0]![0]!.dossier ? 3 : 1)), 3],
  )
})

t.test('a facet that learns of an identifier takes its dossier along to the older one, once', async (t) => {
  await take('ca', [entry('A', ['1'])])
  await take('vks', [entry('B', ['VKS:2'])])
  await take('ta', [entry('C', ['TA:3']), entry('D', ['TA:4'])])
  const [older, younger] = [await dossierOf('ca'), await dossierOf('vks')]
  await take('vks', [entry('B', ['1', 'VKS:2', 'TA:3'])])
  await take('vks', [entry('B', ['1', 'VKS:2', 'TA:3'])])
  t.strictSame(await partition(), [['A', 'B', 'C'], ['D']])
  t.strictSame((await findFacets(db, keys, younger))[0]?.dossier, older)
  t.equal((await db.query('SELECT 1 FROM link')).length, 2)
})

t.test('each link names its source and the identifier that ties', async (t) => {
  await take('ca', [entry('A', ['1'])])
  await take('vks', [entry('B', ['VKS:2'])])
  await take('ta', [entry('C', ['TA:0', '1', 'VKS:2'])])
  const links = await db.query<{ mac: Buffer; source: string; undone_at: Date | null }>(
    'SELECT mac, source, undone_at FROM link ORDER BY id',
  )
  const macs = await db.query<{ mac: Buffer }>("SELECT mac FROM facet_identifier WHERE agency IN ('ca', 'vks')")
  const by = { source: 'ta', undone_at: null }
  t.strictSame(links, [
    { mac: macs[0]!.mac, ...by },
    { mac: macs[1]!.mac, ...by },
  ])
})

t.test('two facets of one agency are never folded into one', async (t) => {
  await take('ca', [entry('A1', ['1']), entry('A2', ['1'])])
  t.strictSame(await partition(), [['A1'], ['A2']], 'not when they share an identifier')
  await index.clear()
  await take('ca', [entry('A1', ['1']), entry('A2', ['2'])])
  await take('vks', [entry('B', ['1', '2'])])
  const parts = await partition()
  t.equal(parts.length, 2, 'not when a third one ties them')
  t.ok(parts.every((part) => !(part.includes('A1') && part.includes('A2'))))
})

t.test(
  'a second facet of an agency with the number of a dossier that it is in already is taken, by itself',
  async (t) => {
    await take('ca', [entry('A', ['1'])])
    await take('vks', [entry('B1', ['1'])])
    await take('vks', [entry('B2', ['1']), entry('B3', ['3'])])
    t.strictSame(await partition(), [['A', 'B1'], ['B2'], ['B3']])
    await take('vks', [entry('B2', ['1'])])
    t.strictSame(await partition(), [['A', 'B1'], ['B2'], ['B3']], 'also when it comes again')
  },
)

t.test('a facet that can not follow stays where it is', async (t) => {
  await take('ca', [entry('A1', ['1']), entry('A2', ['2'])])
  await take('vks', [entry('B', ['2'])])
  await take('vks', [entry('B', ['1', '2'])])
  t.strictSame(await partition(), [['A1'], ['A2', 'B']])
})

t.test('a facet that comes again is one facet, in its present state and its own dossier', async (t) => {
  await take('ca', [entry('A', ['1'])])
  const id = await dossierOf('ca')
  const label = { level: 'HAN_CHE', tags: ['CAN_BO_QUAN_LY'] } as const
  const changed = entry('A', ['9'], {
    stage: 'GIA_HAN',
    updatedAt: '2026-04-01T00:00:00Z',
    label,
    conceal: true,
    resolves: true,
    confirms: [{ relation: 'supervising', agency: 'VKS' }],
    dueOn: '2026-05-01',
    corruptionField: 'DAT_DAI',
  })
  await take('ca', [changed])
  const facets = await findFacets(db, keys, id)
  t.equal(facets.length, 1)
  t.match(facets[0], {
    dossier: id,
    nativeKey: 'A',
    stage: 'GIA_HAN',
    updatedAt: '2026-04-01T00:00:00.000Z',
    receivedAt: '2026-03-02T01:00:00.000Z',
    label,
    conceal: true,
    resolves: true,
    confirms: [{ relation: 'supervising', agency: 'VKS' }],
    dueOn: '2026-05-01',
    corruptionField: 'DAT_DAI',
  })
  await take('ca', [entryOf('A', ['9'])])
  t.match((await findFacets(db, keys, id))[0], {
    conceal: false,
    confirms: [],
    dueOn: null,
    corruptionField: null,
  })
})

t.test('a withdrawn identifier ties nothing more', async (t) => {
  await take('ca', [entry('A', ['1'])])
  await take('ca', [entry('A', ['2'])])
  await take('vks', [entry('B', ['1']), entry('C', ['2'])])
  t.strictSame(await partition(), [['A', 'C'], ['B']])
})

t.test('a page and its cursor are one transaction', async (t) => {
  t.equal(await feedPosition(db, 'ca'), undefined)
  await take('ca', [entry('A', ['1'])], { cursor: 'l1', listed: false })
  t.match(await feedPosition(db, 'ca'), { cursor: 'l1', listed: false })
  const broken = entry('C', ['3'], { receivedAt: 'hôm qua' })
  await t.rejects(take('ca', [entry('B', ['2']), broken], { cursor: 'l2', listed: true }), { code: 'internal' })
  t.strictSame(await partition(), [['A']], 'nothing of a page that failed')
  t.match(await feedPosition(db, 'ca'), { cursor: 'l1', listed: false })
})

t.test('two feeds that meet on one identifier at the same time make one dossier', async (t) => {
  const numbers = Array.from({ length: 8 }, (_, n) => `${n}/TN`)
  await Promise.all(
    ['ca', 'vks', 'ta'].map((agency) =>
      take(
        agency,
        numbers.map((number) => entry(`${agency} ${number}`, [number])),
      ),
    ),
  )
  t.strictSame(
    (await partition()).map((part) => part.length),
    numbers.map(() => 3),
  )
})

t.test('no person, text or native key stands in the index in clear', async (t) => {
  await take('ca', [entry('HS2026001234', ['1234/2026/TN-PC03'])])
  for (const table of ['dossier', 'facet', 'facet_identifier', 'feed_cursor', 'link'])
    t.notMatch(JSON.stringify(await db.query(`SELECT t::text FROM ${table} t`)), /HS2026001234|TN-PC03/, table)
  const [row] = await db.query<{ native_key: Buffer; value_macs: Buffer[] }>('SELECT native_key, value_macs FROM facet')
  t.notOk(Buffer.concat([row!.native_key, ...row!.value_macs]).includes('1234'))
})

const agencies = ['ca', 'vks', 'ta', 'tt'] as const
/** Each agency holds at most one facet that any number leads to, so that nothing clashes. */
const world = fc.array(fc.record({ held: fc.subarray([...agencies], { minLength: 1 }), chain: fc.boolean() }), {
  minLength: 1,
  maxLength: 4,
})

/** Its own number, and that of the one before it in `held`, or of the first. */
const codeOf: Readonly<Record<string, string>> = { ca: 'CA', vks: 'VKS', ta: 'TA', tt: 'TTr' }
const numbersOf = (matter: number, held: readonly string[], before: number, own: number): string[] => [
  `${codeOf[held[own]!]}:${matter}`,
  `${codeOf[held[Math.max(0, before - 1)]!]}:${matter}`,
]

t.test('the order in which facets arrive decides nothing', async (t) => {
  const order = world.chain((matters) => {
    const arrivals = matters.flatMap(({ held, chain }, m) =>
      held.map((agency, i) => ({
        agency,
        of: m,
        entry: entry(`${agency} ${m}`, numbersOf(m, held, chain ? i : 0, i)),
      })),
    )
    return fc.tuple(fc.constant(matters), fc.shuffledSubarray(arrivals, { minLength: arrivals.length }))
  })
  await fc.assert(
    fc.asyncProperty(order, async ([matters, arrivals]) => {
      await index.clear()
      for (const { agency, entry } of arrivals) await take(agency, [entry])
      const expected = matters.map(({ held }, m) => held.map((agency) => `${agency} ${m}`).sort()).sort()
      return JSON.stringify(await partition()) === JSON.stringify(expected)
    }),
    { numRuns: 25 },
  )
  t.pass('25 worlds')
})

t.test('a number that two cite ties nothing until its own agency holds something under it', async (t) => {
  await take('mttq', [entry('M', ['1'])])
  await take('tt', [entry('T', ['1'])])
  t.strictSame(await partition(), [['M'], ['T']])
  await take('vks', [entry('V', ['1'])])
  t.strictSame(await partition(), [['M'], ['T'], ['V']])
  await take('ca', [entry('A', ['1'])])
  t.strictSame(await partition(), [['A', 'M', 'T', 'V']])
})

t.test(
  'a guessed number of one who does not name the citing agency ties nothing, and keeps nobody from being tied',
  async (t) => {
    const named = (agency: string) => ({ confirms: [{ relation: 'originator', agency }] as const })
    await take('ca', [entry('A', ['1'], named('MTTQ'))])
    await take('tt', [entry('T', ['TTr:7'])])
    const ids = { T: await dossierOf('tt'), A: await dossierOf('ca') }
    await take('tt', [entry('T', ['TTr:7', '1'])])
    t.same({ T: await dossierOf('tt'), A: await dossierOf('ca') }, ids, 'its own id is what it was')
    await take('mttq', [entry('M', ['MTTQ:1', '1'])])
    t.strictSame(await partition(), [['A', 'M'], ['T']])
    await take('ca', [entry('A', ['1'], named('TTr'))])
    t.strictSame(await partition(), [['A', 'M', 'T']], 'as soon as it is named')
  },
)

t.test('the decision of who resolves cites whose number it will; a citation alone does not', async (t) => {
  await take('tt', [entryOf('T', ['TTr:7'])])
  await take('ca', [entryOf('A', ['1', 'TTr:7'])])
  t.strictSame(await partition(), [['A'], ['T']])
  await take('ca', [entryOf('A', ['1', 'TTr:7'], { resolves: true })])
  t.strictSame(await partition(), [['A', 'T']])
  await index.clear()
  await take('ca', [entryOf('A', ['1', 'TTr:7'], { resolves: true })])
  await take('tt', [entryOf('T', ['TTr:7'])])
  t.strictSame(await partition(), [['A', 'T']], 'whichever comes first')
})

t.test('nobody makes a number of its own of what another gave', async (t) => {
  await take('ca', [entryOf('A', ['1'], { resolves: true })])
  await take('mttq', [entry('M', [], { identifiers: [{ ...identifier('1'), assigner: 'MTTQ' }] })])
  t.strictSame(await partition(), [['A'], ['M']])
})

t.test('who cites the number of a concealed facet keeps its id, as if there were none', async (t) => {
  await take('ca', [entry('A', ['1'], { conceal: true })])
  await take('vks', [entry('V', ['VKS:2'])])
  const before = await dossierOf('vks')
  await take('vks', [entry('V', ['VKS:2', '1'])])
  t.equal(await dossierOf('vks'), before)
  t.strictSame(await partition(), [['A', 'V']], 'for the holder they are one')
  await index.clear()
  await take('ca', [entryOf('A', ['1'], { conceal: true })])
  await take('vks', [entry('V', ['VKS:2', '1'])])
  const alone = await dossierOf('vks')
  await take('ca', [entry('A', ['1'], { conceal: true })])
  t.equal(await dossierOf('vks'), alone, 'also when it is named later')
})

t.test('two concealed facets are never tied: neither holder may know of the other', async (t) => {
  await take('ca', [entry('A', ['1'], { conceal: true })])
  await take('vks', [entry('V', ['VKS:2'], { conceal: true })])
  await take('vks', [entry('V', ['VKS:2', '1'], { conceal: true })])
  t.strictSame(await partition(), [['A'], ['V']])
})

t.test('a number that many cite costs no more than one that few do', async (t) => {
  const costOf = async (count: number): Promise<number> => {
    await index.clear()
    await take(
      'ca',
      Array.from({ length: count }, (_, n) => entry(`A${n}`, ['0/TN'])),
    )
    let queries = 0
    const counting: typeof db = {
      ...db,
      transaction: (work) =>
        db.transaction((tx) =>
          work({
            query: (...statement) => {
              queries++
              return tx.query(...statement)
            },
          }),
        ),
    }
    const position = { cursor: 'c', listed: true }
    const page = { agency: 'vks', code: 'VKS', entries: [entry('B', ['0/TN'])], position }
    await registerPage(counting, keys, newDossierId, page)
    t.equal((await partition()).filter((keys) => keys.includes('B')).flat().length, 2, 'it is tied to the first')
    return queries
  }
  t.equal(await costOf(30), await costOf(3))
})
