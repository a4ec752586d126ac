/** What the worker tells of a document that breaks the schema, and of one that conforms and can't be right. */
import t, { type Test } from 'tap'
import { startSource } from '../../support/source-server.ts'
import { sourcesUnderTest } from '../../support/sources-under-test.ts'
import { coded, indexPage, translation } from '../../support/translations.ts'

const { facet } = translation

async function serving(t: Test, documents: Record<string, unknown>) {
  const { system } = await startSource(t, {
    handle: (request, response) =>
      void response.end(JSON.stringify(documents[String(request.url).split('/').pop() ?? ''])),
  })
  return sourcesUnderTest(t, system, { circuit_failures_max: 100 })
}
const value = (changed: object) => ({ do: 'value', value: { ...translation, ...changed } })
const withFacet = (changed: object) => value({ facet: { ...facet, ...changed } })

t.test('every violation is a finding with what was expected, bounded, and never the value', async (t) => {
  const { ask, reports } = await serving(t, {
    several: withFacet({
      report: { ...facet.report, kind: coded('kinds', 'canary'), receivedAt: '2026-02-30T00:00:00Z' },
      canary: 'canary',
      label: { level: 'canary', tags: [] },
    }),
    many: value({ labels: Array.from({ length: 3_000 }, () => ({ path: 'canary' })) }),
  })
  t.match(await ask('several'), { state: 'quarantined', reason: 'adapter-invalid' })
  t.strictSame(
    reports[0]?.findings.map(({ code, effect, target }) => [code, effect, target]),
    [
      ['output-invalid', 'reject-document', '/facet'],
      ['output-invalid', 'reject-document', '/facet/report/kind/code'],
      ['output-invalid', 'reject-document', '/facet/report/receivedAt'],
      ['output-invalid', 'reject-document', '/facet/label/level'],
    ],
  )
  t.match(reports[0]?.findings[1]?.expected, /^một mã của danh mục kinds .* · a code of the list kinds /)
  await ask('many')
  t.equal(reports[1]?.findings.length, 100)
  t.match(reports[1]?.findings.at(-1)?.expected, /there are more/)
  t.notMatch(JSON.stringify(reports), /canary|2026-02/)
})

t.test('what conforms and cannot be right is served, and the operator is told where', async (t) => {
  const { ask, reports } = await serving(t, {
    doubtful: withFacet({
      report: { ...facet.report, stage: coded('stages', 'KHONG_KHOI_TO') },
      decisions: [
        { id: 'canary', type: coded('decisions', 'KHOI_TO'), decidedOn: '2026-12-31', agency: coded('agencies', 'CA') },
      ],
    }),
    good: value({}),
  })
  t.match(await ask('doubtful'), { state: 'ok' })
  t.match(reports, [{ outcome: 'ok' }])
  t.strictSame(
    reports[0]?.findings.map(({ code, effect, target }) => [code, effect, target]),
    [
      ['date-ahead', 'degraded', '/decisions/0/decidedOn'],
      ['stage-contradicted', 'degraded', '/report/stage'],
    ],
  )
  t.notMatch(JSON.stringify(reports), /canary|2026-12/)
  t.match(await ask('good'), { state: 'ok' })
  t.equal(reports.length, 1)
})

t.test('an index page is told of in the same way', async (t) => {
  const [entry] = indexPage.entries
  const { system } = await startSource(t, {
    handle: (_, response) =>
      void response.end(JSON.stringify({ do: 'value', value: { entries: [{ ...entry, kind: 'canary', stage: 7 }] } })),
  })
  const { sources, reports } = await sourcesUnderTest(t, system)
  t.match(await sources.page({ agency: system.agency, kind: 'list' }), { reason: 'adapter-invalid' })
  t.strictSame(
    reports[0]?.findings.map(({ target }) => target),
    ['/entries/0/kind', '/entries/0/stage'],
  )
})
