/** Dossiers tied by an act of who resolves, and parted again. */
import t from 'tap'
import type { IndexEntry } from '../../../adapters/sdk/adapter.ts'
import { openCursor, sealCursor } from '../../../gateway/dossiers/cursor.ts'
import { listDossiers } from '../../../gateway/dossiers/list.ts'
import { writeIndex } from '../../../gateway/dossiers/register.ts'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { createPolicy } from '../../../gateway/policy/policy.ts'
import { callerOf, frontOf, inspectorOf, prosecutorOf, shipped } from '../../support/policy.ts'
import { servedRows } from '../directives/directive-world.ts'
import { entry, namesAll } from './index-world.ts'
import { covering, linkWorld } from './link-world.ts'

const world = await linkWorld(t)
t.beforeEach(world.clear)

const fromPolice: Partial<IndexEntry> = { confirms: [{ relation: 'originator', agency: 'CA' }] }

/** The police resolve A; what they passed on is with the inspectorate, as T. */
async function twoDossiers(change: Partial<IndexEntry> = {}): Promise<[string, string]> {
  await world.take('cong-an', [entry('A', ['1'], { resolves: true, ...namesAll })])
  await world.take('thanh-tra', [entry('T', ['TTr:9'], { ...fromPolice, ...change })])
  return [await world.dossierOf('cong-an'), await world.dossierOf('thanh-tra')]
}

t.test('an act makes one dossier of two: the older id stays, the other leads to it', async (t) => {
  const [a, b] = await twoDossiers()
  const { link, receipt } = await world.make([b, a])
  t.match(link, { id: /^lk-[a-z2-7]{26}$/, state: 'made', dossiers: [a, b], source: 'cong-an', by: 'act' })
  for (const id of [a, b]) t.strictSame(await world.read(id), ['A', 'T'], 'also by a token that covers the old id')
  t.equal(await world.dossierOf('thanh-tra'), a)
  const [told, ...more] = world.told().filter(({ detail }) => detail.link?.id === link.id)
  t.strictSame(more, [])
  t.match(told, {
    phase: 'linked',
    detail: { who: { agency: 'cong-an', officer: 'dtv-001' }, link: { dossiers: [a, b].sort(), source: 'cong-an' } },
  })
  t.match(receipt, { origin: 'test/log', leaf: String })
  t.notMatch(JSON.stringify(told), /NHS|nghi can/, 'the log does not repeat the decision')
})

t.test('whoever is told of links is told that what they tie is there', async (t) => {
  const [a, b] = await twoDossiers()
  const rows = async () => (await servedRows(world.db, 'cong-an')).map(({ holder, way, via }) => [holder, way, via])
  await world.db.query('DELETE FROM served')
  await world.listOf(b)
  t.strictSame(await rows(), [['thanh-tra', 'read', b]])
  await world.db.query('DELETE FROM served')
  const { link } = await world.make([a, b])
  t.strictSame(await rows(), [['thanh-tra', 'read', b]], 'nor does its own serve its holder')
  await world.listOf(a)
  await world.db.query('DELETE FROM served WHERE via = $1', [b])
  t.strictSame(await rows(), [['thanh-tra', 'read', a]])
  await world.db.query('DELETE FROM served')
  await world.undo(link.id, covering(a))
  t.strictSame(await rows(), [['thanh-tra', 'read', a]])
})

t.test('the same act again has the same receipt and no effect, also when both come at once', async (t) => {
  const pair = await twoDossiers()
  const [first, second] = await Promise.all([world.make(pair), world.make([pair[1], pair[0]])])
  t.strictSame(second, first)
  t.strictSame(await world.make(pair), first)
  t.equal((await world.db.query('SELECT FROM link')).length, 1)
  await t.rejects(world.make(pair, '02/QĐ-NHS'), { code: 'link-same-dossier' }, 'another decision finds them one')
})

