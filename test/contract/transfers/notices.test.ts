/** Status and result back by themselves: what changes at the police is told to who passed it on and to who supervises it, once, as law and policy say. */
import t from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { limits } from '../../../gateway/limits.ts'
import type { KindCode } from '../../../gateway/release/directives/kinds.ts'
import type { Decision } from '../../../schemas/generated/types.ts'
import { registryWith } from '../../support/handing-in-process.ts'
import { by, correction, directivesOn } from '../directives/directive-world.ts'
import { denunciation, noticeWorld, recommendation, tip } from './notice-world.ts'

const world = await noticeWorld(t)
const { db, now, feed, node, timers, facetOf, entryOf, entries, touch, decide, look, notices, given, byHand, closed } =
  world
const { acknowledge, keeping } = world
t.beforeEach(world.emptied)

const receiversOf = (told: readonly { readonly made: readonly { readonly receiver: string }[] }[]) =>
  told.flatMap(({ made }) => made.map(({ receiver }) => receiver)).sort()
const both = ['mttq', 'vien-kiem-sat']

t.test('what was there at first is known; a decision is told once, each as it may have it', async (t) => {
  await feed([entryOf(tip)], { cursor: 'list-2', listed: false })
  await feed([entryOf(recommendation)])
  t.strictSame(await look(), [], 'the past')
  t.equal(now.asked, 0)

  await decide(tip, 'KHOI_TO')
  const [told] = await look()
  t.strictSame(receiversOf([told!]), both)
  t.strictSame(told!.failed, [])
  const made = new Map(told!.made.map(({ receiver, transfer }) => [receiver, transfer]))
  const front = await given(made.get('mttq')!)
  const procuracy = await given(made.get('vien-kiem-sat')!)
  const { summary } = facetOf(tip).translation.facet.report
  t.match(front.text, '"trangThai": "KHOI_TO"')
  t.notMatch(front.text, summary!.slice(0, 40), 'nothing from inside')
  t.match(procuracy.text, summary!.slice(0, 40))
  t.match(front.row, { sender: 'cong-an', sender_system: 'cong-an:dieu-tra', made_by: 'gateway', state: 'receipted' })
  const status = await world.transfers.status('mttq', front.row.id)
  const claims = JSON.parse(String(Buffer.from(status!.receipt!.split('.')[1]!, 'base64url')))
  t.match(claims, { made_by: 'gateway', sender: 'cong-an' })
  t.match(status!.stages[0], { stage: 'received', agency: null }, 'nobody handed it over')
  t.match(status!.clocks, [{ rule: 'TTLT01-2017.14.3', state: /met|overdue/ }], 'the police’s limit ends by it')

  const phases = entries().map(({ phase }) => phase)
  t.strictSame(phases, ['source-asked', 'transfer-stored', 'transfer-stored'], 'recorded before it was asked')
  const [asked, stored] = entries()
  t.match(stored!.detail.transfer, { made_by: 'gateway', came: asked!.event })
  t.notOk(stored!.detail.who)
  t.match(await notices(), [{ state: 'made' }, { state: 'made' }])

  await feed([entryOf(tip)])
  t.strictSame(await look(), [], 'a feed that repeats itself')
  await decide(tip)
  t.strictSame(receiversOf(await look()), [], 'an extension is the procuracy’s own, and not for the Front')
  // The list that is read again when a cursor was lost.
  touch(tip, 'TAM_DINH_CHI')
  await feed([entryOf(tip), entryOf(recommendation)], { cursor: 'list-2', listed: false })
  t.strictSame(receiversOf(await look()), both, 'tells what changed since')
  await db.query('UPDATE feed_cursor SET listed = true')
})

