/** Reading the sources' feeds: it ends when it is told to. */
import t from 'tap'
import type { IndexPage } from '../../../adapters/sdk/adapter.ts'
import { startFeeds } from '../../../gateway/release/feeds.ts'
import type { Indexing } from '../../../gateway/release/indexing.ts'
import { type Sealed, seal } from '../../../gateway/release/sealed.ts'
import type { Sources } from '../../../gateway/sources/sources.ts'
import { labelKeeping } from '../../support/labels.ts'
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

t.test('a source whose list never ends does not keep the gateway from stopping', async (t) => {
  const asked = Promise.withResolvers<void>()
  let pages = 0
  const sources: Sources<Sealed> = {
    agencies: ['cong-an'],
    page: async () => {
      if (++pages === 3) asked.resolve()
      const page: IndexPage = { entries: [entry('A', ['1'])], next: `page-${pages}`, changesFrom: 'c' }
      return {
        agency: 'cong-an',
        state: 'ok',
        sealed: seal(page),
        document,
        findings: [],
        adapter: 'thu-nghiem@1',
        asOf: '2026-03-01T00:00:00.000Z',
      }
    },
    facet: async () => {
      throw new Error('no facet is asked for')
    },
    deposits: async () => {
      throw new Error('nothing is deposited')
    },
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
  }
  const feeds = startFeeds({ db, sources, ...nothingKept, begun: async () => 'ev-1', report: () => {} })
  await asked.promise
  await feeds.stop()
  const last = pages
  await db.query('SELECT 1')
  t.equal(pages, last, 'nothing is asked any more')
})
