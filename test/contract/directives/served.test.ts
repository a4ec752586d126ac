/** Who was given something of a record: noted before it leaves, once, and found by each directive about it. The whole path of a read, on PostgreSQL. */
import t from 'tap'
import { closeServed } from '../../../gateway/dossiers/served.ts'
import { limits } from '../../../gateway/limits.ts'
import { createPolicy } from '../../../gateway/policy/policy.ts'
import type { DirectivePage } from '../../../gateway/release/directives/rows.ts'
import { createSupervisedDirectives } from '../../../gateway/release/directives/supervised.ts'
import { createServed } from '../../../gateway/release/served.ts'
import { filledFacet, filledTranslation } from '../../support/filled-facet.ts'
import { inspectorOf, judgeOf, prosecutorOf, shipped } from '../../support/policy.ts'
import { graphql, policyApp } from '../../support/policy-app.ts'
import { until } from '../../support/until.ts'
import { by, correction, directivesOn, keepingOn, reached, servedRows } from './directive-world.ts'

const app = await policyApp(t)
const { db } = app.index
const policy = createPolicy(shipped)
const keeping = await keepingOn(t, app.index)
const directives = directivesOn(keeping)
const { facet } = filledFacet()
const open = { level: 'NOI_BO', tags: [] } as const
const supervised = [
  { relation: 'supervising', agency: 'VKS' },
  { relation: 'adjudicating', agency: 'TA' },
] as const

let count = 0
/** A record of Công an that the procuracy supervises and the court has. Gives its number and dossier. */
async function held(change: object = {}) {
  const number = `so-${++count}`
  const label = { ...open }
  const identifiers = [{ ...facet.identifiers[0]!, value: number }]
  const document = filledTranslation({ ...facet, identifiers, label })
  const dossier = await app.hold(
    'cong-an',
    number,
    { label, confirms: supervised, resolves: true, ...change },
    document,
  )
  return { number, dossier }
}
const give = async (number: string, change: object = {}) => {
  const { again: _, ...given } = await directives.give(by('cong-an'), correction(number, change))
  return given
}
const facts = (dossier: string, jti: string) => ({ dossiers: [dossier], registryVersion: app.registry.version, jti })
const prosecutor = (dossier: string, change = {}) => prosecutorOf({ ...facts(dossier, `ksv ${dossier}`), ...change })
const judge = (dossier: string) => judgeOf(facts(dossier, `tp ${dossier}`))
const rest = (dossier: string) => ({ path: `/v1/dossiers/${dossier}` })
const query = (selection: string, id: string) => graphql(`query($id: ID!) { dossier(id: $id) ${selection} }`, { id })

t.test('read by REST or GraphQL, or listed: each way is noted under the id by which it was shown', async (t) => {
  const { number, dossier } = await held()
  t.equal((await app.ask(prosecutor(dossier), rest(dossier))).status, 200)
  t.equal((await app.ask(judge(dossier), query('{ facets { summary: report { summary } } }', dossier))).status, 200)
  const listed = await app.ask(prosecutor(dossier), { path: '/v1/dossiers' })
  t.ok(listed.json.dossiers.some(({ id }: { id: string }) => id === dossier))
  t.match(await servedRows(db, 'vien-kiem-sat'), [
    { holder: 'cong-an', way: 'list', via: dossier },
    { holder: 'cong-an', way: 'read', via: dossier },
  ])
  t.match(await servedRows(db, 'toa-an'), [{ holder: 'cong-an', way: 'read', via: dossier }])

  const made = await give(number)
  t.strictSame(reached(made), ['toa-an', 'vien-kiem-sat'])
  const [received] = await directives.received('toa-an', { first: 10 })
  t.match(received, { directive: { id: made.directive.id }, known: { dossiers: [dossier], transfers: [] } })
  t.notOk(JSON.stringify(received).includes(number), 'the giver’s number is not told')
})

t.test('whoever was told no more than that it is there was told that', async (t) => {
  const { number, dossier } = await held()
  await app.ask(prosecutor(dossier), query('{ id }', dossier))
  t.strictSame(reached(await give(number)), ['vien-kiem-sat'])
})

