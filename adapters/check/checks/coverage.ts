import { differences } from '../coverage/declared.ts'
import { measure } from '../coverage/measure.ts'
import { coverageFile, coverageRows } from '../coverage/report.ts'
import type { Failure } from '../failures.ts'
import type { Check, Subject } from '../subject.ts'

/** The file is what a review sees: it may not tell of another adapter than this one. */
function run(subject: Subject): readonly Failure[] {
  const measured = measure(subject)
  const { writtenCoverage } = subject
  const stale = writtenCoverage !== undefined && writtenCoverage !== coverageFile(coverageRows(measured))
  return [...differences(measured), ...(stale ? [{ code: 'coverage-stale', at: 'coverage.json' } as const] : [])]
}

export const coverageCheck: Check = {
  name: 'coverage',
  title: {
    vi: 'Độ phủ đo được bằng đột biến đúng với bảng trường',
    en: 'Coverage measured by mutation is what the field table says',
  },
  run,
}
