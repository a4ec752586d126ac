/** Nothing that a receiver may not have is in the bytes that are written for it; what it does not get is told. */
import t from 'tap'
import type { NativeDocument, Translation } from '../../../adapters/sdk/adapter.ts'
import { loadRegistry, type Registry } from '../../../gateway/identity/registry.ts'
import { createPolicy } from '../../../gateway/policy/policy.ts'
import { open } from '../../../gateway/release/sealed.ts'
import type { HandingOver } from '../../../gateway/release/transfers/handed.ts'
import { goldensOf, handing, registryWith, textOf, unknownRecord } from '../../support/handing-in-process.ts'
import { shippedRegistry } from '../../support/identity.ts'
import { leavesOf, mayHave } from '../../support/naive-receiver.ts'
import { shipped } from '../../support/policy.ts'

type Facet = Record<string, unknown> & { report: { kind: { code: string } } }
const registry = await loadRegistry(shippedRegistry)
const { routes } = registry.routes

/** A copy that may be changed. */
function golden(agency: string, name: string, change: (facet: Facet) => void = () => {}): Translation {
  const [, found] = goldensOf(agency).find(([of]) => of.startsWith(name))!
  const translation = structuredClone(found)
  change(translation.facet as unknown as Facet)
  return translation
}

/** The object and name of the leaf at `path`. */
function leafAt(facet: object, path: string): readonly [Record<string, unknown>, string] {
  const names = path.split('/').slice(1)
  const last = names.pop()!
  return [names.reduce<Record<string, unknown>>((at, name) => at[name] as never, facet as never), last]
}

/** Puts a text of its own into every leaf of free text and every number of a person. By path. */
function planted(translation: Translation): ReadonlyMap<string, string> {
  const canaries = new Map<string, string>()
  for (const { path } of leavesOf(translation)) {
    const [around, name] = leafAt(translation.facet, path)
    const value = around[name]
    const number = canaries.size + 1
    const canary =
      typeof value !== 'string' || ['native', 'system', 'rule'].includes(name)
        ? undefined
        : /^\d{12}$/.test(value)
          ? `0${String(91_000_000_000 + number)}`
          : /\p{L} \p{L}/u.test(value)
            ? `KIN${number}Z Z`
            : undefined
    if (canary === undefined) continue
    around[name] = canary
    canaries.set(path, canary.split(' ')[0]!)
  }
  return canaries
}

for (const { from: sender, to, kinds, relation } of routes) {
  const { id: from, systems } = [...registry.participants.values()].find(({ id, group }) =>
    [id, group].includes(sender),
  )!
  const { adapter } = systems[0]!.source!
  t.test(
    `${from} to ${to}, ${kinds[0]}: nothing is written that this relation (${relation}) may not have`,
    async (t) => {
      let [written, seen] = [0, 0]
      for (const [name] of goldensOf(adapter)) {
        const translation = golden(adapter, name, ({ report }) => {
          if (!kinds.includes(report.kind.code)) report.kind.code = kinds[0]!
        })
        const before = structuredClone(translation)
        const canaries = planted(translation)
        const leaves = new Map(leavesOf(before).map((leaf) => [leaf.path, leaf]))
        const handed = await handing(registry, { from, to, translation })
        if (handed.state === 'refused') continue
        written++
        const text = textOf(handed.document)
        for (const [path, canary] of canaries) {
          if (!text.includes(canary)) continue
          seen++
          t.ok(mayHave(leaves.get(path)!, relation, registry.participantOf(to)!), `${name} ${path}`)
        }
        for (const { path } of handed.withheld)
          for (const [place, canary] of canaries)
            if (place === path || place.startsWith(`${path}/`)) t.notOk(text.includes(canary), `${name} ${place}`)
      }
      t.ok(written > 0, 'some document is written')
      t.ok(seen > 0, 'and the receiver has something to read')
    },
  )
}

t.test('who reported is for who resolves, and nobody else; not even by the key that the sender gave', async (t) => {
  const [name, phone, key] = ['Nguyễn Thị Kín', '0912999111', 'TK-778899']
  const reported = (agency: string, of: string) =>
    golden(agency, of, (facet) => {
      facet.reporters = [{ id: key, kind: 'CA_NHAN', fullName: name, phone }]
    })
  const toPolice = await handing(registry, { from: 'mttq', to: 'cong-an', translation: reported('mttq', 'an-danh') })
  if (toPolice.state !== 'ok') return t.fail(toPolice.code)
  t.match(textOf(toPolice.document), phone)
  t.notMatch(textOf(toPolice.document), key)
  t.same(toPolice.withheld, [])
  const translation = reported('cong-an', 'gia-han')
  Object.assign(translation.facet.report.kind, { code: 'TO_GIAC' })
  for (const to of ['vien-kiem-sat', 'mttq', 'thanh-tra']) {
    const handed = await handing(registry, { from: 'cong-an', to, translation })
    if (handed.state !== 'ok') return t.fail(handed.code)
    for (const told of [phone, key, 'NB-']) t.notMatch(textOf(handed.document), told, to)
    const withheld = handed.withheld.map(({ path, reason }) => `${path} ${reason}`)
    t.ok(withheld.includes('/reporters/0/fullName handling-tag'), to)
    t.ok(withheld.includes('/reporters/0/phone handling-tag'), to)
  }
})

