/** What acknowledged transfers give: who stands to whose facet, which dossiers they tie; in whatever order things come, and whoever tries to get more by it. */
import t from 'tap'
import { acceptEarlier } from '../../../gateway/release/transfers/accepting.ts'
import { callerOf, frontOf, prosecutorOf } from '../../support/policy.ts'
import { entry } from '../dossiers/index-world.ts'
import { actOf } from '../dossiers/link-world.ts'
import { relatedWorld } from './related-world.ts'

const world = await relatedWorld(t)
const { list, handed, acknowledge, recall, relations, dossiers, dossierOf } = world
t.beforeEach(() => world.anew())

const petition = entry('PA', ['MTTQ:1'])
const matter = entry('HS', ['7'])
const both = ['cong-an resolver mttq PA', 'mttq originator cong-an HS']
const front = () => list('mttq', petition)
const police = () => list('cong-an', matter)

/** All orders of `steps` in which each comes after what it `needs`. */
function orders<Name extends string>(steps: readonly Name[], needs: Partial<Record<Name, Name>> = {}): Name[][] {
  if (steps.length === 0) return [[]]
  return steps
    .filter((step) => !steps.includes(needs[step] as Name))
    .flatMap((step) =>
      orders(
        steps.filter((other) => other !== step),
        needs,
      ).map((rest) => [step, ...rest]),
    )
}

t.test('whatever comes first: the two stand to each other, and are one dossier', async (t) => {
  for (const order of orders(['front', 'police', 'acknowledged'])) {
    world.anew()
    const id = await handed('mttq', 'cong-an', ['MTTQ:1'])
    const steps = { front, police, acknowledged: () => acknowledge(id, 'cong-an', '7') }
    for (const step of order) await steps[step]()
    t.strictSame([await relations(), await dossiers()], [both, ['cong-an HS + mttq PA']], order.join())
  }
})

t.test('whatever comes first: nothing is left of what was recalled', async (t) => {
  for (const order of orders(['front', 'police', 'acknowledged', 'recalled'], { recalled: 'acknowledged' })) {
    world.anew()
    const id = await handed('mttq', 'cong-an', ['MTTQ:1'])
    const steps = {
      ...{ front, police },
      acknowledged: () => acknowledge(id, 'cong-an', '7'),
      recalled: () => recall(id, 'mttq'),
    }
    for (const step of order) await steps[step]()
    t.strictSame([await relations(), await dossiers()], [[], ['cong-an HS', 'mttq PA']], order.join())
  }
})

t.test('numbers that come later count, and those that are withdrawn do not', async (t) => {
  await list('mttq', entry('PA', []))
  await list('cong-an', entry('HS', ['8']), entry('other', ['9']))
  const id = await handed('mttq', 'cong-an', ['MTTQ:1'])
  await acknowledge(id, 'cong-an', '7')
  t.strictSame(await relations(), [])
  await front()
  t.strictSame(await relations(), both.slice(0, 1))
  await police()
  t.strictSame([await relations(), await dossiers()], [both, ['cong-an HS + mttq PA', 'cong-an other']])
  await list('cong-an', entry('HS', ['8']), entry('other', ['7']))
  t.strictSame(await relations(), [both[0], 'mttq originator cong-an other'])
  t.strictSame(await dossiers(), ['cong-an HS', 'cong-an other + mttq PA'], 'the link follows')
  await list('cong-an', entry('HS', ['7']))
  t.strictSame(
    [await relations(), (await dossiers()).length],
    [both.slice(0, 1), 3],
    'of two it can’t be told which is meant',
  )
  await list('cong-an', entry('other', ['9']))
  t.strictSame([await relations(), await dossiers()], [both, ['cong-an HS + mttq PA', 'cong-an other']])
  await list('mttq', entry('PA', ['MTTQ:2']))
  t.strictSame([await relations(), (await dossiers()).length], [both.slice(1), 3])
})

t.test(
  'the sender’s facet is the one that all of its numbers name; the receiver’s is found by its key too',
  async (t) => {
    await list('mttq', entry('PA', ['MTTQ:1', 'MTTQ:file']), entry('beside', ['MTTQ:2', 'MTTQ:file']))
    await police()
    await acknowledge(await handed('mttq', 'cong-an', ['MTTQ:file', 'MTTQ:1', '7']), 'cong-an', 'HS')
    t.strictSame(await relations(), both)
  },
)

