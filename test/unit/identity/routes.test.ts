/** Who may hand over what to whom: every fault of the file is refused at load, and what is refused later names its article. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { loadRegistry, RegistryInvalid, type RegistryOptions } from '../../../gateway/identity/registry.ts'
import { type Handing, type Routes, routeOf } from '../../../gateway/identity/route.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { shippedRegistry } from '../../support/identity.ts'

type Writable<T> = { -readonly [K in keyof T]: Writable<T[K]> }

const shipped: Routes = JSON.parse(readFileSync(shippedRegistry.routesFile, 'utf8'))

/** The shipped registry with its routes changed. */
function registryWith(t: Test, change: (routes: Writable<Routes>) => void): RegistryOptions {
  const routesFile = join(dataFolder(t), 'routes.json')
  const routes = structuredClone(shipped) as Writable<Routes>
  change(routes)
  writeFileSync(routesFile, JSON.stringify(routes))
  return { ...shippedRegistry, routesFile }
}

async function violationsOf(options: RegistryOptions): Promise<readonly string[]> {
  try {
    await loadRegistry(options)
    return []
  } catch (error) {
    if (!(error instanceof RegistryInvalid)) throw error
    return error.violations.map(({ pointer, rule }) => `${pointer}: ${rule.en}`)
  }
}

const faults: readonly [string, (routes: Writable<Routes>) => void, string][] = [
  [
    'a sender that nobody registered',
    ({ routes }) => set(routes[0], 'from', 'bien-phong'),
    '/routes/0/from: must be a',
  ],
  [
    'a receiver that nobody registered',
    ({ routes }) => set(routes[0], 'to', 'ban-noi-chinh'),
    '/routes/0/to: must be a',
  ],
  ['an agency that sends to itself', ({ routes }) => set(routes[0], 'from', 'cong-an'), '/routes/0/to: is the sender'],
  ['an unknown kind', ({ routes }) => set(routes[0], 'kinds', ['TIN_DON']), '/routes/0/kinds/0: must be a code'],
  [
    'an unknown purpose',
    ({ routes }) => set(routes[0], 'purpose', 'TO_MO'),
    '/routes/0/purpose: must be a purpose of p',
  ],
  [
    'a notice of what is neither decision nor stage',
    ({ routes }) => set(routes.find(({ notices }) => notices)!, 'notices', ['KHOI_TO', 'MOI_VIEC']),
    '/routes/7/notices/1: must be a code of the list of decisions or of stages',
  ],
  [
    'notices for who resolves the matter',
    ({ routes }) => set(routes[0], 'notices', ['KHOI_TO']),
    '/routes/0/notices: are not for who resolves the matter',
  ],
  [
    'papers with what the gateway tells by itself',
    ({ routes }) => set(routes.find(({ notices }) => notices)!, 'papers', routes.find(({ papers }) => papers)!.papers),
    '/routes/7/papers: are not for a route on which the gateway tells by itself',
  ],
  [
    'papers without their article',
    ({ routes }) => set(routes[0], 'papers', { confidence: 'confirmed' }),
    '/routes/0/papers: the member article',
  ],
  [
    'a purpose of another agency',
    ({ routes }) => set(routes[0], 'purpose', 'XET_XU_VU_AN'),
    '/routes/0/purpose: must be a purpose of the receiver',
  ],
  [
    'a relation that the purpose does not serve',
    ({ routes }) => set(routes[0], 'relation', 'supervising'),
    '/routes/0/relation: must be a relation that this purpose serves',
  ],
  ['the holder', ({ routes }) => set(routes[0], 'relation', 'holder'), '/routes/0/relation: one of: resolver'],
  [
    'a legal basis of another purpose',
    ({ routes }) => set(routes[0], 'legalBasis', 'LTCTAND'),
    '/routes/0/legalBasis: must be a legal basis of this purpose',
  ],
  ['an unknown time limit', ({ routes }) => set(routes[0], 'clocks', ['BLTTHS.999']), '/routes/0/clocks/0: must be'],
  [
    'an unknown time limit of the receiver',
    ({ routes }) => set(routes[0], 'receiverClocks', ['BLTTHS.999']),
    '/routes/0/receiverClocks/0: must be',
  ],
  [
    'a time limit of both ends',
    ({ routes }) => set(routes[0], 'receiverClocks', ['BLTTHS.146']),
    '/routes/0/receiverClocks/0: is the sender',
  ],
  [
    'a supervisor that nobody registered',
    ({ routes }) => set(routes[0], 'supervisor', 'vks-quan-su'),
    '/routes/0/supervisor: must be a participant',
  ],
  [
    'a supervisor that does not supervise',
    ({ routes }) => set(routes[0], 'supervisor', 'toa-an'),
    '/routes/0/supervisor: must be an agency with a purpose of supervising',
  ],
  ['no article', ({ routes }) => set(routes[0], 'article', undefined), '/routes/0: the member article'],
  ['a confidence of its own', ({ routes }) => set(routes[0], 'confidence', 'sure'), '/routes/0/confidence: one of'],
  ['two rows for one kind', ({ routes }) => routes.push(routes[0]!), '/routes/16/kinds/0: stands in another route'],
  [
    'two rows for one kind, of one commune both',
    ({ routes }) => {
      set(routes[0], 'communes', ['31078', '30307'])
      routes.push({ ...routes[0]!, communes: ['30292', '30307'] })
    },
    '/routes/16/kinds/0: stands in another route',
  ],
  [
    'a row of one commune beside one of all',
    ({ routes }) => routes.push({ ...routes[0]!, communes: ['30292'] }),
    '/routes/16/kinds/0: stands in another route',
  ],
  [
    'a row of one agency beside one of its group',
    ({ routes }) => routes.push({ ...routes[1]!, from: 'cong-an-xa-31078' }),
    '/routes/16/kinds/0: stands in another route',
  ],
  [
    'a commune of another province',
    ({ routes }) => set(routes[0], 'communes', ['00004']),
    '/routes/0/communes/0: must be a code of the list of communes',
  ],
  [
    'a time limit by the commune, of an agency without one',
    ({ routes }) => set(routes[0], 'clocks', ['TTLT01-2017.24H']),
    '/routes/0/clocks/0: TTLT01-2017.24H depends on the commune',
  ],
  [
    'a time limit by the commune, of the receiver',
    ({ routes }) => set(routes[0], 'receiverClocks', ['TTLT01-2017.24H']),
    '/routes/0/receiverClocks/0: TTLT01-2017.24H depends on the commune',
  ],
  [
    'what a bar on its group bars',
    ({ routes }) => routes.push({ ...routes[0]!, from: 'cong-an-xa-31078', to: 'thanh-tra', kinds: ['KHAC'] }),
    '/routes/16/kinds/0: is barred',
  ],
  ['a group as receiver', ({ routes }) => set(routes[0], 'to', 'cong-an-xa'), '/routes/0/to: must be a participant'],
  [
    'a recommendation to prosecute by the Front',
    ({ routes }) => routes[0]!.kinds.push('KIEN_NGHI_KHOI_TO'),
    '/routes/0/kinds/3: is barred',
  ],
  ['a bar on nobody', ({ never }) => set(never[0], 'from', ['bien-phong']), '/never/0/from/0: must be a participant'],
  ['a bar of an unknown kind', ({ never }) => set(never[0], 'kinds', ['X']), '/never/0/kinds/0: must be a code'],
  ['an unknown member', (routes) => set(routes, 'also', []), ': no member but'],
]

