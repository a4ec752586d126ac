/** One caller of the demonstration asks the running gateway for a dossier, as its agency's system would. */

import { monotonic_ms } from '../../telemetry/clock.ts'
import { agencyClient, type Client, clientWith } from '../client.ts'
import type { RunFile } from '../run-file.ts'
import type { Column } from './columns.ts'
import type { AnswerView, FacetView } from './outcome.ts'

export interface Asked {
  readonly view: AnswerView
  /** State of each source that was asked. */
  readonly sources: readonly { readonly agency: string; readonly state: string }[]
  /** The answer's body, its event id taken out. */
  readonly body: string
  /** `Audit-Receipt`, of an answer of the dossier. */
  readonly receipt?: string
  readonly took_ms: number
}

interface Denied {
  readonly record: string
  readonly fields: readonly string[]
  readonly reason: string
}
interface Body {
  readonly dossier: { readonly facets: readonly (Record<string, unknown> & { readonly agency: string })[] }
  readonly meta: {
    readonly withheld: readonly Denied[]
    readonly masked: readonly Denied[]
    readonly absent: readonly { readonly path: string; readonly why: string }[]
    readonly sources: readonly { readonly agency: string; readonly state: string }[]
  }
}

const under = (prefix: string, denied: readonly Denied[]): Map<string, string> =>
  new Map(
    denied
      .filter(({ record }) => record === prefix)
      .flatMap(({ fields, reason }) => fields.map((field): [string, string] => [field, reason])),
  )

function facetsOf({ dossier, meta }: Body): Map<string, FacetView> {
  return new Map(
    dossier.facets.map((row, index) => {
      const at = `/dossier/facets/${index}`
      const absent = meta.absent.filter(({ path }) => path.startsWith(`${at}/`))
      return [
        row.agency,
        {
          row,
          withheld: under(at, meta.withheld),
          masked: under(at, meta.masked),
          absent: new Map(absent.map(({ path, why }) => [path.slice(at.length), why])),
        },
      ]
    }),
  )
}

const withoutEvent = (text: string): string => text.replace(/"instance":"[^"]*"/, '"instance":""')

/** Asks for dossier `id` over REST. Rejects only when the gateway can't be reached. */
export async function ask(run: RunFile, column: Column, id: string): Promise<Asked> {
  const began = monotonic_ms()
  const refused = (status: number, json: { code?: string } | undefined, text: string): Asked => ({
    view: { kind: 'refused', status, code: json?.code ?? '' },
    sources: [],
    body: withoutEvent(text),
    took_ms: monotonic_ms() - began,
  })
  if (column.broken) {
    const stranger: Client = clientWith(run, run.broken[column.broken])
    const { status, json, text } = await stranger.call(`/v1/dossiers/${id}`).finally(stranger.close)
    return refused(status, json, text)
  }
  const client = agencyClient(run, column.system)
  try {
    const { officer, purpose, legalBasis } = column
    const token = await client.token({ officer, purpose, legalBasis, dossiers: [id] })
    // RFC 6749 §5.2 has its own names for errors; the catalogue's code stands beside them.
    if (token.status !== 200) return refused(token.status, token.json, token.text)
    const { status, json, text, headers } = await client.get(`/v1/dossiers/${id}`, token.json.access_token)
    if (status !== 200) return refused(status, json, text)
    const receipt = String(headers['audit-receipt'] ?? '')
    return {
      view: { kind: 'facets', facets: facetsOf(json as Body) },
      sources: (json as Body).meta.sources,
      body: text,
      receipt,
      took_ms: monotonic_ms() - began,
    }
  } finally {
    client.close()
  }
}
