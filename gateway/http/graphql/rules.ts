/** What the GraphQL specification leaves to execution, where compiled and interpreted execution differ: decided before either. */
import {
  type ASTVisitor,
  BREAK,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  isNonNullType,
  TypeInfo,
  type ValidationContext,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { limits } from '../../limits.ts'

/** Whether any field is asked for conditionally. Compiled execution (graphql-jit) then gives fields that it should not, and misses others. */
export function isConditional(document: DocumentNode): boolean {
  let found = false
  const visitor: ASTVisitor = {
    Directive() {
      found = true
      return BREAK
    },
  }
  visit(document, visitor)
  return found
}

/** Names of the variables that directives of `document` use. */
export function conditionsIn(document: DocumentNode): readonly string[] {
  const names = new Set<string>()
  const visitor: ASTVisitor = {
    Directive({ arguments: given = [] }) {
      for (const { value } of given) if (value.kind === 'Variable') names.add(value.name.value)
    },
  }
  visit(document, visitor)
  return [...names]
}

/** Rows and variables become properties of objects, and this one is not like the others. */
const unusable = '__proto__'

/** Validation rule: neither an answer name nor a variable is `__proto__`, and no answer name is longer than limits.graphql.name_chars_max. */
export function usableNames(context: ValidationContext): ASTVisitor {
  return {
    Field({ alias }) {
      if (alias && alias.value.length > limits.graphql.name_chars_max)
        context.reportError(
          new GraphQLError(`Alias longer than ${limits.graphql.name_chars_max} characters`, { nodes: alias }),
        )
    },
    Name(node) {
      if (node.value === unusable) context.reportError(new GraphQLError('Name not usable', { nodes: node }))
    },
  }
}

/**
 * Names of the variables that stand where null is not allowed. A variable with a default may stand there (§5.8.5), and given as
 * null it fails in execution only. `document` has been validated.
 */
export function nonNullVariables(schema: GraphQLSchema, document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>()
  const types = new TypeInfo(schema)
  const visitor: ASTVisitor = {
    // Not into the definitions, where the name alone stands.
    VariableDefinition: () => false,
    Variable(node) {
      if (isNonNullType(types.getInputType())) names.add(node.name.value)
    },
  }
  visit(document, visitWithTypeInfo(types, visitor))
  return names
}