function set(row: object | undefined, member: string, value: unknown): void {
  Object.assign(row!, { [member]: value })
}

for (const [what, change, expected] of faults)
  t.test(`refused: ${what}`, async (t) => {
    const found = await violationsOf(registryWith(t, change))
    t.ok(
      found.some((violation) => violation.startsWith(expected)),
      found.join('\n'),
    )
  })

t.test('what is changed is another registry; a file that is no JSON is none', async (t) => {
  const { version } = await loadRegistry(shippedRegistry)
  const changed = await loadRegistry(registryWith(t, ({ routes }) => routes.pop()))
  t.not(changed.version, version)
  const options = registryWith(t, () => {})
  writeFileSync(options.routesFile, '{"routes":')
  t.same(await violationsOf(options), [': must be JSON'])
  const dir = dataFolder(t)
  cpSync(shippedRegistry.purposesFile, join(dir, 'purposes.json'))
  await t.rejects(loadRegistry({ ...shippedRegistry, routesFile: join(dir, 'routes.json') }), { code: 'ENOENT' })
})

t.test('a route is the one of sender, receiver and kind', async (t) => {
  const { routes } = await loadRegistry(shippedRegistry)
  const gone = routeOf(routes, { from: 'mttq', to: 'cong-an', kind: 'TIN_BAO' })
  t.match(gone, {
    allowed: true,
    route: { relation: 'resolver', purpose: 'GIAI_QUYET_NGUON_TIN', clocks: ['BLTTHS.146'] },
  })
  const back = routeOf(routes, { from: 'cong-an', to: 'mttq', kind: 'TIN_BAO' })
  t.match(back, { allowed: true, route: { relation: 'originator', purpose: 'GIAM_SAT_XA_HOI' } })
})

