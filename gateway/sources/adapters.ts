/** The adapters by folder name: manifest checked, content pinned by a digest. Their code runs in workers only. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Manifest } from '../../adapters/sdk/adapter.ts'
import { validateManifest } from '../../schemas/generated/validators.js'
import { bilingual } from '../../schemas/validation/texts.ts'
import { StartRefused } from '../errors/start-refused.ts'
import { requireWithinLimits } from './declared-transport.ts'

export interface InstalledAdapter {
  readonly name: string
  readonly manifest: Manifest
  /** `id@version#hash`: what provenance and the log name. */
  readonly version: string
  /** Base64url SHA-256 of what is in its own folder: what two persons sign (policies/adapters.json). */
  readonly digest: string
  /** `file:` URL of adapter.ts. */
  readonly module: string
}

const folderName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const hash_hex_digits = 16

/** What every adapter translates with: a change here changes what adapters give. */
const common = ['../../adapters/codecs', '../../adapters/sdk', '../../schemas/generated'].map((path) =>
  join(import.meta.dirname, path),
)

/**
 * Reads `adaptersDir`/`name`: its manifest and the digest of its sources. Throws an Error, for the operator, naming the folder when the name is
 * not a plain folder name, the manifest breaks schemas/manifest.json, asks for more retries than are granted or is a draft, or a file can't be read. The code is not run.
 */
export async function installedAdapter(adaptersDir: string, name: string): Promise<InstalledAdapter> {
  if (!folderName.test(name)) throw new Error(`adapter ${JSON.stringify(name)}: not a folder name`)
  const folder = join(adaptersDir, name)
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
  const violations = validateManifest(manifest)
  if (violations.length > 0) {
    const told = violations.map(
      ({ pointer, expected }) => `adapters/${name}/manifest.json#${pointer}: ${bilingual(expected)}`,
    )
    throw new StartRefused(told.join('\n'))
  }
  const { id, version, fields } = manifest as Manifest
  requireWithinLimits(manifest as Manifest, `adapters/${name}/manifest.json`)
  const undecided = fields.filter(({ relation }) => relation === 'undecided').map(({ native }) => native)
  if (undecided.length > 0)
    throw new StartRefused(
      `adapters/${name}/manifest.json: ${bilingual({
        vi: `bản nháp, còn ${undecided.length} trường chưa quyết định (${undecided[0]}): lienthong adapter check ${name}`,
        en: `a draft, ${undecided.length} fields are undecided (${undecided[0]}): lienthong adapter check ${name}`,
      })}`,
    )
  return {
    name,
    manifest: manifest as Manifest,
    version: `${id}@${version}#${(await contentHash(folder, ...common)).toString('hex').slice(0, hash_hex_digits)}`,
    digest: (await contentHash(folder)).toString('base64url'),
    module: pathToFileURL(join(folder, 'adapter.ts')).href,
  }
}

/**
 * SHA-256 over what can be imported (code, JSON) in `folders`, folder by folder in order of their paths, each as
 * path, length and bytes. Throws StartRefused at a symbolic link: what is behind it may be elsewhere, and change. The sandbox plays the agency's system, and golden documents, coverage and kit are for the check: none of them is a
 * part of the adapter, and the rules of imports keep it from using them.
 */
export async function contentHash(...folders: readonly string[]): Promise<Buffer> {
  const hash = createHash('sha256')
  for (const folder of folders) {
    for (const path of await contentOf(folder)) {
      const bytes = await readFile(join(folder, path))
      hash.update(`${path}\0${bytes.length}\0`).update(bytes)
    }
  }
  return hash.digest()
}

/** Without an ending too, which Node takes for a module. */
const importable = /^\.?[^.]+$|\.(?:[cm]?[jt]s|json|wasm|node)$/
const apart = /^(sandbox|golden)\/|^(kit\.ts|coverage\.json)$/

async function contentOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const within = ({ parentPath, name }: (typeof entries)[number]) =>
    join(parentPath, name)
      .slice(folder.length + 1)
      .replaceAll('\\', '/')
  const link = entries.find((entry) => entry.isSymbolicLink())
  if (link)
    throw new StartRefused(
      `${folder}: ${bilingual({ vi: `${within(link)} là liên kết, phải là tệp`, en: `${within(link)} is a link, and must be a file` })}`,
    )
  return entries
    .filter((entry) => entry.isFile() && importable.test(entry.name))
    .map(within)
    .filter((path) => !apart.test(path))
    .sort()
}