t.test(
  'what is denied, withheld, concealed, or not there, serves nobody; nor does its own record its holder',
  async (t) => {
    const { number, dossier } = await held()
    const stranger = inspectorOf(facts(dossier, 'ttv'))
    t.equal((await app.ask(stranger, rest(dossier))).status, 404)
    t.equal((await app.ask(prosecutor(dossier, { dossiers: [] }), rest(dossier))).status, 403)
    const reporters = await app.ask(prosecutor(dossier), query('{ facets { reporters { fullName } } }', dossier))
    t.match(reporters.json.extensions.lienthong.withheld, [{ fields: ['/reporters'] }])
    const { json } = await app.ask(
      judge(dossier),
      query('{ facets { participants { note } } }', `hs-${'a'.repeat(26)}`),
    )
    t.match(json.errors, [{ extensions: { code: 'token-scope' } }])

    const concealed = await held({ conceal: true })
    t.equal((await app.ask(prosecutor(concealed.dossier), rest(concealed.dossier))).status, 404)
    const sourceless = await held()
    app.put('cong-an', sourceless.number, undefined)
    t.match((await app.ask(prosecutor(sourceless.dossier), rest(sourceless.dossier))).json, { dossier: { facets: [] } })
    for (const one of [number, concealed.number, sourceless.number]) t.strictSame(reached(await give(one)), [], one)
    t.strictSame(await servedRows(db, 'cong-an'), [])
  },
)

t.test('of two facets of a dossier only whose was shown is noted', async (t) => {
  const { number, dossier } = await held()
  await app.index.take('thanh-tra', [
    {
      ...{
        nativeKey: 'TTr-1',
        kind: 'KIEN_NGHI_KHOI_TO',
        stage: 'TIEP_NHAN',
        label: open,
        conceal: true,
        resolves: false,
      },
      ...{ receivedAt: '2026-03-02T08:00:00+07:00', updatedAt: '2026-03-02T08:00:00+07:00', confirms: [] },
      identifiers: [{ system: 'cong-an:dieu-tra', type: 'SO_TIEP_NHAN', value: number, assigner: 'CA' }],
    },
  ])
  await app.ask(prosecutor(dossier), rest(dossier))
  const holders = (await servedRows(db, 'vien-kiem-sat'))
    .filter(({ via }) => via === dossier)
    .map(({ holder }) => holder)
  t.strictSame(holders, ['cong-an'])
})

t.test('it is durable before anything leaves; without it nothing does', async (t) => {
  const { dossier } = await held()
  let before: readonly object[] = []
  app.whenRecorded(async () => {
    before = (await servedRows(db, 'vien-kiem-sat')).filter(({ via }) => via === dossier)
  })
  t.equal((await app.ask(prosecutor(dossier), rest(dossier))).status, 200)
  app.whenRecorded(() => {})
  t.equal(before.length, 1, 'whoever dies in between has noted too much, not too little')

  const other = await held()
  await db.query('ALTER TABLE served RENAME TO served_away')
  const refused = await app.ask(prosecutor(other.dossier), rest(other.dossier))
  const known = await app.ask(prosecutor(dossier), rest(dossier))
  await db.query('ALTER TABLE served_away RENAME TO served')
  t.ok(refused.status >= 500)
  t.notMatch(refused.text, 'facets')
  t.equal(known.status, 200, 'what was noted before is not asked of the store')
})

t.test('many readers at once write one row; what is known is noted again only after a time', async (t) => {
  const { dossier } = await held()
  const answers = await Promise.all(Array.from({ length: 12 }, () => app.ask(prosecutor(dossier), rest(dossier))))
  t.ok(answers.every(({ status }) => status === 200))
  const rows = async () => (await servedRows(db, 'vien-kiem-sat')).filter(({ via }) => via === dossier)
  const [row, ...more] = await rows()
  t.strictSame(more, [])
  app.trace.length = 0
  await app.ask(prosecutor(dossier), rest(dossier))
  t.notOk(
    app.trace.some((step) => step.includes('served')),
    'no statement for what is known',
  )
  t.strictSame(await rows(), [row])
  t.ok(limits.served.refresh_ms > 0)
})

t.test('a directive while a read is in flight loses nobody, whichever comes first', async (t) => {
  // Given while the source is asked: what it answered may be of before, and is asked for anew.
  const early = await held()
  let asked = 0
  let first: Awaited<ReturnType<typeof give>> | undefined
  app.whenAsked(async () => {
    asked += 1
    first ??= await give(early.number)
  })
  t.equal((await app.ask(prosecutor(early.dossier), rest(early.dossier))).status, 200)
  app.whenAsked(() => {})
  t.equal(asked, 2)
  t.strictSame(reached(first!), [], 'who reads after it owes nothing')
  t.strictSame(reached(await give(early.number)), ['vien-kiem-sat'], 'the next one follows to it')

  // Given once it is noted, before it leaves.
  const late = await held()
  let reachedLate: readonly string[] = []
  app.whenRecorded(async () => {
    reachedLate = reached(await give(late.number))
  })
  t.equal((await app.ask(prosecutor(late.dossier), rest(late.dossier))).status, 200)
  app.whenRecorded(() => {})
  t.strictSame(reachedLate, ['vien-kiem-sat'])
})

