/** WHO: what the rest of the gateway knows of the asker. Only certificate.ts makes a System, only token.ts a Caller. */
import type { Tag } from '../../schemas/generated/types.ts'
import type { ClearanceLevel } from './clearance.ts'

/** What a registered system may be used for: case data, the officers' audit, co-signing of the log, operation. */
export type Role = 'exchange' | 'audit' | 'witness' | 'operator'

/** A channel for ciphertext of state secrets that is valid now (approved-channel.ts). */
export interface OpenChannel {
  /** The product whose ciphertext it is approved for. */
  readonly product: string
  /** Milliseconds since 1970 at which its approval ends. */
  readonly until: number
}

/** What a dossier is looked at for: policies decide on these. */
export type LookAction = 'dossier:read' | 'dossier:list'

/** Of the quarantine: to see what is there, to open what one's own agency sent, to decide what becomes of it. */
export type QuarantineAction = 'quarantine:list' | 'quarantine:open' | 'quarantine:settle'

/** What a token may cover. `dossier:link`: to tie dossiers together, or part them, by an act of the agency. */
export type CaseAction = LookAction | 'dossier:link' | QuarantineAction

/** A registered system on an admitted connection. */
export interface System {
  /** Agency id, for example `cong-an`. */
  readonly agency: string
  /** `<agency>:<system>`, for example `cong-an:dieu-tra`. */
  readonly id: string
  /** `urn:lienthong:<id>`, the one URI of its certificate. */
  readonly uri: string
  readonly roles: readonly Role[]
  /** RFC 8705 `x5t#S256`: base64url SHA-256 of the DER certificate of this connection. */
  readonly thumbprint: string
}

declare const verified: unique symbol

/**
 * An officer, for one purpose, through one system: the facts that decisions rest on. The agency vouches for the officer
 * and the clearance; the gateway has verified the agency's signature and its own registry, not the person.
 */
export interface CallerFacts {
  readonly agency: string
  /** Code of the agency in the shared code list, for example `CA`. */
  readonly agencyCode: string
  /** System id. */
  readonly system: string
  readonly officer: string
  /** The lower of what the agency asserted and what the registry allows. */
  readonly clearance: ClearanceLevel
  readonly tags: readonly Tag[]
  readonly purpose: string
  /** For which the registry lets the agency look at case data: no policy gives anything for another. */
  readonly purposes: readonly string[]
  /** Relations to a facet that the stated purpose may serve: under it no policy reads by any other. */
  readonly serves: readonly string[]
  readonly legalBasis: string
  readonly actions: readonly CaseAction[]
  /** Dossier ids that the token covers; empty when it is for `dossier:list` alone and names none. */
  readonly dossiers: readonly string[]
  readonly roles: readonly Role[]
  /** Channels of the agency for ciphertext of state secrets, as of the request; absent: none. */
  readonly channels?: readonly OpenChannel[]
  /** Id of the access token. */
  readonly jti: string
  /** Thumbprint of the certificate that the token is bound to. */
  readonly thumbprint: string
  /** Expiry of the token, in seconds since 1970. */
  readonly expiresAt: number
  readonly registryVersion: string
}

/** The facts as callerOf has verified them: made there and nowhere else. */
export interface Caller extends CallerFacts {
  readonly [verified]: true
}
