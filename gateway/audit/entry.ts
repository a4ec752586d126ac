/** An entry of the audit log: its clear part (schemas/audit/entry.json), and what it tells beside that, sealed. */
import type { ErrorCode } from '../errors/catalogue.ts'
import type { EntryDetail } from './detail.ts'

export type Phase =
  | 'released'
  | 'aborted'
  | 'denied'
  | 'token-issued'
  | 'token-revoked'
  | 'deposited'
  | 'refused'
  | 'quarantined'
  | 'quarantine-opened'
  | 'quarantine-tried'
  | 'quarantine-corrected'
  | 'quarantine-released'
  | 'quarantine-returned'
  | 'quarantine-expired'
  | 'quarantine-superseded'
  | 'quarantine-shredded'
  | 'source-asked'
  | 'notice-failed'
  | 'transfer-stored'
  | 'transfer-dry-run'
  | 'transfer-delivered'
  | 'transfer-acknowledged'
  | 'transfer-refused'
  | 'transfer-undeliverable'
  | 'transfer-push-asked'
  | 'transfer-held'
  | 'transfer-recalled'
  | 'transfer-recall-acknowledged'
  | 'transfer-erased'
  | 'transfer-related'
  | 'directive-given'
  | 'directive-extended'
  | 'directive-acknowledged'
  | 'directive-overdue'
  | 'clock-overdue'
  | 'relabelled'
  | 'linked'
  | 'unlinked'
  | 'reading-opened'
  | 'reading-closed'
  | 'incident'
  | 'heartbeat'
  | 'policy-loaded'
  | 'registry-loaded'
  | 'crl-loaded'
  | 'certificates-loaded'
  | 'setting-changed'
  | 'epoch-opened'
  | 'epoch-erased'
  | 'started'
  | 'stopped'

/** An epoch: the time for which one key seals. */
export interface EntryEpoch {
  readonly id: string
  /** Of one that is opened: the keys to which it is wrapped. */
  readonly kids?: readonly string[]
  /** SHA-256 of its file, base64. */
  readonly file?: string
}

/** What anybody sees who has the entry: enough to count and to order. */
export interface ClearPart {
  readonly version: 1
  /** Event id: one event may have several entries (released, then aborted). */
  readonly event: string
  readonly phase: Phase
  /** RFC 3339 UTC with milliseconds: `2026-03-01T00:00:00.000Z`. */
  readonly at: string
  /** `stepped`: `at` and the time that has passed since the start have drifted apart. */
  readonly clock: 'steady' | 'stepped'
  readonly node: {
    readonly name: string
    readonly build: string
    /** Digest of the configuration. */
    readonly config: string
  }
  readonly versions: { readonly policy: string; readonly registry: string; readonly schema: string }
  readonly outcome: 'ok' | ErrorCode
  /** Whose receipt it is: owner.ts. None when no system caused it. */
  readonly owner?: string
  /** Root of the commitments to what was given (evidence.ts), base64. */
  readonly evidence?: string
  readonly epoch?: EntryEpoch
}

/** An entry as it is given to the log. */
export interface Entry extends ClearPart {
  readonly detail: EntryDetail
}

/** An entry as it stands in the log. */
export interface LoggedEntry extends ClearPart {
  /** JWE in compact form over the detail; none when there was nothing in it. */
  readonly sealed?: string
}
