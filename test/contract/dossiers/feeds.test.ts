/** Reading the sources' feeds: it ends when it is told to. */
import t from 'tap'
import type { IndexPage } from '../../../adapters/sdk/adapter.ts'
import { startFeeds } from '../../../gateway/release/feeds.ts'
import { type Indexing, takeFeed, takeListAnew } from '../../../gateway/release/indexing.ts'
import { type Sealed, seal } from '../../../gateway/release/sealed.ts'
import type { Sources } from '../../../gateway/sources/sources.ts'
import { labelKeeping } from '../../support/labels.ts'
import { until } from '../../support/until.ts'
import { entry, indexFor } from './index-world.ts'

const { db, keys } = await indexFor(t)
const nothingKept = {
  deposits: { takePage: async () => t.fail('nothing is deposited') },
  keeping: {
    quarantine: { take: async () => t.fail('nothing is quarantined') },
    incident: async () => {},
    labels: labelKeeping(db, keys),
  },
} as unknown as Pick<Indexing, 'deposits' | 'keeping'>
const document = seal({ status: 200, mediaType: 'application/json', body: new Uint8Array() })

type Ask = Parameters<Sources<Sealed>['page']>[0]

/** Sources of one agency, whose every page is `page()`. */
const sourcesOf = (page: (ask: Ask) => IndexPage | Promise<IndexPage>, adapter?: string): Sources<Sealed> => ({
  agencies: ['cong-an'],
  page: async (ask) => ({
    agency: 'cong-an',
    state: 'ok',
    sealed: seal(await page(ask)),
    document,
    findings: [],
    adapter: 'thu-nghiem@1',
    asOf: '2026-03-01T00:00:00.000Z',
  }),
  facet: async () => {
    throw new Error('no facet is asked for')
  },
  write: async () => t.fail('nothing is handed over') as never,
  deposits: async () => {
    throw new Error('nothing is deposited')
  },
  hand: async () => {
    throw new Error('nothing is handed over')
  },
  takesAt: () => undefined,
  retranslate: async () => {
    throw new Error('nothing is tried again')
  },
  keeps: () => false,
  adapterOf: () => adapter,
  manifestOf: () => undefined,
  registered: () => true,
  states: () => new Map(),
  follow: async () => {},
  close: async () => {},
})

t.test(
  'a source whose list never ends does not keep the gateway from stopping; how often it was asked is told',
  async (t) => {
    const asked = Promise.withResolvers<void>()
    let pages = 0
    const sources = sourcesOf(() => {
      if (++pages === 3) asked.resolve()
      return { entries: [entry('A', ['1'])], next: `page-${pages}`, changesFrom: 'c' }
    })
    const told: unknown[] = []
    const feeds = startFeeds({
      ...{ db, sources, ...nothingKept, begun: async () => 'ev-1', report: () => {} },
      ended: async (...given) => void told.push(given),
    })
    await asked.promise
    await feeds.stop()
    const last = pages
    await db.query('SELECT 1')
    t.equal(pages, last, 'nothing is asked any more')
    t.match(told, [['cong-an', 'ev-1', { count: last, from: /Z$/, to: /Z$/ }]])
  },
)

t.test('an event that has lasted long enough is ended before the next one is begun', async (t) => {
  const told: string[] = []
  let events = 0
  const feeds = startFeeds({
    ...{ db, ...nothingKept, sources: sourcesOf(() => ({ entries: [], changesFrom: 'c' })), report: () => {} },
    event_ms: 0,
    interval_ms: 1,
    begun: async () => {
      told.push(`begun ${++events}`)
      return `ev-${events}`
    },
    ended: async (_, event, { count }) => void told.push(`ended ${event} ${count > 0}`),
  })
  await until(() => events >= 3)
  await feeds.stop()
  t.same(told.slice(0, 5), ['begun 1', 'ended ev-1 true', 'begun 2', 'ended ev-2 true', 'begun 3'])
  t.equal(told.at(-1), `ended ev-${events} true`)
})

