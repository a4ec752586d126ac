/** A document is parsed, bounded and validated once, however often it comes: the same outcome cold and hot. */
import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  print,
  separateOperations,
  specifiedRules,
  validate,
} from 'graphql'
import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import { boundCost } from './cost.ts'
import { conditionsIn, isConditional, nonNullVariables, usableNames } from './rules.ts'

export interface PreparedDocument {
  /** The operation and its fragments alone. */
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  /** The same as text. Mercurius keeps one compiled form per text, of whichever operation came first. */
  readonly text: string
  /** To be interpreted, never compiled. */
  readonly conditional: boolean
  /** Variables that @skip and @include depend on. */
  readonly conditions: readonly string[]
  /** Variables that must not be null. */
  readonly nonNull: ReadonlySet<string>
}

/** What is wrong with a query, in terms of the query alone. */
export class QueryInvalid extends GatewayError {
  readonly errors: readonly GraphQLError[]
  constructor(errors: readonly GraphQLError[]) {
    super('graphql-invalid')
    this.errors = errors
  }
}

/**
 * Gives a function from (query, operationName) to its prepared document. It throws QueryInvalid, or GatewayError
 * `graphql-too-complex`; those are not cached.
 */
export function documentCache(
  schema: GraphQLSchema,
): (query: string, operationName: string | undefined) => PreparedDocument {
  const documents = new Map<string, DocumentNode>()
  const operations = new WeakMap<OperationDefinitionNode, PreparedDocument>()

  const validated = (query: string): DocumentNode => {
    const known = documents.get(query)
    if (known) return known
    const document = parsed(query)
    boundCost(document)
    const errors = validate(schema, document, rules, { maxErrors: 5, hideSuggestions: true })
    if (errors.length > 0) throw new QueryInvalid(errors)
    if (documents.size >= limits.graphql.documents_cached_max) documents.delete(documents.keys().next().value!)
    documents.set(query, document)
    return document
  }

  const alone = (query: string, whole: DocumentNode, operation: OperationDefinitionNode): PreparedDocument => {
    const document = separateOperations(whole)[operation.name?.value ?? '']!
    const text = document.definitions.length === whole.definitions.length ? query : print(document)
    return {
      document,
      operation,
      text,
      conditional: isConditional(document),
      conditions: conditionsIn(document),
      nonNull: nonNullVariables(schema, document),
    }
  }

  return (query, operationName) => {
    const document = validated(query)
    const operation = getOperationAST(document, operationName)
    if (operation?.operation !== 'query') throw new QueryInvalid([])
    const known = operations.get(operation)
    if (known) return known
    const prepared = alone(query, document, operation)
    operations.set(operation, prepared)
    return prepared
  }
}

const rules = [...specifiedRules, usableNames]

function parsed(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: limits.graphql.tokens_max })
  } catch (error) {
    throw new QueryInvalid([error as GraphQLError])
  }
}
