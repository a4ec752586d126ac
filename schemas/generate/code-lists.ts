/** What a code list must hold beyond its schema: its name, each code once, dates in order, and codes that point to codes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import type { CodeList, JsonSchema } from './model.ts'

interface Window {
  readonly validFrom?: string
  readonly validTo?: string | null
}

/** Members of an entry that name codes: of the list that is named here, or of their own. */
const pointers = {
  broader: undefined,
  next: undefined,
  decision: 'decisions',
  forms: 'forms',
  levels: 'agency-levels',
  agency: 'agencies',
} as const

function refuse(name: string, pointer: string, why: string): never {
  throw new Error(`codes/${name}.json#${pointer}: ${why}`)
}

function schemaOf(root: string) {
  const ajv = new Ajv2020({ strict: true, allErrors: false }).addVocabulary(['x-title'])
  ajvFormats.default(ajv, ['date'])
  return ajv.compile(JSON.parse(readFileSync(join(root, 'code-list.json'), 'utf8')) as JsonSchema)
}

/**
 * The code lists among `files` (content by file name, of `root`/codes). Throws an Error naming file and JSON Pointer for
 * a list that breaks `root`/code-list.json, has another name than its file, a code twice, an end before its begin, or
 * names a code that is in no list. Whether the names and dates are those of the law is not checked.
 */
export function codeListsOf(root: string, files: Readonly<Record<string, JsonSchema>>): readonly CodeList[] {
  const valid = schemaOf(root)
  const lists = Object.entries(files).map(([file, content]): CodeList => {
    const name = file.replace(/\.json$/, '')
    if (!valid(content)) {
      const [{ instancePath = '', message = '' } = {}] = valid.errors ?? []
      refuse(name, instancePath, message)
    }
    return { name, ...(content as unknown as Omit<CodeList, 'name'>) }
  })
  const codes = new Map(lists.map(({ name, codes }) => [name, new Set(codes.map(({ code }) => code))]))
  for (const list of lists) check(list, codes)
  return lists
}

function check({ name, system, codes }: CodeList, known: ReadonlyMap<string, ReadonlySet<string>>): void {
  if (system !== `urn:lienthong:codes:${name}`) refuse(name, '/system', 'must be named as the file')
  const seen = new Set<string>()
  const named = (pointer: string, list: string, code: string) => {
    if (!known.get(list)?.has(code)) refuse(name, pointer, `${JSON.stringify(code)} is no code of ${list}`)
  }
  codes.forEach((entry, index) => {
    const at = `/codes/${index}`
    if (seen.has(entry.code)) refuse(name, `${at}/code`, `${JSON.stringify(entry.code)} is there twice`)
    seen.add(entry.code)
    inOrder(name, at, entry)
    for (const [member, list = name] of Object.entries(pointers)) {
      const value = (entry as unknown as Record<string, string | readonly string[] | undefined>)[member]
      if (typeof value === 'string') named(`${at}/${member}`, list, value)
      else value?.forEach((code, position) => void named(`${at}/${member}/${position}`, list, code))
    }
    entry.clauses?.forEach((clause, position) => {
      named(`${at}/clauses/${position}/severity`, 'severity', clause.severity)
      inOrder(name, `${at}/clauses/${position}`, clause)
    })
  })
}

function inOrder(name: string, at: string, { validFrom, validTo }: Window): void {
  if (validFrom !== undefined && validTo && validTo < validFrom) refuse(name, `${at}/validTo`, 'is before validFrom')
}