t.test('undone, each part has the id that it had; the link stays, with who made it and who undid it', async (t) => {
  const [a, b] = await twoDossiers()
  const { link } = await world.make([a, b])
  const undone = await world.undo(link.id, covering(b))
  t.match(undone.link, { id: link.id, state: 'undone', undoneAt: /Z$/ })
  t.strictSame([await world.read(a), await world.read(b)], [['A'], ['T']])
  t.strictSame([await world.dossierOf('cong-an'), await world.dossierOf('thanh-tra')], [a, b])
  t.strictSame(await world.db.query('SELECT alias FROM dossier_alias'), [])
  t.strictSame(await world.undo(link.id, covering(a)), undone, 'twice is once')
  t.match(await world.make([a, b]), { link: { id: link.id, state: 'undone' } }, 'the act that was undone is not anew')
  t.match(await world.db.query('SELECT source, undone_by FROM link'), [{ source: 'cong-an', undone_by: 'cong-an' }])
  const { link: anew } = await world.make([a, b], '02/QĐ-NHS')
  t.equal(anew.state, 'made', 'by another decision they are tied again')
  t.strictSame(
    world
      .told()
      .slice(-3)
      .map(({ phase }) => phase),
    ['linked', 'unlinked', 'linked'],
  )
})

t.test('rows of links are neither deleted nor rewritten', async (t) => {
  const { link } = await world.make(await twoDossiers())
  await t.rejects(world.db.query('DELETE FROM link'))
  await t.rejects(world.db.query("UPDATE link SET source = 'toa-an'"))
  await world.undo(link.id, covering(await world.dossierOf('cong-an')))
  await t.rejects(world.db.query('UPDATE link SET undone_at = NULL, undone_by = NULL, undone_act = NULL'))
  await t.rejects(world.db.query("UPDATE link SET undone_by = 'toa-an'"))
})

t.test('whose right ends before the commit ties and parts nothing', async (t) => {
  const pair = await twoDossiers()
  /** Good so many times. */
  const only = (good: number) => {
    let left = good
    world.now.confirm = async () => {
      if (left-- === 0) throw new GatewayError('certificate-revoked')
    }
  }
  const none = { code: 'certificate-revoked' }
  for (const good of [0, 1]) {
    only(good)
    await t.rejects(world.make(pair), none)
  }
  t.strictSame(await world.db.query('SELECT FROM link'), [])
  only(2)
  const { link } = await world.make(pair)
  for (const good of [0, 1]) {
    only(good)
    await t.rejects(world.undo(link.id, covering(await world.dossierOf('cong-an'))), none)
  }
  world.now.confirm = async () => {}
  t.match(await world.db.query('SELECT undone_at FROM link'), [{ undone_at: null }])
  t.equal(world.told().filter(({ detail }) => detail.link?.id === link.id).length, 1)
})

t.test('who may not know of one of them is told what is told of a dossier that is not there', async (t) => {
  const missing = `hs-${'a'.repeat(26)}`
  const [a, b] = await twoDossiers({ confirms: [] })
  await world.take('mttq', [entry('M', ['MTTQ:2'], { ...fromPolice, conceal: true })])
  const concealed = await world.dossierOf('mttq')
  for (const other of [missing, b, concealed])
    for (const pair of [[a, other] as const, [other, a] as const])
      await t.rejects(world.make(pair), { code: 'dossier-not-found' })
  await t.rejects(world.make([missing, b]), { code: 'dossier-not-found' })
  t.strictSame(await world.read(a), ['A'])
  t.strictSame(await world.db.query('SELECT FROM link'), [])
})

t.test('who only passed both on, supervises or holds one without resolving it ties nothing', async (t) => {
  const pair = await twoDossiers(namesAll)
  const who = { actions: ['dossier:link'], dossiers: pair } as const
  for (const caller of [prosecutorOf(who), frontOf(who), inspectorOf(who)])
    await t.rejects(world.make(pair, '01', caller), { code: /^(link-not-resolver|dossier-not-found)$/ }, caller.agency)
  await t.rejects(world.make(pair, '01', prosecutorOf({ ...who, purpose: 'KIEM_SAT_NGUON_TIN' })), {
    code: 'link-not-resolver',
  })
  await world.take('cong-an', [entry('A', ['1'], namesAll)])
  await t.rejects(world.make(pair), { code: 'link-not-resolver' }, 'nor who does not resolve it any more')
})

