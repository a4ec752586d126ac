/** The paged feed of an agency that deposits: what pushes may have missed, in the same store, with its cursor. */
import t, { type Test } from 'tap'
import { feedPosition } from '../../../gateway/dossiers/register.ts'
import { takeFeed } from '../../../gateway/release/indexing.ts'
import type { NativeDocument } from '../../support/adapters/nop-json/adapter.ts'
import { startSource } from '../../support/source-server.ts'
import { tablesWith, type World, type WorldOptions, world } from './world.ts'

type Pages = Record<string, NativeDocument | string>

/** `pages` by path; they may be changed while it runs. */
async function fed(t: Test, pages: Pages, options: WorldOptions = {}) {
  const asked: string[] = []
  const { system } = await startSource(t, {
    handle: (request, response) => {
      asked.push(String(request.url))
      const page = pages[String(request.url)]
      if (page === undefined) return void response.writeHead(503).end()
      response.setHeader('content-type', 'application/json')
      response.end(typeof page === 'string' ? page : JSON.stringify(page))
    },
  })
  const mttq = { ...system, agency: 'mttq', agencyCode: 'MTTQ', adapter: 'nop-json' }
  const at = await world(t, { ...options, systems: [mttq] })
  const { db, sources, deposits, keeping } = at
  const run = () => takeFeed({ db, sources, deposits, keeping }, 'mttq', 'ev-feed', new AbortController().signal)
  return { at, asked, run, position: async () => (await feedPosition(db, 'mttq'))?.cursor }
}

const record = (key: string) => ({ key })
const deposited = ({ entries }: World) => entries().filter(({ phase }) => phase === 'deposited')

t.test('pages are taken as deposits, with their cursor; the log hears of what is new', async (t) => {
  const pages: Pages = {
    '/list?from=': { records: [record('1'), record('2')], next: 'p2', changesFrom: 'c0' },
    '/list?from=p2': { records: [record('3')] },
    '/changes?from=c0': { records: [], next: 'c0' },
  }
  const { at, run, position, asked } = await fed(t, pages)
  t.same(at.sources.agencies, ['mttq'])
  t.match(await run(), { state: 'ok', entries: 3 })
  t.equal(await position(), 'c0')
  t.equal((await at.rows('deposit')).length, 3)
  t.match(
    at.entries(),
    [
      { phase: 'deposited', detail: { operation: 'feed', deposit: { transport: 'feed', taken: 2, feed: 'ev-feed' } } },
      { phase: 'deposited', detail: { deposit: { taken: 1 } } },
    ],
    'with the event under which the source was asked',
  )
  for (let n = 0; n < 3; n++) t.match(await run(), { state: 'ok', entries: 0 })
  t.equal(at.entries().length, 2, 'not of each look that finds nothing')
  t.equal(asked.length, 6)

  await at.take({ records: [record('4')] })
  pages['/changes?from=c0'] = { records: [record('4')], next: 'c1' }
  pages['/changes?from=c1'] = { records: [], next: 'c1' }
  t.match(await run(), { state: 'ok', entries: 1 })
  t.equal(await position(), 'c1')
  t.equal(deposited(at).length, 3, 'nor of what a push had brought')
  t.equal((await at.rows('deposit')).length, 4)
})

t.test('a page that came already moves the cursor and nothing else', async (t) => {
  const pages: Pages = {
    '/list?from=': { records: [record('1')], changesFrom: 'c0' },
    '/changes?from=c0': { records: [{ key: '2' }, { key: '3', do: 'row' }], next: 'c1' },
    '/changes?from=c1': { records: [], next: 'c1' },
  }
  const { at, run, position } = await fed(t, pages)
  await run()
  const before = at.entries().length
  await at.db.query("UPDATE feed_cursor SET cursor = 'c0'")
  t.match(await run(), { state: 'ok' })
  t.equal(await position(), 'c1')
  t.equal(at.entries().length, before)
  t.match(await at.rows('quarantine'), [{ seen: 1 }])
})

