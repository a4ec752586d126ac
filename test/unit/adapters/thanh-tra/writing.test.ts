/** What is handed over to the inspectorate, in the form of its own exports. */
import t, { type Test } from 'tap'
import { comparable } from '../../../../adapters/sandbox/comparable.ts'
import { makeWorld } from '../../../../adapters/sandbox/world.ts'
import type { Translation, WritingContext } from '../../../../adapters/sdk/adapter.ts'
import { adapter } from '../../../../adapters/thanh-tra/adapter.ts'
import { passedOn } from '../../../../adapters/thanh-tra/sandbox/golden.ts'
import type { Label } from '../../../../schemas/generated/types.ts'
import { answerOf, deposited, storyFacet, translated } from './harness.ts'

const context: WritingContext = {
  reference: 'cg-0001',
  at: '2026-11-20T09:00:00+07:00',
  from: { id: 'cong-an', code: 'CA', title: 'Công an tỉnh An Giang' },
  to: { id: 'thanh-tra', code: 'TTr', title: 'Thanh tra tỉnh An Giang' },
}

const own = passedOn().translation
/** A matter of the police without a state secret. */
const { translation: police } = makeWorld({ seed: 5, dossiers: 40, only: 'cong-an' })
  .matters.flatMap(({ facets }) => facets['cong-an'] ?? [])
  .find(
    ({ translation: { labels, facet } }) =>
      labels.every(({ label }) => label.level !== 'MAT') && facet.decisions?.length,
  )!

function written(t: Test, of: Translation) {
  const outcome = adapter.toNative(of, context)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings))
  const { body, mediaType } = outcome.value
  t.equal(mediaType, 'text/csv')
  return { document: answerOf(body), findings: outcome.findings, back: translated(answerOf(body)) }
}

const withReport = (of: Translation, report: object): Translation => ({
  ...of,
  facet: { ...of.facet, report: { ...of.facet.report, ...report } },
})
const withLabels = (...labels: Translation['labels']): Translation => ({ ...own, labels })

t.test('what came from the inspectorate goes back as it was, under the key of the handing over', async (t) => {
  for (const held of [own, storyFacet('thu-hoi-tai-san').translation]) {
    const { document, findings, back } = written(t, held)
    const { findings: _, ...value } = back
    t.strictSame(comparable(value), comparable(held))
    t.strictSame(findings, [])
    const [deposit] = deposited(document).deposits
    t.match(deposit!.entry, { nativeKey: 'LT-cg-0001', conceal: false })
  }
})

t.test('what another agency holds keeps its numbers and keys; what has no place is told, place by place', async (t) => {
  const { findings, back } = written(t, police)
  t.strictSame(comparable(back.facet.identifiers), comparable(police.facet.identifiers))
  t.strictSame(comparable(back.facet.decisions), comparable(police.facet.decisions))
  t.notOk('reporters' in back.facet)
  t.match(
    findings.find(({ pointer }) => pointer === '/facet/reporters'),
    { code: 'no-place', effect: 'degraded', target: '/facet/reporters' },
  )
  t.strictSame(
    back.findings.filter(({ code }) => code !== 'case-lost'),
    [],
    'its own reader has nothing to say of it',
  )
})

const texts: readonly (readonly [string, string, string | undefined, object])[] = [
  ['Ủy ban NGUYỄN', 'ủy ban NGUYễN', 'carried-in-part', { expected: 'no capital with a tone' }],
  ['“Sổ đỏ” – tờ 5…', '"Sổ đỏ" - tờ 5...', 'carried-in-part', { expected: 'signs of TCVN3' }],
  ['=HYPERLINK("x";\'y\')', "'=HYPERLINK(\"x\";'y')", 'carried-in-part', { expected: 'no formula' }],
  ['một; "hai"\nba | ~ ^ \\', 'một; "hai"\nba | ~ ^ \\', undefined, {}],
]