t.test('two facets of one agency are two matters of that agency', async (t) => {
  await world.take('cong-an', [entry('A', ['1'], { resolves: true, ...namesAll })])
  await world.take('cong-an', [entry('B', ['2'], namesAll)])
  const pair = [await world.dossierOf('cong-an', 'A'), await world.dossierOf('cong-an', 'B')] as const
  await t.rejects(world.make(pair), { code: 'link-two-facets' })
  t.strictSame([await world.read(pair[0]), await world.read(pair[1])], [['A'], ['B']])
})

t.test('a part that the agency may not know of gives way without a word', async (t) => {
  const [a, b] = await twoDossiers()
  await world.take('vien-kiem-sat', [entry('hidden', ['1'], { ...namesAll, conceal: true })])
  await world.take('vien-kiem-sat', [entry('V', ['TTr:9'], fromPolice)])
  await world.take('thanh-tra', [entry('T', ['TTr:9'], namesAll)])
  await world.take('vien-kiem-sat', [entry('V', ['TTr:9'], fromPolice)])
  t.strictSame(await world.read(b), ['T', 'V'])
  const holder = prosecutorOf()
  t.strictSame(await world.read(a, holder), ['A', 'hidden'])
  t.match((await world.make([a, b])).link, { state: 'made' })
  t.strictSame(await world.read(a), ['A', 'T', 'V'])
  t.strictSame(await world.read(await world.dossierOf('vien-kiem-sat', 'hidden'), holder), ['hidden'])
})

t.test('a merge by a wrong number is undone, and does not come back with the next page', async (t) => {
  const [a] = await twoDossiers()
  const front = entry('M', ['1'], fromPolice)
  await world.take('mttq', [front])
  t.strictSame(await world.read(a), ['A', 'M'])
  const [link, ...more] = await world.listOf(a)
  t.match([link, more], [{ by: 'identifier', source: 'mttq', state: 'made' }, []])
  await world.undo(link!.id, covering(a))
  t.strictSame(await world.read(a), ['A'])
  const own = await world.dossierOf('mttq')
  t.not(own, a)
  t.strictSame(await world.listOf(a), [])
  for (let n = 0; n < 2; n++) {
    await world.take('mttq', [front])
    await world.take('cong-an', [entry('A', ['1'], { resolves: true, ...namesAll })])
  }
  t.equal(await world.dossierOf('mttq'), own)
  t.strictSame(await world.read(a), ['A'])
})

t.test('a third part with the same number does not bring together what was parted', async (t) => {
  const [a] = await twoDossiers()
  await world.take('mttq', [entry('M', ['1'], namesAll)])
  const [link] = await world.listOf(a)
  await world.undo(link!.id, covering(a))
  const parted = await world.dossierOf('mttq')
  await world.take('toa-an', [entry('C', ['1', 'MTTQ:7'], namesAll)])
  await world.take('mttq', [entry('M', ['1', 'MTTQ:7'], namesAll)])
  await world.take('toa-an', [entry('C', ['1', 'MTTQ:7'], namesAll)])
  t.equal(await world.dossierOf('mttq'), parted)
  t.not(await world.dossierOf('cong-an'), parted)
})

