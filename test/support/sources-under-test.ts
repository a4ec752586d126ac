/** `createSources` over the test adapter, with a seal that tests can open and bounds that do not make them wait. */
import { join } from 'node:path'
import type { Test } from 'tap'
import type { FilledReport } from '../../gateway/sources/gone.ts'
import {
  type Asked,
  createSources,
  type FindingsReport,
  type SourceLimits,
  type SourceSystem,
  type Sources,
} from '../../gateway/sources/sources.ts'

export interface UnderTest {
  readonly sources: Sources<{ readonly content: unknown }>
  readonly reports: readonly FindingsReport[]
  readonly ask: (nativeKey: string, signal?: AbortSignal) => Promise<Asked<{ readonly content: unknown }>>
}

export async function sourcesUnderTest(
  t: Test,
  system: SourceSystem,
  limits: Partial<SourceLimits> = {},
  onFilled: (report: FilledReport) => void = () => {},
): Promise<UnderTest> {
  const reports: FindingsReport[] = []
  const sources = await createSources({
    systems: [system],
    seal: (content) => ({ content }),
    workers: 1,
    // A worker that is replaced takes its time on a busy machine.
    limits: { translate_wait_timeout_ms: 30_000, ...limits },
    adaptersDir: join(import.meta.dirname, 'adapters'),
    onFindings: (report) => reports.push(report),
    onFilled,
  })
  t.teardown(() => sources.close())
  const ask = (nativeKey: string, signal?: AbortSignal) =>
    sources.facet({ agency: system.agency, nativeKey, eventId: 'ev-test', signal })
  return { sources, reports, ask }
}
