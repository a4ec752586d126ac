import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import type { Failure } from '../failures.ts'
import type { Check, Subject } from '../subject.ts'

const root = resolve(import.meta.dirname, '../../..')
/** What every adapter may import, beside its own folder. */
const allowed = ['adapters/sdk', 'adapters/codecs', 'schemas/generated'].map((path) => join(root, path))
/** Of its own folder: played systems, golden documents and the kit are no part of the adapter, nor of its digest. */
const apart = /^(sandbox|golden)(\/|$)|^kit\.ts$|^coverage\.json$/

/** Comments go; strings stay, for imports name their modules by them. */
const withoutComments = (text: string): string =>
  text.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|\/\*[\s\S]*?\*\/|(?<![:\\/])\/\/[^\n]*/g,
    (_, string = '') => string,
  )

const STATEMENT = /\b(?:import|export)\b(?!\s*\()[^'"`;()=]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*['"]([^'"]+)['"]/g
const ESCAPES =
  /\bimport\s*\(|\brequire\s*\(|\beval\s*\(|\bnew\s+Function\b|\bglobalThis\b|\bprocess\s*\.|\bimport\.meta\b/g

/** As written: what a loader decodes or completes may be another file than the one that is looked at here. */
const PLAIN = /^\.[\w./-]+\.(?:[cm]?[jt]s|json)$/

const inside = (path: string, folder: string): boolean => path === folder || path.startsWith(folder + sep)

/** Why a module may not be imported, or undefined. */
function refusal(folder: string, file: string, specifier: string): string | undefined {
  if (!PLAIN.test(specifier)) return specifier
  const target = resolve(folder, file, '..', specifier)
  if (allowed.some((of) => inside(target, of))) return undefined
  const own = relative(folder, target).split(sep).join('/')
  return inside(target, folder) && !apart.test(own) ? undefined : specifier
}

function filesOf(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.split(sep).join('/'))
  return names.filter((name) => /\.[cm]?[jt]s$/.test(name) && !apart.test(name)).sort()
}

function run({ folder }: Subject): readonly Failure[] {
  return filesOf(folder).flatMap((file) => {
    const text = withoutComments(readFileSync(join(folder, file), 'utf8'))
    const modules = [...text.matchAll(STATEMENT)].map((match) => refusal(folder, file, match[1] ?? match[2] ?? ''))
    const escapes = [...text.matchAll(ESCAPES)].map(([found]) => found)
    const found = new Set([...modules, ...escapes].filter((of) => of !== undefined))
    return [...found].map((detail): Failure => ({ code: 'import-forbidden', at: file, detail }))
  })
}

export const importsCheck: Check = {
  name: 'imports',
  title: {
    vi: 'Chỉ dùng sdk, codecs, schemas/generated và thư mục của mình',
    en: 'Imports only sdk, codecs, schemas/generated and its own folder',
  },
  run,
}
