/** Reads the schema sources and refuses what the emitters could not honour: every field needs its titles and label. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeListsOf } from './code-lists.ts'
import {
  type CodeList,
  type DefaultLabel,
  type FieldModel,
  type Item,
  type JsonSchema,
  type Mask,
  type Model,
  masks,
  type NamedScalar,
  type ObjectType,
  type Shape,
  type Title,
  typeName,
} from './model.ts'

/** Documents around the case schema; they carry `x-codes` but no labels, for they are never released. */
const documentFiles = ['translation.json', 'index-page.json', 'manifest.json'] as const

type Files = Readonly<Record<string, JsonSchema>>

function readFolder(folder: string, only?: readonly string[]): Files {
  const names = only ?? readdirSync(folder).filter((name) => name.endsWith('.json'))
  return Object.fromEntries(
    [...names].sort().map((name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8')) as JsonSchema]),
  )
}

function refuse(file: string, pointer: string, why: string): never {
  throw new Error(`${file}#${pointer}: ${why}`)
}

function titleOf(file: string, pointer: string, node: JsonSchema): Title {
  const title = node['x-title'] as Partial<Title> | undefined
  if (!title?.vi || !title.en) refuse(file, pointer, 'x-title needs vi and en')
  return { vi: title.vi, en: title.en }
}

/**
 * Reads `root`/case/v1, `root`/codes and the documents beside them (`root` is the schemas folder) into a Model.
 * Throws an Error naming file and JSON Pointer for a property without title or label, an unknown level, tag, mask, code
 * list or reference, an id where none is renamed, an open object, a code list that codeListsOf refuses, or a construct that the emitters do not know.
 */
export function load(root: string): Model {
  const sources = readFolder(join(root, 'case/v1'))
  const codes = readFolder(join(root, 'codes'))
  const documents = readFolder(root, documentFiles)
  const lists = codeListsOf(root, codes)
  const { levels, tags } = vocabularyOf(sources)
  requireKnownTags(lists, tags)
  const labels = labelsOf(root, levels, tags)
  const known = { sources, levels, tags, labels, lists: new Set(lists.map(({ name }) => name)) }

  const objects: ObjectType[] = []
  const scalars: NamedScalar[] = []
  for (const [file, schema] of Object.entries(sources)) {
    const title = titleOf(file, '', schema)
    if (schema.type === 'object') objects.push({ name: typeName(file), title, fields: fieldsOf(file, schema, known) })
    else if (schema.type === 'string') scalars.push({ name: typeName(file), title })
    else refuse(file, '/type', 'only object and string types can be named')
  }
  const version = createHash('sha256')
    .update(JSON.stringify([sources, codes, [...labels.values()]]))
    .digest('hex')
    .slice(0, 12)
  return { objects, scalars, lists, levels, tags, labels: [...labels.values()], sources, documents, version }
}

function requireKnownTags(lists: readonly CodeList[], known: readonly string[]): void {
  for (const { name, codes } of lists)
    codes.forEach(({ tags = [] }, index) => {
      if (tags.some((tag) => !known.includes(tag))) refuse(`codes/${name}.json`, `/codes/${index}/tags`, 'unknown tag')
    })
}

/** Levels and tags stand in label.json and nowhere else. */
function vocabularyOf(sources: Files): { levels: readonly string[]; tags: readonly string[] } {
  const fields = sources['label.json']?.properties as Record<string, JsonSchema> | undefined
  const levels = fields?.level?.enum
  const tags = (fields?.tags?.items as JsonSchema | undefined)?.enum
  if (!Array.isArray(levels) || !Array.isArray(tags)) refuse('label.json', '/properties', 'needs level and tags enums')
  return { levels, tags }
}

interface Known {
  readonly sources: Files
  readonly levels: readonly string[]
  readonly tags: readonly string[]
  readonly labels: ReadonlyMap<string, DefaultLabel>
  readonly lists: ReadonlySet<string>
}

/** The default labels of labels.json by name, with sorted tags. */
function labelsOf(root: string, levels: readonly string[], tags: readonly string[]): Map<string, DefaultLabel> {
  const file = 'labels.json'
  const { labels } = readFolder(root, [file])[file] as { labels: Record<string, Partial<DefaultLabel>> }
  const entries = Object.entries(labels).map(([name, label]): [string, DefaultLabel] => {
    const at = `/labels/${name}`
    if (!label.level || !label.tags || !label.rule?.vi || !label.rule.en)
      refuse(file, at, 'needs level, tags and rule in both languages')
    if (!levels.includes(label.level)) refuse(file, `${at}/level`, 'unknown level')
    if (label.tags.some((tag) => !tags.includes(tag))) refuse(file, `${at}/tags`, 'unknown tag')
    const { level, rule, confidence } = label
    return [name, { name, level, tags: [...label.tags].sort(), rule, ...(confidence && { confidence }) }]
  })
  return new Map(entries)
}

/** Ids are renamed for each receiver where the facet lists them; dossiers and facets have none but the gateway's own. */
function refuseIdsBelow(file: string, pointer: string, node: JsonSchema, { sources }: Known): void {
  const listed = (file === 'facet.json' && node.items !== undefined) || file.startsWith('dossier')
  const inner = sources[((node.items ?? node) as JsonSchema).$ref as string]?.properties ?? {}
  if (!listed && Object.values(inner as Record<string, JsonSchema>).some((field) => field['x-id'] === true))
    refuse(file, pointer, 'what has an id stands in a list of the facet')
}

/** `x-ref` names a list of the facet whose elements have ids: the gateway renames both alike. */
function refOf(file: string, pointer: string, node: JsonSchema, shape: Shape, known: Known): string | undefined {
  const list = node['x-ref'] as string | undefined
  if (list === undefined) return undefined
  const item = shape.kind === 'list' ? shape.item : shape
  if (item.kind !== 'scalar' || item.base !== 'string') refuse(file, `${pointer}/x-ref`, 'only a string can refer')
  const target = (known.sources['facet.json']?.properties as Record<string, JsonSchema> | undefined)?.[list]
  const of = known.sources[(target?.items as JsonSchema | undefined)?.$ref as string]
  if ((of?.properties as Record<string, JsonSchema> | undefined)?.id?.['x-id'] !== true)
    refuse(file, `${pointer}/x-ref`, 'no list of the facet with ids')
  return list
}

function fieldsOf(file: string, schema: JsonSchema, known: Known): FieldModel[] {
  if (schema.additionalProperties !== false) refuse(file, '/additionalProperties', 'must be false')
  const required = new Set(schema.required as string[] | undefined)
  const properties = schema.properties as Record<string, JsonSchema>
  for (const name of required) if (!(name in properties)) refuse(file, '/required', `no property ${name}`)
  return Object.entries(properties).map(([name, node]) => {
    const pointer = `/properties/${name}`
    const title = titleOf(file, pointer, node)
    const label = known.labels.get(node['x-label'] as string)
    if (!label) refuse(file, pointer, 'x-label needs a name of labels.json')
    const shape = shapeOf(file, pointer, node, known)
    refuseIdsBelow(file, pointer, node, known)
    const mask = (node['x-mask'] ?? 'none') as Mask
    if (!masks.includes(mask)) refuse(file, `${pointer}/x-mask`, 'unknown mask')
    if (mask !== 'none' && (shape.kind === 'object' || shape.kind === 'list'))
      refuse(file, `${pointer}/x-mask`, 'only a scalar can be masked')
    if (node['x-assigned'] !== undefined && node['x-assigned'] !== 'gateway')
      refuse(file, `${pointer}/x-assigned`, 'must be gateway')
    return {
      name,
      title,
      label,
      mask,
      id: node['x-id'] === true,
      assigned: node['x-assigned'] === 'gateway',
      ref: refOf(file, pointer, node, shape, known),
      codes: node['x-codes'] as string | undefined,
      required: required.has(name),
      shape,
    }
  })
}

function shapeOf(file: string, pointer: string, node: JsonSchema, known: Known): Shape {
  const list = node['x-codes']
  if (list !== undefined && !known.lists.has(list as string)) refuse(file, `${pointer}/x-codes`, 'unknown code list')
  if (node.type !== 'array') return itemOf(file, pointer, node, known, list !== undefined)
  if (typeof node.maxItems !== 'number') refuse(file, pointer, 'a list needs maxItems')
  const item = itemOf(file, `${pointer}/items`, node.items as JsonSchema, known, list !== undefined)
  return { kind: 'list', item }
}

function itemOf(file: string, pointer: string, node: JsonSchema, known: Known, hasCodes: boolean): Item {
  if (typeof node.$ref === 'string') {
    const target = known.sources[node.$ref]
    if (!target) refuse(file, `${pointer}/$ref`, 'unknown schema')
    if ((node.$ref === 'coded.json') !== hasCodes)
      refuse(file, pointer, 'x-codes goes with coded.json and only with it')
    return { kind: target.type === 'object' ? 'object' : 'named', of: typeName(node.$ref) }
  }
  if (hasCodes) refuse(file, pointer, 'x-codes goes with coded.json and only with it')
  if (Array.isArray(node.enum)) return { kind: 'enum', values: node.enum as string[] }
  const base = node.type
  if (base === 'string' || base === 'boolean' || base === 'integer' || base === 'number')
    return { kind: 'scalar', base }
  return refuse(file, pointer, 'nested objects need a schema file of their own')
}
