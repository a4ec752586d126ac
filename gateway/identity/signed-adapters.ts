/** Which adapters two persons signed: what reads an agency's marks decides who sees what, as a policy does. */
import { join } from 'node:path'
import type { ParticipantFile } from './participant.ts'
import type { Report } from './violation.ts'

/** In the folder of policies. */
export const adaptersName = 'adapters.json'

/** A row of that file. */
export interface SignedAdapter {
  /** Folder name under `adapters/`. */
  readonly adapter: string
  /** For who reads it; the digest decides. */
  readonly version: string
  /** Base64url SHA-256 of the folder's content. */
  readonly sha256: string
}

/** Names of the adapters that the systems of `participants` have, each once. */
export const adaptersNamed = (participants: readonly Pick<ParticipantFile, 'systems'>[]): readonly string[] =>
  [...new Set(participants.flatMap(({ systems }) => systems.flatMap(({ source }) => source?.adapter ?? [])))].toSorted()

/** Reports each adapter of `participants` of which `adapters`, the rows in the folder `dir`, have none. */
export function requireAdaptersSigned(
  participants: readonly Pick<ParticipantFile, 'systems'>[],
  adapters: readonly SignedAdapter[] = [],
  dir: string,
  report: Report,
): void {
  const signed = new Set(adapters.map(({ adapter }) => adapter))
  for (const name of adaptersNamed(participants))
    if (!signed.has(name))
      report(join(dir, adaptersName), '', {
        vi: `phải nêu bộ chuyển đổi ${name} (lienthong participants adapters)`,
        en: `must name the adapter ${name} (lienthong participants adapters)`,
      })
}