t.test('a feed that leads in a circle ends, with everything that it brought', async (t) => {
  const pages: Pages = {
    '/list?from=': { records: [record('1')], changesFrom: 'c0' },
    '/changes?from=c0': { records: [record('2')], next: 'c1' },
    '/changes?from=c1': { records: [record('3')], next: 'c2' },
    '/changes?from=c2': { records: [record('4')], next: 'c0' },
  }
  const { at, run, asked } = await fed(t, pages)
  t.match(await run(), { state: 'quarantined', reason: 'feed-circular', entries: 4 })
  t.equal(asked.length, 4, 'no page is asked for twice')
  t.equal((await at.rows('deposit')).length, 4)
  t.match(await run(), { state: 'quarantined', reason: 'feed-circular' }, 'and so it stays')
  t.equal(asked.length, 7)
  t.equal(deposited(at).length, 4)
})

t.test('a list in a circle likewise', async (t) => {
  const pages: Pages = {
    '/list?from=': { records: [record('1')], next: 'p1', changesFrom: 'c0' },
    '/list?from=p1': { records: [record('2')], next: 'p1' },
  }
  const { at, run, asked } = await fed(t, pages)
  t.match(await run(), { state: 'quarantined', reason: 'feed-circular', entries: 2 })
  t.equal(asked.length, 2)
  t.equal((await at.rows('deposit')).length, 2)
})

t.test('a page that can’t be translated is in quarantine, once however often it comes', async (t) => {
  const canary = 'Lê Văn Bẩy'
  const { at, run } = await fed(t, { '/list?from=': `{"records": "${canary}` })
  for (let n = 0; n < 3; n++) t.match(await run(), { state: 'quarantined', reason: 'document-rejected' })
  t.match(await at.rows('quarantine'), [{ agency: 'mttq', transport: 'feed', event: 'ev-feed', seen: 3 }])
  t.match(at.entries(), [{ phase: 'quarantined', event: 'ev-feed', detail: { operation: 'feed' } }])
  t.same(await tablesWith(at.db, canary), [])
})

t.test('a state secret in a page is refused, the rest of the page goes on', async (t) => {
  const canary = 'Trần Thị Bốn'
  const records = [{ key: '1', do: 'mark' as const, text: canary }, record('2')]
  const { at, run } = await fed(t, {
    '/list?from=': { records, changesFrom: 'c0' },
    '/changes?from=c0': { records: [], next: 'c0' },
  })
  t.match(await run(), { state: 'ok' })
  t.same(
    at.entries().map(({ phase }) => phase),
    ['incident', 'deposited'],
  )
  t.same(await at.rows('quarantine'), [])
  t.equal(await at.served('1'), 'newest-refused')
  t.same(await tablesWith(at.db, canary), [])
})

t.test('a newer state that a page brings and that can’t be kept takes back the older', async (t) => {
  const state = (n: number, more: object = {}) => ({ key: '1', updatedAt: `2026-03-0${n}T08:00:00Z`, ...more })
  for (const [what, reason] of [
    ['row', 'newest-rejected'],
    ['row-secret', 'newest-refused'],
  ] as const) {
    const pages: Pages = {
      '/list?from=': { records: [state(1)], changesFrom: 'c0' },
      '/changes?from=c0': { records: [], next: 'c0' },
    }
    const { at, run } = await fed(t, pages)
    t.match(await run(), { state: 'ok' })
    t.match(await at.served('1'), /^2026-03-01/, 'the list')
    pages['/changes?from=c0'] = { records: [state(2, { do: what }), record('2')], next: 'c1' }
    pages['/changes?from=c1'] = { records: [], next: 'c1' }
    t.match(await run(), { state: 'ok' })
    t.equal(await at.served('1'), reason)
    t.match(await at.rows('facet'), [
      { withheld: what === 'row' ? 'rejected' : 'secret', label_level: 'CHUA_XAC_DINH' },
      {},
    ])
    await at.db.query('DELETE FROM feed_cursor')
    t.match(await run(), { state: 'ok' })
    t.equal(await at.served('1'), reason, 'listed anew, as it was')
    pages['/changes?from=c1'] = { records: [state(3)], next: 'c2' }
    pages['/changes?from=c2'] = { records: [], next: 'c2' }
    t.match(await run(), { state: 'ok' })
    t.match(await at.served('1'), /^2026-03-03/, 'a later state')
  }
})
