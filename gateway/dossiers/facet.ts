/** What the index knows of a facet. No person, no text (design.md §6). */
import type { LabelCore } from '../policy/label.ts'

export interface IndexedFacet {
  readonly dossier: string
  /** Registry id of the agency that holds it. */
  readonly agency: string
  readonly nativeKey: string
  readonly kind: string
  readonly stage: string
  /** RFC 3339 instants, milliseconds, UTC. */
  readonly receivedAt: string
  readonly updatedAt: string
  readonly corruptionField: string | null
  /** Calendar date. */
  readonly dueOn: string | null
  readonly label: LabelCore
  readonly conceal: boolean
  readonly resolves: boolean
  /** Agency code of the procuracy that the holder's act names. */
  readonly supervisedBy: string | null
  /** MACs of the values of its linking identifiers. */
  readonly identifiers: readonly Buffer[]
}

/** A row of table `facet` as the pool gives it. */
export interface FacetRow {
  dossier: string
  agency: string
  native_key: Buffer
  kind: string
  stage: string
  received_at: Date
  updated_at: Date
  corruption_field: string | null
  due_on: string | null
  label_level: LabelCore['level']
  label_tags: string[]
  conceal: boolean
  resolves: boolean
  supervised_by: string | null
  value_macs: Buffer[]
}

export const facetColumns = `f.dossier, f.agency, f.native_key, f.kind, f.stage, f.received_at, f.updated_at, f.corruption_field,
  f.due_on, f.label_level, f.label_tags, f.conceal, f.resolves, f.supervised_by, f.value_macs`

export const nativeKeyContext = (agency: string): string => `native-key\0${agency}`

export function facetOf(row: FacetRow, unseal: (sealed: Uint8Array, context: string) => string): IndexedFacet {
  return {
    dossier: row.dossier,
    agency: row.agency,
    nativeKey: unseal(row.native_key, nativeKeyContext(row.agency)),
    kind: row.kind,
    stage: row.stage,
    receivedAt: row.received_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    corruptionField: row.corruption_field,
    dueOn: row.due_on,
    label: { level: row.label_level, tags: row.label_tags },
    conceal: row.conceal,
    resolves: row.resolves,
    supervisedBy: row.supervised_by,
    identifiers: row.value_macs,
  }
}
