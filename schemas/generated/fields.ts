// Generated from schemas/case/v1 by schemas/generate.ts: do not edit. Run `npm run generate`.

import type { Level, Tag } from './types.ts'

/** Digest over the sources of the case schema and its code lists. */
export const schemaVersion = '8b5cf26f19cb'

/** In rising order; CHUA_XAC_DINH (undetermined) is above all. */
export const levels: readonly Level[] = [
  'CONG_KHAI',
  'NOI_BO',
  'HAN_CHE',
  'MAT',
  'TOI_MAT',
  'TUYET_MAT',
  'CHUA_XAC_DINH',
]

export const tags: readonly Tag[] = [
  'NGUOI_TO_GIAC',
  'NGUOI_CHUA_THANH_NIEN',
  'BAO_VE_NHAN_CHUNG',
  'DLCN_CO_BAN',
  'DLCN_NHAY_CAM',
  'CAN_BO_QUAN_LY',
]

/** The distinct default labels; `Field.label` is an index into them. */
export const labels: readonly { readonly level: Level; readonly tags: readonly Tag[] }[] = [
  { level: 'CONG_KHAI', tags: [] },
  { level: 'HAN_CHE', tags: ['DLCN_CO_BAN', 'NGUOI_TO_GIAC'] },
  { level: 'HAN_CHE', tags: ['DLCN_CO_BAN'] },
  { level: 'HAN_CHE', tags: ['DLCN_NHAY_CAM'] },
  { level: 'HAN_CHE', tags: ['NGUOI_CHUA_THANH_NIEN'] },
  { level: 'HAN_CHE', tags: ['NGUOI_TO_GIAC'] },
  { level: 'HAN_CHE', tags: [] },
  { level: 'MAT', tags: [] },
  { level: 'NOI_BO', tags: ['NGUOI_CHUA_THANH_NIEN'] },
  { level: 'NOI_BO', tags: [] },
]

/** Tags of what a code tells of somebody, by the URN of its list. */
export const codeTags: Readonly<Record<string, Readonly<Record<string, readonly Tag[]>>>> = {
  'urn:lienthong:codes:grounds': {
    'KKT_3': ['NGUOI_CHUA_THANH_NIEN'],
    'TDC_229_1_B': ['DLCN_NHAY_CAM'],
    'TDC_247_1_A': ['DLCN_NHAY_CAM'],
    'TDC_281_1_A': ['DLCN_NHAY_CAM'],
  },
}

export type TypeName =
  | 'Address'
  | 'Assignment'
  | 'Charge'
  | 'Clock'
  | 'Coded'
  | 'Custody'
  | 'Decision'
  | 'Determiner'
  | 'DocumentReference'
  | 'DossierSummary'
  | 'Dossier'
  | 'Extension'
  | 'FacetSummary'
  | 'Facet'
  | 'Feedback'
  | 'Hearing'
  | 'Identifier'
  | 'InspectionConclusion'
  | 'Judgment'
  | 'Label'
  | 'Link'
  | 'Offence'
  | 'OpaquePart'
  | 'Organisation'
  | 'Participant'
  | 'Person'
  | 'Petition'
  | 'Proceeding'
  | 'Provenance'
  | 'Recommendation'
  | 'Report'
  | 'Reporter'
  | 'Sentence'
  | 'SupervisionAct'
  | 'Suspension'

interface FieldBase {
  readonly name: string
  readonly label: number
  /** How much a partial release shows; `none` shows nothing. */
  readonly mask: 'none' | 'initials' | 'year' | 'last3'
  readonly id?: true
  /** Given by the gateway, never by an adapter. */
  readonly assigned?: true
  /** The list of the facet whose elements' ids stand here. */
  readonly ref?: string
  /** Its code may be one of `codeTags`. */
  readonly tells?: true
}

export type Field =
  | (FieldBase & { readonly type: 'scalar' | 'list-of-scalar' })
  | (FieldBase & { readonly type: 'object' | 'list-of-object'; readonly of: TypeName })