t.test('of what nothing is said a paper may show everything: it goes where its receiver may have that', async (t) => {
  const sent = new Map<string, boolean>()
  for (const { from: sender, to, kinds, relation } of routes) {
    const { id: from, systems } = [...registry.participants.values()].find(({ id, group }) =>
      [id, group].includes(sender),
    )!
    const [[name] = ['']] = goldensOf(systems[0]!.source!.adapter)
    const translation = golden(systems[0]!.source!.adapter, name, (facet) => {
      Object.assign(facet.report.kind, { code: kinds[0] })
      facet.documents = [{ id: 'T', type: 'Đơn' }]
      delete facet.opaque
    })
    const attached = [{ place: '/documents/0', sha256: 'x' }]
    const handed = await handing(registry, { from, to, translation: { ...translation, digests: [] }, attached })
    if (handed.state === 'refused') continue
    const { withheld, beside } = handed
    const others = withheld.filter(({ path }) => path !== '/documents/0/attachment')
    if (others.length > 0) t.strictSame(beside.papers, [], `${from} ${to}`)
    sent.set(relation, (sent.get(relation) ?? false) || beside.papers.length > 0)
  }
  t.strictSame(
    [...sent].filter(([, goes]) => goes).map(([relation]) => relation),
    ['resolver'],
    'and only who resolves may have all',
  )
})

t.test('a route of communes is for what happened there, or where that is not told came from there', async (t) => {
  const islands: Registry = {
    ...registry,
    routes: { ...registry.routes, routes: routes.map((route) => ({ ...route, communes: ['31078'] })) },
  }
  const handedBy = (from: string, place?: object, absent: Translation['absent'] = []) => {
    const known = golden('cong-an', 'gia-han', ({ report }) => {
      Object.assign(report, { kind: { ...report.kind, code: 'TO_GIAC' }, place })
    })
    if (!place) delete (known.facet.report as { place?: object }).place
    const translation = { ...known, absent: [...known.absent, ...absent] }
    return handing(islands, { from, to: 'cong-an', translation })
  }
  const at = (code: string) => ({ commune: { system: 'urn:lienthong:codes:communes', code, version: '2026-11-22' } })
  const refused = { state: 'refused', code: 'route-not-allowed', told: { article: { en: /163\(4\)/ } } }
  t.match(await handedBy('cong-an-xa-30307', at('31078')), { state: 'ok' })
  t.match(await handedBy('cong-an-xa-31078'), { state: 'ok' })
  t.match(await handedBy('cong-an-xa-31078', at('30307')), refused)
  t.match(await handedBy('cong-an-xa-30307'), refused)
  t.match(await handedBy('mttq'), refused, 'nobody knows where')
  const notUnderstood = [{ path: '/report/place/commune', why: 'unknown' }] as const
  t.match(await handedBy('cong-an-xa-31078', { text: 'Ấp 1' }, notUnderstood), refused, 'told, of another province')
})

t.test('a minor by the birth date alone is protected, whole, from who has not the tag', async (t) => {
  const translation = golden('cong-an', 'gia-han', (facet) => {
    const [first] = facet.participants as { person: object; note?: string }[]
    first!.person = { fullName: 'Trẻ Em KINTRE', birth: '2015-05-05' }
    first!.note = 'KINTRE'
  })
  const toCourtSide = await handing(registry, { from: 'cong-an', to: 'vien-kiem-sat', translation })
  if (toCourtSide.state !== 'ok') return t.fail(toCourtSide.code)
  t.match(textOf(toCourtSide.document), 'KINTRE', 'the procuracy has the tag')
  const { participants } = registry
  const without = { ...participants.get('vien-kiem-sat')!, tags: ['DLCN_CO_BAN', 'CAN_BO_QUAN_LY', 'DLCN_NHAY_CAM'] }
  const handed = await handing(registryWith(registry, 'vien-kiem-sat', without), {
    from: 'cong-an',
    to: 'vien-kiem-sat',
    translation,
  })
  if (handed.state !== 'ok') return t.fail(handed.code)
  t.notMatch(textOf(handed.document), 'KINTRE')
  t.ok(handed.withheld.some(({ path, reason }) => path.startsWith('/participants/0/') && reason === 'handling-tag'))
})

