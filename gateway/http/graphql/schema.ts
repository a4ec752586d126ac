/** The GraphQL schema: case types are generated, the two roots and their arguments stand here. */
import { typeDefs as caseTypes } from '../../../schemas/generated/graphql.ts'

export const typeDefs = `${caseTypes}
"Bộ lọc danh sách; chỉ tính phần người hỏi được biết · Filter of a list; counts only what the asker may know"
input DossierFilter {
  kind: String
  stage: String
  agency: String
  "RFC 3339"
  receivedFrom: String
  "RFC 3339, exclusive"
  receivedTo: String
  "RFC 3339"
  updatedSince: String
  identifier: String
}

"Một trang, theo thứ tự (tiếp nhận, mã) · One page, in the order (received, id)"
type DossierPage {
  nodes: [DossierSummary!]
  "Con trỏ trang sau · Cursor of the next page"
  next: String
}

type Query {
  "Cần hồ sơ được nêu trong mã truy cập · Needs the dossier named in the token"
  dossier(id: ID!): Dossier
  dossiers(filter: DossierFilter, first: Int, after: String): DossierPage
}
`
