/** What is read of dossiers, and what ties them. */
import { codeSystem } from '../../../schemas/generated/codes.ts'
import type { Filter } from '../../dossiers/list.ts'
import { limits } from '../../limits.ts'
import { count, date, type Form, matching, members, oneOf, pair, said, type TextForm, textForm } from '../forms.ts'
import { graphqlMediaTypes } from '../graphql/media-types.ts'
import { type Contracts, list, object, ref, text } from './contract.ts'
import { agencyFilter, dossierId, linkId } from './ids.ts'

const codes = (list: 'kinds' | 'stages') => oneOf(codeSystem(list).codes.map(({ code }) => code))
const dateTime = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/i

/** RFC 3339 date-time of a day that exists, in a year of four digits from 0001 in UTC too: JavaScript and PostgreSQL differ beyond. */
const instant = textForm({ format: 'date-time' }, (text) => {
  const [, day] = dateTime.exec(text) ?? []
  if (day === undefined || Number.isNaN(Date.parse(text)) || Number.isNaN(Date.parse(day))) return false
  return new Date(day).toISOString().startsWith(day) && /^(?!0000)\d{4}-/.test(new Date(text).toISOString())
})

const filters: { readonly [Name in keyof Filter]-?: TextForm } = {
  kind: codes('kinds'),
  stage: codes('stages'),
  agency: agencyFilter,
  receivedFrom: instant,
  receivedTo: instant,
  updatedSince: instant,
  identifier: matching('[^\\u0000-\\u001f\\u007f\\p{Cs}]{1,100}'),
}

export const dossierQuery = {
  ...filters,
  first: count(limits.list.page_rows_max, limits.list.page_rows_default),
  after: textForm({}, () => true),
} as const

export const linkBody = members({
  dossiers: pair(dossierId),
  decision: members({ number: said(limits.link.decision_number_chars_max), decidedOn: date }),
  reason: said(limits.link.reason_chars_max),
})

export const undoBody: Form<{ readonly reason: string }> = members({ reason: said(limits.link.reason_chars_max) })

/** GraphQL over HTTP: its answers, refusals too. */
const graphqlAnswer = object(
  { data: { type: 'object' }, extensions: object({ lienthong: ref('Meta') }) },
  { errors: list(ref('GraphqlError')) },
)

const acted = object({ link: ref('DossierLink'), receipt: ref('LogReceipt') })
const reads = ['answer-too-large', 'token-scope'] as const

export const reading: Contracts = {
  'GET /v1/dossiers/{id}': {
    ...{ id: 'getDossier', tag: 'reading', path: { id: dossierId } },
    title: { vi: 'Một hồ sơ, phần của từng cơ quan riêng', en: "One dossier, each agency's facet apart" },
    answers: { 200: { schema: object({ dossier: ref('Dossier'), meta: ref('Meta') }) } },
    refuses: ['dossier-not-found', ...reads],
  },
  'GET /v1/dossiers': {
    ...{ id: 'listDossiers', tag: 'reading', query: dossierQuery },
    title: { vi: 'Hồ sơ mà chỉ mục biết, theo trang', en: 'What the index knows of dossiers, in pages' },
    answers: {
      200: { schema: object({ dossiers: list(ref('DossierSummary')), meta: ref('Meta') }, { next: text }) },
    },
    refuses: ['cursor-invalid', ...reads],
  },
  'POST /graphql': {
    ...{ id: 'graphql', tag: 'reading' },
    title: {
      vi: 'Truy vấn GraphQL: dossier(id), dossiers(filter, first, after)',
      en: 'A GraphQL query: dossier(id), dossiers(filter, first, after)',
    },
    note: {
      vi: 'Lược đồ đọc được qua introspection. Với Accept: application/graphql-response+json, câu trả lời có kiểu đó.',
      en: 'The schema is open to introspection. With Accept: application/graphql-response+json the answer has that type.',
    },
    body: {
      type: 'object',
      properties: {
        query: { type: 'string' },
        variables: { type: ['object', 'null'] },
        operationName: { type: ['string', 'null'] },
        extensions: { type: ['object', 'null'] },
      },
      ...{ required: ['query'], additionalProperties: false },
    },
    answers: { 200: { mediaTypes: graphqlMediaTypes, schema: graphqlAnswer } },
    refuses: [
      ...(['cursor-invalid', 'dossier-not-found', 'graphql-invalid', 'graphql-too-complex'] as const),
      ...reads,
    ],
  },
  'GET /v1/dossiers/{id}/links': {
    ...{ id: 'listDossierLinks', tag: 'reading', path: { id: dossierId } },
    title: { vi: 'Điều gì gắn hồ sơ này với hồ sơ khác', en: 'What ties a dossier' },
    answers: { 200: { schema: object({ links: list(ref('DossierLink')) }) } },
    refuses: ['token-scope', 'dossier-not-found'],
  },
  'POST /v1/links': {
    ...{ id: 'linkDossiers', tag: 'reading', body: linkBody.schema },
    title: { vi: 'Gắn hai hồ sơ của một vụ việc', en: 'Ties two dossiers that are one matter' },
    answers: { 200: { schema: acted } },
    refuses: [
      ...(['token-scope', 'dossier-not-found', 'link-not-resolver', 'link-two-facets'] as const),
      ...(['link-same-dossier'] as const),
    ],
  },
  'POST /v1/links/{id}/undo': {
    ...{ id: 'undoLink', tag: 'reading', path: { id: linkId }, body: undoBody.schema },
    title: { vi: 'Gỡ một liên kết', en: 'Takes a link back' },
    answers: { 200: { schema: acted } },
    refuses: [...(['token-scope', 'link-not-found', 'link-not-resolver'] as const)],
  },
}