t.test('what may be had in part is written in part, or left out where a part is no value of its field', async (t) => {
  const translation = golden('mttq', 'an-danh', (facet) => {
    const person = { fullName: 'Kin Quang Tam', birth: '1990-02-03', personalId: '089203001234' }
    facet.participants = [{ id: '1', role: { ...facet.report.kind, code: 'BI_TO_GIAC' }, person }]
  })
  const clerk = registryWith(registry, 'cong-an', { clearanceMax: 'NOI_BO' })
  let given: Translation | undefined
  const sources: HandingOver['sources'] = {
    write: async ({ agency, translation }) => {
      given = translation
      return { agency, state: 'failed', reason: 'busy', findings: [] }
    },
  }
  await handing(clerk, { from: 'mttq', to: 'cong-an', translation }, { sources })
  t.same(given?.facet.participants, [{ id: 'participants-1', person: { fullName: 'K. Q. T.', birth: '1990' } }])
  const handed = await handing(clerk, { from: 'mttq', to: 'cong-an', translation })
  if (handed.state !== 'ok') return t.fail(handed.code)
  const masked = handed.withheld.filter((place) => place.masked).map(({ path }) => path)
  t.same(
    masked.toSorted(),
    ['birth', 'fullName', 'personalId'].map((name) => `/participants/0/person/${name}`),
  )
})

t.test('what its sender once marked higher counts: of the record, and of a place in it', async (t) => {
  const translation = golden('mttq', 'an-danh')
  const asked = { from: 'mttq', to: 'cong-an', translation }
  const known = (change: Partial<typeof unknownRecord>) => ({ recordOf: async () => ({ ...unknownRecord, ...change }) })
  const undetermined = { level: 'CHUA_XAC_DINH', tags: [] } as const
  t.match(await handing(registry, asked, known({ label: undetermined })), { code: 'not-for-receiver' })
  t.match(await handing(registry, asked, known({ secret: true })), { code: 'state-secret-in-clear' })
  const mark = { level: 'NOI_BO', tags: ['NGUOI_CHUA_THANH_NIEN'], since: '2026-01-01' } as const
  const marks = new Map([['/report/summary', { mark, said: '' }]])
  const police = registryWith(registry, 'cong-an', { tags: ['NGUOI_TO_GIAC', 'DLCN_CO_BAN'] })
  const handed = await handing(police, asked, known({ marks }))
  t.match(handed, { state: 'ok' })
  if (handed.state === 'ok') t.match(handed.withheld, [{ path: '/report/summary', reason: 'handling-tag' }])
  const stated = (level: string) =>
    handing(
      registry,
      asked,
      known({ marks: new Map([['/report/summary', { mark: { ...mark, level } as never, said: '' }]]) }),
    )
  t.match(await stated('MAT'), { code: 'state-secret-in-clear' })
})

const refusals: readonly [string, string, string, Translation, string, object?][] = [
  ['a kind that has no route', 'mttq', 'cong-an', kindOf('KIEN_NGHI_KHOI_TO'), 'route-not-allowed'],
  ['an agency that nobody registered', 'mttq', 'ban-noi-chinh', kindOf('TIN_BAO'), 'route-not-allowed'],
  ['itself', 'mttq', 'mttq', kindOf('TIN_BAO'), 'route-not-allowed'],
  [
    'a record whose level nobody knows',
    'mttq',
    'cong-an',
    marked('CHUA_XAC_DINH'),
    'not-for-receiver',
    { reason: 'undetermined' },
  ],
  ['a record that is a state secret', 'mttq', 'cong-an', marked('MAT'), 'state-secret-in-clear'],
  [
    'a record above what its receiver may follow',
    'cong-an',
    'mttq',
    golden('cong-an', 'chuyen-den'),
    'not-for-receiver',
    { reason: 'handling-tag' },
  ],
]

function kindOf(code: string): Translation {
  return golden('mttq', 'an-danh', ({ report }) => Object.assign(report.kind, { code }))
}

function marked(level: string): Translation {
  return golden('mttq', 'an-danh', (facet) => Object.assign(facet, { label: { level, tags: [] } }))
}

for (const [what, from, to, translation, code, told] of refusals)
  t.test(`refused: ${what}`, async (t) => {
    const handed = await handing(registry, { from, to, translation })
    t.match(handed, { state: 'refused', code, ...(told && { told }) })
  })

