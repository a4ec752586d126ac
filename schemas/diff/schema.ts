/** Compares two versions of one schema file, node by node. */
import { isDeepStrictEqual } from 'node:util'
import type { JsonSchema } from '../generate/model.ts'
import { below, type Change, changeAt, type Place } from './kinds.ts'
import { compareMarks, markKeywords } from './marks.ts'
import type { Published } from './read.ts'
import { compareValues, valueKeywords } from './values.ts'

type Nodes = Readonly<Record<string, JsonSchema>>

interface Shape {
  readonly list: boolean
  /** A type, or the file that is referred to. */
  readonly of: string
}

function shapeOf(node: JsonSchema): Shape {
  const list = node.type === 'array'
  const item = list ? ((node.items ?? {}) as JsonSchema) : node
  const texts = Array.isArray(item.enum) && item.enum.every((value) => typeof value === 'string')
  const type = item.type ?? (texts ? 'string' : undefined)
  return { list, of: typeof item.$ref === 'string' ? item.$ref : JSON.stringify(type ?? 'any') }
}

const textOf = ({ list, of }: Shape): string => (list ? `[${of}]` : of)

/** Every integer is a number. Of two lists only the code list is compared: their items are nodes of their own. */
function compareShape(before: JsonSchema, after: JsonSchema, at: Place): readonly Change[] {
  const [was, is] = [shapeOf(before), shapeOf(after)]
  const codes = { before: before['x-codes'], after: after['x-codes'] }
  if (isDeepStrictEqual(was, is))
    return codes.before === codes.after ? [] : [changeAt(below(at, 'x-codes'), 'codes-bound-changed', codes)]
  if (was.list && is.list) return []
  const detail = { before: textOf(was), after: textOf(is) }
  const types = `${was.of} ${is.of}`
  if (was.list !== is.list) return [changeAt(at, 'shape-changed', detail)]
  if (types === '"integer" "number"') return [changeAt(at, 'values-widened', detail)]
  if (types === '"number" "integer"') return [changeAt(at, 'values-narrowed', detail)]
  return [changeAt(at, 'shape-changed', detail)]
}

const titleKeywords: ReadonlySet<string> = new Set(['x-title', 'title', 'description', '$comment', 'examples'])
const walkedKeywords: ReadonlySet<string> = new Set([
  ...['type', '$ref', 'x-codes', 'items', 'properties', 'required', '$defs'],
  ...titleKeywords,
  ...valueKeywords,
  ...markKeywords,
])

const keywordsOf = (before: JsonSchema, after: JsonSchema): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (keyword) => !isDeepStrictEqual(before[keyword], after[keyword]),
  )

export interface Sides {
  readonly old: Published
  readonly now: Published
}

/** The changes from `before` to `after`, which stand at `at`; `required` tells whether the newer one is. */
function compareNode(
  before: JsonSchema,
  after: JsonSchema,
  at: Place,
  required: boolean,
  sides: Sides,
): readonly Change[] {
  if (isDeepStrictEqual(before, after)) return []
  const shape = compareShape(before, after, at)
  const another = shape.some(({ kind }) => kind === 'shape-changed')
  const texts = keywordsOf(before, after).filter((keyword) => titleKeywords.has(keyword))
  const others = keywordsOf(before, after).filter((keyword) => !walkedKeywords.has(keyword))
  return [
    ...shape,
    ...texts.map((keyword) =>
      changeAt(below(at, keyword), 'title-changed', { before: before[keyword], after: after[keyword] }),
    ),
    ...compareMarks(before, after, at, required, sides.old, sides.now),
    ...(another ? [] : compareContent(before, after, at, sides)),
    ...others.map((keyword) => changeAt(below(at, keyword), 'keyword-changed')),
  ]
}

