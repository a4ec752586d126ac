/** The manifest of a bundle: every file of the folder of policies with its digest, a serial number, and the bundle before. */
import { hash } from 'node:crypto'
import { join } from 'node:path'
import { checkedJson } from './checked-json.ts'
import type { FolderFiles } from './policy-folder.ts'
import type { Report } from './violation.ts'

export const manifestName = 'bundle.json'
export const signaturesName = 'bundle.sig.json'

export interface Manifest {
  /** Greater with each bundle. */
  readonly serial: number
  /** RFC 3339, as its maker's clock said; nothing rests on it. */
  readonly created: string
  /** Digest of the manifest before; null for the first. */
  readonly previous: string | null
  /** In the order of their paths. */
  readonly files: readonly { readonly path: string; readonly sha256: string }[]
}

/** Base64url SHA-256. Of a manifest's bytes it names the bundle. */
export const digestOf = (bytes: Uint8Array): string => hash('sha256', bytes, 'base64url')

/** What a bundle covers: everything in the folder but itself. */
export const coveredIn = (files: FolderFiles): FolderFiles =>
  new Map([...files].filter(([path]) => path !== manifestName && path !== signaturesName))

/** The bytes of a manifest over `covered`. */
export function manifestBytes(covered: FolderFiles, about: Pick<Manifest, 'serial' | 'created' | 'previous'>): Buffer {
  const files = [...covered].map(([path, bytes]) => ({ path, sha256: digestOf(bytes) }))
  return Buffer.from(`${JSON.stringify({ ...about, files }, null, 2)}\n`)
}

/** The manifest in `bytes`; undefined, with reports under `file`, when they hold none. Whether it is true has not been looked at. */
export const manifestIn = (bytes: Uint8Array, file: string, report: Report): Manifest | undefined =>
  checkedJson(bytes, manifestName, file, report) as Manifest | undefined

const changed = { vi: 'khác với tệp đã ký', en: 'is not the file that was signed' }
const missing = {
  vi: 'có trong gói đã ký nhưng không còn trong thư mục',
  en: 'is in the signed bundle and not in the folder',
}
const added = { vi: 'không có trong gói đã ký', en: 'is not in the signed bundle' }
const twice = { vi: 'nêu một tệp hai lần', en: 'names a file twice' }

/** Reports every file of `covered`, read from `dir`, that the manifest does not list just so, and every listed one that is not there. */
export function compareWithManifest(covered: FolderFiles, manifest: Manifest, dir: string, report: Report): void {
  const listed = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]))
  if (listed.size < manifest.files.length) report(join(dir, manifestName), '/files', twice)
  for (const [path, bytes] of covered) {
    const sha256 = listed.get(path)
    if (sha256 !== digestOf(bytes)) report(join(dir, path), '', sha256 === undefined ? added : changed)
  }
  for (const path of listed.keys()) if (!covered.has(path)) report(join(dir, path), '', missing)
}