t.test('who notes that it is served waits for the directive that is under way', async (t) => {
  const { number, dossier } = await held()
  let reading: ReturnType<typeof app.ask> | undefined
  await db.transaction(async (tx) => {
    await closeServed(tx)
    reading = app.ask(prosecutor(dossier), rest(dossier))
    await until(
      async () => (await db.query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).length > 0,
    )
    t.strictSame(
      (await servedRows(db, 'vien-kiem-sat')).filter(({ via }) => via === dossier),
      [],
    )
  })
  t.equal((await reading!).status, 200)
  t.strictSame(reached(await give(number)), ['vien-kiem-sat'])
})

t.test('a re-index, another number and a merge lose nobody', async (t) => {
  const { number, dossier } = await held()
  await app.ask(prosecutor(dossier), rest(dossier))
  const renumbered = `${number}-moi`
  await app.index.take('cong-an', [
    {
      ...{ nativeKey: number, kind: 'TO_GIAC', stage: 'XAC_MINH', label: open, conceal: false, resolves: true },
      ...{ receivedAt: '2026-03-02T08:00:00+07:00', updatedAt: '2026-04-02T08:00:00+07:00', confirms: [...supervised] },
      identifiers: [{ system: 'cong-an:dieu-tra', type: 'SO_TIEP_NHAN', value: renumbered, assigner: 'CA' }],
    },
  ])
  const other = await db.query<{ id: string }>(
    "INSERT INTO dossier (id, created_at) VALUES ('hs-cu', '2020-01-01') RETURNING id",
  )
  const kept = other[0]!.id
  await db.query('UPDATE facet SET dossier = $1 WHERE dossier = $2', [kept, dossier])
  await db.query('INSERT INTO dossier_alias (alias, dossier) VALUES ($2, $1)', [kept, dossier])
  const { directive, ...made } = await give(renumbered)
  t.strictSame(reached(made), ['vien-kiem-sat'])
  const seen = (await directives.find('vien-kiem-sat', directive.id))!
  t.match(seen, { known: { dossiers: [dossier] } }, 'under the id by which it knows it')
})

t.test(
  'who supervises sees the directives of a matter, whom they bind, and is noted as told of it; nobody else',
  async (t) => {
    const deciding = () => ({ policy, registry: app.registry })
    const supervised = createSupervisedDirectives(keeping, createServed(db), deciding)
    const seen = async (agency: string, page: Partial<DirectivePage> = {}) =>
      (await supervised.list(by(agency, 'directive:list'), { first: 100, ...page })).views.map(
        ({ directive }) => directive.id,
      )
    const before = await seen('vien-kiem-sat')
    const [one, two, concealed] = [await held(), await held(), await held({ conceal: true })]
    const unsupervised = await held({ confirms: [{ relation: 'adjudicating', agency: 'TA' }] })
    await app.ask(judge(one.dossier), rest(one.dossier))
    const ids: string[] = []
    for (const { number } of [one, two, concealed, unsupervised]) ids.push((await give(number)).directive.id)
    const [first = '', second = '', ...hidden] = ids
    t.strictSame((await seen('vien-kiem-sat')).slice(before.length), [first, second])
    for (const agency of ['toa-an', 'thanh-tra', 'cong-an', 'mttq']) t.strictSame(await seen(agency), [], agency)
    const { views, next = '' } = await supervised.list(by('vien-kiem-sat', 'directive:list'), {
      first: before.length + 1,
    })
    t.equal(views.at(-1)!.directive.id, first)
    t.strictSame(await seen('vien-kiem-sat', { first: 1, after: next }), [second])
    await t.rejects(seen('toa-an', { after: next }), { code: 'cursor-invalid' }, 'a cursor is of whoever was given it')
    await t.rejects(seen('vien-kiem-sat', { after: next, state: 'open' }), { code: 'cursor-invalid' })
    for (const after of [first, ...hidden, `cd-${'a'.repeat(26)}`])
      await t.rejects(seen('vien-kiem-sat', { after }), { code: 'cursor-invalid' }, 'and no id is one, of whatever')
    t.strictSame((await seen('vien-kiem-sat', { state: 'open' })).slice(-1), [first], 'the second binds nobody')

    const look = by('vien-kiem-sat', 'directive:read')
    t.match(await supervised.find(look, first), { dossiers: [one.dossier], receivers: [{ receiver: 'toa-an' }] })
    for (const id of hidden) t.equal(await supervised.find(look, id), undefined)
    t.strictSame(reached(await give(two.number)), ['vien-kiem-sat'], 'that it is there it was told')
    t.strictSame(reached(await give(concealed.number)), [])
  },
)

