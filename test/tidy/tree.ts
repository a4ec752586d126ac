/** The hand-written source of the project, read once, with what each file imports. */
import { readdirSync, readFileSync } from 'node:fs'
import { posix, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { scan } from './scan.ts'

export interface Import {
  /** A path from the project's root, `package:<name>`, or `computed` when it is not a literal. */
  readonly target: string
  readonly line: number
  readonly typeOnly: boolean
}

export interface Source {
  /** From the project's root, with slashes. */
  readonly path: string
  readonly text: string
  readonly code: string
  readonly bare: string
  readonly imports: readonly Import[]
}

export const root = fileURLToPath(new URL('../../', import.meta.url))

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

/** `import x from`, `export x from`, `import 'x'`; then `import(x)`; then `new URL('x.ts', import.meta.url)`, which names a worker or a child. */
const statements = /\b(?:import|export)\b(?!\s*\()([^'"`;()=]*?)\bfrom\s*(['"])(.+?)\2|\bimport\s*(['"])(.+?)\4/g
const dynamic = /\bimport\s*\(\s*(?:(['"])([^'"]+)\1\s*[),])?/g
const urls = /\bnew\s+URL\(\s*(['"])([^'"]+\.ts)\1\s*,\s*import\.meta\.url\s*\)/g

const onlyTypes = (clause: string): boolean => {
  if (/^\s*type\b/.test(clause)) return true
  const named = /^\s*\{([^}]*)\}\s*$/.exec(clause)?.[1]
  const names = named?.split(',').filter((name) => name.trim())
  return names !== undefined && names.length > 0 && names.every((name) => /^\s*type\s/.test(name))
}

function targetOf(path: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(path), specifier))
  const [scope, name] = specifier.split('/')
  return `package:${specifier.startsWith('@') ? `${scope}/${name}` : scope}`
}

function importsOf(path: string, code: string, bare: string): Import[] {
  const found: Import[] = []
  const collect = (
    pattern: RegExp,
    read: (match: RegExpExecArray) => { specifier: string | undefined; typeOnly: boolean },
  ) => {
    for (const match of bare.matchAll(pattern)) {
      // What only a string says is no import.
      if (code[match.index] === ' ') continue
      const { specifier, typeOnly } = read(match)
      const target = specifier === undefined ? 'computed' : targetOf(path, specifier)
      found.push({ target, line: lineAt(bare, match.index), typeOnly })
    }
  }
  collect(statements, (match) => ({
    specifier: match[3] ?? match[5],
    typeOnly: match[1] !== undefined && onlyTypes(match[1]),
  }))
  collect(dynamic, (match) => ({ specifier: match[2], typeOnly: false }))
  collect(urls, (match) => ({ specifier: match[2]!.startsWith('.') ? match[2] : `./${match[2]}`, typeOnly: false }))
  return found
}

/** A file as the rules see it. */
export function sourceOf(path: string, text: string): Source {
  const { code, bare } = scan(text)
  return { path, text, code, bare, imports: importsOf(path, code, bare) }
}

/** All hand-written `.ts` files. */
export function readTree(): Source[] {
  return ['gateway', 'schemas', 'adapters', 'certs-dev', 'test'].flatMap((folder) =>
    readdirSync(new URL(`../../${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.split(sep).join('/')}`)
      .filter(
        (path) => path.endsWith('.ts') && !path.startsWith('schemas/generated/') && !path.includes('/node_modules/'),
      )
      .sort()
      .map((path) => sourceOf(path, readFileSync(`${root}${path}`, 'utf8'))),
  )
}

export interface Breach {
  readonly path: string
  readonly line: number
  readonly what: string
}

/** `path:line what`, one a line, for a test's message. */
export const printed = (breaches: readonly Breach[]): string[] =>
  breaches.map(({ path, line, what }) => `${path}:${line} ${what}`)
