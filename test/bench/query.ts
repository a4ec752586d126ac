/** What is asked, of every target in the same words: a case file as an officer's screen needs it, some thirty fields. */
import type { Question } from './load.ts'

export const query = `query CaseFile($id: ID!) {
  dossier(id: $id) {
    id
    facets {
      id agency
      identifiers { type value assigner { code } }
      report { kind { code } receivedAt occurredAt summary stage { code } urgency { code } place { text commune { code } } }
      reporters { id kind reportedAt fullName phone }
      participants { id role { code } minor person { fullName birth personalId } }
      offences { article clause }
      assignments { decisionNumber decidedOn officer }
      decisions { type { code } number decidedOn signer }
      clocks { rule dueOn state }
      label { level }
    }
  }
}`

const authorization = (token: string) => ({ authorization: `Bearer ${token}` })

export const graphqlQuestions = (dossiers: readonly string[], token: string): readonly Question[] =>
  dossiers.map((id) => ({
    method: 'POST',
    path: '/graphql',
    headers: { ...authorization(token), 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { id } }),
  }))

export const restQuestions = (dossiers: readonly string[], token: string): readonly Question[] =>
  dossiers.map((id) => ({ method: 'GET', path: `/v1/dossiers/${id}`, headers: authorization(token) }))

export const graphqlList = (first: number, token: string): readonly Question[] => [
  {
    method: 'POST',
    path: '/graphql',
    headers: { ...authorization(token), 'content-type': 'application/json' },
    body: JSON.stringify({
      query:
        'query List($first: Int!) { dossiers(first: $first) { nodes { id facets { agency kind { code } stage { code } receivedAt updatedAt } } } }',
      variables: { first },
    }),
  },
]

export const restList = (first: number, token: string): readonly Question[] => [
  { method: 'GET', path: `/v1/dossiers?first=${first}`, headers: authorization(token) },
]

/** The same, each dossier with every one of `tokens` in turn: hardly ever one that its connection has seen before. */
export const withEachToken = (dossiers: readonly string[], tokens: readonly string[]): readonly Question[] =>
  tokens.flatMap((token) => graphqlQuestions(dossiers, token)).sort((a, b) => (a.body! < b.body! ? -1 : 1))

/** Signed by the gateway (RFC 9421 §5). */
export const answeredSigned = (questions: readonly Question[]): readonly Question[] =>
  questions.map((question) => ({
    ...question,
    headers: { ...question.headers, 'accept-signature': 'sig1=("@status" "content-digest" "@target-uri";req)' },
  }))
