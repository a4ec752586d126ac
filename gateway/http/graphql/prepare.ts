/** A document is parsed, bounded and validated once, however often it comes: the same outcome cold and hot. */
import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import { boundCost } from './cost.ts'

export interface PreparedDocument {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
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

  const prepare = (query: string): DocumentNode => {
    const known = documents.get(query)
    if (known) return known
    const document = parsed(query)
    boundCost(document)
    const errors = validate(schema, document, specifiedRules, { maxErrors: 5 })
    if (errors.length > 0) throw new QueryInvalid(errors)
    if (documents.size >= limits.graphql.documents_cached_max) documents.delete(documents.keys().next().value!)
    documents.set(query, document)
    return document
  }

  return (query, operationName) => {
    const document = prepare(query)
    const operation = getOperationAST(document, operationName)
    if (operation?.operation !== 'query') throw new QueryInvalid([])
    return { document, operation }
  }
}

function parsed(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: limits.graphql.tokens_max })
  } catch (error) {
    throw new QueryInvalid([error as GraphQLError])
  }
}
