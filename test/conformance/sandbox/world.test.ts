import { createHash } from 'node:crypto'
import t from 'tap'
import { addMonths, addWorkingDays, workingDayFrom } from '../../../adapters/sandbox/calendar.ts'
import { makeHoldings } from '../../../adapters/sandbox/holdings.ts'
import { storyNames } from '../../../adapters/sandbox/stories.ts'
import { makeWorld, type TrueFacet } from '../../../adapters/sandbox/world.ts'
import { validateIndexPage, validateTranslation } from '../../../schemas/generated/validators.js'

const world = makeWorld({ seed: 7 })
const story = (name: string) => world.matters.find((matter) => matter.name === name)!
const facetsOf = (of: typeof world): readonly TrueFacet[] => of.matters.flatMap(({ facets }) => Object.values(facets))
const linking = (facet: TrueFacet): readonly string[] =>
  facet.index.identifiers.map(({ system, type, value, assigner }) => [system, type, value, assigner].join('|'))

t.test('the same seed gives the same world, a larger one begins with the smaller, another seed differs', async (t) => {
  t.strictSame(makeWorld({ seed: 7 }), world)
  t.strictSame(makeWorld({ seed: 7, dossiers: 40 }).matters.slice(0, 20), world.matters)
  t.notSame(makeWorld({ seed: 8 }).matters, world.matters)
})

t.test('the oracle conforms to the shared schema, is NFC, ordered, small and not from the future', async (t) => {
  for (const facet of facetsOf(makeWorld({ seed: 3, dossiers: 120 }))) {
    const { translation, index, nativeKey } = facet
    t.strictSame([validateTranslation(translation), validateIndexPage({ entries: [index] })], [[], []], nativeKey)
    const text = JSON.stringify(facet)
    t.ok(text === text.normalize('NFC') && Buffer.byteLength(text) < 10_240, nativeKey)
    for (const list of [translation.labels, translation.absent])
      t.strictSame(
        list.map(({ path }) => path),
        list.map(({ path }) => path).toSorted(),
      )
    t.ok(translation.updatedAt.slice(0, 10) <= world.today && index.receivedAt <= translation.updatedAt, nativeKey)
    t.ok(
      facet.translation.facet.decisions?.every(({ decidedOn = '' }) => decidedOn <= world.today),
      nativeKey,
    )
  }
})

t.test(
  'keys are unique, and both facets of a matter share a linking identifier that no other matter has',
  async (t) => {
    const large = makeWorld({ seed: 11, dossiers: 400 })
    const facets = facetsOf(large)
    t.equal(new Set(facets.map(({ nativeKey }) => nativeKey)).size, facets.length)
    const owners = new Map<string, number>()
    large.matters.forEach(({ facets: of }, n) => {
      for (const facet of Object.values(of))
        for (const id of linking(facet)) {
          t.equal(owners.get(id) ?? n, n, id)
          owners.set(id, n)
        }
      const [police, procuracy] = [of['cong-an'], of['vien-kiem-sat']]
      if (police && procuracy) t.ok(linking(police).some((id) => linking(procuracy).includes(id)))
    })
  },
)

t.test('ten matters are held by both, five by each alone, and every story is told', async (t) => {
  const held = world.matters.map(({ facets }) => Object.keys(facets).join('+'))
  const count = (which: string) => held.filter((agencies) => agencies === which).length
  t.strictSame([count('cong-an+vien-kiem-sat'), count('cong-an'), count('vien-kiem-sat')], [10, 5, 5])
  t.strictSame(world.matters.flatMap(({ name }) => name ?? []).toSorted(), [...storyNames].toSorted())
  for (const { facets } of world.matters) {
    t.match(facets['cong-an']?.index ?? { resolves: true }, { resolves: true })
    t.match(facets['vien-kiem-sat']?.index ?? { resolves: false }, { resolves: false })
    if (facets['cong-an'] && facets['vien-kiem-sat']) t.equal(facets['cong-an'].index.supervisedBy, 'VKS')
  }
})

