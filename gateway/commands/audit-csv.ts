/** Entries as rows of a table (RFC 4180), for a spreadsheet: one row each, what is many joined by spaces. */
import type { EntryDetail } from '../audit/detail.ts'
import { dossiersOf } from './audit-ocsf.ts'
import type { OpenedEntry } from './audit-opened.ts'

const count = (lists: readonly (readonly unknown[])[]): number => lists.reduce((sum, list) => sum + list.length, 0)

/** In the order of the columns; undefined is an empty cell. */
const columns: Readonly<Record<string, (entry: OpenedEntry, detail: EntryDetail) => string | number | undefined>> = {
  index: ({ index }) => index,
  at: ({ at }) => at,
  clock: ({ clock }) => clock,
  phase: ({ phase }) => phase,
  event: ({ event }) => event,
  outcome: ({ outcome }) => outcome,
  node: ({ node }) => node.name,
  policy: ({ versions }) => versions.policy,
  registry: ({ versions }) => versions.registry,
  agency: (_, { who }) => who?.agency,
  system: (_, { who }) => who?.system,
  officer: (_, { who }) => who?.officer,
  clearance: (_, { who }) => who?.clearance,
  purpose: (_, { why }) => why?.purpose,
  legal_basis: (_, { why }) => why?.legal_basis,
  operation: (_, { operation }) => operation,
  dossiers: (_, detail) => dossiersOf(detail).join(' '),
  transfer: (_, { transfer }) => transfer?.id,
  transfer_kind: (_, { transfer }) => transfer?.kind,
  sender: (_, { transfer }) => transfer?.sender,
  receiver: (_, { transfer }) => transfer?.receiver,
  facet_agencies: (_, { records = [] }) => [...new Set(records.map(({ facet_agency }) => facet_agency))].join(' '),
  released: (_, { records, transfer }) =>
    records ? count(records.map(({ released }) => released)) : transfer?.released?.length,
  masked: (_, { records, transfer }) =>
    records ? count(records.map(({ masked }) => masked)) : transfer?.withheld?.filter(({ masked }) => masked).length,
  withheld: (_, { records, transfer }) =>
    records
      ? count(records.map(({ withheld }) => withheld))
      : transfer?.withheld?.filter(({ masked }) => !masked).length,
  concealed: (_, { concealed }) => concealed,
  rows: (_, { rows }) => rows,
  sources: (_, { sources = [] }) => sources.map(({ agency, state }) => `${agency}:${state}`).join(' '),
  repeated: (_, { repeated }) => repeated?.count,
  note: (_, { note }) => note,
  unopened: (entry) => ('unopened' in entry ? entry.unopened : undefined),
}

/** What a spreadsheet takes for a formula when a cell begins with it, also in full width. */
const formula = /^[\s]*[=+\-@＝＋－＠\t\r]/

function cell(value: string | number | undefined): string {
  if (value === undefined || typeof value === 'number') return `${value ?? ''}`
  const defused = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(defused) || defused !== value ? `"${defused.replaceAll('"', '""')}"` : defused
}

/** The first row. */
export const csvHeader = (): string => `${Object.keys(columns).join(',')}\r\n`

/** One row. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
export function csvRow(entry: OpenedEntry): string {
  const detail = 'detail' in entry ? entry.detail : {}
  return `${Object.values(columns)
    .map((of) => cell(of(entry, detail)))
    .join(',')}\r\n`
}
