/** The rows of the demonstration's table: which fields of which facet, named as the schema names them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Documents } from './expected.ts'
import type { Words } from './words.ts'

export interface Row {
  readonly holder: string
  readonly title: Words
  /** Where the field stands in this document: one pointer, or one for each element of its list. */
  readonly pointers: readonly string[]
}

/** The fields that tell most of what each facet is about, `*` for the elements of a list. */
const shown: Readonly<Record<string, readonly string[]>> = {
  'cong-an': [
    '/report/stage',
    '/report/summary',
    '/reporters/*/pseudonym',
    '/reporters/*/fullName',
    '/participants/*/person/fullName',
    '/participants/*/person/personalId',
    '/decisions/*/type',
    '/decisions/*/ground',
  ],
  'vien-kiem-sat': ['/report/stage', '/supervision/*/instrument', '/supervision/*/content', '/participants/*/note'],
  'toa-an': ['/hearings/*/scheduledAt', '/participants/*/person/fullName', '/decisions/*/type', '/documents/*/title'],
  'thanh-tra': ['/report/summary', '/recommendations/*/kind', '/recommendations/*/amountVnd', '/decisions/*/number'],
  mttq: ['/reporters/*/fullName', '/reporters/*/address/text', '/report/summary', '/feedback/*/receivedOn'],
}

interface Schema {
  readonly properties: Readonly<Record<string, Property>>
}
interface Property {
  readonly 'x-title': Words
  readonly $ref?: string
  readonly items?: { readonly $ref?: string }
}

const schemaOf = (file: string): Schema =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../schemas/case/v1', file), 'utf8')) as Schema

/** The titles of the first and the last member on the way to a field, joined; `*` stands for the elements of a list. Throws when the schema has no such field. */
export function titleOf(pattern: string): Words {
  let file = 'facet.json'
  const titles: Words[] = []
  for (const name of pattern.split('/').filter((token) => token !== '' && token !== '*')) {
    const property = schemaOf(file).properties[name]
    if (!property) throw new Error(`the schema has no ${pattern}`)
    titles.push(property['x-title'])
    file = property.$ref ?? property.items?.$ref ?? ''
  }
  const join = (language: keyof Words) =>
    [titles[0], ...(titles.length > 1 ? titles.slice(-1) : [])].map((title) => title?.[language]).join(' · ')
  return { vi: join('vi'), en: join('en') }
}

function pointersOf(pattern: string, facet: object): readonly string[] {
  const [list, rest] = pattern.split('/*') as [string, string?]
  if (rest === undefined) return [pattern]
  const items = (facet as Record<string, unknown>)[list.slice(1)]
  return Array.isArray(items) ? items.map((_, index) => `${list}/${index}${rest}`) : []
}

/** The rows for a dossier; a field that its document has no place for is no row. */
export const rowsOf = (documents: Documents): readonly Row[] =>
  Object.entries(shown).flatMap(([holder, patterns]) => {
    const document = documents.get(holder)
    return patterns.flatMap((pattern): readonly Row[] => {
      const pointers = document ? pointersOf(pattern, document.translation.facet) : []
      return pointers.length === 0 ? [] : [{ holder, title: titleOf(pattern), pointers }]
    })
  })
