/**
 * Reads a published schemas folder, of today or of an earlier version, as far as a comparison needs it. What was right
 * when it was published need not pass today's `load`, so only what could not be compared is refused here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonSchema } from '../generate/model.ts'

/** Documents that adapters and integrators hold themselves to. */
const documentFiles = ['translation.json', 'index-page.json', 'manifest.json']

export type Files = Readonly<Record<string, JsonSchema>>

export interface LabelValue {
  /** Where it is named in labels.json; absent for one written at the field, as earlier versions did. */
  readonly name?: string
  readonly level: string
  readonly tags: readonly string[]
  readonly rule: unknown
}

export interface PlacedRule {
  readonly file: string
  readonly index: number
  readonly rule: JsonSchema
}

export interface Published {
  /** By path below the folder, e.g. `case/v1/report.json`. */
  readonly schemas: Files
  readonly documents: Files
  readonly lists: Files
  readonly labels: ReadonlyMap<string, LabelValue>
  /** In rising order. */
  readonly levels: readonly string[]
  readonly rules: ReadonlyMap<string, PlacedRule>
}

/** A folder can't be compared; the message names the file and, where there is one, the JSON Pointer. */
export class Unreadable extends Error {}

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const why = error instanceof SyntaxError ? 'không phải JSON · is not JSON' : 'không đọc được · can’t be read'
    throw new Unreadable(`${path}: ${why}`)
  }
}

function jsonFilesOf(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
    return names.sort()
  } catch {
    throw new Unreadable(`${folder}: không phải thư mục đọc được · is no folder that can be read`)
  }
}

function objectsIn(root: string, folder: string): Files {
  const files = jsonFilesOf(join(root, folder)).map((name): [string, JsonSchema] => {
    const path = join(root, folder, name)
    const value = readJson(path)
    if (!isObject(value)) throw new Unreadable(`${path}: phải là một đối tượng JSON · must be a JSON object`)
    return [folder === '' ? name : `${folder}/${name}`, value]
  })
  return Object.fromEntries(files)
}

/**
 * Reads the folder `root`, which holds case/v1 and codes, and may hold the documents beside them, labels.json and
 * clocks/rules. Throws Unreadable for what is missing, no JSON, or of a form that can't be compared.
 */
export function read(root: string): Published {
  for (const folder of ['case/v1', 'codes'])
    if (!existsSync(join(root, folder))) throw new Unreadable(`${join(root, folder)}: không có · is missing`)
  const schemas = objectsIn(root, 'case/v1')
  const lists = objectsIn(root, 'codes')
  const beside = objectsIn(root, '')
  for (const [file, schema] of Object.entries(schemas)) checkSchema(root, file, '', schema)
  for (const [file, list] of Object.entries(lists)) checkList(root, file, list)
  const documents = Object.entries(beside).filter(([file]) => documentFiles.includes(file))
  for (const [file, schema] of documents) checkSchema(root, file, '', schema)
  const labels = labelsOf(root, beside['labels.json'])
  const published = {
    schemas,
    documents: Object.fromEntries(documents),
    lists,
    labels,
    levels: levelsOf(root, schemas),
  }
  for (const [file, schema] of Object.entries(schemas)) checkLabels(root, file, schema, published)
  return { ...published, rules: rulesOf(root) }
}

function refuse(root: string, file: string, pointer: string, why: string): never {
  throw new Unreadable(`${join(root, file)}#${pointer}: ${why}`)
}

/** The members that the comparison walks through must be what it takes them for. */
function checkSchema(root: string, file: string, pointer: string, node: JsonSchema): void {
  if (node.required !== undefined && !Array.isArray(node.required))
    refuse(root, file, `${pointer}/required`, 'phải là danh sách · must be a list')
  for (const member of ['properties', '$defs', 'items']) {
    const found = node[member]
    if (found === undefined || (member === 'items' && typeof found === 'boolean')) continue
    if (!isObject(found)) refuse(root, file, `${pointer}/${member}`, 'phải là đối tượng · must be an object')
    if (member === 'items') checkSchema(root, file, `${pointer}/items`, found)
    else
      for (const [name, child] of Object.entries(found)) {
        if (!isObject(child))
          refuse(root, file, `${pointer}/${member}/${name}`, 'phải là đối tượng · must be an object')
        checkSchema(root, file, `${pointer}/${member}/${name}`, child)
      }
  }
}

function checkList(root: string, file: string, { codes }: JsonSchema): void {
  if (!Array.isArray(codes)) refuse(root, file, '/codes', 'phải là danh sách · must be a list')
  const seen = new Set<unknown>()
  for (const [index, code] of codes.entries()) {
    if (typeof code?.code !== 'string') refuse(root, file, `/codes/${index}/code`, 'thiếu mã · needs a code')
    if (seen.has(code.code)) refuse(root, file, `/codes/${index}/code`, 'mã lặp lại · stands twice')
    seen.add(code.code)
  }
}

function levelsOf(root: string, schemas: Files): readonly string[] {
  const file = 'case/v1/label.json'
  const properties = schemas[file]?.properties as Record<string, JsonSchema> | undefined
  const levels = properties?.level?.enum
  if (!Array.isArray(levels)) refuse(root, file, '/properties/level/enum', 'không có · is missing')
  return levels
}

function labelValue(label: unknown): Omit<LabelValue, 'name'> | undefined {
  if (!isObject(label) || typeof label.level !== 'string' || !Array.isArray(label.tags)) return undefined
  return { level: label.level, tags: label.tags, rule: label.rule }
}

function labelsOf(root: string, file: JsonSchema | undefined): ReadonlyMap<string, LabelValue> {
  const entries = Object.entries(isObject(file?.labels) ? file.labels : {}).map(([name, of]): [string, LabelValue] => {
    const value = labelValue(of)
    if (!value) refuse(root, 'labels.json', `/labels/${name}`, 'thiếu level, tags · needs level and tags')
    return [name, { name, ...value }]
  })
  return new Map(entries)
}

/** The default label of a field: a name of labels.json, or written at the field. Undefined where there is none. */
export function labelOf(node: JsonSchema, { labels }: Pick<Published, 'labels'>): LabelValue | undefined {
  const label = node['x-label']
  return typeof label === 'string' ? labels.get(label) : labelValue(label)
}

function checkLabels(root: string, file: string, schema: JsonSchema, of: Pick<Published, 'labels'>): void {
  for (const [name, node] of Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>))
    if (!labelOf(node, of)) refuse(root, file, `/properties/${name}/x-label`, 'nhãn không rõ · unknown label')
}

function rulesOf(root: string): ReadonlyMap<string, PlacedRule> {
  const folder = 'clocks/rules'
  if (!existsSync(join(root, folder))) return new Map()
  const placed = jsonFilesOf(join(root, folder)).flatMap((name): [string, PlacedRule][] => {
    const file = `${folder}/${name}`
    const rules = readJson(join(root, file))
    if (!Array.isArray(rules)) refuse(root, file, '', 'phải là danh sách · must be a list')
    return rules.map((rule, index) => {
      if (!isObject(rule) || typeof rule.id !== 'string') refuse(root, file, `/${index}/id`, 'thiếu mã · needs an id')
      return [rule.id, { file, index, rule }]
    })
  })
  return new Map(placed)
}
