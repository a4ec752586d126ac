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
import { fieldOf, isRecord, pathOf, type Selected, type Selection, typenameOf } from '../../release/selection.ts'
import type { PreparedDocument } from './prepare.ts'

type Variables = Readonly<Record<string, unknown>>

/** A member of a page. */
export type Member =
  | { readonly kind: 'nodes'; readonly answer: string; readonly selection: Selection }
  | { readonly kind: 'next' | 'typename'; readonly answer: string }

/** A member of `data`, with what it asks of the release. */
export type Root =
  | { readonly kind: 'dossier'; readonly answer: string; readonly selection: Selection; readonly args: Variables }
  | {
      readonly kind: 'dossiers'
      readonly answer: string
      readonly members: readonly Member[]
      readonly args: Variables
    }
  | { readonly kind: 'typename' | 'introspection'; readonly answer: string }

type WithoutArguments<Kind> = Kind extends unknown ? Omit<Kind, 'args'> : never
type Shape = WithoutArguments<Root>

interface Shaped {
  readonly shape: Shape
  readonly node: FieldNode
}

/** Of one document by what its conditions say. A selection that stays the same object is projected once. */
const shaped = new WeakMap<PreparedDocument, Map<string, readonly Shaped[]>>()
const shapes_max = 16

/**
 * The roots of the operation, in the order of the answer. Throws GatewayError `graphql-too-complex` beyond
 * `limits.graphql.root_fields_max` that concern dossiers. The document has been validated and bounded, the variables coerced.
 */
export function rootsOf(schema: GraphQLSchema, prepared: PreparedDocument, variables: Variables): Root[] {
  const key = prepared.conditions.map((name) => (variables[name] === true ? 1 : 0)).join('')
  const known = shaped.get(prepared) ?? new Map<string, readonly Shaped[]>()
  if (known.size >= shapes_max) known.clear()
  const shapes = known.get(key) ?? shapesOf(prepared, variables)
  shaped.set(prepared, known.set(key, shapes))
  const query = schema.getQueryType()!.getFields()
  return shapes.map(({ shape, node }) =>
    shape.kind === 'dossier' || shape.kind === 'dossiers'
      ? { ...shape, args: getArgumentValues(query[shape.kind]!, node, variables) }
      : shape,
  )
}

function shapesOf({ document, operation }: PreparedDocument, variables: Variables): readonly Shaped[] {
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
    [...collect(sets)].map(([answer, nodes]): Selected => {
      const field = fieldOf(type, nodes[0]!.name.value)
      if (!field) return typenameOf(type, answer)
      const path = pathOf(type, parent, field)
      return 'of' in field
        ? { answer, field, path, of: select(field.of, below(nodes), isRecord(field.of) ? '' : path) }
        : { answer, field, path }
    })
  const member = ([answer, nodes]: readonly [string, readonly FieldNode[]]): Member => {
    const { value } = nodes[0]!.name
    if (value === 'nodes') return { kind: 'nodes', answer, selection: select('DossierSummary', below(nodes), '') }
    return { kind: value === 'next' ? 'next' : 'typename', answer }
  }
  const root = (answer: string, nodes: readonly FieldNode[]): Shape => {
    const { value } = nodes[0]!.name
    if (value === 'dossier') return { kind: 'dossier', answer, selection: select('Dossier', below(nodes), '') }
    if (value === 'dossiers') return { kind: 'dossiers', answer, members: [...collect(below(nodes))].map(member) }
    return { kind: value === '__typename' ? 'typename' : 'introspection', answer }
  }

  const shapes = [...collect([operation.selectionSet])].map(([answer, nodes]) => ({
    shape: root(answer, nodes),
    node: nodes[0]!,
  }))
  const ofDossiers = shapes.filter(({ shape }) => shape.kind === 'dossier' || shape.kind === 'dossiers')
  if (ofDossiers.length > limits.graphql.root_fields_max) throw new GatewayError('graphql-too-complex')
  return shapes
}
