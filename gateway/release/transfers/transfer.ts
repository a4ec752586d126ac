/** A transfer as its row tells of it, and the stages that it goes through. */

/** A stage that a stored transfer comes to. Those before are noted with it. */
export type TransferState =
  | 'stored'
  | 'receipted'
  | 'delivered'
  | 'acknowledged'
  | 'refused'
  | 'recalled'
  | 'dead-letter'
export type Stage = 'received' | 'parsed' | 'translated' | 'routed' | TransferState

/**
 * Which stages may follow. A dead letter can still be fetched, and answered if it was delivered before; and what was answered can still have been sent
 * in error.
 */
export const following: Readonly<Record<TransferState, readonly TransferState[]>> = {
  stored: ['receipted'],
  receipted: ['delivered', 'recalled', 'dead-letter'],
  delivered: ['acknowledged', 'refused', 'recalled', 'dead-letter'],
  'dead-letter': ['delivered', 'acknowledged', 'refused', 'recalled'],
  acknowledged: ['recalled'],
  refused: ['recalled'],
  recalled: [],
}

export const transferStates = Object.keys(following) as readonly TransferState[]

/** All but the documents, which may be megabytes. */
export interface TransferRow {
  readonly id: string
  /** Registry ids. */
  readonly sender: string
  readonly sender_system: string
  readonly receiver: string
  readonly message_mac: Buffer
  readonly kind: string
  readonly purpose: string
  readonly legal_basis: string
  readonly relation: string
  /** Under which it came. */
  readonly event: string
  readonly received_at: Date
  /** id@version#hash. */
  readonly sender_adapter: string
  readonly receiver_adapter: string
  readonly native_media_type: string
  readonly native_bytes: number
  readonly translated_media_type: string
  readonly translated_bytes: number
  /** Sealed: `factsOf`. */
  readonly facts: Buffer
  /** Sealed: `receiptOf`. */
  readonly receipt: Buffer | null
  readonly state: TransferState
  /** Its documents are there no more. */
  readonly erased: boolean
  readonly recording: number
  /** MACs of the native keys of the sender's records that it is of, as the index had them when it was handed over. */
  readonly records: readonly Buffer[]
  /** Null: its sender signed for it. `gateway`: made from what the sender's source answered. */
  readonly made_by: 'gateway' | null
  /** Whether something came beside it that its receiver does not get. */
  readonly papers_withheld: boolean
}

/** Columns of a TransferRow. */
export const ofTransfer = `id, sender, sender_system, receiver, message_mac, kind, purpose, legal_basis, relation, event, received_at, sender_adapter,
  receiver_adapter, native_media_type, native_bytes, translated_media_type, translated_bytes, facts, receipt, state, native IS NULL AS erased, recording,
  records, made_by, papers_withheld`