t.test('a page and what it owes are one: nothing of either is left when it is not committed', async (t) => {
  await feed([entryOf(tip)])
  touch(tip, 'KHOI_TO')
  const dying: typeof db = {
    ...db,
    transaction: (work) =>
      db.transaction(async (tx) => {
        await work(tx)
        throw new Error('the process is gone')
      }),
  }
  await t.rejects(feed([facetOf(tip).index], { cursor: 'next', listed: true }, dying))
  t.strictSame(await look(), [])
  t.strictSame(await db.query('SELECT cursor FROM feed_cursor'), [{ cursor: 'c' }], 'so that it comes again')
  await decide(tip, 'GIA_HAN')
  t.strictSame(receiversOf(await look()), both, 'what the feed skipped is told with what came after')
})

t.test('two nodes, and a node that ends in the middle: each is told once', async (t) => {
  await feed([entryOf(tip)])
  await decide(tip, 'KHOI_TO')
  const dead = node()
  now.asking = () => Promise.reject(new Error('the process is gone'))
  await t.rejects(dead.next('cong-an'))
  now.asking = async () => undefined
  t.strictSame(await look(), [], 'it is another’s still')
  timers.advance(limits.notices.lease_ms)
  const told = (await Promise.all([look(node()), look(node())])).flat()
  t.strictSame(receiversOf(told), both)
  const [count] = await db.query<{ count: number }>('SELECT count(*)::integer AS count FROM transfer')
  t.strictSame(count, { count: 2 })
})

t.test('a source that is down for a day is asked again; one that stays so ends where its agency sees it', async (t) => {
  await feed([entryOf(tip)])
  await decide(tip, 'KHOI_TO')
  now.down = 'source-unreachable'
  for (let hour = 0; hour < 24; hour++) {
    t.match(await look(), [{ outcome: 'postponed', reason: 'source-unreachable' }])
    timers.advance(3_600_000)
  }
  now.down = undefined
  now.lost = 2
  t.strictSame(receiversOf(await look()), both)
  now.lost = 0
  const asked = entries().filter(({ phase }) => phase === 'source-asked')
  t.strictSame(
    asked.slice(-2).map(({ detail }) => detail.sources![0]!.repeats),
    [undefined, 2],
    'as the source lists it',
  )
  now.down = 'source-refused'
  await decide(tip, 'TAM_DINH_CHI')
  let told: Awaited<ReturnType<typeof look>> = []
  for (let tries = 0; tries < limits.notices.attempts_max && told[0]?.outcome !== 'ended'; tries++) {
    told = await look()
    timers.advance(3_600_000)
  }
  t.strictSame(
    told[0]!.failed.map(({ reason }) => reason),
    ['source-refused', 'source-refused'],
  )
  t.strictSame(await look(), [], 'and it is left')
  t.match(await notices(), [{ state: 'failed', reason: 'source-refused' }, { state: 'failed' }])
  t.equal(entries().filter(({ phase }) => phase === 'notice-failed').length, 2)
  now.down = undefined
  await decide(tip, 'PHUC_HOI')
  t.strictSame(receiversOf(await look()), both, 'until it changes again')
  t.match(await notices(), [{ state: 'made', reason: null }, { state: 'made' }])
})

t.test('what can’t be recorded is not asked, and a state secret is an incident and goes nowhere', async (t) => {
  await feed([entryOf(tip)])
  await decide(tip, 'KHOI_TO')
  now.logging = false
  t.match(await look(), [{ outcome: 'postponed', reason: 'log-unavailable', made: [] }])
  t.equal(now.asked, 0)
  now.logging = true
  timers.advance(limits.notices.backoffMax_ms)
  const by = { agency: facetOf(tip).translation.facet.decisions![0]!.agency!, at: '2026-11-20', listItem: '1' }
  const secret = { path: '/report/summary', label: { level: 'MAT' as const, tags: [], by } }
  now.translation = (given) => ({ ...given, labels: [...given.labels, secret] })
  const [told] = await look()
  t.match(told!.failed, [{ reason: 'state-secret-in-clear' }, { reason: 'state-secret-in-clear' }])
  t.ok(entries().some(({ phase, detail }) => phase === 'incident' && detail.operation === 'notice'))
  t.strictSame(await db.query('SELECT FROM transfer'), [])
  t.strictSame(await db.query('SELECT FROM quarantine'), [], 'nor is it kept')
})