t.test(
  'another matter that bears one of the numbers too is not what was handed over, though that is not there',
  async (t) => {
    await police()
    await list('mttq', entry('beside', ['MTTQ:2', 'MTTQ:file']))
    const id = await handed('mttq', 'cong-an', ['MTTQ:1', 'MTTQ:file'])
    t.equal(await world.toldDossier(id, 'mttq'), undefined)
    await acknowledge(id, 'cong-an', '7')
    t.strictSame([await relations(), await dossiers()], [['mttq originator cong-an HS'], ['cong-an HS', 'mttq beside']])
    await list('mttq', entry('PA', ['MTTQ:1', 'MTTQ:file', 'MTTQ:3']))
    t.strictSame([await relations(), await dossiers()], [both, ['cong-an HS + mttq PA', 'mttq beside']])
  },
)

t.test(
  'each route gives its receiver what it says; only who hands over to be resolved is an originator by it',
  async (t) => {
    const routes = [
      ['cong-an', 'vien-kiem-sat', 'supervising'],
      ['vien-kiem-sat', 'toa-an', 'adjudicating'],
      ['mttq', 'thanh-tra', 'inspecting'],
      ['cong-an', 'mttq', 'originator'],
      ['thanh-tra', 'cong-an', 'resolver'],
    ] as const
    const codes = { 'cong-an': 'CA', 'vien-kiem-sat': 'VKS', 'toa-an': 'TA', 'thanh-tra': 'TTr', mttq: 'MTTQ' }
    for (const [from, to, relation] of routes) {
      world.anew()
      await list(from, entry('A', [`${codes[from]}:1`]))
      await list(to, entry('B', [`${codes[to]}:2`]))
      await acknowledge(await handed(from, to, [`${codes[from]}:1`], relation), to, `${codes[to]}:2`)
      const back = relation === 'resolver' ? [`${from} originator ${to} B`] : []
      t.strictSame(await relations(), [`${to} ${relation} ${from} A`, ...back].sort(), relation)
      t.equal((await dossiers()).length, 1, 'they are one matter whatever the route')
    }
  },
)

t.test('a refusal gives nothing, and neither does what nobody answered', async (t) => {
  await front()
  await police()
  const had = world.told().length
  await world.refuse(await handed('mttq', 'cong-an', ['MTTQ:1']), 'cong-an')
  await handed('mttq', 'cong-an', ['MTTQ:1'])
  t.strictSame([await relations(), (await dossiers()).length, world.told().length], [[], 2, had])
})

t.test('an acknowledgement without a number says nothing of the receiver’s own', async (t) => {
  await front()
  await police()
  await acknowledge(await handed('mttq', 'cong-an', ['MTTQ:1']), 'cong-an')
  t.strictSame([await relations(), (await dossiers()).length], [both.slice(0, 1), 2])
})

t.test('another’s number, a number that is not there, and one that the receiver only cites tie nothing', async (t) => {
  await front()
  await list('cong-an', entry('HS', ['7', 'VKS:5', 'MTTQ:1']))
  await list('vien-kiem-sat', entry('KS', ['VKS:5']))
  const before = await dossiers()
  for (const number of ['VKS:5', 'KS', 'MTTQ:1', 'PA', 'none', '7 ']) {
    await acknowledge(await handed('mttq', 'cong-an', ['MTTQ:1']), 'cong-an', number)
    t.strictSame([await relations(), await dossiers()], [both.slice(0, 1), before], number)
  }
})

t.test(
  'a number of another of its matters gives the sender that one; two matters of one agency never fold',
  async (t) => {
    await list('mttq', entry('PA', ['MTTQ:1'], { confirms: [{ relation: 'resolver' as 'originator', agency: 'CA' }] }))
    await list('cong-an', entry('HS', ['7', 'MTTQ:1']), entry('other', ['9']))
    t.strictSame(await dossiers(), ['cong-an HS + mttq PA', 'cong-an other'])
    await acknowledge(await handed('mttq', 'cong-an', ['MTTQ:1']), 'cong-an', '9')
    t.match(await relations(), ['cong-an resolver mttq PA', 'mttq originator cong-an other'])
    t.strictSame(await dossiers(), ['cong-an HS + mttq PA', 'cong-an other'])
  },
)

