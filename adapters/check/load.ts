/** Reads an adapter's folder for the checks: manifest, kit, golden documents, and at last its code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Adapter, Manifest } from '../sdk/adapter.ts'
import type { Kit } from '../sdk/kit.ts'
import type { Failure } from './failures.ts'
import { Forbidden } from './forbidden.ts'
import { openNative } from './native/open.ts'
import { mostSpecific } from './paths.ts'
import type { Field, Golden, Side, Subject } from './subject.ts'

const FORM = /\.(shared|index)\.json$/
const sides = ['shared', 'index'] as const

function reading(path: string): unknown {
  const text = readFileSync(path, 'utf8')
  try {
    return JSON.parse(text)
  } catch (error) {
    // Without what the parser quotes: the file may be of a document.
    const [where = ''] = /\(line \d+ column \d+\)/.exec(`${error}`) ?? []
    throw new SyntaxError(`${path}: not JSON ${where}`.trimEnd())
  }
}

/** `manifest.json`, unchecked. Throws what reading and parsing it throws. */
export const readManifest = (folder: string): Manifest => reading(join(folder, 'manifest.json')) as Manifest

/** The kit of a folder; an empty one where there is none. Throws what its module throws. */
export async function readKit(folder: string): Promise<Kit> {
  const path = join(folder, 'kit.ts')
  return existsSync(path) ? ((await import(pathToFileURL(path).href)) as { kit: Kit }).kit : {}
}

/** `file:` URL of a folder's adapter. */
export const moduleOf = (folder: string): string => pathToFileURL(join(folder, 'adapter.ts')).href

/** `work` of loading the adapter in `folder` (absolute), for a command: what keeps it from being loaded is thrown as an Error (`code`: that of the failure) that names its file. */
export async function loading<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code, at, detail } = notLoaded(folder, error)
    throw Object.assign(new Error(`${at}: ${detail}`, { cause: error }), { code })
  }
}

/** Loads an adapter's code, which runs from then on. Throws what its modules throw. */
export const loadAdapter = async (module: string): Promise<Adapter> =>
  ((await import(module)) as { readonly adapter: Adapter }).adapter

/** What kept the adapter in `folder` (absolute) from being loaded, and in which of its files as far as the error tells. Of code and tables alone: no document was read. */
export function notLoaded(folder: string, error: unknown): Failure {
  const code = error instanceof Forbidden ? 'global-used' : 'not-loaded'
  if (!(error instanceof Error)) return { code, at: 'adapter.ts', detail: 'thrown' }
  const { name, message, stack = '' } = error
  const [, after = ''] = stack.split(`${folder}/`)
  const [at = 'adapter.ts'] = /^[^\s:'"]+(?::\d+)*/.exec(after) ?? []
  return { code, at, detail: `${name}: ${message.replaceAll(`${folder}/`, '')}` }
}

function formsOf(golden: string, name: string): Golden['expected'] {
  const stem = name.replace(/\.[^.]+$/, '')
  const given = sides.filter((side) => existsSync(join(golden, `${stem}.${side}.json`)))
  return Object.fromEntries(given.map((side) => [side, reading(join(golden, `${stem}.${side}.json`))]))
}

/** The golden documents with their true forms, and what is wrong with the files. */
export function readGoldens(folder: string, manifest: Manifest, kit: Kit): Pick<Subject, 'goldens' | 'goldenFailures'> {
  const golden = join(folder, 'golden')
  const names = existsSync(golden)
    ? readdirSync(golden)
        .filter((name) => !FORM.test(name))
        .sort()
    : []
  const goldens: Golden[] = []
  const goldenFailures: Failure[] = []
  for (const name of names) {
    const file = `golden/${name}`
    const bytes = new Uint8Array(readFileSync(join(golden, name)))
    const source = openNative(manifest, kit, bytes)
    const expected = formsOf(golden, name)
    const given = Object.keys(expected) as Side[]
    if (source === undefined) goldenFailures.push({ code: 'golden-unreadable', at: file })
    else if (given.length === 0) goldenFailures.push({ code: 'golden-missing', at: file, detail: 'form' })
    else goldens.push({ file, bytes, source, expected, sides: given })
  }
  if (!goldens.some(({ sides }) => sides.includes('shared')))
    goldenFailures.push({ code: 'golden-missing', at: 'golden/', detail: '.shared.json' })
  return { goldens, goldenFailures }
}

/** The rows of the field table by their native path, and which of them speaks of a path. */
export function fieldsOf({ fields }: Manifest): Pick<Subject, 'fields' | 'fieldOf'> {
  const byNative = new Map<string, Field>(
    [...Map.groupBy(fields, ({ native }) => native)].map(([native, rows]) => [native, { native, rows }]),
  )
  const known = new Map<string, Field | undefined>()
  return {
    fields: [...byNative.values()],
    fieldOf(path) {
      if (!known.has(path)) {
        const pattern = mostSpecific(byNative.keys(), path)
        known.set(path, pattern === undefined ? undefined : byNative.get(pattern))
      }
      return known.get(path)
    },
  }
}
