/** What the index knows of a facet. No person, no text. */
import type { ConfirmedRelation, IndexEntry, RefusedRecord } from '../../adapters/sdk/adapter.ts'
import type { LabelCore } from '../policy/label.ts'
import type { IndexKeys } from './keys.ts'

/** What a transfer makes of who received it, or sent it. */
export type TransferRelation = 'resolver' | ConfirmedRelation

export interface IndexedFacet {
  readonly dossier: string
  /** The dossier that it was given when it came: no other facet has the same, and no link changes it. */
  readonly origin: string
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
  /** The holder has sealed the record (niêm phong): its content is the holder's alone. */
  readonly sealed: boolean
  /** Why its newest state could not be kept: then nothing of it is shown, and the rest of this row is of an earlier one. */
  readonly withheld: RefusedRecord['why'] | null
  readonly resolves: boolean
  /** Relations of other agencies (by code) that the holder's acts name. */
  readonly confirms: NonNullable<IndexEntry['confirms']>
  /** Relations of other agencies (by registry id) from transfers that their receiver acknowledged (acknowledged.ts). */
  readonly acknowledged: readonly { readonly relation: TransferRelation; readonly agency: string }[]
  /** MACs of the values of its linking identifiers, as `bytesText` writes them: they are only ever compared. */
  readonly identifiers: readonly string[]
  /** Count of the directives that were given about it. */
  readonly directives: number
}

/** A row of table `facet` as `facetJson` writes it. Bytes: `\\x` and hexadecimal digits. */
export interface FacetRow {
  dossier: string
  origin: string
  agency: string
  native_key: string
  kind: string
  stage: string
  received_at: string
  updated_at: string
  corruption_field: string | null
  due_on: string | null
  label_level: LabelCore['level']
  label_tags: string[]
  conceal: boolean
  sealed: boolean
  withheld: RefusedRecord['why'] | null
  resolves: boolean
  /** `relation agency` */
  confirms: string[]
  acknowledged: string[]
  value_macs: string[]
  directives: number
}

/** An RFC 3339 instant, milliseconds, UTC; `column` is an SQL expression. */
export const instant = (column: string): string => `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** A row of `facet f` as one JSON value: reading it column by column takes several times as long. */
export const facetJson = `json_build_object('dossier', f.dossier, 'origin', f.origin, 'agency', f.agency, 'native_key', f.native_key,
  'kind', f.kind, 'stage', f.stage, 'received_at', ${instant('f.received_at')}, 'updated_at', ${instant('f.updated_at')},
  'corruption_field', f.corruption_field, 'due_on', f.due_on, 'label_level', f.label_level, 'label_tags', f.label_tags,
  'conceal', f.conceal, 'sealed', f.sealed, 'withheld', f.withheld, 'resolves', f.resolves, 'confirms', f.confirms,
  'acknowledged', f.acknowledged, 'value_macs', f.value_macs, 'directives', f.directives)`

/** Bytes as PostgreSQL writes them in JSON. */
export const bytesOf = (text: string): Buffer => Buffer.from(text.slice(2), 'hex')

/** As PostgreSQL writes `bytes` in JSON. */
export const bytesText = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`

export const nativeKeyContext = (agency: string): string => `native-key\0${agency}`

/** The form by which an agency's own key of a matter is found. */
export const nativeKeyMac = (keys: Pick<IndexKeys, 'mac'>, agency: string, nativeKey: string): Buffer =>
  keys.mac(nativeKeyContext(agency), nativeKey)

function relationIn<R extends TransferRelation>(act: string) {
  const [relation, agency] = act.split(' ') as [R, string]
  return { relation, agency }
}

type Unseal = (sealed: Uint8Array, context: string) => string

export const facetOf = (row: FacetRow, unseal: Unseal): IndexedFacet => new RowFacet(row, unseal)

/** A class, for an object with a getter of its own takes several times as much, and lists have hundreds. */
class RowFacet implements IndexedFacet {
  readonly dossier: string
  readonly origin: string
  readonly agency: string
  readonly kind: string
  readonly stage: string
  readonly receivedAt: string
  readonly updatedAt: string
  readonly corruptionField: string | null
  readonly dueOn: string | null
  readonly label: LabelCore
  readonly conceal: boolean
  readonly sealed: boolean
  readonly withheld: IndexedFacet['withheld']
  readonly resolves: boolean
  readonly confirms: IndexedFacet['confirms']
  readonly acknowledged: IndexedFacet['acknowledged']
  readonly identifiers: readonly string[]
  readonly directives: number
  readonly #nativeKey: string
  readonly #unseal: Unseal

  constructor(row: FacetRow, unseal: Unseal) {
    this.dossier = row.dossier
    this.origin = row.origin
    this.agency = row.agency
    this.kind = row.kind
    this.stage = row.stage
    this.receivedAt = row.received_at
    this.updatedAt = row.updated_at
    this.corruptionField = row.corruption_field
    this.dueOn = row.due_on
    this.label = { level: row.label_level, tags: row.label_tags }
    this.conceal = row.conceal
    this.sealed = row.sealed
    this.withheld = row.withheld
    this.resolves = row.resolves
    this.confirms = row.confirms.map((act) => relationIn<ConfirmedRelation>(act))
    this.acknowledged = row.acknowledged.map((act) => relationIn<TransferRelation>(act))
    this.identifiers = row.value_macs
    this.directives = row.directives
    this.#nativeKey = row.native_key
    this.#unseal = unseal
  }

  /** Opened when a source is asked: a list never needs it. */
  get nativeKey(): string {
    return this.#unseal(bytesOf(this.#nativeKey), nativeKeyContext(this.agency))
  }
}
