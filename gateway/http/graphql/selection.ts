/** From a validated operation to what it asks of the release (GraphQL §6.3.2 CollectFields, in the schema's terms). */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  type SelectionSetNode,
} from 'graphql'
import type { TypeName } from '../../../schemas/generated/fields.ts'
import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import { fieldOf, isRecord, pathOf, type Selected, type Selection } from '../../release/selection.ts'
import type { PreparedDocument } from './prepare.ts'

type Variables = Readonly<Record<string, unknown>>

export type Root =
  | { readonly kind: 'dossier'; readonly answer: string; readonly id: string; readonly selection: Selection }
  | {
      readonly kind: 'dossiers'
      readonly answer: string
      readonly args: Readonly<Record<string, unknown>>
      /** Answer name of each `nodes` with what it asks of DossierSummary. */
      readonly nodes: readonly { readonly answer: string; readonly selection: Selection }[]
    }

/**
 * The roots of the operation that concern dossiers; introspection is none. Throws GatewayError `graphql-too-complex` beyond
 * `limits.graphql.root_fields_max`. The document has been validated and bounded, the variables coerced.
 */
export function rootsOf(
  schema: GraphQLSchema,
  { document, operation }: PreparedDocument,
  variables: Variables,
): Root[] {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition)

  const included = (node: Parameters<typeof getDirectiveValues>[1]): boolean =>
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false

  /** Field nodes by answer name, fragments unfolded, skipped ones left out. */
  const collect = (
    sets: readonly SelectionSetNode[],
    into = new Map<string, FieldNode[]>(),
    seen = new Set<string>(),
  ): Map<string, FieldNode[]> => {
    for (const selection of sets.flatMap((set) => set.selections)) {
      if (!included(selection)) continue
      if (selection.kind === 'Field') {
        const answer = selection.alias?.value ?? selection.name.value
        const others = into.get(answer)
        if (others) others.push(selection)
        else into.set(answer, [selection])
      } else if (selection.kind === 'InlineFragment') collect([selection.selectionSet], into, seen)
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value)
        collect([fragments.get(selection.name.value)!.selectionSet], into, seen)
      }
    }
    return into
  }
  const below = (nodes: readonly FieldNode[]): SelectionSetNode[] =>
    nodes.flatMap(({ selectionSet }) => selectionSet ?? [])

  const select = (type: TypeName, sets: readonly SelectionSetNode[], parent: string): Selection =>
    [...collect(sets)].flatMap(([answer, nodes]): Selected[] => {
      const field = fieldOf(type, nodes[0]!.name.value)
      if (!field) return [] // __typename
      const path = pathOf(type, parent, field)
      return 'of' in field
        ? [{ answer, field, path, of: select(field.of, below(nodes), isRecord(field.of) ? '' : path) }]
        : [{ answer, field, path }]
    })

  const query = schema.getQueryType()!.getFields()
  const roots: Root[] = []
  for (const [answer, nodes] of collect([operation.selectionSet])) {
    const [node] = nodes
    const definition = query[node!.name.value]
    if (!definition) continue
    const args = getArgumentValues(definition, node!, variables)
    if (definition.name === 'dossier')
      roots.push({ kind: 'dossier', answer, id: String(args.id), selection: select('Dossier', below(nodes), '') })
    else {
      const pages = [...collect(below(nodes))].filter(([, [page]]) => page!.name.value === 'nodes')
      roots.push({
        kind: 'dossiers',
        answer,
        args,
        nodes: pages.map(([name, found]) => ({ answer: name, selection: select('DossierSummary', below(found), '') })),
      })
    }
  }
  if (roots.length > limits.graphql.root_fields_max) throw new GatewayError('graphql-too-complex')
  return roots
}
