/** Writing in the receiver's form: bounded, judged, and never a word of content in what is told. */
import { join } from 'node:path'
import t from 'tap'
import type { NativeDocument } from '../../../adapters/sdk/adapter.ts'
import { createSources, type FindingsReport, type SourceSystem } from '../../../gateway/sources/sources.ts'
import { handingOver } from '../../support/handing-over.ts'
import { translation } from '../../support/translations.ts'

const system = (agency: string, adapter: string): SourceSystem => ({
  ...{ agency, agencyCode: 'MTTQ', adapter },
  ...{ ca: '', cert: '', key: '', crl: '', serverUri: '' },
})

const reports: FindingsReport[] = []
const sources = await createSources({
  systems: [system('mttq', 'viet-json'), system('mat-tran', 'nop-json')],
  seal: (content) => ({ content }),
  workers: 1,
  limits: { translate_wait_timeout_ms: 30_000, translate_timeout_ms: 1_000, circuit_failures_max: 1 },
  adaptersDir: join(import.meta.dirname, '../../support/adapters'),
  onFindings: (report) => reports.push(report),
})
t.teardown(() => sources.close())

const write = (summary: string, agency = 'mttq') =>
  sources.write({
    agency,
    translation: { ...translation, facet: { ...translation.facet, report: { ...translation.facet.report, summary } } },
    context: handingOver,
    eventId: 'ev-write',
  })

t.test('a document is sealed, with what has no place in it', async (t) => {
  const written = await write('as it is')
  if (written.state !== 'ok') return t.fail(written.reason)
  const { mediaType, body } = written.sealed.content as NativeDocument
  t.equal(mediaType, 'application/json; charset=utf-8')
  t.same(JSON.parse(Buffer.from(body).toString()), { reference: 'ct-3f9k2m7q', to: 'mttq', kind: 'TO_GIAC' })
  t.match(written.adapter, /^viet-json@1\.0\.0#/)
  t.same(written.findings, [
    { code: 'no-place', effect: 'degraded', pointer: '/facet/clocks', found: { type: 'other' } },
  ])
  t.same(reports, [], 'what a form has no place for is no change of a source’s format')
})

for (const [what, reason, told] of [
  ['large', 'written-too-large', ['too-large']],
  ['other form', 'adapter-invalid', ['output-invalid']],
  ['no bytes', 'adapter-invalid', ['output-invalid']],
  ['nothing', 'adapter-threw', []],
  ['throw', 'adapter-threw', []],
  ['loop', 'adapter-timeout', []],
  ['no mark', 'document-rejected', ['label-has-no-mark']],
  ['refuses in vain', 'adapter-invalid', ['label-has-no-mark']],
] as const)
  t.test(`${what}: ${reason}`, async (t) => {
    const written = await write(what)
    t.match(written, { state: 'failed', reason, adapter: /^viet-json@/ })
    t.same(
      written.findings.map(({ code }) => code),
      told,
    )
    t.notMatch(JSON.stringify([written, reports]), 'canary')
    t.equal(reports.length, reason.startsWith('adapter-') ? 1 : 0, 'a defect is told to the operator')
    reports.length = 0
  })

t.test('what is more than can be told is told to be more', async (t) => {
  const { findings } = await write('much')
  t.equal(findings.length, 2_001)
  t.equal(findings.at(-1)?.code, 'findings-cut')
})

t.test('who declares no writing, and who is not there', async (t) => {
  t.match(await write('as it is', 'mat-tran'), { state: 'failed', reason: 'not-written', adapter: /^nop-json@/ })
  const nobody = await write('as it is', 'ban-noi-chinh')
  t.match(nobody, { state: 'failed', reason: 'source-unknown', findings: [] })
  t.notOk('adapter' in nobody)
})

t.test('after all that no circuit is open, and the next is written', async (t) => {
  t.equal((await write('as it is')).state, 'ok')
})
