/** Adapter of the procuracy (Viện kiểm sát nhân dân): its REST/JSON case system to the shared schema. */
import type { QueryAdapter } from '../sdk/adapter.ts'
import { contentOf, saysAbsent } from './answer.ts'
import { readDossier } from './dossier.ts'
import { readPage } from './index-page.ts'

const headers = { accept: 'application/json' }

/** See adapters/sdk/adapter.ts: synchronous, total, without I/O, clock or randomness. */
export const adapter: QueryAdapter = {
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
    return content.ok ? readPage(content.value) : content
  },
  toShared: (answer) => {
    if (saysAbsent(answer)) return { ok: true, value: 'absent', findings: [] }
    const content = contentOf(answer)
    return content.ok ? readDossier(content.value) : content
  },
}