t.test('what came to one side later stays with that side', async (t) => {
  const [a, b] = await twoDossiers()
  const { link } = await world.make([a, b])
  await world.take('toa-an', [entry('C', ['1'], namesAll)])
  await world.take('mttq', [entry('M', ['TTr:9'], { confirms: [{ relation: 'originator', agency: 'TTr' }] })])
  await world.take('thanh-tra', [
    entry('T', ['TTr:9'], { confirms: [...fromPolice.confirms!, { relation: 'originator', agency: 'MTTQ' }] }),
  ])
  await world.take('mttq', [entry('M', ['TTr:9'], { confirms: [{ relation: 'originator', agency: 'TTr' }] })])
  const agencies = async (id: string) =>
    (await world.db.query<{ agency: string }>('SELECT agency FROM facet WHERE dossier = $1 ORDER BY agency', [id])).map(
      ({ agency }) => agency,
    )
  t.strictSame(await agencies(a), ['cong-an', 'mttq', 'thanh-tra', 'toa-an'])
  await world.undo(link.id, covering(a))
  t.strictSame(
    [await agencies(a), await agencies(b)],
    [
      ['cong-an', 'toa-an'],
      ['mttq', 'thanh-tra'],
    ],
  )
})

t.test('only who may know of what a link ties is told of it, and only a token that covers it undoes it', async (t) => {
  const [a, b] = await twoDossiers()
  await world.take('mttq', [entry('M', ['1'], { ...fromPolice, conceal: true })])
  t.strictSame(await world.listOf(a), [], 'nothing of what is concealed')
  const [hidden] = await world.db.query<{ name: string }>('SELECT name FROM link')
  await t.rejects(world.undo(hidden!.name, covering(a)), { code: 'link-not-found' })
  await t.rejects(world.undo(`lk-${'a'.repeat(26)}`, covering(a)), { code: 'link-not-found' })
  const { link } = await world.make([a, b])
  await t.rejects(world.undo(link.id, covering()), { code: 'link-not-found' })
  await t.rejects(world.undo(link.id, covering(`hs-${'a'.repeat(26)}`)), { code: 'link-not-found' })
  const prosecutor = prosecutorOf({ dossiers: [a], actions: ['dossier:link'] })
  await t.rejects(world.undo(link.id, prosecutor), { code: 'link-not-found' }, 'who knows of one side only')
  await world.undo(link.id, covering(a))
  await t.rejects(world.undo(link.id, prosecutor), { code: 'link-not-found' })
})

t.test('a link is not told of where it would tell who stands behind it', async (t) => {
  const [a, b] = await twoDossiers(namesAll)
  await world.take('mttq', [entry('M', ['1'], { resolves: true, conceal: true })])
  const front = frontOf({ actions: ['dossier:link'], dossiers: [a, b] })
  await world.make([a, b], '01', front)
  t.strictSame(await world.read(a), ['A', 'T'])
  t.strictSame(await world.listOf(a), [], 'for its source is a part that the investigator may not know of')
  const link = (await world.listOf(a, front)).find(({ by }) => by === 'act')
  t.match(link, { source: 'mttq' }, 'who made it is')
  await t.rejects(world.undo(link!.id, covering(a)), { code: 'link-not-found' })
})

t.test('tied to what is concealed, the other side keeps its id, whichever is older', async (t) => {
  await world.take('cong-an', [entry('A', ['1'], { resolves: true, conceal: true })])
  await world.take('thanh-tra', [entry('T', ['TTr:9'], namesAll)])
  const [a, b] = [await world.dossierOf('cong-an'), await world.dossierOf('thanh-tra')]
  const { link } = await world.make([a, b])
  t.strictSame(link.dossiers, [b, a])
  t.equal(await world.dossierOf('thanh-tra'), b)
  await world.undo(link.id, covering(b))
  t.strictSame([await world.dossierOf('cong-an'), await world.dossierOf('thanh-tra')], [a, b])
})

t.test('an act is judged by the policy in force at its turn', async (t) => {
  const pair = await twoDossiers()
  const before = world.now.policy
  t.teardown(() => Object.assign(world.now, { policy: before }))
  let made: Promise<unknown> | undefined
  await writeIndex(world.db, async () => {
    made = world.make(pair).catch((error: unknown) => error)
    await new Promise(setImmediate)
    world.now.policy = createPolicy({ ...shipped, sources: [] })
  })
  t.match(await made, { code: 'dossier-not-found' })
})