/** The fields of each object type, in the order of the schema. */
export const fields: Readonly<Record<TypeName, readonly Field[]>> = {
  Address: [
    { name: 'commune', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'text', type: 'scalar', label: 2, mask: 'none' },
  ],
  Assignment: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'decisionNumber', type: 'scalar', label: 9, mask: 'none' },
    { name: 'decidedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'unit', type: 'scalar', label: 9, mask: 'none' },
    { name: 'officer', type: 'scalar', label: 6, mask: 'initials' },
    { name: 'until', type: 'scalar', label: 9, mask: 'none' },
    { name: 'task', type: 'scalar', label: 9, mask: 'none' },
    { name: 'competentProcuracy', type: 'scalar', label: 9, mask: 'none' },
    { name: 'agency', type: 'object', of: 'Coded', label: 9, mask: 'none' },
  ],
  Charge: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'accused', type: 'scalar', label: 3, mask: 'none', ref: 'participants' },
    { name: 'chargedWith', type: 'list-of-scalar', label: 3, mask: 'none', ref: 'offences' },
    { name: 'decision', type: 'scalar', label: 3, mask: 'none', ref: 'decisions' },
    { name: 'severity', type: 'object', of: 'Coded', label: 3, mask: 'none' },
    { name: 'chargedOn', type: 'scalar', label: 3, mask: 'none' },
    { name: 'approval', type: 'scalar', label: 3, mask: 'none' },
    { name: 'approvedOn', type: 'scalar', label: 3, mask: 'none' },
    { name: 'approvalNumber', type: 'scalar', label: 3, mask: 'none' },
  ],
  Clock: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'rule', type: 'scalar', label: 9, mask: 'none' },
    { name: 'legalBasis', type: 'scalar', label: 9, mask: 'none' },
    { name: 'startEvent', type: 'scalar', label: 9, mask: 'none' },
    { name: 'startedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'dueOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'extensions', type: 'list-of-object', of: 'Extension', label: 9, mask: 'none' },
    { name: 'state', type: 'scalar', label: 9, mask: 'none' },
  ],
  Coded: [
    { name: 'system', type: 'scalar', label: 0, mask: 'none' },
    { name: 'code', type: 'scalar', label: 0, mask: 'none' },
    { name: 'version', type: 'scalar', label: 0, mask: 'none' },
    { name: 'native', type: 'scalar', label: 0, mask: 'none' },
  ],
  Custody: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'from', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'to', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'number', type: 'scalar', label: 9, mask: 'none' },
    { name: 'form', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'sentAt', type: 'scalar', label: 9, mask: 'none' },
    { name: 'acknowledgedAt', type: 'scalar', label: 9, mask: 'none' },
    { name: 'papers', type: 'list-of-scalar', label: 6, mask: 'none' },
    { name: 'level', type: 'scalar', label: 9, mask: 'none' },
    { name: 'reason', type: 'scalar', label: 6, mask: 'none' },
    { name: 'rule', type: 'scalar', label: 9, mask: 'none' },
    { name: 'dueOn', type: 'scalar', label: 9, mask: 'none' },
  ],
  Decision: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'type', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'number', type: 'scalar', label: 9, mask: 'none' },
    { name: 'decidedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'agency', type: 'object', of: 'Coded', label: 0, mask: 'none' },
    { name: 'signer', type: 'scalar', label: 9, mask: 'none' },
    { name: 'signerTitle', type: 'scalar', label: 9, mask: 'none' },
    { name: 'form', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'legalBasis', type: 'list-of-scalar', label: 6, mask: 'none' },
    { name: 'ground', type: 'scalar', label: 6, mask: 'none' },
    { name: 'grounds', type: 'list-of-object', of: 'Coded', label: 6, mask: 'none', tells: true },
    { name: 'effectiveFrom', type: 'scalar', label: 9, mask: 'none' },
    { name: 'effectiveTo', type: 'scalar', label: 9, mask: 'none' },
    { name: 'supersededBy', type: 'scalar', label: 9, mask: 'none', ref: 'decisions' },
    { name: 'cancelledBy', type: 'scalar', label: 9, mask: 'none', ref: 'decisions' },
  ],
  Determiner: [
    { name: 'agency', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'officer', type: 'scalar', label: 6, mask: 'none' },
    { name: 'at', type: 'scalar', label: 9, mask: 'none' },
    { name: 'listItem', type: 'scalar', label: 6, mask: 'none' },
    { name: 'expiresOn', type: 'scalar', label: 9, mask: 'none' },
  ],
  DocumentReference: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'type', type: 'scalar', label: 9, mask: 'none' },
    { name: 'number', type: 'scalar', label: 9, mask: 'none' },
    { name: 'issuedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'title', type: 'scalar', label: 6, mask: 'none' },
    { name: 'fileName', type: 'scalar', label: 6, mask: 'none' },
    { name: 'mediaType', type: 'scalar', label: 9, mask: 'none' },
    { name: 'bytes', type: 'scalar', label: 9, mask: 'none' },
    { name: 'digest', type: 'scalar', label: 0, mask: 'none', assigned: true },
  ],
  DossierSummary: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'facets', type: 'list-of-object', of: 'FacetSummary', label: 0, mask: 'none' },
  ],
  Dossier: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'facets', type: 'list-of-object', of: 'Facet', label: 0, mask: 'none' },
  ],
  Extension: [
    { name: 'number', type: 'scalar', label: 9, mask: 'none' },
    { name: 'agency', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'decidedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'dueOn', type: 'scalar', label: 9, mask: 'none' },
  ],
  FacetSummary: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'agency', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'kind', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'stage', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'receivedAt', type: 'scalar', label: 9, mask: 'none' },
    { name: 'updatedAt', type: 'scalar', label: 9, mask: 'none' },
    { name: 'corruptionField', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'dueOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'label', type: 'object', of: 'Label', label: 9, mask: 'none' },
  ],
  Facet: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true, assigned: true },
    { name: 'agency', type: 'scalar', label: 0, mask: 'none', id: true, assigned: true },
    { name: 'identifiers', type: 'list-of-object', of: 'Identifier', label: 9, mask: 'none' },
    { name: 'report', type: 'object', of: 'Report', label: 9, mask: 'none' },
    { name: 'reporters', type: 'list-of-object', of: 'Reporter', label: 9, mask: 'none' },
    { name: 'participants', type: 'list-of-object', of: 'Participant', label: 2, mask: 'none' },
    { name: 'offences', type: 'list-of-object', of: 'Offence', label: 9, mask: 'none' },
    { name: 'assignments', type: 'list-of-object', of: 'Assignment', label: 9, mask: 'none' },
    { name: 'custody', type: 'list-of-object', of: 'Custody', label: 9, mask: 'none' },
    { name: 'decisions', type: 'list-of-object', of: 'Decision', label: 9, mask: 'none' },
    { name: 'suspensions', type: 'list-of-object', of: 'Suspension', label: 9, mask: 'none' },
    { name: 'proceedings', type: 'list-of-object', of: 'Proceeding', label: 9, mask: 'none' },
    { name: 'charges', type: 'list-of-object', of: 'Charge', label: 3, mask: 'none' },
    { name: 'clocks', type: 'list-of-object', of: 'Clock', label: 9, mask: 'none' },
    { name: 'supervision', type: 'list-of-object', of: 'SupervisionAct', label: 9, mask: 'none' },
    { name: 'hearings', type: 'list-of-object', of: 'Hearing', label: 9, mask: 'none' },
    { name: 'judgments', type: 'list-of-object', of: 'Judgment', label: 9, mask: 'none' },
    { name: 'inspectionConclusions', type: 'list-of-object', of: 'InspectionConclusion', label: 9, mask: 'none' },
    { name: 'recommendations', type: 'list-of-object', of: 'Recommendation', label: 9, mask: 'none' },
    { name: 'petitions', type: 'list-of-object', of: 'Petition', label: 9, mask: 'none' },
    { name: 'feedback', type: 'list-of-object', of: 'Feedback', label: 9, mask: 'none' },
    { name: 'documents', type: 'list-of-object', of: 'DocumentReference', label: 9, mask: 'none' },
    { name: 'links', type: 'list-of-object', of: 'Link', label: 6, mask: 'none' },
    { name: 'opaque', type: 'list-of-object', of: 'OpaquePart', label: 6, mask: 'none' },
    { name: 'label', type: 'object', of: 'Label', label: 9, mask: 'none' },
    { name: 'provenance', type: 'object', of: 'Provenance', label: 0, mask: 'none', assigned: true },
  ],
  Feedback: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'from', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'number', type: 'scalar', label: 9, mask: 'none' },
    { name: 'receivedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'content', type: 'scalar', label: 6, mask: 'none' },
    { name: 'toldReporterOn', type: 'scalar', label: 9, mask: 'none' },
  ],
  Hearing: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'instance', type: 'scalar', label: 9, mask: 'none' },
    { name: 'scheduledAt', type: 'scalar', label: 9, mask: 'none' },
    { name: 'place', type: 'scalar', label: 9, mask: 'none' },
    { name: 'presiding', type: 'scalar', label: 9, mask: 'none' },
    { name: 'closed', type: 'scalar', label: 4, mask: 'none' },
    { name: 'state', type: 'scalar', label: 9, mask: 'none' },
  ],
  Identifier: [
    { name: 'system', type: 'scalar', label: 0, mask: 'none' },
    { name: 'type', type: 'scalar', label: 0, mask: 'none' },
    { name: 'value', type: 'scalar', label: 9, mask: 'none' },
    { name: 'assigner', type: 'object', of: 'Coded', label: 0, mask: 'none' },
  ],
  InspectionConclusion: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'number', type: 'scalar', label: 9, mask: 'none' },
    { name: 'mandate', type: 'scalar', label: 9, mask: 'none' },
    { name: 'mandatedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'inspected', type: 'object', of: 'Organisation', label: 9, mask: 'none' },
    { name: 'periodFrom', type: 'scalar', label: 9, mask: 'none' },
    { name: 'periodTo', type: 'scalar', label: 9, mask: 'none' },
    { name: 'concludedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'signer', type: 'scalar', label: 9, mask: 'none' },
    { name: 'findings', type: 'scalar', label: 6, mask: 'none' },
    { name: 'damageVnd', type: 'scalar', label: 6, mask: 'none' },
    { name: 'signsOfCrime', type: 'scalar', label: 9, mask: 'none' },
  ],
  Judgment: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'instance', type: 'scalar', label: 9, mask: 'none' },
    { name: 'number', type: 'scalar', label: 9, mask: 'none' },
    { name: 'pronouncedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'court', type: 'scalar', label: 9, mask: 'none' },
    { name: 'hearing', type: 'scalar', label: 9, mask: 'none', ref: 'hearings' },
    { name: 'effectiveFrom', type: 'scalar', label: 9, mask: 'none' },
    { name: 'deliveredOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'appeal', type: 'scalar', label: 9, mask: 'none' },
    { name: 'appealedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'sentences', type: 'list-of-object', of: 'Sentence', label: 3, mask: 'none' },
  ],
  Label: [
    { name: 'level', type: 'scalar', label: 0, mask: 'none' },
    { name: 'tags', type: 'list-of-scalar', label: 0, mask: 'none' },
    { name: 'by', type: 'object', of: 'Determiner', label: 9, mask: 'none' },
  ],
  Link: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'relation', type: 'scalar', label: 9, mask: 'none' },
    { name: 'identifier', type: 'object', of: 'Identifier', label: 9, mask: 'none' },
    { name: 'agency', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'decisionNumber', type: 'scalar', label: 9, mask: 'none' },
    { name: 'linkedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'revokedOn', type: 'scalar', label: 9, mask: 'none' },
  ],
  Offence: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'offence', type: 'object', of: 'Coded', label: 6, mask: 'none' },
    { name: 'article', type: 'scalar', label: 6, mask: 'none' },
    { name: 'clause', type: 'scalar', label: 6, mask: 'none' },
    { name: 'point', type: 'scalar', label: 6, mask: 'none' },
  ],
  OpaquePart: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'covers', type: 'scalar', label: 7, mask: 'none' },
    { name: 'level', type: 'scalar', label: 6, mask: 'none' },
    { name: 'determinedBy', type: 'object', of: 'Determiner', label: 6, mask: 'none' },
    { name: 'recipient', type: 'object', of: 'Coded', label: 7, mask: 'none' },
    { name: 'product', type: 'scalar', label: 7, mask: 'none' },
    { name: 'digest', type: 'scalar', label: 7, mask: 'none' },
    { name: 'ciphertext', type: 'scalar', label: 7, mask: 'none' },
  ],
  Organisation: [
    { name: 'name', type: 'scalar', label: 6, mask: 'none' },
    { name: 'kind', type: 'scalar', label: 6, mask: 'none' },
    { name: 'registrationNumber', type: 'scalar', label: 6, mask: 'last3' },
    { name: 'representative', type: 'scalar', label: 2, mask: 'initials' },
    { name: 'address', type: 'object', of: 'Address', label: 6, mask: 'none' },
  ],
  Participant: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'role', type: 'object', of: 'Coded', label: 6, mask: 'none' },
    { name: 'person', type: 'object', of: 'Person', label: 9, mask: 'none' },
    { name: 'organisation', type: 'object', of: 'Organisation', label: 9, mask: 'none' },
    { name: 'minor', type: 'scalar', label: 8, mask: 'none' },
    { name: 'from', type: 'scalar', label: 6, mask: 'none' },
    { name: 'to', type: 'scalar', label: 6, mask: 'none' },
    { name: 'note', type: 'scalar', label: 6, mask: 'none' },
  ],
  Person: [
    { name: 'fullName', type: 'scalar', label: 2, mask: 'initials' },
    { name: 'otherNames', type: 'list-of-scalar', label: 2, mask: 'none' },
    { name: 'birth', type: 'scalar', label: 2, mask: 'year' },
    { name: 'sex', type: 'scalar', label: 2, mask: 'none' },
    { name: 'personalId', type: 'scalar', label: 2, mask: 'last3' },
    { name: 'nationality', type: 'scalar', label: 2, mask: 'none' },
    { name: 'travelDocument', type: 'scalar', label: 2, mask: 'last3' },
    { name: 'phone', type: 'scalar', label: 2, mask: 'last3' },
    { name: 'address', type: 'object', of: 'Address', label: 2, mask: 'none' },
  ],
  Petition: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'number', type: 'scalar', label: 9, mask: 'none' },
    { name: 'receivedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'channel', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'subject', type: 'scalar', label: 6, mask: 'none' },
    { name: 'classification', type: 'scalar', label: 9, mask: 'none' },
    { name: 'classifiedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'signers', type: 'scalar', label: 9, mask: 'none' },
    { name: 'forwardedTo', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'forwardedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'state', type: 'scalar', label: 9, mask: 'none' },
    { name: 'answeredOn', type: 'scalar', label: 9, mask: 'none' },
  ],
  Proceeding: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'stage', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'agency', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'unit', type: 'scalar', label: 9, mask: 'none' },
    { name: 'number', type: 'scalar', label: 9, mask: 'none' },
    { name: 'openedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'closedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'severity', type: 'object', of: 'Coded', label: 6, mask: 'none' },
    { name: 'outcome', type: 'object', of: 'Coded', label: 9, mask: 'none' },
  ],
  Provenance: [
    { name: 'adapter', type: 'scalar', label: 0, mask: 'none' },
    { name: 'sourceUpdatedAt', type: 'scalar', label: 9, mask: 'none' },
    { name: 'receivedAt', type: 'scalar', label: 0, mask: 'none' },
  ],
  Recommendation: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'kind', type: 'scalar', label: 9, mask: 'none' },
    { name: 'content', type: 'scalar', label: 6, mask: 'none' },
    { name: 'addressee', type: 'scalar', label: 6, mask: 'none' },
    { name: 'amountVnd', type: 'scalar', label: 6, mask: 'none' },
    { name: 'recoveredVnd', type: 'scalar', label: 6, mask: 'none' },
    { name: 'recoveredOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'dueOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'state', type: 'scalar', label: 9, mask: 'none' },
    { name: 'followUp', type: 'scalar', label: 6, mask: 'none' },
  ],
  Report: [
    { name: 'kind', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'channels', type: 'list-of-object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'receivedAt', type: 'scalar', label: 9, mask: 'none' },
    { name: 'occurredAt', type: 'scalar', label: 6, mask: 'year' },
    { name: 'recordedAt', type: 'scalar', label: 9, mask: 'none' },
    { name: 'place', type: 'object', of: 'Address', label: 6, mask: 'none' },
    { name: 'summary', type: 'scalar', label: 6, mask: 'none' },
    { name: 'urgency', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'corruptionField', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'flags', type: 'list-of-object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'stage', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'complicated', type: 'scalar', label: 9, mask: 'none' },
    { name: 'receivedFrom', type: 'object', of: 'Coded', label: 9, mask: 'none' },
  ],
  Reporter: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'pseudonym', type: 'scalar', label: 9, mask: 'none', assigned: true },
    { name: 'kind', type: 'scalar', label: 9, mask: 'none' },
    { name: 'reportedAt', type: 'scalar', label: 9, mask: 'none' },
    { name: 'fullName', type: 'scalar', label: 1, mask: 'none' },
    { name: 'birth', type: 'scalar', label: 1, mask: 'none' },
    { name: 'personalId', type: 'scalar', label: 1, mask: 'none' },
    { name: 'phone', type: 'scalar', label: 1, mask: 'none' },
    { name: 'address', type: 'object', of: 'Address', label: 5, mask: 'none' },
    { name: 'organisation', type: 'scalar', label: 5, mask: 'none' },
  ],
  Sentence: [
    { name: 'convicted', type: 'scalar', label: 3, mask: 'none', ref: 'participants' },
    { name: 'convictedOf', type: 'scalar', label: 3, mask: 'none', ref: 'offences' },
    { name: 'penalty', type: 'object', of: 'Coded', label: 3, mask: 'none' },
    { name: 'months', type: 'scalar', label: 3, mask: 'none' },
    { name: 'probation', type: 'scalar', label: 3, mask: 'none' },
    { name: 'compensationVnd', type: 'scalar', label: 3, mask: 'none' },
  ],
  SupervisionAct: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'instrument', type: 'object', of: 'Coded', label: 9, mask: 'none' },
    { name: 'number', type: 'scalar', label: 9, mask: 'none' },
    { name: 'issuedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'form', type: 'scalar', label: 9, mask: 'none' },
    { name: 'content', type: 'scalar', label: 6, mask: 'none' },
    { name: 'answeredOn', type: 'scalar', label: 9, mask: 'none' },
  ],
  Suspension: [
    { name: 'id', type: 'scalar', label: 0, mask: 'none', id: true },
    { name: 'decision', type: 'scalar', label: 9, mask: 'none', ref: 'decisions' },
    { name: 'ground', type: 'object', of: 'Coded', label: 6, mask: 'none', tells: true },
    { name: 'suspendedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'limitationOn', type: 'scalar', label: 6, mask: 'none' },
    { name: 'reviewedOn', type: 'list-of-scalar', label: 9, mask: 'none' },
    { name: 'nextReviewOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'resumedOn', type: 'scalar', label: 9, mask: 'none' },
    { name: 'state', type: 'scalar', label: 9, mask: 'none' },
  ],
}