t.test('what is concealed is neither tied nor shown by it; what becomes so is let go', async (t) => {
  for (const side of ['mttq', 'cong-an'] as const)
    for (const order of orders(['front', 'police', 'acknowledged'])) {
      world.anew()
      const id = await handed('mttq', 'cong-an', ['MTTQ:1'])
      const hidden = side === 'mttq' ? { ...petition, conceal: true } : { ...matter, conceal: true }
      const steps = {
        front: () => list('mttq', side === 'mttq' ? hidden : petition),
        police: () => list('cong-an', side === 'cong-an' ? hidden : matter),
        acknowledged: () => acknowledge(id, 'cong-an', '7'),
      }
      for (const step of order) await steps[step]()
      t.strictSame(await dossiers(), ['cong-an HS', 'mttq PA'], `${side} ${order}`)
    }
  const ids = [await dossierOf('mttq', 'PA'), await dossierOf('cong-an', 'HS')]
  await police()
  t.equal((await dossiers()).length, 1, 'revealed, they are tied')
  await list('cong-an', { ...matter, conceal: true })
  t.strictSame(
    [await dossierOf('mttq', 'PA'), await dossierOf('cong-an', 'HS')],
    ids,
    'each as if there never were the other',
  )
  t.strictSame(await world.db.query('SELECT FROM dossier_alias WHERE alias = ANY($1)', [ids]), [])
})

t.test('what is concealed beside them does not show by keeping them apart', async (t) => {
  const names = { confirms: [{ relation: 'supervising', agency: 'VKS' }] } as const
  await list('mttq', { ...petition, ...names })
  await list('cong-an', { ...matter, ...names })
  await list('vien-kiem-sat', entry('hidden', ['MTTQ:1'], { conceal: true }), entry('KS', ['7']))
  t.strictSame(await dossiers(), ['cong-an HS + vien-kiem-sat KS', 'mttq PA + vien-kiem-sat hidden'])
  await acknowledge(await handed('mttq', 'cong-an', ['MTTQ:1']), 'cong-an', '7')
  t.strictSame(await dossiers(), ['cong-an HS + mttq PA + vien-kiem-sat KS', 'vien-kiem-sat hidden'])
})

t.test('what two transfers give stands until both are recalled', async (t) => {
  await front()
  await police()
  const ids = [await dossierOf('mttq', 'PA'), await dossierOf('cong-an', 'HS')]
  const [one, two] = [await handed('mttq', 'cong-an', ['MTTQ:1']), await handed('mttq', 'cong-an', ['MTTQ:1'])]
  await acknowledge(one, 'cong-an', '7')
  await acknowledge(two, 'cong-an', '7')
  const had = world.told().length
  await recall(one, 'mttq')
  t.strictSame([await relations(), await dossiers()], [both, ['cong-an HS + mttq PA']])
  t.strictSame(world.told().slice(had).sort(), [
    'made cong-an',
    ...['taken cong-an resolver mttq', 'taken mttq originator cong-an', 'undone cong-an'],
  ])
  t.equal(await dossierOf('cong-an', 'HS'), ids[0], 'under the same id')
  await recall(two, 'mttq')
  t.strictSame([await relations(), await dossiers()], [[], ['cong-an HS', 'mttq PA']])
  t.strictSame([await dossierOf('mttq', 'PA'), await dossierOf('cong-an', 'HS')], ids)
})

t.test('a matter that was handed over again and again holds the index no longer than one', async (t) => {
  await front()
  await police()
  const again = async () => acknowledge(await handed('mttq', 'cong-an', ['MTTQ:1']), 'cong-an', '7')
  await again()
  const once = await world.statements('cong-an', matter)
  for (let times = 1; times < 5; times += 1) await again()
  t.equal(await world.statements('cong-an', matter), once)
})

t.test('what numbers tie besides stays tied when it is recalled', async (t) => {
  const names = { confirms: [{ relation: 'originator', agency: 'MTTQ' }] } as const
  await front()
  await list('cong-an', { ...matter, ...names })
  const id = await handed('mttq', 'cong-an', ['MTTQ:1'])
  await acknowledge(id, 'cong-an', '7')
  await list('mttq', entry('PA', ['MTTQ:1', '7']))
  await recall(id, 'mttq')
  t.strictSame(await dossiers(), ['cong-an HS + mttq PA'])
  t.strictSame(await relations(), ['mttq originator cong-an HS'], 'what the record says of itself stands too')
})

