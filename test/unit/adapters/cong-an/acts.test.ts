/** Hand-overs, the register of suspended sources, proceedings, charges, links, extensions, as the stories tell them. */
import t from 'tap'
import { addDays } from '../../../../adapters/sandbox/calendar.ts'
import { story, textOf, translated, world } from './harness.ts'

const tried = textOf(story('tra-ho-so'))
const suspended = textOf(story('phuc-hoi'))
const doubled = textOf(story('trung-hai-kenh'))
const extended = textOf(story('gia-han'))
const refused = textOf(story('khong-khoi-to'))

const facetOf = (name: string) => translated(textOf(story(name)))
t.test(
  'a case has its investigation, its charge with the approval, and the file that went to the procuracy',
  async (t) => {
    const { facet } = translated(tried)
    t.match(facet.proceedings, [
      { stage: { code: 'DIEU_TRA', native: '40' }, outcome: { code: 'KET_LUAN_DIEU_TRA' }, severity: { native: '2' } },
      { stage: { code: 'DIEU_TRA' }, severity: { code: 'NGHIEM_TRONG' } },
    ])
    t.notOk('closedOn' in facet.proceedings![1]!)
    const [accused] = facet.participants!.filter(({ role }) => role.code === 'BI_CAN')
    const [decision] = facet.decisions!.filter(({ type }) => type.code === 'KHOI_TO_BI_CAN')
    t.match(facet.charges, [
      {
        accused: accused!.id,
        chargedWith: facet.offences!.map(({ id }) => id),
        decision: decision!.id,
        approval: 'DA_PHE_CHUAN',
        approvalNumber: /QĐ-PCKTBC/,
      },
    ])
    t.ok(facet.charges![0]!.approvedOn! <= addDays(facet.charges![0]!.chargedOn!, 3))
    t.match(facet.custody!.at(-1), {
      from: { code: 'CA' },
      to: { code: 'VKS' },
      acknowledgedAt: /T16:/,
      level: 'NOI_BO',
    })
  },
)

t.test('the register of suspended sources, an extension, a second entry, grounds and flags by code', async (t) => {
  t.match(translated(suspended).facet.suspensions, [
    { decision: 'QD-1', ground: { code: 'TDC_148_1_A', native: '148.1a' }, state: 'DA_PHUC_HOI', resumedOn: /^2026/ },
  ])
  t.match(facetOf('tam-dinh-chi').facet.suspensions, [
    { reviewedOn: [/^2026/], nextReviewOn: /^2026/, state: 'DANG_TAM_DINH_CHI' },
  ])
  t.match(
    translated(extended).facet.clocks?.find(({ rule }) => rule === 'BLTTHS.147.2'),
    { extensions: [{ number: /QĐ-VKS-P2$/, agency: { code: 'VKS' }, decidedOn: /^2026/, dueOn: /^202[67]/ }] },
  )
  const { facet } = translated(doubled)
  t.match(facet.links, [{ relation: 'TRUNG_VOI', identifier: { type: 'SO_TIEP_NHAN', assigner: { code: 'CA' } } }])
  t.not(facet.links![0]!.identifier.value, facet.identifiers[0]!.value)
  t.match(translated(refused).facet.decisions, [{ grounds: [{ code: 'KKT_2', native: '157.2' }] }])
  t.match(facetOf('nac-danh').facet.report.flags, [{ code: 'BAO_CHI_PHAN_ANH' }, { code: 'LIEN_QUAN_CBCCVC' }])
})

t.test('what was passed on has its receipt, what waits for a boat has none yet', async (t) => {
  t.match(facetOf('nam-co-quan').facet.custody?.slice(0, 2), [
    { from: { code: 'TTr' }, to: { code: 'CA' }, sentAt: /^\d{4}-\d\d-\d\d$/, acknowledgedAt: /T.*\+07:00$/ },
    { from: { code: 'MTTQ' }, rule: 'BLTTHS.146' },
  ])
  const island = facetOf('dao-xa')
  t.match(island.facet.custody, [{ rule: 'TTLT01-2017.48H', papers: [/Biên bản/, /Biên bản/] }])
  t.match(
    island.absent.filter(({ path }) => path.startsWith('/custody')),
    [
      { path: '/custody/0/acknowledgedAt', why: 'pending' },
      { path: '/custody/0/sentAt', why: 'pending' },
    ],
  )
  const passedOn = facetOf('cong-an-chuyen-di')
  t.match(passedOn.facet.custody, [
    { from: { code: 'CA' }, to: { code: 'QS' }, form: { code: 'CA.03', native: '03' }, reason: /thẩm quyền/ },
  ])
  t.match(
    passedOn.absent.find(({ path }) => path === '/custody/0/acknowledgedAt'),
    { why: 'pending' },
  )
})

t.test('every decision of the police went to the procuracy on its day and was there within the limit', async (t) => {
  let sent = 0
  for (const { facets } of world.matters) {
    const { decisions = [], custody = [] } = facets['cong-an']?.translation.facet ?? {}
    if (facets['vien-kiem-sat'] === undefined) continue
    for (const { agency, number, decidedOn } of decisions.filter(({ agency }) => agency.code === 'CA')) {
      const found = custody.filter(({ papers = [] }) => papers.some((paper) => paper.endsWith(` ${number}`)))
      t.match(found, [{ from: agency, to: { code: 'VKS' } }], number ?? '')
      const [{ sentAt = '', acknowledgedAt = '', dueOn = acknowledgedAt }] = found as [(typeof custody)[number]]
      t.equal(sentAt.slice(0, 10), decidedOn)
      t.ok(acknowledgedAt.slice(0, 10) <= dueOn.slice(0, 10))
      sent++
    }
  }
  t.ok(sent > 10)
})

t.test('suspects: a name in the neighbourhood; a foreigner has a passport, and no number to be unknown', async (t) => {
  const people = world.matters.flatMap(({ facets }) => {
    const of = facets['cong-an']?.translation
    return (of?.facet.participants ?? []).map(({ person = {} }, i) => ({
      person,
      why: of?.absent.find(({ path }) => path === `/participants/${i}/person/personalId`)?.why,
    }))
  })
  t.ok(people.some(({ person }) => person.otherNames?.length === 1))
  const abroad = people.filter(({ person }) => person.nationality !== undefined)
  t.ok(abroad.length > 0)
  for (const { person, why } of abroad) {
    t.match([person, why], [{ nationality: /^[A-Z]{3}$/, travelDocument: /^N\d{8}$/ }, 'inapplicable'])
    t.notOk(person.personalId)
  }
})
