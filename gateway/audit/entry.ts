/** One entry of the audit log and its bytes: canonical JSON (RFC 8785). Its schema is schemas/audit/entry.json. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import canonicalize from 'canonicalize'
import schema from '../../schemas/audit/entry.json' with { type: 'json' }
import type { ErrorCode } from '../errors/catalogue.ts'
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'

export type Phase =
  | 'released'
  | 'sent'
  | 'aborted'
  | 'denied'
  | 'token-issued'
  | 'token-revoked'
  | 'deposited'
  | 'transferred'
  | 'acknowledged'
  | 'refused'
  | 'recalled'
  | 'quarantined'
  | 'relabelled'
  | 'linked'
  | 'unlinked'
  | 'opened'
  | 'reading-opened'
  | 'reading-closed'
  | 'incident'
  | 'heartbeat'
  | 'policy-loaded'
  | 'registry-loaded'
  | 'crl-loaded'
  | 'certificates-loaded'
  | 'setting-changed'
  | 'started'
  | 'stopped'

/**
 * RFC 6901 paths with the schema's names, elements of the innermost list as `*`; `elements` says which of them, counted from 0:
 * `0-2,5`.
 */
export interface PathReason {
  readonly path: string
  readonly elements?: string
  readonly reason: string
}

/** What became of one facet, or of the facets of several dossiers alike. */
export interface EntryRecord {
  readonly dossiers: readonly string[]
  readonly facet_agency: string
  readonly relation: string
  readonly label: { readonly level: string; readonly tags: readonly string[] }
  /** Ids of the policies that decided. */
  readonly policies: readonly string[]
  readonly released: readonly string[]
  readonly masked: readonly PathReason[]
  readonly withheld: readonly PathReason[]
}

/** A document that an agency deposited, by counts. */
export interface EntryDeposit {
  readonly agency: string
  readonly transport: string
  /** `id@version#hash` */
  readonly adapter: string
  /** Keyed digest of the document; none when a state secret stood in it. */
  readonly digest?: string
  readonly bytes: number
  /** Records taken; of these, records that were not held in the same form already. */
  readonly taken: number
  readonly fresh: number
  readonly rejected: number
  /** Records refused for a state secret in clear. */
  readonly refused: number
  readonly dossiers: readonly string[]
  /** The event under which the feed was asked for it. */
  readonly feed?: string
}

/** A document that could not be translated, as a whole or in some of its records, and is kept. */
export interface EntryQuarantine {
  readonly id: string
  readonly agency: string
  readonly transport: string
  readonly adapter: string
  readonly reason: string
  /** Keyed digest of the document. */
  readonly digest: string
  readonly bytes: number
  /** Codes and places, never content; cut when they are too many. */
  readonly findings: readonly {
    readonly code: string
    readonly pointer: string
    readonly line?: number
    readonly target?: string
  }[]
}

/**
 * What a source did to the mark of a facet, or of `places` in it. `kept`: what it says now is lower, and nobody determined it. `from`, `to`:
 * the mark before and after.
 */
export interface EntryLabel {
  readonly dossier: string
  readonly facet_agency: string
  readonly effect: 'kept' | 'lowered' | 'concealed' | 'revealed' | 'sealed' | 'unsealed'
  readonly from: EntryRecord['label']
  readonly to: EntryRecord['label']
  /** Count; absent: the facet itself. */
  readonly places?: number
  /** Who determined it. */
  readonly by?: { readonly agency: string; readonly officer?: string; readonly at: string; readonly list_item: string }
}

/** A link between dossiers that an agency made or took back. */
export interface EntryLink {
  readonly id: string
  /** As the agency named them; of one taken back, the ids under which they are found from then on. */
  readonly dossiers: readonly [string, string]
  /** Registry id of the agency whose record or act had made it. */
  readonly source: string
  /** Keyed digest of what the agency said: the decision, the reason. */
  readonly act: string
}