t.test('a directive that the supervisor may not know of does not tell of itself by another statement', async (t) => {
  const first = limits.directive.page_items_max
  const [{ number }, concealed] = [await held(), await held({ conceal: true })]
  const { id } = (await give(number)).directive
  let statements = 0
  const watched: typeof db = {
    ...db,
    query(...given) {
      statements++
      return db.query(...given)
    },
  }
  const deciding = () => ({ policy, registry: app.registry })
  const list = createSupervisedDirectives({ ...keeping, db: watched }, createServed(db), deciding)
  const page = async () => {
    statements = 0
    const { views } = await list.list(by('vien-kiem-sat', 'directive:list'), { first })
    return { views: views.length, statements }
  }
  const [{ looked }] = (await db.query<{ looked: number }>(
    "SELECT count(*)::int AS looked FROM directive d WHERE EXISTS (SELECT FROM facet f WHERE f.native_key_mac = ANY(d.records) AND 'supervising VKS' = ANY(f.confirms))",
  )) as [{ looked: number }]
  const others = 'giver, giver_system, message_mac, records, kind, reason, says, transfers, days, event, at, recording'
  await db.query(
    `INSERT INTO directive (id, idempotency_key, ${others}) SELECT id || n, id || n, ${others} FROM directive, generate_series($2::int, ${first - 1}) n WHERE id = $1`,
    [id, looked + 1],
  )
  const before = await page()
  await give(concealed.number)
  t.strictSame(await page(), before)

  // However many: after all of the same matter that it may not know of, one that it may.
  const hidden = (await give(concealed.number)).directive.id
  await db.query(
    `INSERT INTO directive (id, idempotency_key, ${others}) SELECT id || n, id || n, ${others} FROM directive, generate_series(1, ${5 * first}) n WHERE id = $1`,
    [hidden],
  )
  const last = (await give(number)).directive.id
  const ids: string[] = []
  for (let after: string | undefined; ; ) {
    statements = 0
    const { views, next } = await list.list(by('vien-kiem-sat', 'directive:list'), { first, after })
    t.ok(statements <= before.statements + 2, `${statements}`)
    ids.push(...views.map(({ directive }) => directive.id))
    if (next === undefined) break
    after = next
  }
  t.equal(ids.at(-1), last)
  t.equal(new Set(ids).size, ids.length)
})

t.test('what is concealed, sealed or parted between the decision and the answer has it made anew', async (t) => {
  const { number, dossier } = await held()
  const { id } = (await give(number)).directive
  const change = { now: async () => {} }
  const slow: typeof db = {
    ...db,
    async query(text, ...given) {
      if (text.includes('directive_acknowledgement')) await change.now()
      return db.query(text, ...given)
    },
  }
  const deciding = () => ({ policy, registry: app.registry })
  const list = createSupervisedDirectives({ ...keeping, db: slow }, createServed(db), deciding)
  const look = by('vien-kiem-sat', 'directive:read')
  t.match(await list.find(look, id), { directive: { id } })
  t.not(look.isCurrent?.(), false)
  for (const column of ['conceal', 'sealed'])
    for (const asks of ['find', 'list'] as const) {
      await db.query(`UPDATE facet SET ${column} = false WHERE dossier = $1`, [dossier])
      change.now = async () => {
        await db.query(`UPDATE facet SET ${column} = true WHERE dossier = $1`, [dossier])
      }
      const asked = by('vien-kiem-sat', `directive:${asks === 'find' ? 'read' : 'list'}`)
      await (asks === 'find' ? list.find(asked, id) : list.list(asked, { first: 100 }))
      t.equal(asked.isCurrent?.(), false, `${asks} ${column}`)
      await db.query(`UPDATE facet SET ${column} = false WHERE dossier = $1`, [dossier])
    }
})

t.test('a directive that waits for the index keeps no reader waiting', async (t) => {
  const [busy, other] = [await held(), await held()]
  let giving: ReturnType<typeof give> | undefined
  await db.transaction(async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('lienthong/index'))")
    await tx.query('SELECT FROM facet WHERE dossier = $1 FOR UPDATE', [busy.dossier])
    giving = give(busy.number)
    await until(async () => (await db.query('SELECT FROM pg_locks WHERE NOT granted')).length > 0)
    t.equal((await app.ask(prosecutor(other.dossier), rest(other.dossier))).status, 200)
  })
  t.strictSame(reached(await giving!), [])
})