t.test('what had to give way is not tied again to what it was parted from', async (t) => {
  await world.take('thanh-tra', [entry('T', ['TTr:9'], { resolves: true, ...namesAll })])
  const hidden = entry('hidden', ['TTr:9', '1'], { ...namesAll, conceal: true })
  await world.take('vien-kiem-sat', [hidden])
  const t_ = await world.dossierOf('thanh-tra')
  t.equal(await world.dossierOf('vien-kiem-sat', 'hidden'), t_)
  const [link] = await world.db.query<{ name: string }>('SELECT name FROM link')
  const prosecutor = prosecutorOf({ actions: ['dossier:link'], dossiers: [t_], purpose: 'KIEM_SAT_NGUON_TIN' })
  await world.take('vien-kiem-sat', [{ ...hidden, resolves: true }])
  await world.undo(link!.name, prosecutor)
  await world.take('cong-an', [entry('A', ['1'], { resolves: true, ...namesAll })])
  await world.take('vien-kiem-sat', [hidden])
  const a = await world.dossierOf('cong-an')
  t.equal(await world.dossierOf('vien-kiem-sat', 'hidden'), a)
  await world.take('vien-kiem-sat', [entry('V', ['VKS:5'], namesAll)])
  await world.make([a, await world.dossierOf('vien-kiem-sat', 'V')])
  await world.take('vien-kiem-sat', [hidden])
  t.not(await world.dossierOf('vien-kiem-sat', 'hidden'), t_)
})

t.test('an act and a page that tie the same at once make one dossier', async (t) => {
  const pair = await twoDossiers(namesAll)
  const page = world.take('cong-an', [entry('A', ['1', 'TTr:9'], { resolves: true, ...namesAll })])
  const acts = await Promise.allSettled([world.make(pair), page])
  for (const outcome of acts) if (outcome.status === 'rejected') t.match(outcome.reason, { code: 'link-same-dossier' })
  t.equal(await world.dossierOf('thanh-tra'), pair[0])
  t.equal((await world.db.query('SELECT FROM link')).length, 1)
})

t.test('a list goes on from its cursor over a merge and its undoing, and names each dossier once', async (t) => {
  const [a, b] = await twoDossiers({ receivedAt: '2026-03-04T08:00:00+07:00' })
  const { db, keys } = world
  const page = async (after?: string) => {
    const { dossiers } = await listDossiers(db, keys, {
      filter: {},
      first: 1,
      after: after === undefined ? undefined : openCursor(keys, after, 'who'),
      visible: (facets) => facets,
      identifiable: () => true,
    })
    return dossiers.map(({ id, position }) => [id, sealCursor(keys, position, 'who')] as const)
  }
  const [[first, cursor]] = (await page()) as [readonly [string, string]]
  t.equal(first, a)
  const { link } = await world.make([a, b])
  t.strictSame(await page(cursor), [], 'what is one now was listed')
  t.equal((await page())[0]?.[0], a)
  await world.undo(link.id, covering(a))
  t.equal((await page(cursor))[0]?.[0], b)
})

t.test('an act names a dossier by an old id: undone, it is that part that leaves', async (t) => {
  const [a, b] = await twoDossiers()
  await world.take('toa-an', [entry('C', ['TA:3'], fromPolice)])
  const c = await world.dossierOf('toa-an')
  const { link: ab } = await world.make([a, b])
  const { link: bc } = await world.make([b, c])
  t.strictSame(await world.read(c), ['A', 'T', 'C'])
  await world.undo(ab.id, covering(c))
  t.strictSame(await world.read(a), ['A'])
  t.strictSame(await world.read(b, callerOf()), ['T', 'C'])
  t.strictSame(await world.read(c), ['T', 'C'])
  t.equal(bc.state, 'made')
})
