/** What the store has lost is told by the log; how far the two were compared stands in the store, so that a start reads what is new. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { tilePath } from '../../../gateway/audit/tiles.ts'
import { eventEntry } from '../../../gateway/release/events.ts'
import { createStrays, requireCompared, watchStrays } from '../../../gateway/release/strays.ts'
import { standing } from '../../support/deposits.ts'
import { until } from '../../support/until.ts'
import { type World, world } from './world.ts'

const straysOf = ({ db, directory, log }: World, size = log.size) =>
  createStrays({ db, directory, origin: log.origin, size })

const lose = ({ db }: World, event: string) => db.query('DELETE FROM delivery WHERE event = $1', [event])

async function take(at: World, key: string): Promise<string> {
  const taken = await at.take({ records: [{ key }] })
  return taken.state === 'accepted' ? taken.event : ''
}

t.test(
  'a store that is set back is compared again from where it was, and told of until somebody has seen to it',
  async (t) => {
    const at = await world(t)
    await take(at, '1')
    t.same(await straysOf(at).compare(), [])
    const before = await at.rows('compared_log')
    t.match(before, [{ size: at.log.size() }])
    const event = await take(at, '2')
    t.same(await straysOf(at).compare(), [], 'and once more, later in the run')

    await lose(at, event)
    await at.db.query('UPDATE compared_log SET size = $1, leaf = $2', [before[0]!.size, before[0]!.leaf])
    t.same(await straysOf(at).compare(), [event])
    t.same(await straysOf(at).compare(), [], 'compared once')
    t.same(await straysOf(at).lost(), [event], 'and told of at each start')
    await at.db.query('DELETE FROM lost_document')
    t.same(await straysOf(at).lost(), [])
  },
)

t.test('what comes back is lost no more', async (t) => {
  const at = await world(t)
  const event = await take(at, '1')
  const [row] = await at.db.query<{ row: object }>('SELECT to_jsonb(d) AS row FROM delivery d')
  await lose(at, event)
  t.same(await straysOf(at).compare(), [event])
  await at.db.query('INSERT INTO delivery SELECT * FROM jsonb_populate_record(NULL::delivery, $1)', [row!.row])
  t.same(await straysOf(at).lost(), [])
})

t.test('a crash in between leaves neither the finding without the mark nor the mark without the finding', async (t) => {
  const at = await world(t)
  const event = await take(at, '1')
  await lose(at, event)
  const killed: typeof at.db = {
    ...at.db,
    transaction: (work) =>
      at.db.transaction(async (tx) => {
        await work(tx)
        throw new Error('killed before it was committed')
      }),
  }
  await t.rejects(straysOf({ ...at, db: killed }).compare(), /killed/)
  t.same([await at.rows('compared_log'), await at.rows('lost_document')], [[], []])
  t.same(await straysOf(at).compare(), [event])
})

t.test('a log that was set back behind what was compared, or is another one, is not written to', async (t) => {
  const at = await world(t)
  const { db, directory, log } = at
  const admitted = (size = log.size()) => requireCompared({ db, directory, origin: log.origin, size: () => size })
  await admitted()
  await take(at, '1')
  const before = log.size()
  await take(at, '0')
  await straysOf(at, () => before).compare()
  t.match(await at.rows('compared_log'), [{ size: before }], 'what a power failure may take is not to be missed')
  await straysOf(at).compare()
  const compared = log.size()
  await take(at, '2')
  await admitted()
  await t.rejects(admitted(compared - 1), {
    code: 'log-unavailable',
    refusal: { kind: 'missing', first: compared - 1, last: compared - 1, by: 'store' },
    message: /entries \d+ to \d+ are missing: the store was compared with them.* delete the row/,
  })
  await db.query("UPDATE compared_log SET leaf = 'of another'")
  const forked = { kind: 'forked', size: compared, by: 'store' }
  await t.rejects(admitted(), { code: 'log-unavailable', refusal: forked }, 'set back and written on')
  await db.query('DELETE FROM compared_log')
  await admitted(0)
})

t.test('what was compared and what came before anything owed is not read at a start', async (t) => {
  const at = await world(t)
  await Promise.all(Array.from({ length: 300 }, () => at.log.append(eventEntry(standing, 'heartbeat'))))
  await straysOf(at).compare()
  await until(() => at.log.published().split('\n')[1] === `${at.log.size()}`)
  const event = await take(at, '1')
  const owed = await at.db.transaction((tx) => at.keeping.recordings.owe(tx, [eventEntry(standing, 'heartbeat')]))
  rmSync(join(at.directory, tilePath({ level: 'entries', number: 0, width: 256 })))
  await lose(at, event)
  const told: (readonly string[])[] = []
  const faults: unknown[] = []
  const watch = watchStrays({
    ...{ db: at.db, directory: at.directory, origin: at.log.origin, size: at.log.size },
    tell: (events) => told.push(events),
    fault: (error) => faults.push(error),
  })
  await watch.compared
  await watch.close()
  t.same([told, faults], [[[event]], []])
  t.equal(await at.keeping.recordings.settleAll(), 1, 'what is owed is looked for behind it')
  t.match(await at.keeping.recordings.settle(owed), { index: 301 })
})
