/** The shape of `policies/participants/*.json` and `policies/purposes.json` (schemas/participant.json, purposes.json). */
import type { JWK } from 'jose'
import type { Tag } from '../../schemas/generated/types.ts'
import type { CaseAction, Role } from './caller.ts'
import type { ClearanceLevel } from './clearance.ts'

export interface Title {
  readonly vi: string
  readonly en: string
}

/** Identifier on the document axis (QĐ 20/2020/QĐ-TTg); data with validity, never a constant. */
export interface OrganId {
  readonly value: string
  /** ISO 8601 calendar dates, both included; null where open. */
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly confidence?: 'confirmed' | 'recalled' | 'sandbox'
}

/** What the agency was called before a merger or a renaming; dates as of OrganId. */
export interface Alias {
  readonly value: string
  readonly validFrom: string | null
  readonly validTo: string | null
}

/** A public key with the days, both included, on which it counts: ISO 8601 calendar dates, in Việt Nam. */
export interface RegisteredKey extends JWK {
  /** Made by certs-dev. */
  readonly development?: true
  readonly validFrom?: string
  readonly validTo?: string
}

export interface KeySet {
  readonly keys: readonly RegisteredKey[]
}

/** `bundle`: participants, purposes and policies. `shredding`: destroying what is kept. */
export type SignerRole = 'bundle' | 'shredding'

/** A person of the agency whose signature counts as one of the two that widening access needs. */
export interface Signer {
  readonly id: string
  readonly name: string
  readonly roles: readonly SignerRole[]
  readonly jwks: KeySet
}

/** Parts of an X-Road identifier, each as it is, not encoded. */
interface XRoadMember {
  readonly instance: string
  readonly memberClass: string
  readonly memberCode: string
}

/** How a source is reached that stands behind an X-Road security server. */
export interface XRoadSource {
  /** The gateway, as X-Road knows it. */
  readonly client: XRoadMember & { readonly subsystemCode?: string }
  readonly service: XRoadMember & { readonly subsystemCode: string; readonly serviceCode: string }
  readonly representedParty?: { readonly memberClass?: string; readonly memberCode: string }
  /** Of the gateway's own security server, as `keyPins` of a system: no other is spoken to. */
  readonly keyPins: readonly string[]
}

export interface SourceSystem {
  /** Folder name under `adapters/`. */
  readonly adapter: string
  /** It only hands over: nobody asks it, and it deposits nothing. */
  readonly asked?: false
  readonly url?: string
  /** Absolute path of the folder in which it deposits files. */
  readonly directory?: string
  /** `url` is then that of the gateway's security server. */
  readonly xRoad?: XRoadSource
}

export interface RegisteredSystem {
  readonly id: string
  readonly uri: string
  readonly roles: readonly Role[]
  /** Base64 SHA-256 of the certificate's SubjectPublicKeyInfo (as RFC 7469 §2.4); when given, no other key is admitted, whichever side opens the connection. */
  readonly keyPins?: readonly string[]
  readonly source?: SourceSystem
}

/** A channel for state secrets in ciphertext, approved by the cơ yếu authority. */
export interface ApprovedChannel {
  readonly id: string
  readonly product: string
  readonly approvalNumber: string
  readonly approvedBy: string
  readonly validFrom: string
  readonly validTo: string
}

/** Officers of the sandbox. For real agencies the agency vouches and this list stays empty. */
export interface DemonstrationOfficer {
  readonly id: string
  readonly name: string
  readonly clearance: ClearanceLevel
  readonly purposes: readonly string[]
}

export interface ParticipantFile {
  readonly id: string
  readonly code: string
  /** Of agencies of one kind, which routes name by it. */
  readonly group?: string
  /** 5-digit code, of an agency of one commune. */
  readonly commune?: string
  readonly title: Title
  readonly organIds: readonly OrganId[]
  readonly aliases?: readonly Alias[]
  readonly systems: readonly RegisteredSystem[]
  /** Public keys that sign officer assertions (RFC 7517). */
  readonly jwks?: KeySet
  /** Public keys that sign messages (RFC 9421); without it those of `jwks`. */
  readonly messageJwks?: KeySet
  /** Public keys of its audit officers, to which the keys of the log's epochs are wrapped. */
  readonly auditKeys?: KeySet
  readonly signers?: readonly Signer[]
  readonly clearanceMax: ClearanceLevel
  readonly tags: readonly Tag[]
  readonly purposes: readonly string[]
  readonly channels: readonly ApprovedChannel[]
  readonly officers?: readonly DemonstrationOfficer[]
}

export interface LegalBasis {
  readonly id: string
  readonly vi: string
  /** How its number and wording are known: read in the text, quoted elsewhere, or from memory and to be checked. */
  readonly confidence: 'confirmed' | 'second-hand' | 'recalled'
}

export interface Purpose {
  readonly id: string
  readonly vi: string
  readonly en: string
  readonly actions: readonly CaseAction[]
  /** What the agency may be to a facet for this purpose to open it. */
  readonly relations: readonly string[]
  readonly legalBases: readonly LegalBasis[]
  /** Agencies that may state it. */
  readonly agencies: readonly string[]
}
