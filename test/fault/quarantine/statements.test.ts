/** An act that ends at any of its statements, or whose commit nobody hears of, has no effect or its whole effect; once, however often it is tried. */
import t from 'tap'
import { createHandling } from '../../../gateway/release/quarantine/handling.ts'
import { contentOf } from '../../../gateway/release/quarantine/rows.ts'
import type { Database, Sql } from '../../../gateway/store/pool.ts'
import { bytesOf, type World, world } from '../../contract/deposits/world.ts'
import { front, inquiryOf, mended, why } from '../../contract/quarantine/handling-world.ts'
import type { NativeDocument } from '../../support/adapters/nop-json/adapter.ts'

const registry = () => ({ participantOf: () => ({ clearanceMax: 'HAN_CHE' }) }) as never
const died = new Error('killed here')

/** Its `step`th statement fails; or, when there are fewer, the commit is not heard of. `reached`: whether it came to that. */
function dying(db: Database, step: number): { readonly db: Database; reached(): boolean } {
  let statements = 0
  const counted = (sql: Sql): Sql => ({
    async query(...given) {
      statements += 1
      if (statements === step) throw died
      return sql.query(...given)
    },
  })
  return {
    reached: () => statements >= step,
    db: {
      ...db,
      query: counted(db).query,
      async transaction(work) {
        await db.transaction((tx) => work(counted(tx)))
        throw died
      },
    },
  }
}

const acts = {
  release: (of: ReturnType<typeof createHandling>, id: string) =>
    of.release(inquiryOf(front(), 'quarantine:release'), id, why),
  correct: (of: ReturnType<typeof createHandling>, id: string, document: NativeDocument) =>
    of.correct(inquiryOf(front(), 'quarantine:correct'), id, why, {
      ...{
        status: 200,
        mediaType: 'application/json',
        body: bytesOf({ records: document.records.map(({ key }) => ({ key })) }),
      },
    }),
  return: (of: ReturnType<typeof createHandling>, id: string) =>
    of.return(inquiryOf(front(), 'quarantine:return'), id, why),
} as const

const counts = async ({ db }: World) => {
  const [row] = await db.query<Record<'deposits' | 'deliveries' | 'acts', number>>(
    `SELECT (SELECT count(*) FROM deposit WHERE withheld IS NULL) AS deposits, (SELECT count(*) FROM delivery) AS deliveries,
       (SELECT count(*) FROM quarantine_act) AS acts`,
  )
  return row!
}

t.test('at every statement', async (t) => {
  const former = await world(t)
  // Made by the version that can't read them, and worked with by the next.
  for (let n = 1; n <= 100; n++) await former.take({ records: [{ key: `A${n}`, do: 'row' }] })
  const at = await former.again(mended)
  const honest = createHandling({
    keeping: at.keeping,
    sources: at.sources,
    registry,
    policy: () => 'p1',
    ownerDays: 30,
  })
  for (const [name, act] of Object.entries(acts)) {
    let step = 1
    for (; ; step++) {
      const [row] = await at.db.query<{ id: string }>(
        "SELECT id FROM quarantine WHERE state = 'held' ORDER BY received_at LIMIT 1",
      )
      const { id } = row!
      const { body } = await contentOf(at.db, at.keeping.kept.vault, { agency: 'mttq', id })
      const document: NativeDocument = JSON.parse(Buffer.from(body).toString())
      const from = at.log.size()
      const before = await counts(at)
      const dead = dying(at.db, step)
      const { sources } = at
      const killed = createHandling({
        keeping: { ...at.keeping, db: dead.db },
        sources,
        registry,
        policy: () => 'p1',
        ownerDays: 30,
      })
      await t.rejects(act(killed, id, document), died, `${name} ${step}`)
      const isCommitted = (await counts(at)).acts > before.acts
      t.equal(isCommitted, !dead.reached(), `${name} ${step}: all or nothing`)
      const { item, receipt } = await act(honest, id, document)
      t.equal(item.state, name === 'return' ? 'returned' : 'released')
      t.same((await act(honest, id, document)).receipt, receipt)
      const after = await counts(at)
      const taken = name === 'return' ? 0 : 1
      t.same(after, {
        deposits: before.deposits + taken,
        deliveries: before.deliveries + taken,
        acts: before.acts + 1,
      })
      const phases = at.entries().slice(from)
      t.equal(phases.filter(({ phase }) => phase.startsWith('quarantine-')).length, 1, 'recorded once')
      if (!dead.reached()) break
    }
    t.ok(step > 5, `${name}: ${step} steps`)
  }
})

t.test('committed, and the process gone before the log had it', async (t) => {
  const former = await world(t)
  await former.take({ records: [{ key: 'A', do: 'row' }] })
  const at = await former.again({
    ...mended,
    log: (log) => ({ ...log, appendEncoded: () => Promise.reject(died) }),
  })
  const [row] = await at.db.query<{ id: string }>('SELECT id FROM quarantine')
  const handlingOf = ({ keeping, sources }: World) =>
    createHandling({ keeping, sources, registry, policy: () => 'p1', ownerDays: 30 })
  await t.rejects(acts.release(handlingOf(at), row!.id), died)
  const later = await at.again(mended)
  t.equal(await later.keeping.recordings.settleAll(), 1)
  const { receipt } = await acts.release(handlingOf(later), row!.id)
  t.equal(later.entries()[receipt.index]?.phase, 'deposited')
  t.equal(later.entries().filter(({ phase }) => phase === 'quarantine-released').length, 1)
  t.equal((await counts(later)).deposits, 1)
})
