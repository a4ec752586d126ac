/** The entities of the reference page: one section each, one row per field. */
import { type FormatName, formatTexts } from '../validation/formats.ts'
import type { CodeList, FieldModel, Item, JsonSchema, Model, ObjectType, Title } from './model.ts'
import { sourceOf } from './model.ts'
import { type Html, html, names, paragraph, table, words } from './reference-html.ts'
import { columns, groups, labels, otherGroup, types } from './reference-texts.ts'
import { levelWords, maskWords, tagWords, wordOf } from './words.ts'

/** Object types in the order of `groups`, then the others as a dossier leads to them; empty groups are left out. */
export function grouped({
  objects,
}: Model): readonly { readonly title: Title; readonly types: readonly ObjectType[] }[] {
  const byName = new Map(objects.map((object) => [object.name, object]))
  const named = new Set(groups.flatMap((group) => group.types))
  const others = reachable(byName).filter((name) => !named.has(name))
  return [...groups, { title: otherGroup, types: others }]
    .map(({ title, types }) => ({ title, types: types.flatMap((name) => byName.get(name) ?? []) }))
    .filter(({ types }) => types.length > 0)
}

/** Names of all types: those that Dossier leads to first, breadth first. */
function reachable(byName: ReadonlyMap<string, ObjectType>): readonly string[] {
  const order = new Set(['Dossier'])
  for (const name of order)
    for (const { shape } of byName.get(name)?.fields ?? []) {
      const item = shape.kind === 'list' ? shape.item : shape
      if (item.kind === 'object') order.add(item.of)
    }
  return [...new Set([...order, ...byName.keys()])]
}

const bound = (node: JsonSchema): string | false => {
  if (typeof node.maxLength === 'number') return ` ≤ ${node.maxLength}`
  const { minimum, maximum } = node as { minimum?: number; maximum?: number }
  if (minimum === undefined && maximum === undefined) return false
  return ` ${minimum ?? '…'} – ${maximum ?? '…'}`
}

function itemType(item: Item, node: JsonSchema, list: CodeList | undefined): Html {
  if (list) return html`${words(labels.codeOf)} <a href="#codes-${list.name}">${words(list.title)}</a>`
  if (item.kind === 'object' || item.kind === 'named') return html`<a href="#${item.of}">${item.of}</a>`
  if (item.kind === 'enum')
    return html`<span class=enum>${item.values.map((value) => html`<code>${value}</code> `)}</span>`
  const text = item.base === 'string' && node.format === 'date-time' ? types.instant : types[item.base]
  const exact = node.format === 'date' ? types.day : text
  return html`${words(exact)}${bound(node)}${typeof node.pattern === 'string' && html` <code class=pattern>${node.pattern}</code>`}`
}

/** Cardinality as an adapter must keep to it. */
function cardinality({ shape, required, id }: FieldModel, node: JsonSchema): string {
  if (shape.kind !== 'list') return required || id ? '1' : '0..1'
  const { minItems = 0, maxItems } = node as { minItems?: number; maxItems?: number }
  return `${minItems}..${maxItems}`
}

function typeCell(field: FieldModel, node: JsonSchema, { lists }: Model): Html {
  const { shape, codes, ref } = field
  const list = lists.find(({ name }) => name === codes)
  const inner = shape.kind === 'list' ? (node.items as JsonSchema) : node
  const type = itemType(shape.kind === 'list' ? shape.item : shape, inner, list)
  return html`<td class=type><span class=count>${cardinality(field, node)}</span> ${shape.kind === 'list' && html`${words(labels.list)} `}${
    ref ? html`${words(labels.refers)} <a href="#Facet.${ref}">${ref}</a>` : type
  }</td>`
}

function labelCell({ label, mask, id, assigned }: FieldModel): Html {
  const tags = label.tags.map((tag) => html` <span class=tag title="${tag}">${words(wordOf(tagWords, tag))}</span>`)
  const notes = [
    ...(mask === 'none' ? [] : [html`${words(labels.masked)} ${words(maskWords[mask])}`]),
    ...(id ? [words(labels.identifies)] : []),
    ...(assigned ? [words(labels.assigned)] : []),
  ]
  return html`<td class=label><a class="chip ${label.level}" href="#label-${label.name}">${words(
    wordOf(levelWords, label.level),
  )}</a>${tags}${notes.map((note) => html`<span class=note>${note}</span>`)}</td>`
}

function entity(object: ObjectType, model: Model, usedIn: readonly string[]): Html {
  const nodes = sourceOf(model, object.name).properties as Record<string, JsonSchema>
  const rows = object.fields.map((field) => {
    const id = `${object.name}.${field.name}`
    return html`<tr id="${id}"><td class=field><a href="#${id}"><code>${field.name}</code></a></td><td>${names(
      field.title,
    )}</td>${typeCell(field, nodes[field.name]!, model)}${labelCell(field)}</tr>\n`
  })
  const uses = usedIn.map((use) => html`<a href="#${use}">${use}</a> `)
  return html`<section class="entity" id="${object.name}"><h4>${names(object.title)} <code>${object.name}</code></h4>
<p class="uses">${words(labels.usedIn)}: ${uses.length > 0 ? uses : words(labels.answer)}</p>
${table([columns.field, columns.name, columns.type, columns.label], rows)}</section>\n`
}

/** Where each type is used, as \`Type.field\`. */
function uses({ objects }: Model): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { name, fields } of objects)
    for (const field of fields) {
      const item = field.shape.kind === 'list' ? field.shape.item : field.shape
      if (item.kind !== 'object' && item.kind !== 'named') continue
      found.set(item.of, [...(found.get(item.of) ?? []), `${name}.${field.name}`])
    }
  return found
}

/** All entities by group, then the named scalars; an anchor per type (`Person`) and field (`Person.fullName`). */
export function entities(model: Model): Html {
  const usedIn = uses(model)
  const sections = grouped(model).map(
    ({ title, types }) =>
      html`<h3 class="group">${words(title)}</h3>\n${types.map((type) => entity(type, model, usedIn.get(type.name) ?? []))}`,
  )
  const scalars = model.scalars.map(({ name, title }) => {
    const { format, pattern } = sourceOf(model, name)
    const meaning = typeof format === 'string' && formatTexts[format as FormatName]
    return html`<section class="entity" id="${name}"><h4>${names(title)} <code>${name}</code></h4>
${meaning && paragraph(meaning)}${typeof pattern === 'string' && html`<p><code class=pattern>${pattern}</code></p>`}</section>\n`
  })
  return html`${sections}${scalars}`
}