function compareContent(before: JsonSchema, after: JsonSchema, at: Place, sides: Sides): readonly Change[] {
  const [was, is] = [before.items, after.items]
  const items = typeof was === 'object' && typeof is === 'object'
  return [
    ...compareValues(before, after, at),
    ...(items ? compareNode(was as JsonSchema, is as JsonSchema, below(at, 'items'), false, sides) : []),
    ...(items || isDeepStrictEqual(was, is) ? [] : [changeAt(below(at, 'items'), 'keyword-changed')]),
    ...compareProperties(before, after, at, sides),
    ...compareNamed('$defs', before, after, at, sides),
  ]
}

const titleIn = (node: JsonSchema | undefined): string | undefined =>
  node?.['x-title'] === undefined ? undefined : JSON.stringify(node['x-title'])

/** The name among `others` whose title is that of `node`, where there is just one. */
function ofSameTitle(node: JsonSchema, others: Nodes, names: readonly string[]): { readonly perhaps?: string } {
  const title = titleIn(node)
  const found = names.filter((name) => title !== undefined && titleIn(others[name]) === title)
  return found.length === 1 ? { perhaps: found[0]! } : {}
}

/** Names that only one of the two has. */
export function onlyIn(of: object, other: object): readonly string[] {
  return Object.keys(of).filter((name) => !Object.hasOwn(other, name))
}

function compareNamed(member: string, before: JsonSchema, after: JsonSchema, at: Place, sides: Sides): Change[] {
  const [was, is] = [(before[member] ?? {}) as Nodes, (after[member] ?? {}) as Nodes]
  const inside = below(at, member)
  return compareEntities(was, is, (name) => below(inside, name), sides)
}

/** Named schemas that were added, removed or changed, each at its place. */
export function compareEntities(was: Nodes, is: Nodes, placeOf: (name: string) => Place, sides: Sides): Change[] {
  const [added, removed] = [onlyIn(is, was), onlyIn(was, is)]
  const kept = Object.keys(was).filter((name) => Object.hasOwn(is, name))
  return [
    ...removed.map((name) => changeAt(placeOf(name), 'entity-removed', ofSameTitle(was[name]!, is, added))),
    ...added.map((name) => changeAt(placeOf(name), 'entity-added', ofSameTitle(is[name]!, was, removed))),
    ...kept.flatMap((name) => compareNode(was[name]!, is[name]!, placeOf(name), false, sides)),
  ]
}

/** What the gateway assigns is no matter of adapters. */
const unlessAssigned = (at: Place, ...nodes: readonly JsonSchema[]): Place =>
  nodes.every((node) => node['x-assigned'] !== undefined)
    ? { ...at, concerns: at.concerns.filter((party) => party !== 'adapter') }
    : at

function compareProperties(before: JsonSchema, after: JsonSchema, at: Place, sides: Sides): readonly Change[] {
  const [was, is] = [(before.properties ?? {}) as Nodes, (after.properties ?? {}) as Nodes]
  const requiredIn = ({ required }: JsonSchema) => new Set(required as readonly string[] | undefined)
  const [needed, needs] = [requiredIn(before), requiredIn(after)]
  const [added, removed] = [onlyIn(is, was), onlyIn(was, is)]
  const placeOf = (name: string, ...nodes: readonly JsonSchema[]) =>
    unlessAssigned(below(at, 'properties', name), ...nodes)
  return [
    ...removed.map((name) => {
      return changeAt(placeOf(name, was[name]!), 'field-removed', ofSameTitle(was[name]!, is, added))
    }),
    ...added.map((name) => {
      const kind = needs.has(name) ? 'field-added-required' : 'field-added'
      return changeAt(placeOf(name, is[name]!), kind, ofSameTitle(is[name]!, was, removed))
    }),
    ...Object.keys(was)
      .filter((name) => Object.hasOwn(is, name))
      .flatMap((name) => {
        const place = placeOf(name, was[name]!, is[name]!)
        const turned = needs.has(name) ? 'required-added' : 'required-removed'
        return [
          ...(needed.has(name) === needs.has(name) ? [] : [changeAt(place, turned)]),
          ...compareNode(was[name]!, is[name]!, place, needs.has(name), sides),
        ]
      }),
  ]
}
