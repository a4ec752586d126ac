/** Writes the folder of a drafted adapter: the template's files, the manifest, and the samples as golden documents. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest } from '../../sdk/adapter.ts'
import type { Sample } from './manifest.ts'

const template = join(import.meta.dirname, '../../_template')

/** Files of the template by the names that they get. */
function filesFor({ native, transport }: Manifest): Readonly<Record<string, string>> {
  const format = native.codec === 'csv' ? 'format-rows.ts' : 'format.ts'
  const common = { 'format.ts': format, 'codes.ts': 'codes.ts', 'kit.ts': 'kit.ts' }
  if (transport.kind !== 'https-query') return { ...common, 'adapter.ts': 'adapter-deposit.ts' }
  const requests = native.codec === 'soap-1.1' ? 'requests-soap.ts' : 'requests.ts'
  return { ...common, 'adapter.ts': 'adapter.ts', 'listing.ts': 'listing.ts', 'requests.ts': requests }
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))

/** The innermost element of XML in which all fields of the first sample's root stand, attributes of the outer ones apart. */
function innermost(paths: readonly string[]): string {
  const root = /^\/[^/]+/.exec(paths[0] ?? '')?.[0] ?? ''
  const parents = paths.filter((path) => path.startsWith(`${root}/`) && !path.includes('/@')).map(parentOf)
  let common = parents[0] ?? root
  while (common !== root && !parents.every((of) => `${of}/`.startsWith(`${common}/`))) common = parentOf(common)
  return common
}

/** Where records stand (RECORD of the template's format.ts), as far as codec and samples say it. */
function recordAt({ native, fields }: Manifest): string {
  if (native.codec === 'csv') return '/*'
  return native.codec === 'json' ? '' : innermost(fields.map((field) => field.native))
}

/** The template's text for this format. Paths of XML have no step for the items of a list. */
function written(text: string, manifest: Manifest): string {
  const own = text.replaceAll('co-quan:', `${manifest.id}:`).replace("RECORD = ''", `RECORD = '${recordAt(manifest)}'`)
  return /^(json|csv)$/.test(manifest.native.codec) ? own : own.replace(/(?<=\$\{ROWS\})\/\*/, '')
}

/**
 * Writes `adaptersDir`/`manifest.id` and gives the paths of its files, relative to `adaptersDir`. Throws what the file system throws, EEXIST
 * when the folder is there.
 */
export function writeDraft(adaptersDir: string, manifest: Manifest, samples: readonly Sample[]): readonly string[] {
  const { id } = manifest
  const folder = join(adaptersDir, id)
  if (existsSync(folder)) throw Object.assign(new Error(`EEXIST: ${folder}`), { code: 'EEXIST' })
  mkdirSync(join(folder, 'golden'), { recursive: true })
  const paths: string[] = []
  const write = (name: string, content: string | Uint8Array): void => {
    writeFileSync(join(folder, name), content)
    paths.push(`${id}/${name}`)
  }
  for (const [name, from] of Object.entries(filesFor(manifest))) {
    const text = readFileSync(join(template, from), 'utf8')
    write(name, written(text, manifest))
  }
  write('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)
  for (const { name, bytes } of samples) write(`golden/${name}`, bytes)
  return paths
}
