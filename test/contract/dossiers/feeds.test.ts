/** Reading the sources' feeds: it ends when it is told to. */
import t from 'tap'
import type { IndexPage } from '../../../adapters/sdk/adapter.ts'
import { startFeeds } from '../../../gateway/release/feeds.ts'
import type { Indexing } from '../../../gateway/release/indexing.ts'
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

/** Sources of one agency, whose every page is `page()`. */
const sourcesOf = (page: () => IndexPage): Sources<Sealed> => ({
  agencies: ['cong-an'],
  page: async () => ({
    agency: 'cong-an',
    state: 'ok',
    sealed: seal(page()),
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
  adapterOf: () => undefined,
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