t.test('another adapter reads the whole list anew, once, and where the feed stands stays', async (t) => {
  await db.query('TRUNCATE dossier, dossier_alias, facet, facet_identifier, label_mark, link, feed_cursor')
  const asked: string[] = []
  /** A list of two pages, whose second row only the newer adapter can read; the feed of changes never repeats it. */
  const run = async (adapter: string, entries: readonly string[], rounds: number): Promise<readonly string[]> => {
    asked.length = 0
    let changes = 0
    const page = async ({ kind, cursor }: Ask): Promise<IndexPage> => {
      asked.push(`${kind} ${cursor}`)
      if (kind === 'changes') changes++
      if (kind === 'changes') return { entries: [], next: 'c1' }
      if (cursor === undefined) return { entries: [entry('A', ['1'])], next: '2', changesFrom: 'c0' }
      // Another node takes a change meanwhile.
      if (adapter === 'py@2') await db.query("UPDATE feed_cursor SET cursor = 'c2'")
      return { entries: entries.map((key) => entry(key, [key])), changesFrom: 'c1' }
    }
    const feeds = startFeeds({
      ...{ db, ...nothingKept, sources: sourcesOf(page, adapter), report: () => {}, interval_ms: 1 },
      begun: async () => 'ev-1',
      ended: async () => {},
    })
    await until(() => changes >= rounds)
    await feeds.stop()
    return asked.filter((of) => of.startsWith('list'))
  }
  const count = async () => (await db.query('SELECT native_key_mac FROM facet')).length
  const list = ['list undefined', 'list 2']
  t.same(await run('py@1', [], 3), list)
  t.equal(await count(), 1)
  t.same(await run('py@1', ['B'], 3), [], 'the same adapter does not')
  t.equal(await count(), 1)
  t.same(await run('py@2', ['B'], 3), list)
  t.equal(await count(), 2, 'the row that could not be read is there')
  const changes = [...new Set(asked.filter((of) => of.startsWith('changes')))]
  t.same(changes, ['changes c1'], 'the changes go on from where they were, those of the other node again')
})

t.test('a list that can not be read anew is not asked for at every look, and the changes are', async (t) => {
  await db.query("UPDATE feed_cursor SET listed_by = 'py@1'")
  const asked = { list: 0, changes: 0 }
  const read = sourcesOf(() => ({ entries: [], next: 'c1' }), 'py@3')
  const reports: unknown[] = []
  const sources: Sources<Sealed> = {
    ...read,
    page: async (ask) => {
      asked[ask.kind]++
      if (ask.kind === 'changes') return read.page(ask)
      return { agency: 'cong-an', state: 'failed', reason: 'source-unreachable', findings: [] }
    },
  }
  const feeds = startFeeds({
    ...{ db, ...nothingKept, sources, interval_ms: 1, begun: async () => 'ev-1', ended: async () => {} },
    report: (...given) => void reports.push(given),
  })
  await until(() => asked.changes >= 5)
  await feeds.stop()
  t.equal(asked.list, 1)
  t.match(reports, [
    ['cong-an', 'failed', 'source-unreachable'],
    ['cong-an', 'ok', undefined],
  ])
})

t.test('what another node takes of the changes while a page of the list is under way stands', async (t) => {
  await db.query('TRUNCATE dossier, dossier_alias, facet, facet_identifier, label_mark, link, feed_cursor')
  const conceal = async () => (await db.query<{ conceal: boolean }>('SELECT conceal FROM facet'))[0]?.conceal
  const never = new AbortController().signal
  const of = (page: (ask: Ask) => IndexPage | Promise<IndexPage>, adapter: string): Indexing => ({
    ...{ db, ...nothingKept, sources: sourcesOf(page, adapter) },
  })
  const shown = entry('A', ['1'])
  const changes = ({ cursor }: Ask): IndexPage =>
    cursor === 'c0' ? { entries: [{ ...shown, conceal: true }], next: 'c1' } : { entries: [], next: 'c1' }
  const first = of(({ kind }) => ({ entries: kind === 'list' ? [shown] : [], changesFrom: 'c0' }), 'py@1')
  await takeFeed(first, 'cong-an', 'ev-1', never)
  t.equal(await conceal(), false)

  const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  // It has taken the change, and its next page is under way, when the older row of the list is stored.
  const other = of(async (ask) => {
    if (ask.cursor === 'c1') asked.resolve()
    if (ask.cursor === 'c1') await answered.promise
    return changes(ask)
  }, 'py@1')
  let taken: Promise<unknown> = Promise.resolve()
  const newer = of(async ({ cursor }) => {
    if (cursor === undefined) {
      taken = takeFeed(other, 'cong-an', 'ev-1', never)
      await asked.promise
      return { entries: [shown], next: '2', changesFrom: 'c1' }
    }
    answered.resolve()
    await taken
    await takeFeed(of(changes, 'py@1'), 'cong-an', 'ev-1', never)
    t.equal(await conceal(), true, 'not only once the whole list is read')
    return { entries: [], changesFrom: 'c1' }
  }, 'py@2')
  await takeListAnew(newer, 'cong-an', 'ev-1', never)
  await takeFeed(of(changes, 'py@2'), 'cong-an', 'ev-1', never)
  t.equal(await conceal(), true)
})