t.test('two nodes at once: pages and acknowledgements end, and come to the same', async (t) => {
  const count = 6
  const afterRecall = (error: unknown) => t.match(error, { code: 'transfer-stage' })
  const ids = await Promise.all(Array.from({ length: count }, (_, n) => handed('mttq', 'cong-an', [`MTTQ:${n}`])))
  const pages = (agency: 'mttq' | 'cong-an', prefix: string, key: string) =>
    Array.from({ length: count }, (_, n) => list(agency, entry(`${key}${n}`, [`${prefix}${n}`])))
  await Promise.all([
    ...ids.map((id, n) => acknowledge(id, 'cong-an', `${n}`).catch(afterRecall)),
    ...pages('mttq', 'MTTQ:', 'PA'),
    ...pages('cong-an', '', 'HS'),
    ...ids.slice(0, 2).map((id) => recall(id, 'mttq')),
  ])
  t.equal((await relations()).length, 2 * (count - 2))
  t.equal((await dossiers()).length, 2 * count - (count - 2))
})

t.test('the log says which transfer gave what, in the entry before the one that the act is answered by', async (t) => {
  await front()
  const had = world.told().length
  const id = await handed('mttq', 'cong-an', ['MTTQ:1'])
  await acknowledge(id, 'cong-an', '7')
  t.strictSame(world.told().slice(had), ['given cong-an resolver mttq'])
  await police()
  t.strictSame(
    world.told().slice(had + 1),
    ['given mttq originator cong-an', 'made cong-an'],
    'when the feed brought it',
  )
  const made = 'SELECT source, recording FROM link WHERE transfer = $1'
  t.match(await world.db.query(made, [id]), [{ source: 'cong-an', recording: Number }])
  await recall(id, 'mttq')
  t.strictSame(
    world
      .told()
      .slice(had + 3)
      .sort(),
    [...['taken cong-an resolver mttq', 'taken mttq originator cong-an', 'undone cong-an']],
  )
})

t.test(
  'a link that who resolves undoes takes what rests on the number; that the transfer was accepted stands',
  async (t) => {
    await front()
    await list('cong-an', { ...matter, resolves: true })
    await acknowledge(await handed('mttq', 'cong-an', ['MTTQ:1']), 'cong-an', '7')
    const dossier = await dossierOf('mttq', 'PA')
    const officer = callerOf({ actions: ['dossier:link'], dossiers: [dossier] })
    const [link] = await world.links.listOf(world.asking(officer), dossier)
    t.match(link, { by: 'acknowledgement', source: 'cong-an', state: 'made' })
    const had = world.told().length
    const undone = await world.links.undo(world.asking(officer), link!.id, 'Hai vụ khác nhau')
    t.match(undone, { link: { state: 'undone', by: 'acknowledgement' }, receipt: { leaf: String } })
    const left = both.slice(0, 1)
    t.strictSame([await relations(), (await dossiers()).length], [left, 2])
    t.strictSame(world.told().slice(had), ['taken mttq originator cong-an'])
    await front()
    await police()
    await acknowledge(await handed('mttq', 'cong-an', ['MTTQ:1']), 'cong-an', '7')
    t.strictSame([await relations(), (await dossiers()).length], [left, 2], 'no number ties what was parted')

    const pair = [await dossierOf('mttq', 'PA'), await dossierOf('cong-an', 'HS')] as const
    const again = callerOf({ actions: ['dossier:link'], dossiers: pair })
    await list('cong-an', { ...matter, resolves: true })
    await world.links.make(world.asking(again), actOf(pair))
    t.strictSame([await relations(), (await dossiers()).length], [both, 1], 'but another act does')
  },
)

