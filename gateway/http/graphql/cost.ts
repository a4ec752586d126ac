/**
 * Bounds what a document can cost before anything else works on it: depth, and fields with list pages multiplied out. Introspection
 * nests deeper than any dossier and has a depth of its own; its cycles are refused by validation (MaxIntrospectionDepthRule).
 * Fragments are counted once and their cost reused, so that a short document can't unfold into an endless one.
 */
import type { DocumentNode, FragmentDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql'
import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'

interface Cost {
  readonly fields: number
  readonly depth: number
  /** Depth below `__schema` and `__type`. */
  readonly introspection: number
}

const nothing: Cost = { fields: 0, depth: 0, introspection: 0 }
const both = (a: Cost, b: Cost): Cost => ({
  fields: a.fields + b.fields,
  depth: Math.max(a.depth, b.depth),
  introspection: Math.max(a.introspection, b.introspection),
})
const introspective = new Set(['__schema', '__type'])

/** Throws GatewayError `graphql-too-complex`, or `graphql-invalid` when fragments contain themselves. The document is NOT validated. */
export function boundCost(document: DocumentNode): void {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition)
  const known = new Map<string, Cost | 'open'>()

  const ofFragment = (name: string): Cost => {
    const cost = known.get(name)
    if (cost === 'open') throw new GatewayError('graphql-invalid')
    if (cost) return cost
    const fragment = fragments.get(name)
    if (!fragment) return nothing
    known.set(name, 'open')
    const counted = ofSet(fragment.selectionSet)
    known.set(name, counted)
    return counted
  }
  const ofSelection = (selection: SelectionNode): Cost => {
    if (selection.kind === 'FragmentSpread') return ofFragment(selection.name.value)
    const below = selection.selectionSet ? ofSet(selection.selectionSet) : nothing
    if (selection.kind === 'InlineFragment') return below
    if (introspective.has(selection.name.value))
      return { fields: 1 + below.fields, depth: 1, introspection: below.depth }
    // A page is counted as full: its size may come in a variable.
    const rows = selection.name.value === 'nodes' ? limits.list.page_rows_max : 1
    return { ...below, fields: 1 + rows * below.fields, depth: 1 + below.depth }
  }
  const ofSet = (set: SelectionSetNode): Cost => set.selections.map(ofSelection).reduce(both, nothing)

  for (const definition of document.definitions) {
    if (definition.kind !== 'OperationDefinition') continue
    const { fields, depth, introspection } = ofSet(definition.selectionSet)
    const { cost_max, depth_max, introspection_depth_max } = limits.graphql
    if (fields > cost_max || depth > depth_max || introspection > introspection_depth_max)
      throw new GatewayError('graphql-too-complex')
  }
}
