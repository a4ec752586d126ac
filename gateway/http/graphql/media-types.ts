/** Of answers of GraphQL over HTTP: what a client of before 2025 expects, and the specification's own (§6.1.1). */
export const graphqlMediaTypes = ['application/json', 'application/graphql-response+json'] as const