t.test('two decisions in one page are one message; one that is taken back is no news, or news', async (t) => {
  await feed([entryOf(tip)])
  touch(tip, 'GIA_HAN')
  const first = facetOf(tip).index
  touch(tip, 'KHOI_TO')
  await feed([first, facetOf(tip).index])
  const [told] = await look()
  t.strictSame(receiversOf([told!]), both)
  const toProcuracy = told!.made.find(({ receiver }) => receiver === 'vien-kiem-sat')!
  const { text } = await given(toProcuracy.transfer)
  for (const number of ['901/QĐ-CA', '902/QĐ-CA']) t.match(text, number)

  const without = (type: string) => {
    now.translation = (of) => ({
      ...of,
      facet: { ...of.facet, decisions: of.facet.decisions?.filter((one: Decision) => one.type.code !== type) ?? [] },
    })
  }
  await decide(tip, 'TAM_DINH_CHI')
  // Before it was looked at.
  without('TAM_DINH_CHI')
  now.translation = ((then) => (of) => {
    const { facet, ...rest } = then(of)
    return {
      ...rest,
      facet: { ...facet, report: { ...facet.report, stage: { ...facet.report.stage, code: 'KHOI_TO' } } },
    }
  })(now.translation)
  t.strictSame(receiversOf(await look()), [])
  without('KHOI_TO')
  await feed([entryOf(tip, { stage: 'XAC_MINH' })])
  t.strictSame(receiversOf(await look()), both, 'who was told of it hears that it is no more')
})

t.test('between the change and the telling: no relation, no route, a mark, a seal', async (t) => {
  await feed([entryOf(tip), entryOf(recommendation)])
  const confirms = entryOf(tip).confirms!
  const originator = confirms.filter(({ relation }) => relation === 'originator')

  await decide(tip, 'KHOI_TO')
  await feed([entryOf(tip, { confirms: originator })])
  t.strictSame(receiversOf(await look()), ['mttq'], 'the procuracy supervises it no more')
  // While its source was being asked.
  await feed([entryOf(tip)])
  now.asking = async () => {
    now.asking = async () => undefined
    await feed([entryOf(tip, { confirms: [] })])
  }
  t.strictSame(receiversOf(await look()), [])

  await feed([entryOf(tip)])
  const all = now.registry
  now.registry = closed(['mttq'])
  t.strictSame(receiversOf(await look()), [], 'a route that says nothing')
  now.registry = all

  for (const hidden of [{ conceal: true }, { sealed: true }]) {
    touch(recommendation, 'TRA_HO_SO')
    await feed([{ ...facetOf(recommendation).index, ...hidden }])
    const asked = now.asked
    t.match(await look(), [{ outcome: 'ended', made: [], failed: [] }])
    t.equal(now.asked, asked, 'nobody is asked')
  }
  t.strictSame(
    (await notices()).map(({ receiver, state }) => `${receiver} ${state}`),
    ['mttq made'],
    'nor told that it is so',
  )

  const label = { ...entryOf(tip).label, level: 'HAN_CHE' as const }
  touch(tip, 'TAM_DINH_CHI')
  await feed([{ ...facetOf(tip).index, label }])
  const [told] = await look()
  t.strictSame(receiversOf([told!]), ['vien-kiem-sat'])
  t.match(told!.failed, [{ receiver: 'mttq', reason: 'not-for-receiver' }], 'its holder has to tell that by itself')
})