/** What is to be sealed later: until then it is in clear. Values of records are never in it. */
export interface EntryDetail {
  readonly who?: {
    readonly agency: string
    readonly system: string
    readonly officer?: string
    /** SHA-256 thumbprint, base64url (RFC 8705 x5t#S256). */
    readonly certificate: string
    /** `jti` of the access token. */
    readonly token?: string
    readonly clearance?: string
  }
  readonly why?: { readonly purpose: string; readonly legal_basis: string }
  readonly operation?: string
  /** Dossiers asked for by id, whether or not there is anything the caller may know of. */
  readonly asked?: readonly string[]
  /** Of each list asked for: the filter, an identifier as a keyed digest. */
  readonly filters?: readonly Readonly<Record<string, string>>[]
  readonly records?: readonly EntryRecord[]
  /** Count of records of whose existence the caller learnt nothing. */
  readonly concealed?: number
  readonly rows?: number
  /** Keyed digest of the answer's body. */
  readonly body?: string
  /** The random key of this entry's digests, base64. */
  readonly digest_key?: string
  /** From which the salts of the commitments derive, base64. */
  readonly evidence_key?: string
  readonly sources?: readonly {
    readonly agency: string
    readonly state: string
    readonly adapter?: string
    readonly reason?: string
    /** Keyed digest of the source document. */
    readonly digest?: string
  }[]
  readonly deposit?: EntryDeposit
  readonly quarantine?: EntryQuarantine
  readonly labels?: readonly EntryLabel[]
  readonly link?: EntryLink
  /** Entries of the log that were read: the range of their indexes, and how many bundles. */
  readonly reading?: { readonly first: number; readonly last: number; readonly bundles: number }
  readonly traceparent?: string
  /** The refusal that this event names came again so often; RFC 3339, as `at`. */
  readonly repeated?: { readonly count: number; readonly from: string; readonly to: string }
  readonly note?: string
}

export interface Entry {
  readonly version: 1
  /** Event id: one event may have several entries (released, then sent). */
  readonly event: string
  readonly phase: Phase
  /** RFC 3339 UTC with milliseconds: `2026-03-01T00:00:00.000Z`. */
  readonly at: string
  readonly node: {
    readonly name: string
    readonly build: string /** Digest of the configuration. */
    readonly config: string
  }
  readonly versions: { readonly policy: string; readonly registry: string; readonly schema: string }
  readonly outcome: 'ok' | ErrorCode
  /** Whose receipt it is: owner.ts. None when no system caused it. */
  readonly owner?: string
  /** Root of the commitments to what was given (evidence.ts), base64. */
  readonly evidence?: string
  readonly detail: EntryDetail
}

// That it is a schema is what test/unit/schemas/meta-schema.test.ts says: to ask at every start costs more than to compile it.
const ajv = new Ajv2020({ strict: true, validateSchema: false, allErrors: false })
ajv.addKeyword('x-title')
const hasShape = ajv.compile<Entry>(schema)

/** Where and how `hasShape` last failed; never the value. */
const shapeFault = () => `${hasShape.errors?.[0]?.instancePath} ${hasShape.errors?.[0]?.keyword}`

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The entry's bytes. Throws GatewayError `internal` (cause: where) if it does not fit the schema or is longer than
 * limits.log.entry_bytes_max: a fault of the code that made it.
 */
export function encodeEntry(entry: Entry): Uint8Array {
  if (!hasShape(entry)) throw new GatewayError('internal', { cause: new TypeError(`audit entry: ${shapeFault()}`) })
  const bytes = Buffer.from(canonical(entry) ?? '')
  if (bytes.length > 0 && bytes.length <= limits.log.entry_bytes_max) return bytes
  throw new GatewayError('internal', { cause: new RangeError(`audit entry of ${bytes.length} bytes`) })
}

function canonical(value: unknown): string | undefined {
  try {
    return canonicalize(value)
  } catch (cause) {
    throw new GatewayError('internal', { cause })
  }
}

export type Decoded = { readonly ok: true; readonly entry: Entry } | { readonly ok: false; readonly why: string }

/** Reads an entry's bytes: UTF-8, JSON in its canonical form, of the schema's shape. Never throws; repeats no value. */
export function decodeEntry(bytes: Uint8Array): Decoded {
  let value: unknown
  let text: string
  try {
    text = decoder.decode(bytes)
    value = JSON.parse(text)
    if (canonicalize(value) !== text) return { ok: false, why: 'not canonical JSON' }
  } catch {
    return { ok: false, why: 'not JSON' }
  }
  return hasShape(value) ? { ok: true, entry: value } : { ok: false, why: shapeFault() }
}
