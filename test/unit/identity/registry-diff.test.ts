/** What widens access is called so: whatever somebody may do that nobody could before, and whatever can't be judged. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { coveredIn } from '../../../gateway/identity/bundle.ts'
import { readPolicyFolder } from '../../../gateway/identity/policy-folder.ts'
import { diffFolders } from '../../../gateway/identity/registry-diff.ts'
import { type BundleFolder, bundleFolder, signingAgency, signingOfficer } from '../../support/bundle.ts'

const an = signingOfficer('an')
const binh = signingOfficer('binh')
const shippedPolicies = join(import.meta.dirname, '../../../policies')
const pin = (letter: string) => `${letter.repeat(43)}=`

const filesOf = async ({ dir }: BundleFolder) => coveredIn(await readPolicyFolder(dir, () => {}))

type Edit = (folder: BundleFolder) => void

/** The lines of the diff between two folders that were made of the shipped one. */
async function changed(t: Test, before: Edit, after: Edit): Promise<readonly string[]> {
  const old = bundleFolder(t, an)
  before(old)
  const now = old.copy()
  after(now)
  return diffFolders(await filesOf(old), await filesOf(now)).map(({ direction, change, what, value }) =>
    `${direction} ${change} ${what.en} ${value}`.trim(),
  )
}

const police =
  (change: Parameters<BundleFolder['edit']>[1]): Edit =>
  (folder) =>
    folder.edit('cong-an', change)

function purposes(change: (first: Record<string, string[]>) => void): Edit {
  return ({ dir }) => {
    const file = join(dir, 'purposes.json')
    const content = JSON.parse(readFileSync(file, 'utf8'))
    change(content[0])
    writeFileSync(file, JSON.stringify(content))
  }
}

/** A route and a bar more. */
type Routes = {
  routes: {
    kinds: string[]
    supervisor: string
    clocks?: string[]
    communes?: string[]
    notices?: string[]
    papers?: object
  }[]
  never: object[]
}

const routesFile =
  (change: (routes: Routes) => void): Edit =>
  ({ dir }) => {
    const file = join(dir, 'routes.json')
    const content = JSON.parse(readFileSync(file, 'utf8'))
    change(content)
    writeFileSync(file, JSON.stringify(content))
  }

const routes = (kind: string): Edit =>
  routesFile(({ routes, never }) => {
    routes[0]!.kinds.push(kind)
    never.push({ ...never[0], kinds: ['TU_THU'] })
  })

const communes = (...of: readonly string[]): Edit =>
  routesFile(({ routes }) => Object.assign(routes[0]!, { kinds: ['TIN_BAO'], communes: of }))

const adapters =
  (...rows: readonly object[]): Edit =>
  ({ dir }) =>
    writeFileSync(join(dir, 'adapters.json'), JSON.stringify(rows.map((row) => ({ adapter: 'cong-an', ...row }))))