t.test(
  'to-giac-mat: nothing of the reporter is in clear; the opaque part is a ciphertext with its digest and determiner',
  async (t) => {
    const { 'cong-an': police, 'vien-kiem-sat': procuracy } = story('to-giac-mat').facets
    for (const facet of [police, procuracy])
      for (const reporter of facet!.translation.facet.reporters!)
        t.strictSame(Object.keys(reporter).toSorted(), ['id', 'kind', 'reportedAt'])
    const [part] = police!.translation.facet.opaque!
    t.match(part, {
      covers: '/reporters/0',
      level: 'MAT',
      product: 'sandbox, not approved',
      recipient: { code: 'VKS' },
    })
    t.match(part?.determinedBy, { agency: { code: 'CA' }, listItem: /^QĐ 774\/QĐ-TTg/ })
    t.equal(createHash('sha256').update(Buffer.from(part!.ciphertext!, 'base64')).digest('base64'), part!.digest)
    const marked = police!.translation.labels.filter(({ label }) => label.level === 'MAT' && label.by !== undefined)
    t.strictSame(
      marked.map(({ path }) => path),
      ['address', 'birth', 'fullName', 'personalId', 'phone'].map((field) => `/reporters/0/${field}`),
    )
    t.notOk(procuracy!.translation.facet.opaque)
  },
)

t.test('the other stories have what they are named for', async (t) => {
  const minor = story('nguoi-chua-thanh-nien')
  for (const facet of Object.values(minor.facets)) {
    const i = facet.translation.facet.participants!.findIndex((participant) => participant.minor === true)
    const person = facet.translation.facet.participants![i]!.person!
    t.ok(person.birth!.length === 10 && Number(person.birth!.slice(0, 4)) > 2008)
    const label = facet.translation.labels.find(({ path }) => path === `/participants/${i}`)?.label
    t.match(label, { level: 'HAN_CHE', tags: ['NGUOI_CHUA_THANH_NIEN'] })
  }
  const conceal = (name: string) =>
    Object.entries(story(name).facets).map(([agency, { index }]) => [agency, index.conceal])
  t.strictSame(conceal('giau-voi-vien-kiem-sat'), [['cong-an', true]])
  t.equal(story('giau-voi-vien-kiem-sat').facets['cong-an']?.index.supervisedBy, 'VKS')
  t.strictSame(conceal('giau-voi-cong-an'), [['vien-kiem-sat', true]])
  t.strictSame(conceal('phan-bi-giau'), [
    ['cong-an', true],
    ['vien-kiem-sat', false],
  ])
  const anonymous = story('nac-danh').facets['cong-an']!.translation
  t.match(anonymous.facet.reporters, [{ kind: 'AN_DANH' }])
  t.ok(anonymous.absent.some(({ path, why }) => path === '/reporters/0/fullName' && why === 'unknown'))
  const late = story('cham-han').facets['vien-kiem-sat']!
  t.ok(late.index.dueOn! < world.today && late.translation.facet.clocks![0]!.state === 'QUA_HAN')
  t.match(story('tam-dinh-chi').facets['cong-an']!.translation.facet, {
    report: { stage: { code: 'TAM_DINH_CHI' } },
    decisions: [{ type: { code: 'TAM_DINH_CHI' }, legalBasis: [/Điều 148/] }],
    clocks: [{ state: 'TAM_DUNG' }],
  })
})

t.test('dates are counted as the procedure code counts them', async (t) => {
  t.equal(workingDayFrom('2026-11-21'), '2026-11-23')
  t.equal(workingDayFrom('2026-09-02'), '2026-09-03')
  t.equal(addWorkingDays('2026-11-19', 3), '2026-11-24')
  t.equal(addMonths('2026-12-31', 2), '2027-02-28')
})

t.test('a touched dossier has one decision more and a later change; earlier changes can be made again', async (t) => {
  const holdings = makeHoldings(world, 'cong-an')
  const before = holdings.all()[0]!
  const touched = [before.nativeKey, before.nativeKey]
  t.ok(touched.map(holdings.touch).every(Boolean))
  t.notOk(holdings.touch('HS0'))
  const [after] = holdings.changesSince(0)!
  t.equal(after!.translation.facet.decisions!.length, before.translation.facet.decisions!.length + 2)
  t.ok(after!.index.updatedAt > before.index.updatedAt)
  t.strictSame(validateTranslation(after!.translation), [])
  t.strictSame(makeHoldings(world, 'cong-an', touched).changesSince(1), [after])
  t.strictSame(
    [holdings.changesSince(2), holdings.changesSince(3), holdings.changesSince(-1)],
    [[], undefined, undefined],
  )
})
