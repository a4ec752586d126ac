/** The golden documents of an adapter as the answers of a source: which request of the adapter gets which document. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Adapter, IndexPage, Manifest, SourceRequest, Translation } from '../sdk/adapter.ts'
import { contextHere } from './context.ts'
import { loadAdapter, loading, moduleOf, readGoldens, readKit, readManifest } from './load.ts'

export interface ServedDocument {
  readonly request: SourceRequest
  /** `golden/<file>`. */
  readonly file: string
  readonly body: Uint8Array
}

export interface Served {
  readonly mediaType: string
  readonly documents: readonly ServedDocument[]
  /** What the source says of a key that it does not have, by a golden document of it. */
  readonly absence?: { readonly file: string; readonly status: number; readonly body: Uint8Array }
  /** Keys that the list has and no golden document is about. */
  readonly without: readonly string[]
}

interface Golden {
  readonly file: string
  readonly body: Uint8Array
}
type Page = Golden & { readonly page: IndexPage }

/** Pages of the list in the order in which their cursors lead from one to the next: the first in order of names comes first. */
function listed(
  { requests }: Extract<Adapter, { requests: unknown }>,
  pages: readonly Page[],
): readonly ServedDocument[] {
  const lists = pages.filter(({ page }) => page.changesFrom !== undefined)
  let cursor: string | undefined
  const documents: ServedDocument[] = []
  for (const { file, body, page } of lists) {
    documents.push({ request: requests.list(cursor), file, body })
    if (page.next === undefined) break
    cursor = page.next
  }
  const [changes] = pages.filter(({ page }) => page.changesFrom === undefined)
  if (changes === undefined) return documents
  const marks = new Set(pages.flatMap(({ page }) => [page.changesFrom, page.changesFrom ? undefined : page.next]))
  const asked = [...marks].filter((mark) => mark !== undefined)
  return [...documents, ...asked.map((mark) => ({ ...changes, request: requests.changes(mark) }))]
}

/** A SOAP fault has 500. */
const ABSENCE_STATUSES = [404, 500, 200]

const keyOf = ({ system, type, value }: { readonly system: string; readonly type: string; readonly value: string }) =>
  `${system} ${type} ${value}`

/** The golden document that says that there is no such dossier, with the status under which the adapter takes it for that. */
function absenceOf(
  adapter: Adapter,
  manifest: Manifest,
  files: readonly (Golden & { readonly expected: { readonly shared?: unknown } })[],
): Pick<Served, 'absence'> {
  for (const { file, body } of files.filter(({ expected }) => expected.shared === 'absent'))
    for (const status of ABSENCE_STATUSES) {
      const read = adapter.toShared({ status, mediaType: manifest.native.mediaType, body }, contextHere(manifest))
      if (read.ok && read.value === 'absent') return { absence: { file, status, body } }
    }
  return {}
}

/**
 * What the source in `folder` (absolute) answers. Pages are golden documents with an `.index.json` beside them, dossiers those with a
 * `.shared.json`; a dossier is the one of the row with which it shares an identifier. Undefined for an adapter of deposits, which is not asked.
 * Throws what reading the folder throws. NOT verified: that the forms are what the adapter gives (`adapter check`).
 */
export async function servedGoldens(folder: string): Promise<Served | undefined> {
  const manifest = readManifest(folder)
  const { goldens } = readGoldens(folder, manifest, await readKit(folder))
  const adapter = await loading(folder, () => loadAdapter(moduleOf(folder)))
  if (!('requests' in adapter)) return undefined
  const files = goldens.map(({ file, expected }) => ({
    file,
    expected,
    body: new Uint8Array(readFileSync(join(folder, file))),
  }))
  const pages = files.flatMap(({ expected: { index }, ...golden }) =>
    index ? [{ ...golden, page: index as IndexPage }] : [],
  )
  const dossiers = files.flatMap(({ expected: { shared }, ...golden }) => {
    if (shared === undefined || shared === 'absent') return []
    return (shared as Translation).facet.identifiers.map((identifier) => [keyOf(identifier), golden] as const)
  })
  const byIdentifier = new Map(dossiers)
  const documents: ServedDocument[] = [...listed(adapter, pages)]
  const without: string[] = []
  for (const { nativeKey, identifiers } of pages.flatMap(({ page }) => page.entries)) {
    const golden = identifiers.map((identifier) => byIdentifier.get(keyOf(identifier))).find((of) => of !== undefined)
    if (golden === undefined) without.push(nativeKey)
    else documents.push({ ...golden, request: adapter.requests.dossier(nativeKey) })
  }
  const { mediaType } = manifest.native
  return { mediaType, documents, without, ...absenceOf(adapter, manifest, files) }
}