const system = { id: 'cong-an:moi', uri: 'urn:lienthong:cong-an:moi', roles: ['exchange'] as const }
const rows: readonly [string, Edit, Edit, readonly (string | RegExp)[]][] = [
  [
    'a system',
    () => {},
    police((c) => c.systems.push(system as never)),
    [
      'wider added Systems cong-an:moi',
      'wider added Any TLS key is admitted cong-an:moi',
      'wider added URI in the certificate cong-an:moi urn:lienthong:cong-an:moi',
      'wider added Roles cong-an:moi exchange',
    ],
  ],
  [
    'a kind of matter on a route',
    () => {},
    routes('KHAC'),
    [
      'wider added Routes mttq → cong-an KHAC: GIAI_QUYET_NGUON_TIN BLTTHS.145 resolver',
      'neutral added Time limits of the sender mttq → cong-an KHAC: BLTTHS.146',
      'neutral added Time limits of the receiver mttq → cong-an KHAC: TTLT01-2017.14.1',
    ],
  ],
  [
    'another version of an adapter',
    adapters({ version: '1.0.0', sha256: 'A'.repeat(43) }),
    adapters({ version: '1.0.1', sha256: 'B'.repeat(43) }),
    [`wider added Adapter cong-an@1.0.1 ${'B'.repeat(43)}`, `narrower removed Adapter cong-an@1.0.0 ${'A'.repeat(43)}`],
  ],
  [
    'a route that is gone',
    routes('KHAC'),
    ({ dir }) => writeFileSync(join(dir, 'routes.json'), readFileSync(join(shippedPolicies, 'routes.json'))),
    [
      'narrower removed Routes mttq → cong-an KHAC: GIAI_QUYET_NGUON_TIN BLTTHS.145 resolver',
      'neutral removed Time limits of the sender mttq → cong-an KHAC: BLTTHS.146',
      'neutral removed Time limits of the receiver mttq → cong-an KHAC: TTLT01-2017.14.1',
    ],
  ],
  [
    'a commune more on a route',
    communes('31078'),
    communes('31078', '30307'),
    [
      'wider added Routes mttq → cong-an TIN_BAO (30307): GIAI_QUYET_NGUON_TIN BLTTHS.145 resolver',
      'neutral added Time limits of the sender mttq → cong-an TIN_BAO (30307): BLTTHS.146',
      'neutral added Time limits of the receiver mttq → cong-an TIN_BAO (30307): TTLT01-2017.14.1',
    ],
  ],
  [
    'who supervises a route',
    () => {},
    routesFile(({ routes }) => {
      routes[0]!.supervisor = 'cong-an'
    }),
    [
      'wider added Competent procuracy mttq → cong-an: cong-an',
      'narrower removed Competent procuracy mttq → cong-an: vien-kiem-sat',
    ],
  ],
  [
    'what a receiver is told by the gateway',
    () => {},
    routesFile(({ routes }) => {
      routes.find(({ notices }) => notices)!.notices!.push('TRA_HO_SO')
    }),
    ['wider added Decisions and stages of which the gateway tells the receiver by itself thanh-tra → mttq: TRA_HO_SO'],
  ],
  [
    'papers that are expected, which lets nobody do more',
    communes('31078', '30307'),
    routesFile(({ routes }) => {
      const { papers } = routes.find((route) => route.papers)!
      Object.assign(routes[0]!, { kinds: ['TIN_BAO'], communes: ['31078', '30307'], papers })
    }),
    [
      'neutral added Article by which papers are expected mttq → cong-an TIN_BAO (31078)',
      'neutral added Article by which papers are expected mttq → cong-an TIN_BAO (30307)',
    ],
  ],
  [
    'another time limit of the sender, and one of the receiver, which let nobody do more',
    communes('31078'),
    routesFile(({ routes }) => {
      const changed = {
        kinds: ['TIN_BAO'],
        communes: ['31078'],
        clocks: ['BLTTHS.244'],
        receiverClocks: ['BLTTHS.148'],
      }
      Object.assign(routes[0]!, changed)
    }),
    [
      'neutral added Time limits of the sender mttq → cong-an TIN_BAO (31078): BLTTHS.244',
      'neutral added Time limits of the receiver mttq → cong-an TIN_BAO (31078): BLTTHS.148',
      'neutral removed Time limits of the sender mttq → cong-an TIN_BAO (31078): BLTTHS.146',
      'neutral removed Time limits of the receiver mttq → cong-an TIN_BAO (31078): TTLT01-2017.14.1',
    ],
  ],
  [
    'papers that are expected no longer, which lets nobody do more either',
    () => {},
    routesFile(({ routes }) => {
      delete routes.find(({ papers }) => papers)!.papers
    }),
    ['neutral removed Article by which papers are expected thanh-tra → cong-an KIEN_NGHI_KHOI_TO'],
  ],
  ['a role', () => {}, police((c) => c.systems[0]!.roles.push('audit')), ['wider added Roles cong-an:dieu-tra audit']],
  [
    'a tag',
    () => {},
    (folder) => folder.edit('mttq', (c) => c.tags.push('DLCN_NHAY_CAM')),
    [/^wider added Handling tags .*DLCN_NHAY_CAM$/],
  ],
  ['a tag gone', () => {}, police((c) => c.tags.shift()), [/^narrower removed Handling tags .*NGUOI_TO_GIAC$/]],
  [
    'a lower ceiling',
    () => {},
    police((c) => Object.assign(c, { clearanceMax: 'NOI_BO' })),
    ['narrower removed Clearance ceiling HAN_CHE'],
  ],
  [
    'a higher one',
    police((c) => Object.assign(c, { clearanceMax: 'CONG_KHAI' })),
    police((c) => Object.assign(c, { clearanceMax: 'HAN_CHE' })),
    ['wider added Clearance ceiling NOI_BO', 'wider added Clearance ceiling HAN_CHE'],
  ],
  [
    'an address',
    () => {},
    police((c) => Object.assign(c.systems[0]!.source!, { url: 'https://a/' })),
    [/^wider added Source system cong-an:dieu-tra .*https/, /^narrower removed Source system/],
  ],
  [
    'a first pin',
    () => {},
    police((c) => Object.assign(c.systems[0]!, { keyPins: [pin('A')] })),
    [
      `narrower added Pinned keys (SHA-256 of SubjectPublicKeyInfo) cong-an:dieu-tra ${pin('A')}`,
      'narrower removed Any TLS key is admitted cong-an:dieu-tra',
    ],
  ],
  [
    'a second pin',
    police((c) => Object.assign(c.systems[0]!, { keyPins: [pin('A')] })),
    police((c) => c.systems[0]!.keyPins!.push(pin('E'))),
    [/^wider added Pinned keys/],
  ],
  [
    'no pin any more',
    police((c) => Object.assign(c.systems[0]!, { keyPins: [pin('A')] })),
    police((c) => delete c.systems[0]!.keyPins),
    ['wider added Any TLS key is admitted cong-an:dieu-tra', /^narrower removed Pinned keys/],
  ],
  [
    'a signer',
    () => {},
    (folder) => folder.edit(signingAgency, (c) => c.signers!.push(binh.signer as never)),
    [/^wider added Persons who may sign .*"binh"/],
  ],
  [
    'a key that lasts longer',
    police((c) => Object.assign(c, { jwks: { keys: [{ ...binh.jwk, validTo: '2026-06-30' }] } })),
    police((c) => Object.assign(c, { jwks: { keys: [{ ...binh.jwk, validTo: '2027-06-30' }] } })),
    [
      /^wider added Public keys that sign officer assertions .*2027/,
      /^wider added Public keys that sign messages.*2027/,
      /^narrower removed Public keys that sign officer assertions .*2026/,
      /^narrower removed Public keys that sign messages.*2026/,
    ],
  ],
  [
    'a relation',
    () => {},
    purposes((p) => p.relations!.push('supervising')),
    [/^wider added Relations .*GIAI_QUYET_NGUON_TIN supervising$/],
  ],
  [
    'an agency of a purpose',
    () => {},
    purposes((p) => p.agencies!.push('toa-an')),
    [/^wider added Agencies .*toa-an$/],
  ],
  ['an action gone', () => {}, purposes((p) => p.actions!.pop()), [/^narrower removed Actions .*quarantine:settle$/]],
  [
    'a policy',
    () => {},
    ({ dir }) => writeFileSync(join(dir, 'cedar/read-own.cedar'), '// nothing'),
    ['wider changed Policy file'],
  ],
  ['something else', () => {}, ({ dir }) => writeFileSync(join(dir, 'other.txt'), 'x'), ['wider added Policy file']],
  ['a title', () => {}, police((c) => Object.assign(c.title, { en: 'Police' })), ['neutral changed Titles']],
  ['nothing', () => {}, () => {}, []],
]

for (const [what, before, after, expected] of rows)
  t.test(what, async (t) => {
    const lines = await changed(t, before, after)
    t.equal(lines.length, expected.length, lines.join('\n'))
    expected.forEach((one, index) => void t.match(lines[index], one))
  })

t.test('what widens comes first', async (t) => {
  const lines = await changed(
    t,
    () => {},
    (folder) => {
      folder.edit('cong-an', (c) => c.tags.shift())
      folder.edit('mttq', (c) => c.tags.push('DLCN_NHAY_CAM'))
      folder.edit('toa-an', (c) => Object.assign(c.title, { en: 'Court' }))
    },
  )
  t.same(
    lines.map((line) => line.split(' ')[0]),
    ['wider', 'narrower', 'neutral'],
  )
})
