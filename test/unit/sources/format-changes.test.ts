import t from 'tap'
import type { FindingsReport } from '../../../gateway/sources/asked.ts'
import { formatChanges } from '../../../gateway/sources/format-changes.ts'
import type { ReportedFinding } from '../../../gateway/sources/reported.ts'

const unknown = (pointer: string, code = 'field-unknown'): ReportedFinding => ({ code, effect: 'note', pointer })
const report = (findings: readonly ReportedFinding[], adapter = 'mttq@1.0.0#a'): FindingsReport => ({
  ...{ agency: 'mttq', adapter, eventId: 'e', outcome: 'ok', findings },
})

t.test('a change is told the first time that an adapter version sees it, wherever in a list it stands', async (t) => {
  const changesOf = formatChanges(100)
  t.strictSame(changesOf(report([unknown('/donThu/0/moi'), unknown('/donThu/17/moi')])), [
    { agency: 'mttq', adapter: 'mttq@1.0.0#a', code: 'field-unknown', path: '/donThu/*/moi' },
  ])
  t.strictSame(changesOf(report([unknown('/donThu/3/moi')])), [])
  t.match(changesOf(report([unknown('/donThu/3/moi', 'field-type')])), [{ code: 'field-type' }], 'another change')
  t.match(changesOf(report([unknown('/donThu/3/moi')], 'mttq@1.1.0#b')), [{ adapter: 'mttq@1.1.0#b' }])
})

t.test('what one document has wrong is no change of the format', async (t) => {
  const changesOf = formatChanges(100)
  t.strictSame(
    changesOf(report(['value-invalid', 'code-unknown', 'mark-missing'].map((code) => unknown('/a', code)))),
    [],
  )
})

t.test('what is remembered is bounded: names that a sender makes up fill no memory', async (t) => {
  const changesOf = formatChanges(10)
  const many = Array.from({ length: 50 }, (_, i) => unknown(`/a${i}`))
  t.equal(changesOf(report(many)).length, 10)
  t.strictSame(changesOf(report([unknown('/b')])), [])
})
