/**
 * What must hold within one element of a list of the facet, a row for each list: to add an entity is to add its row.
 * Only what can't be otherwise stands here: what is merely late or unlawful is data.
 */
import type { HeldFacet } from './finding.ts'

type ListName = {
  [Name in keyof HeldFacet]-?: NonNullable<HeldFacet[Name]> extends readonly object[] ? Name : never
}[keyof HeldFacet]
type Element<Name extends ListName> = NonNullable<HeldFacet[Name]>[number]

interface Row<Of> {
  /** What has happened, so that the source can't know of it before: not after its last change. */
  readonly past?: readonly (keyof Of & string)[]
  /** Each first before its second, if not at once. */
  readonly orders?: readonly (readonly [first: keyof Of & string, second: keyof Of & string])[]
  /** Coded member, and the date on which its code has to be valid. */
  readonly codes?: readonly (readonly [coded: keyof Of & string, on: keyof Of & string])[]
  /** A member's value that denies that another is there. */
  readonly denies?: readonly (readonly [member: keyof Of & string, value: string, other: keyof Of & string])[]
}

export type EntityRow = Required<Row<Readonly<Record<string, unknown>>>>

const rows: { readonly [Name in ListName]?: Row<Element<Name>> } = {
  reporters: { past: ['reportedAt'], orders: [['birth', 'reportedAt']] },
  participants: { orders: [['from', 'to']] },
  assignments: { past: ['decidedOn'], orders: [['decidedOn', 'until']] },
  custody: { past: ['sentAt', 'acknowledgedAt'], orders: [['sentAt', 'acknowledgedAt']], codes: [['form', 'sentAt']] },
  decisions: {
    past: ['decidedOn'],
    orders: [['effectiveFrom', 'effectiveTo']],
    codes: [
      ['type', 'decidedOn'],
      ['form', 'decidedOn'],
      ['grounds', 'decidedOn'],
    ],
  },
  suspensions: {
    past: ['suspendedOn', 'resumedOn', 'reviewedOn'],
    orders: [
      ['suspendedOn', 'resumedOn'],
      ['suspendedOn', 'reviewedOn'],
    ],
    codes: [['ground', 'suspendedOn']],
    denies: [['state', 'DANG_TAM_DINH_CHI', 'resumedOn']],
  },
  proceedings: {
    past: ['openedOn', 'closedOn'],
    orders: [['openedOn', 'closedOn']],
    codes: [['severity', 'openedOn']],
  },
  charges: {
    past: ['chargedOn', 'approvedOn'],
    orders: [['chargedOn', 'approvedOn']],
    codes: [['severity', 'chargedOn']],
    denies: [['approval', 'CHO_PHE_CHUAN', 'approvedOn']],
  },
  clocks: { orders: [['startedOn', 'dueOn']] },
  supervision: {
    past: ['issuedOn', 'answeredOn'],
    orders: [['issuedOn', 'answeredOn']],
    codes: [['instrument', 'issuedOn']],
  },
  judgments: {
    past: ['pronouncedOn', 'deliveredOn', 'appealedOn'],
    orders: [
      ['pronouncedOn', 'effectiveFrom'],
      ['pronouncedOn', 'deliveredOn'],
      ['pronouncedOn', 'appealedOn'],
    ],
    denies: [['appeal', 'KHONG', 'appealedOn']],
  },
  inspectionConclusions: {
    past: ['mandatedOn', 'concludedOn'],
    orders: [
      ['mandatedOn', 'concludedOn'],
      ['periodFrom', 'periodTo'],
    ],
  },
  recommendations: { past: ['recoveredOn'] },
  petitions: {
    past: ['receivedOn', 'classifiedOn', 'forwardedOn', 'answeredOn'],
    orders: [
      ['receivedOn', 'classifiedOn'],
      ['receivedOn', 'forwardedOn'],
      ['receivedOn', 'answeredOn'],
    ],
  },
  feedback: { past: ['receivedOn', 'toldReporterOn'], orders: [['receivedOn', 'toldReporterOn']] },
  documents: { past: ['issuedOn'] },
  links: { past: ['linkedOn', 'revokedOn'], orders: [['linkedOn', 'revokedOn']] },
}

/** The rows by list, whole. */
export const entityRows: readonly (readonly [list: keyof HeldFacet, row: EntityRow])[] = Object.entries(rows).map(
  ([list, row]) => [list as keyof HeldFacet, { past: [], orders: [], codes: [], denies: [], ...row } as EntityRow],
)
