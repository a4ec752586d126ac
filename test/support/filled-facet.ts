/**
 * A facet in which every field of the schema has a value that stands nowhere else, made from the schema's files alone. Booleans and
 * numbers tell themselves apart by where they stand.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NativeFacet, Translation } from '../../adapters/sdk/adapter.ts'

const folder = join(import.meta.dirname, '../../schemas/case/v1')

interface Property {
  readonly $ref?: string
  readonly items?: Property
  readonly type?: string
  readonly format?: string
  readonly 'x-id'?: true
  readonly 'x-ref'?: string
  readonly 'x-assigned'?: string
}

interface SchemaFile extends Property {
  readonly properties?: Readonly<Record<string, Property>>
}

const files = new Map<string, SchemaFile>()
function schemaOf(file: string): SchemaFile {
  const known = files.get(file) ?? (JSON.parse(readFileSync(join(folder, file), 'utf8')) as SchemaFile)
  files.set(file, known)
  return known
}

export interface FilledLeaf {
  /** RFC 6901, from the facet. */
  readonly pointer: string
  /** The same with `*` for elements of lists of objects. */
  readonly path: string
  /** The file of its object, and its name there. */
  readonly file: string
  readonly name: string
  readonly value: unknown
  readonly is: 'text' | 'date' | 'flag' | 'number' | 'reference' | 'id'
}

export interface FilledFacet {
  readonly facet: NativeFacet
  readonly leaves: readonly FilledLeaf[]
}

/** A text that stands in one place of the facet, or a day: no day of these years stands in an answer otherwise. */
export const tokens = /tk\d{4}x|\b(?:195\d|202[0-2])-\d\d-\d\d/g

/** Every list has two elements. */
export function filledFacet(): FilledFacet {
  const leaves: FilledLeaf[] = []
  let count = 0
  const day = (from: number) => new Date(Date.UTC(from, 0, 1 + ++count)).toISOString().slice(0, 10)

  const scalar = (property: Property, name: string, pointer: string): Pick<FilledLeaf, 'value' | 'is'> => {
    const { type, format, $ref, 'x-id': id, 'x-ref': reference } = property
    const form = $ref === undefined ? format : schemaOf($ref).format
    if (id) return { value: `LOCAL-${pointer.split('/').slice(-2).join('-')}`, is: 'id' }
    if (reference !== undefined) return { value: `LOCAL-${reference}-0`, is: 'reference' }
    if (type === 'boolean') return { value: false, is: 'flag' }
    if (type === 'integer' || type === 'number') return { value: 1_000_000 + ++count, is: 'number' }
    // Nobody is a minor: who was born then was of age when any of the rest happened.
    if (form === 'date' || form === 'partial-date') return { value: day(name === 'birth' ? 1950 : 2020), is: 'date' }
    if (form === 'date-time' || form === 'partial-time') return { value: `${day(2020)}T08:00:00+07:00`, is: 'date' }
    return { value: `tk${String(++count).padStart(4, '0')}x`, is: 'text' }
  }

  const object = (file: string, pointer: string, path: string): Record<string, unknown> => {
    const row: Record<string, unknown> = {}
    for (const [name, property] of Object.entries(schemaOf(file).properties ?? {})) {
      if (property['x-assigned'] !== undefined) continue
      if (file === 'facet.json' && ['id', 'agency', 'provenance', 'label'].includes(name)) continue
      const at = `${pointer}/${name}`
      const one = property.items ?? property
      const isObject = one.$ref !== undefined && schemaOf(one.$ref).type === 'object'
      if (isObject) {
        row[name] = property.items
          ? [0, 1].map((n) => object(one.$ref!, `${at}/${n}`, `${path}/${name}/*`))
          : object(one.$ref!, at, `${path}/${name}`)
        continue
      }
      const leaf = () => scalar({ ...property, ...one }, name, pointer)
      const { is, value: first } = leaf()
      const value = property.items ? [first, leaf().value] : first
      row[name] = value
      leaves.push({ pointer: at, path: `${path}/${name}`, file, name, value, is })
    }
    return row
  }
  const facet = object('facet.json', '', '') as unknown as NativeFacet
  return { facet: { ...facet, label: { level: 'NOI_BO', tags: [] } }, leaves }
}

/** As a source would have it. */
export const filledTranslation = (facet: NativeFacet, change: Partial<Translation> = {}): Translation => ({
  facet,
  labels: [],
  absent: [],
  updatedAt: '2026-03-03T09:30:00+07:00',
  ...change,
})
