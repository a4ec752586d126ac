/** The components of the OpenAPI 3.1 document that come from the case schema: what REST answers are made of, as JSON Schema 2020-12. */
import {
  type CodeList,
  type FieldModel,
  type JsonSchema,
  type Mask,
  type Model,
  sourceOf,
  type Title,
  typeName,
} from './model.ts'
import { inParagraphs, labelInWords, notesOn } from './words.ts'

const dialect = 'https://json-schema.org/draft/2020-12/schema'
const at = (component: string) => `#/components/schemas/${component}`
const codedName = (list: string) => `Coded${typeName(list)}`
const titled = ({ vi, en }: Title) => ({ title: `${vi} · ${en}`, 'x-title': { vi, en } })
const described = (notes: readonly Title[]) => {
  const { vi, en } = inParagraphs(notes)
  return { description: `${vi}\n\n${en}` }
}

/**
 * A component for every object type, named scalar and used code list, for the gateway to put its paths beside. Only ids
 * are required, for a withheld field is absent in REST; objects are open, for minor versions add fields. A field that
 * can be masked admits its masked form. Throws an Error when two components would have one name.
 */
export function caseComponents(model: Model) {
  const used = new Set(model.objects.flatMap(({ fields }) => fields.map(({ codes }) => codes)))
  const components = [
    ...model.objects.map(({ name }): [string, JsonSchema] => [name, objectOf(model, name)]),
    ...model.scalars.map(({ name, title }): [string, JsonSchema] => {
      return [name, { ...titled(title), ...plain(sourceOf(model, name)) }]
    }),
    ...model.lists.filter(({ name }) => used.has(name)).map((list) => codedBy(model, list)),
  ]
  const names = components.map(([name]) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice) throw new Error(`components/schemas/${twice}: two components of one name`)
  return {
    openapi: '3.1.1',
    info: { version: `1+${model.version}` },
    jsonSchemaDialect: dialect,
    'x-labels': Object.fromEntries(
      model.labels.map((label) => {
        const { name, level, tags, rule, confidence } = label
        return [name, { level, tags, words: labelInWords(label), rule, ...(confidence && { confidence }) }]
      }),
    ),
    components: { schemas: Object.fromEntries(components) },
  }
}

function objectOf(model: Model, name: string): JsonSchema {
  const { title, fields } = model.objects.find((object) => object.name === name)!
  const properties = sourceOf(model, name).properties as Record<string, JsonSchema>
  const ids = fields.filter(({ id }) => id).map((field) => field.name)
  return {
    ...titled(title),
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldOf(field, properties[field.name]!, model)])),
    ...(ids.length > 0 && { required: ids }),
  }
}

function fieldOf(field: FieldModel, node: JsonSchema, model: Model): JsonSchema {
  const { level, tags, name } = field.label
  const { title, 'x-title': both } = titled(field.title)
  return {
    title,
    ...described(notesOn(field, model.lists)),
    ...(admitsMasked(field, model) ? plain(node, field.codes) : withMask(plain(node, field.codes), field.mask)),
    'x-title': both,
    'x-label': { name, level, tags },
    ...(field.mask !== 'none' && { 'x-mask': field.mask }),
    ...(field.codes && { 'x-codes': field.codes }),
    ...(field.ref && { 'x-ref': field.ref }),
    ...(field.assigned && { 'x-assigned': 'gateway' }),
  }
}

/** The keywords of JSON Schema alone, with references to components. */
function plain(node: JsonSchema, codes?: string): JsonSchema {
  const kept = Object.entries(node).filter(([keyword]) => !keyword.startsWith('x-') && !/^\$(schema|id)$/.test(keyword))
  return Object.fromEntries(
    kept.map(([keyword, value]) => {
      if (keyword === '$ref') return [keyword, at(codes ? codedName(codes) : typeName(value as string))]
      return [keyword, keyword === 'items' ? plain(value as JsonSchema, codes) : value]
    }),
  )
}

const maskedForms: Readonly<Record<Exclude<Mask, 'none'>, string>> = {
  initials: '^(\\S+\\.( \\S+\\.)*)?$',
  year: '^.{0,4}$',
  last3: '^•*.{0,3}$',
}

/** A named scalar such as a date that keeps its precision is a year as it stands. */
function admitsMasked({ mask, shape }: FieldModel, model: Model): boolean {
  if (mask === 'none') return true
  if (mask !== 'year' || shape.kind !== 'named') return false
  const { pattern } = sourceOf(model, shape.of)
  return typeof pattern === 'string' && new RegExp(pattern, 'u').test('1988')
}

/** `form`, or what a mask makes of it, which may break pattern, format and length (an initial with its full stop is longer). */
function withMask(form: JsonSchema, mask: Mask): JsonSchema {
  if (mask === 'none') return form
  if (form.$ref !== undefined) return { anyOf: [form, { type: 'string', pattern: maskedForms[mask] }] }
  const { minLength: _, format: __, pattern, maxLength, ...rest } = form
  return {
    ...rest,
    ...(typeof pattern === 'string' && { pattern: `(${pattern})|(${maskedForms[mask]})` }),
    ...(typeof maxLength === 'number' && { maxLength: mask === 'initials' ? maxLength * 2 : maxLength }),
  }
}

/** Coded narrowed to one list. A code out of its validity stays: a record may be as old as the code. */
function codedBy(model: Model, { name, system, title, codes }: CodeList): [string, JsonSchema] {
  const { properties, ...coded } = objectOf(model, 'Coded') as { properties: Record<string, JsonSchema> }
  const narrowed: JsonSchema = {
    ...properties.code,
    enum: codes.map(({ code }) => code),
    'x-enum-varnames': codes.map(({ code }) => code.replaceAll(/\W/g, '_').replace(/^(?=\d)/, '_')),
    'x-enum-descriptions': codes.map(
      ({ vi, en, validFrom, validTo }) => `${vi} · ${en} [${validFrom} – ${validTo ?? ''}]`,
    ),
  }
  const fields = { ...properties, system: { ...properties.system, const: system }, code: narrowed }
  return [codedName(name), { ...coded, ...titled(title), properties: fields }]
}