t.test(
  'text is carried whole, or what it loses is said; with a letter that TCVN3 has not it has no place',
  async (t) => {
    for (const [given, expected, code, said] of texts) {
      const { findings, back } = written(t, withReport(own, { summary: given }))
      t.equal(back.facet.report.summary, expected)
      const found = findings.map(({ code: of, target, expected: words }) => ({ code: of, target, expected: words }))
      t.match(found, code === undefined ? [] : [{ code, target: '/facet/report/summary', ...said }], given)
    }
    const khmer = written(t, withReport(own, { summary: 'ភូមិ Xà Tón' }))
    t.equal(khmer.back.facet.report.summary, undefined)
    t.match(khmer.findings, [{ code: 'no-place', target: '/facet/report/summary' }])
    t.notMatch(JSON.stringify(khmer.findings), /Xà Tón/)
  },
)

t.test('an entity whose key the form can not say gets another, and what refers to it follows', async (t) => {
  const [first, second, ...rest] = own.facet.decisions!
  const decisions = [
    { ...first!, id: '=cmd', supersededBy: 'Ệ' },
    { ...second!, id: 'Ệ', cancelledBy: '=cmd' },
    ...rest,
  ]
  const { back } = written(t, { ...own, facet: { ...own.facet, decisions } })
  const [one, other] = back.facet.decisions!
  t.strictSame([one!.supersededBy, other!.cancelledBy], [other!.id, one!.id])
  t.equal(new Set(back.facet.decisions!.map(({ id }) => id)).size, decisions.length)
})

const HIDDEN: Label = { level: 'HAN_CHE', tags: ['BAO_VE_NHAN_CHUNG'] }

t.test('a label stands where it stood, or around it, and never lower', async (t) => {
  const item = written(t, withLabels({ path: '/participants/0', label: HIDDEN }))
  t.strictSame([item.back.labels, item.findings], [[{ path: '/participants/0', label: HIDDEN }], []])
  const field = written(t, withLabels({ path: '/participants/0/person/fullName', label: HIDDEN }))
  t.strictSame(field.back.labels, [{ path: '/participants/0', label: HIDDEN }])
  t.match(field.findings, [{ code: 'carried-in-part', target: '/labels/0' }])
  const record = written(t, withLabels({ path: '/decisions/0', label: HIDDEN }))
  t.match(record.back.facet.label, { level: 'HAN_CHE', tags: /BAO_VE_NHAN_CHUNG/ })
})

t.test('a state secret, and what nobody determined, is refused, wherever it is marked', async (t) => {
  for (const level of ['MAT', 'TOI_MAT', 'TUYET_MAT', 'CHUA_XAC_DINH'] as const) {
    const label: Label = { level, tags: [] }
    const marked = [
      withLabels({ path: '/participants/0', label }),
      withLabels({ path: '/report/summary', label }),
      { ...own, facet: { ...own.facet, label } },
    ]
    for (const held of marked)
      t.match(adapter.toNative(held, context), { ok: false, findings: [{ code: 'label-has-no-mark' }] }, level)
  }
})

t.test('a document beyond the bounds of the format is refused', async (t) => {
  const long = Array.from({ length: 200 }, (_, i) => ({
    ...own.facet.participants![0]!,
    id: `DT-${i}`,
    note: 'a'.repeat(2000),
  }))
  const papers = Array.from({ length: 200 }, (_, i) => ({
    ...own.facet.decisions![0]!,
    id: `VB-${i}`,
    ground: 'b'.repeat(1000),
    legalBasis: Array.from({ length: 20 }, () => 'c'.repeat(200)),
  }))
  const facet = { ...own.facet, participants: long, decisions: papers }
  const links = Array.from({ length: 51 }, (_, i) => ({ ...own.facet.links![0]!, id: `LQ-${i}` }))
  t.ok(adapter.toNative({ ...own, facet }, context).ok, 'all that the schema takes is within them')
  t.match(adapter.toNative({ ...own, facet: { ...own.facet, links } }, context), {
    ok: false,
    findings: [{ code: 'too-large', target: '/facet/links' }],
  })
})