t.test('who undoes the link of an acknowledgement that was recalled finds none', async (t) => {
  await front()
  await list('cong-an', { ...matter, resolves: true })
  const id = await handed('mttq', 'cong-an', ['MTTQ:1'])
  await acknowledge(id, 'cong-an', '7')
  const dossier = await dossierOf('cong-an', 'HS')
  const officer = callerOf({ actions: ['dossier:link'], dossiers: [dossier] })
  const [link] = await world.links.listOf(world.asking(officer), dossier)
  await recall(id, 'mttq')
  const now = callerOf({ actions: ['dossier:link'], dossiers: [await dossierOf('cong-an', 'HS')] })
  await t.rejects(world.links.undo(world.asking(now), link!.id, 'x'), { code: 'link-not-found' })

  await acknowledge(await handed('mttq', 'cong-an', ['MTTQ:1']), 'cong-an', '7')
  const [own] = await world.links.listOf(world.asking(officer), dossier)
  for (const identifiers of [[], matter.identifiers]) await list('cong-an', { ...matter, identifiers, resolves: true })
  t.equal((await dossiers()).length, 1, 'a page of its own agency took it back, and they are tied anew')
  await t.rejects(world.links.undo(world.asking(officer), own!.id, 'x'), { code: 'link-not-found' })
})

const investigator = callerOf()
const follower = frontOf({ serves: ['holder', 'originator'] })

t.test(
  'read and listed at once after the acknowledgement, and no more after the recall; who refused reads nothing',
  async (t) => {
    await front()
    await police()
    const refusing = await handed('mttq', 'cong-an', ['MTTQ:1'])
    await world.refuse(refusing, 'cong-an')
    t.strictSame(await world.shown(investigator, 'mttq', 'PA'), [[], []])
    const id = await handed('mttq', 'cong-an', ['MTTQ:1'])
    await acknowledge(id, 'cong-an', '7')
    for (const caller of [investigator, follower])
      t.strictSame(await world.shown(caller, 'mttq', 'PA'), [
        ['HS', 'PA'],
        ['HS', 'PA'],
      ])
    t.strictSame(await world.shown(prosecutorOf(), 'mttq', 'PA'), [[], []], 'it is nothing to anybody else')
    await recall(id, 'mttq')
    t.strictSame(await world.shown(investigator, 'mttq', 'PA'), [[], []])
    t.strictSame(await world.shown(follower, 'cong-an', 'HS'), [[], []])
  },
)

t.test('each end is told the dossier that it may ask for, and nothing of what it may not know', async (t) => {
  const id = await handed('mttq', 'cong-an', ['MTTQ:1'])
  const told = async () => [await world.toldDossier(id, 'mttq'), await world.toldDossier(id, 'cong-an')]
  t.strictSame(await told(), [undefined, undefined])
  await front()
  const own = await dossierOf('mttq', 'PA')
  t.strictSame(await told(), [own, undefined], 'before it is acknowledged each has its own alone')
  await acknowledge(id, 'cong-an', '7')
  t.strictSame(await told(), [own, own], 'its relation lets it know of the sender’s')
  await list('mttq', { ...petition, conceal: true })
  t.strictSame(await told(), [own, undefined], 'unless that is concealed')
  await police()
  t.strictSame(await told(), [own, await dossierOf('cong-an', 'HS')])
  await front()
  t.strictSame(await told(), [own, own], 'revealed, they are one')
  await recall(id, 'mttq')
  t.strictSame(await told(), [await dossierOf('mttq', 'PA'), undefined])
})

t.test('what a state secret was found in is let go at once', async (t) => {
  await front()
  await police()
  await acknowledge(await handed('mttq', 'cong-an', ['MTTQ:1']), 'cong-an', '7')
  await world.withhold('mttq', 'PA')
  t.strictSame(await dossiers(), ['cong-an HS', 'mttq PA'])
})

t.test('what was acknowledged before the index knew of it is taken in at the start, once', async (t) => {
  await front()
  await police()
  const id = await handed('mttq', 'cong-an', ['MTTQ:1'])
  await acknowledge(id, 'cong-an', '7')
  for (const table of ['relation', 'number', 'transfer'])
    await world.db.query(`DELETE FROM acknowledged_${table} WHERE transfer = $1`, [id])
  await world.db.query("UPDATE facet SET acknowledged = '{}' WHERE dossier = $1", [await dossierOf('mttq', 'PA')])
  t.strictSame(await relations(), [])
  const had = world.told().length
  const aside: string[] = []
  const start = () => acceptEarlier(world.keeping, (transfer) => aside.push(transfer))
  await Promise.all([start(), start()])
  t.strictSame([await relations(), aside], [both, []])
  t.strictSame(world.told().slice(had).sort(), ['given cong-an resolver mttq', 'given mttq originator cong-an'])
})
