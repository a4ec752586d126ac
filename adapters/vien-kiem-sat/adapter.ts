/** Adapter of the procuracy (Viện kiểm sát nhân dân): its REST/JSON case system and the shared schema, both ways. */
import type { Outcome, QueryAdapter, ReadingContext } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { contentOf, saysAbsent } from './answer.ts'
import { delivery } from './delivery.ts'
import { readDossier } from './dossier.ts'
import { readPage } from './index-page.ts'
import { writeDossier } from './writing.ts'

const headers = { accept: 'application/json' }

/** See adapters/sdk/adapter.ts: synchronous, total, without I/O, clock or randomness. */
export const adapter = {
  requests: {
    list: (cursor) => {
      const [page = '1', bookmark] = cursor?.split('.') ?? []
      const query = bookmark === undefined ? { trang: page } : { trang: page, moc: bookmark }
      return { method: 'GET', path: `/api/v1/tin-bao?${new URLSearchParams(query)}`, headers }
    },
    changes: (cursor) => ({ method: 'GET', path: `/api/v1/thay-doi?${new URLSearchParams({ tu: cursor })}`, headers }),
    dossier: (nativeKey) => ({ method: 'GET', path: `/api/v1/tin-bao/${encodeURIComponent(nativeKey)}`, headers }),
  },
  toIndex: (answer) => {
    const content = contentOf(answer)
    return content.ok ? withFindings(content.findings, readPage(content.value)) : content
  },
  toShared: (answer, context?: Pick<ReadingContext, 'receivedAt'>) => {
    if (saysAbsent(answer)) return { ok: true, value: 'absent', findings: [] }
    const content = contentOf(answer)
    return content.ok ? withFindings(content.findings, readDossier(content.value, context?.receivedAt)) : content
  },
  toNative: writeDossier,
  delivery,
} satisfies QueryAdapter

/** What the codec says stands before what the reading says. */
const withFindings = <T>(first: readonly Finding[], outcome: Outcome<T>): Outcome<T> =>
  outcome.ok ? { ...outcome, findings: [...first, ...outcome.findings] } : outcome
