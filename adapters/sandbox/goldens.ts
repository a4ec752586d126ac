/**
 * Writes `adapters/<agency>/golden` of every agency anew (golden.ts): `node adapters/sandbox/goldens.ts [--check]`. With --check it writes nothing,
 * and exit code 1 says which files are not what the sandboxes write.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { GoldenDocument, Goldens } from './golden.ts'

const adapters = join(import.meta.dirname, '..')
const form = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

function filesOf({ name, ending, bytes, shared, index }: GoldenDocument): readonly (readonly [string, Buffer])[] {
  return [
    [`${name}.${ending}`, Buffer.from(bytes as Uint8Array)],
    ...(shared === undefined ? [] : [[`${name}.shared.json`, Buffer.from(form(shared))] as const]),
    ...(index === undefined ? [] : [[`${name}.index.json`, Buffer.from(form(index))] as const]),
  ]
}

/** Paths of what is there and should not be, or should be otherwise; mends them unless `check` is set. */
function settle(folder: string, files: ReadonlyMap<string, Buffer>, check: boolean): readonly string[] {
  const there = existsSync(folder) ? readdirSync(folder) : []
  const surplus = there.filter((name) => !files.has(name))
  const wrong = [...files].filter(
    ([name, bytes]) => !there.includes(name) || !readFileSync(join(folder, name)).equals(bytes),
  )
  if (!check) {
    mkdirSync(folder, { recursive: true })
    for (const name of surplus) rmSync(join(folder, name))
    for (const [name, bytes] of wrong) writeFileSync(join(folder, name), bytes)
  }
  return [...surplus, ...wrong.map(([name]) => name)].map((name) => relative(adapters, join(folder, name)))
}

const check = process.argv.includes('--check')
for (const agency of readdirSync(adapters).sort()) {
  const module = join(adapters, agency, 'sandbox/golden.ts')
  if (!existsSync(module)) continue
  const { goldens } = (await import(pathToFileURL(module).href)) as { readonly goldens: Goldens }
  const differing = settle(join(adapters, agency, 'golden'), new Map(goldens().flatMap(filesOf)), check)
  if (check && differing.length > 0) {
    process.stderr.write(`khác bản sinh ra · not as generated (npm run generate): ${differing.join(', ')}\n`)
    process.exitCode = 1
  }
}