t.test('papers are expected of who recommends to prosecute, and of nobody else', async (t) => {
  const { routes } = await loadRegistry(shippedRegistry)
  const expecting = routes.routes.filter(({ papers }) => papers)
  t.strictSame(
    expecting.map(({ from, to, kinds }) => [from, to, ...kinds]),
    ['cong-an', 'vien-kiem-sat'].map((to) => ['thanh-tra', to, 'KIEN_NGHI_KHOI_TO']),
  )
  for (const { papers } of expecting) t.match(papers?.article.en, /144\(3\)/)
})

t.test('a group sends as one, each by its own name', async (t) => {
  const { routes } = await loadRegistry(shippedRegistry)
  const handing = { from: 'cong-an-xa-31078', to: 'cong-an', kind: 'TIN_BAO' }
  t.match(routeOf(routes, { ...handing, group: 'cong-an-xa' }), { allowed: true, route: { relation: 'resolver' } })
  t.match(routeOf(routes, handing), { allowed: false }, 'who is in no group')
})

t.test(
  'a route of communes is for what happened there, and what happened elsewhere is told by which article',
  async (t) => {
    const change = ({ routes }: Writable<Routes>) => {
      set(routes[0], 'communes', ['31078'])
      routes.push({ ...routes[0]!, communes: ['30307'], legalBasis: 'BLTTHS.146' })
    }
    const { routes } = await loadRegistry(registryWith(t, change))
    const at = (commune?: string) => routeOf(routes, { from: 'mttq', to: 'cong-an', kind: 'TIN_BAO', commune })
    t.match(at('31078'), { allowed: true, route: { legalBasis: 'BLTTHS.145' } })
    t.match(at('30307'), { allowed: true, route: { legalBasis: 'BLTTHS.146' } })
    for (const elsewhere of ['30292', undefined]) {
      const refused = at(elsewhere)
      if (refused.allowed) return t.fail('it has a route')
      t.match(refused.article.en, /163\(4\)/)
      t.match(refused.open, [{ from: 'mttq', communes: ['31078'] }])
    }
  },
)

const refusals: readonly [string, Handing, RegExp][] = [
  ['the Front recommends', { from: 'mttq', to: 'cong-an', kind: 'KIEN_NGHI_KHOI_TO' }, /144\(3\)/],
  ['the police before the court', { from: 'cong-an', to: 'toa-an', kind: 'TO_GIAC' }, /244, 276/],
  ['a result by who does not resolve', { from: 'toa-an', to: 'mttq', kind: 'TIN_BAO' }, /145\(4\)/],
  [
    'commune police before the procuracy',
    { from: 'cong-an-xa-31078', group: 'cong-an-xa', to: 'vien-kiem-sat', kind: 'TIN_BAO' },
    /01\/2021/,
  ],
  ['nobody there', { from: 'mttq', to: 'ban-noi-chinh', kind: 'TIN_BAO' }, /Art\. 145:/],
]

t.test('of the routes that there are, those of its sender or to that receiver are told', async (t) => {
  const { routes } = await loadRegistry(shippedRegistry)
  const refused = routeOf(routes, { from: 'mttq', to: 'vien-kiem-sat', kind: 'TIN_BAO' })
  if (refused.allowed) return t.fail('it has a route')
  const ways = refused.open.map(({ from, to }) => `${from} ${to}`)
  t.strictSame(ways, ['mttq cong-an', 'cong-an vien-kiem-sat', 'toa-an vien-kiem-sat'])
})

for (const [what, handing, article] of refusals)
  t.test(`no route: ${what}`, async (t) => {
    const { routes } = await loadRegistry(shippedRegistry)
    const refused = routeOf(routes, handing)
    if (refused.allowed) return t.fail('it has a route')
    t.match(refused.article.en, article)
    t.ok(refused.open.length > 0, 'the routes of that kind are told')
    t.ok(refused.open.every(({ from, to }) => routeOf(routes, { from, group: from, to, kind: handing.kind }).allowed))
  })