t.test(
  'what has no route is told with its article and the routes of that kind, and with no word of the document',
  async (t) => {
    const translation = kindOf('KIEN_NGHI_KHOI_TO')
    const canaries = planted(translation)
    const handed = await handing(registry, { from: 'mttq', to: 'cong-an', translation })
    if (handed.state !== 'refused') return t.fail('it was written')
    const told = JSON.stringify(handed)
    t.match(told, 'Khoản 3 Điều 144 BLTTHS')
    t.match(handed.told, {
      open: [
        { from: 'thanh-tra', to: 'cong-an' },
        { from: 'vien-kiem-sat', to: 'cong-an' },
        { from: 'toa-an', to: 'cong-an' },
      ],
    })
    for (const canary of canaries.values()) t.notMatch(told, canary)
  },
)

t.test(
  'a label that the form can’t say refuses, by its place; the label of what is withheld is not written',
  async (t) => {
    const minor = { path: '/report/channels', label: { level: 'NOI_BO' as const, tags: [] } }
    const withheld = { path: '/reporters', label: { level: 'HAN_CHE' as const, tags: ['NGUOI_TO_GIAC' as const] } }
    const translation = { ...golden('vien-kiem-sat', 'tam-dinh-chi'), labels: [withheld, minor] }
    let asked: Translation['labels'] | undefined
    const sources: HandingOver['sources'] = {
      write: async ({ agency, translation: { labels } }) => {
        asked = labels
        const finding = { code: 'label-has-no-mark', effect: 'reject-document', pointer: '/labels/0' } as const
        return { agency, state: 'failed', reason: 'document-rejected', findings: [finding] }
      },
    }
    const handed = await handing(registry, { from: 'vien-kiem-sat', to: 'toa-an', translation }, { sources })
    t.same(asked, [minor])
    const places = [{ path: '/report/channels', code: 'label-has-no-mark' }]
    t.match(handed, { state: 'refused', code: 'receiver-form-refuses', told: { places } })
  },
)

t.test('a digest of content never goes along bare, and that it does not is told', async (t) => {
  const translation = golden('toa-an', 'ban-an')
  const handed = await handing(registry, { from: 'toa-an', to: 'cong-an', translation })
  if (handed.state !== 'ok') return t.fail(handed.code)
  t.ok(translation.digests!.length > 0)
  const text = textOf(handed.document)
  for (const { path, sha256 } of translation.digests!) {
    t.notMatch(text, sha256)
    t.notMatch(text, Buffer.from(sha256, 'hex').toString('base64'))
    t.ok(handed.missing.some((place) => place.path === `${path}/digest` && place.code === 'no-place'))
  }
})

t.test('the same is written again as the same bytes; what was given is not changed', async (t) => {
  const translation = golden('cong-an', 'gia-han', ({ report }) => Object.assign(report.kind, { code: 'TO_GIAC' }))
  const before = structuredClone(translation)
  const twice = await Promise.all([0, 1].map(() => handing(registry, { from: 'cong-an', to: 'mttq', translation })))
  const [a, b] = twice.map((handed) => (handed.state === 'ok' ? open<NativeDocument>(handed.document).body : undefined))
  t.ok(a)
  t.same(a, b)
  t.same(translation, before)
})

t.test('without a policy nothing is written, and nobody is asked to write', async (t) => {
  const denying = createPolicy({ ...shipped, sources: shipped.sources.filter((text) => /^forbid/m.test(text)) })
  const sources = { write: async () => t.fail('it was written') as never }
  const translation = golden('mttq', 'an-danh')
  const handed = await handing(registry, { from: 'mttq', to: 'cong-an', translation }, { policy: denying, sources })
  t.match(handed, { state: 'refused', code: 'not-for-receiver' })
})

for (const [reason, code] of [
  ['not-written', 'receiver-unavailable'],
  ['source-unknown', 'receiver-unavailable'],
  ['adapter-threw', 'receiver-unavailable'],
  ['busy', 'receiver-unavailable'],
  ['written-too-large', 'receiver-form-refuses'],
  ['state-secret-in-clear', 'state-secret-in-clear'],
] as const)
  t.test(`${reason} is ${code}`, async (t) => {
    const sources = { write: async () => ({ agency: 'cong-an', state: 'failed', reason, findings: [] }) as const }
    const handed = await handing(
      registry,
      { from: 'mttq', to: 'cong-an', translation: golden('mttq', 'an-danh') },
      { sources },
    )
    t.match(handed, { state: 'refused', code })
  })

t.test('a receiver without a system for exchange is unavailable', async (t) => {
  const closed = registryWith(registry, 'cong-an', { systems: [] })
  const handed = await handing(closed, { from: 'mttq', to: 'cong-an', translation: golden('mttq', 'an-danh') })
  t.match(handed, { state: 'refused', code: 'receiver-unavailable' })
})