t.test('what the agency’s own system has sent is not sent again, nor what it called back', async (t) => {
  await feed([entryOf(tip)])
  touch(tip, 'KHOI_TO')
  t.match(await byHand(tip, 'mttq', 'bang-tay-1'), { state: 'receipted' })
  await feed([entryOf(tip)])
  t.strictSame(receiversOf(await look()), ['vien-kiem-sat'])
  t.match(await notices(), [
    { receiver: 'mttq', state: 'known' },
    { receiver: 'vien-kiem-sat', state: 'made' },
  ])
  t.match(
    await byHand(tip, 'vien-kiem-sat', 'bang-tay-2'),
    { state: 'receipted', again: false },
    'it may send it still',
  )
  await decide(tip, 'TAM_DINH_CHI')
  t.strictSame(receiversOf(await look()), both)
})

t.test('of one decision each gets what its law allows: the Front, the inspectorate, the procuracy', async (t) => {
  const confirms = [...entryOf(denunciation).confirms!, { relation: 'originator', agency: 'TTr' } as const]
  await feed([entryOf(denunciation, { confirms })])
  touch(denunciation, 'KHOI_TO')
  await feed([entryOf(denunciation, { confirms })])
  const [told] = await look()
  t.strictSame(receiversOf([told!]), ['mttq', 'thanh-tra', 'vien-kiem-sat'])
  const withheld = new Map(
    await Promise.all(
      told!.made.map(async ({ receiver, transfer }) => [receiver, (await given(transfer)).facts.withheld] as const),
    ),
  )
  const byPurpose = (receiver: string) =>
    withheld.get(receiver)!.flatMap(({ path, reason }) => (reason === 'purpose' ? [path] : []))
  t.strictSame(byPurpose('vien-kiem-sat'), [])
  for (const path of ['/report/summary', '/participants', '/decisions/0/ground'])
    t.ok(byPurpose('mttq').includes(path), path)
  t.strictSame(byPurpose('thanh-tra'), byPurpose('mttq'), 'whoever passed it on is told its result')

  now.registry = registryWith(now.registry, 'mttq', { clearanceMax: 'CONG_KHAI' })
  touch(denunciation, 'TAM_DINH_CHI')
  await feed([entryOf(denunciation, { confirms })])
  const [then] = await look()
  t.strictSame(receiversOf([then!]), ['thanh-tra', 'vien-kiem-sat'])
  t.match(then!.failed, [{ receiver: 'mttq', reason: 'not-for-receiver' }])
})

t.test('who becomes its originator by an acknowledgement hears what was decided before', async (t) => {
  const unrelated = { confirms: [] }
  await feed([entryOf(tip, unrelated), entryOf(denunciation, unrelated)])
  touch(tip, 'KHOI_TO')
  await feed([entryOf(tip, unrelated)])
  t.strictSame(receiversOf(await look()), [])
  await acknowledge(tip)
  await acknowledge(denunciation)
  const told = await look()
  t.strictSame(receiversOf(told), ['mttq'])
  t.equal(told.length, 2, 'both are looked at')
})

t.test('a node that was too slow says nothing of what another has told', async (t) => {
  await feed([entryOf(tip)])
  await decide(tip, 'KHOI_TO')
  const [slow, asking] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  now.asking = () => {
    asking.resolve()
    return slow.promise
  }
  const late = node().next('cong-an')
  await asking.promise
  timers.advance(limits.notices.lease_ms)
  now.asking = async () => undefined
  t.strictSame(receiversOf(await look()), both)
  now.down = 'state-secret-in-clear'
  slow.resolve()
  t.match(await late, { made: [], failed: [] })
  t.match(await notices(), [{ state: 'made' }, { state: 'made' }])
  t.notOk(entries().some(({ phase }) => phase === 'notice-failed'))
})

t.test('what can’t be written for one is told to the others, and not tried for ever', async (t) => {
  await feed([entryOf(tip)])
  await decide(tip, 'KHOI_TO')
  now.handing = async (to) => {
    if (to === 'vien-kiem-sat') throw new GatewayError('answer-too-large')
  }
  const [told] = await look()
  t.match(told, { outcome: 'ended', failed: [{ receiver: 'vien-kiem-sat', reason: 'answer-too-large' }] })
  t.strictSame(receiversOf([told!]), ['mttq'])
})

t.test('what its source could not be asked of stays the past, and is no failure any more', async (t) => {
  touch(tip, 'KHOI_TO')
  now.translation = ({ facet, ...rest }) => {
    const decisions = facet.decisions!.map((one) => ({ ...one, decidedOn: '2026-01-05' }))
    return { ...rest, facet: { ...facet, decisions } }
  }
  await feed([entryOf(tip)])
  now.down = 'state-secret-in-clear'
  await feed([entryOf(tip, { updatedAt: '2026-11-20T08:00:00+07:00' })])
  t.match(await look(), [{ failed: [{}, {}] }])
  now.down = undefined
  await feed([entryOf(tip, { updatedAt: '2026-11-20T09:00:00+07:00' })])
  t.strictSame(receiversOf(await look()), [])
  const known = { state: 'known', reason: null }
  t.match(await notices(), [known, known])
})

t.test('a route of other communes tells nothing, whoever may be handed the matter by another', async (t) => {
  const { routes } = now.registry
  const to = (communes: readonly string[], tells: boolean) =>
    routes.routes
      .filter((route) => route.from === 'cong-an' && route.to === 'mttq')
      .map(({ notices, ...route }) => ({ ...route, communes, ...(tells && notices && { notices }) }))
  const here = facetOf(tip).translation.facet.report.place!.commune!.code
  const others = routes.routes.filter((route) => route.from !== 'cong-an' || route.to !== 'mttq')
  await feed([entryOf(tip)])
  for (const [decision, own] of [
    ['KHOI_TO', to([here], false)],
    ['TAM_DINH_CHI', []],
  ] as const) {
    const split = [...others, ...own, ...to(['31105'], true)]
    now.registry = { ...now.registry, version: decision, routes: { ...routes, routes: split } }
    await decide(tip, decision)
    const [told] = await look()
    t.strictSame([receiversOf([told!]), told!.failed], [['vien-kiem-sat'], []], decision)
  }
})

t.test('a decision of which its receiver may not even know the kind is no occasion', async (t) => {
  await feed([entryOf(tip)])
  const { stage } = facetOf(tip).index
  touch(tip, 'KHOI_TO')
  const label = { level: 'HAN_CHE' as const, tags: [] }
  now.translation = ({ facet, labels, ...rest }) => ({
    ...rest,
    facet: { ...facet, report: { ...facet.report, stage: { ...facet.report.stage, code: stage } } },
    labels: [...labels, { path: `/decisions/${facet.decisions!.length - 1}`, label }],
  })
  await feed([entryOf(tip, { stage })])
  t.strictSame(receiversOf(await look()), ['vien-kiem-sat'])
})

t.test(
  'a directive while its source is being asked: what is told is of after it; what came while it was sealed is told after',
  async (t) => {
    await feed([entryOf(tip), entryOf(recommendation)])
    const directives = directivesOn(keeping)
    const give = (kind: KindCode) => {
      const { system, type, value } = entryOf(tip).identifiers.find(({ assigner }) => assigner === 'CA')!
      const reason = { code: 'error', text: 'Ghi nhầm' } as const
      return directives.give(by('cong-an'), correction(value, { record: { system, type, value }, kind, reason }))
    }
    await decide(tip, 'KHOI_TO')
    const before = now.asked
    now.asking = async () => {
      now.asking = async () => undefined
      await give('correction')
    }
    t.strictSame(receiversOf(await look()).toSorted(), ['mttq', 'vien-kiem-sat'])
    t.equal(now.asked - before, 2)

    await give('sealing')
    await decide(tip, 'TAM_DINH_CHI')
    t.strictSame(receiversOf(await look()), [])
    await give('unsealing')
    t.not(receiversOf(await look()).length, 0)
    t.strictSame(receiversOf(await look()), [])
  },
)
