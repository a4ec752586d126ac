/**
 * The contract of an adapter: pure translation between an agency's documents and the shared schema.
 * Every function is synchronous, total (never throws on bad data), without I/O, clock or randomness. The gateway does
 * all I/O, bounds the bytes, validates the value, stamps provenance and gives ids.
 */
import type { Facet, Label } from '../../schemas/generated/types.ts'
import type { Finding } from './finding.ts'

/** Content of a facet as an adapter gives it: what the gateway assigns itself is missing. `id`s are native local keys. */
export type NativeFacet = Omit<Facet, 'id' | 'agency' | 'provenance' | 'reporters'> & {
  reporters?: readonly Omit<NonNullable<Facet['reporters']>[number], 'pseudonym'>[]
}

/** Why a field has no value. */
export type AbsenceReason = 'unknown' | 'inapplicable' | 'pending'

/** A native dossier in shared form. `labels` and `absent` point into `facet` by JSON Pointer (RFC 6901). */
export interface Translation {
  readonly facet: NativeFacet
  /** Labels narrower than the record's own (`facet.label`): an entity (`/participants/2`) or a field of one. */
  readonly labels: readonly { readonly path: string; readonly label: Label }[]
  readonly absent: readonly { readonly path: string; readonly why: AbsenceReason }[]
  /**
   * SHA-256 (64 hex digits) of the bytes of documents that came along, by place (`/documents/2`). The gateway gives a keyed digest instead: a
   * bare one would confirm a guessed document.
   */
  readonly digests?: readonly { readonly path: string; readonly sha256: string }[]
  /** RFC 3339 instant of the last change at the source. */
  readonly updatedAt: string
}

/** What the index may hold of a dossier: no person, no text. */
export interface IndexEntry {
  /** The key by which the source finds the dossier again. */
  readonly nativeKey: string
  /** Linking identifiers: facets that share one are one dossier. */
  readonly identifiers: readonly {
    readonly system: string
    readonly type: string
    readonly value: string
    readonly assigner: string
  }[]
  readonly kind: string
  readonly stage: string
  readonly receivedAt: string
  readonly updatedAt: string
  readonly corruptionField?: string
  readonly dueOn?: string
  /** What the source marks of a single identifier here counts for the whole entry: the index has no narrower label. */
  readonly label: Label
  /** The source asks that nobody but its holder may know that this facet exists. */
  readonly conceal: boolean
  /** The holder has sealed the record (niêm phong): that it is there may be known, its content is the holder's alone. */
  readonly sealed?: boolean
  /** This agency resolves the matter (its own assignment decision cites the identifiers above). */
  readonly resolves: boolean
  /** Relations of other agencies that an act of this agency names: its record says who supervises, who took the file, who passed the matter on. */
  readonly confirms?: readonly { readonly relation: ConfirmedRelation; readonly agency: string }[]
}

/**
 * `supervising`: the procuracy over the matter; `adjudicating`: the court that has the file; `originator`: who passed the matter on to this agency;
 * `inspecting`: who inspects it. To whom this agency passes a matter on has none of them: its own record tells. `agency` beside it is a code of
 * the agencies list, e.g. `VKS`.
 */
export type ConfirmedRelation = 'supervising' | 'adjudicating' | 'originator' | 'inspecting'

/** One page of a source's list or change feed. `next` is absent on the last page of a list; a change feed always gives one. */
export interface IndexPage {
  readonly entries: readonly IndexEntry[]
  /** Opaque to the gateway: hand back to `requests.list` or `requests.changes`. */
  readonly next?: string
  /** Only with a list: where the change feed goes on from, so that nothing between list and feed is lost. */
  readonly changesFrom?: string
}

/** A request that the gateway's transport sends to the source over mutual TLS. */
export interface SourceRequest {
  readonly method: 'GET' | 'POST'
  /** Path and query, percent-encoded. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** By header (`authorization` or `x-api-key`): the name of a secret that the manifest declares, whose value the transport puts there. */
  readonly secretHeaders?: Readonly<Record<string, string>>
  readonly body?: string
}

/** `ok: false` carries at least one finding. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly [Finding, ...Finding[]] }

/** A document in an agency's own form, as an adapter writes it. */
export interface NativeDocument {
  readonly mediaType: string
  readonly body: Uint8Array
}

/** One end of a handing over, as the registry of participants has it. */
export interface Party {
  /** E.g. `cong-an`, and its code of the list `agencies`, e.g. `CA`. */
  readonly id: string
  readonly code: string
  /** Electronic identifier (QĐ 20/2020/QĐ-TTg) that is valid at the time of the handing over, where there is one. */
  readonly organId?: string
  readonly title: string
}

/** What a written document says that stands in no record. The same translation with the same context gives the same bytes. */
export interface WritingContext {
  /**
   * Id of the handing over: 1 to 40 characters of `[a-z0-9-]`, unique for ever. Stands for the number and key that the receiver has not given yet;
   * a record that has the receiver's own number keeps that.
   */
  readonly reference: string
  /** RFC 3339 instant with offset +07:00 at which it is handed over. */
  readonly at: string
  readonly from: Party
  readonly to: Party
}

/**
 * Of an adapter whose manifest declares the direction `toNative`: the agency's own form of a translation, which may be another agency's. What
 * the translation withholds or does not know is left out or named as missing, never invented. Each shared value that the form has no place for
 * is a finding `no-place` (effect `degraded`; `pointer` and `target` both point into the translation), one that is carried in part `carried-in-part`. A label that the
 * form can't say refuses the document (`label-has-no-mark`): it is never lowered, and MẬT and above, and CHUA_XAC_DINH, are refused always.
 */
export interface Writing {
  toNative?(translation: Translation, context: WritingContext): Outcome<NativeDocument>
  /** Where the agency's system takes what is handed over, beside the inbox that every agency has: with `delivery` in the manifest. */
  readonly delivery?: Delivery
}

/** A document on its way to the agency's system, as the gateway's transport sends it over mutual TLS. */
export type DeliveryRequest = Pick<SourceRequest, 'path' | 'headers' | 'secretHeaders'> & {
  readonly method: 'POST'
  readonly body: Uint8Array
}

/** Why a system does not take a document, in whatever words it says so. The same again would be refused again. */
export type DeliveryRefusal = 'document-invalid' | 'receiver-wrong' | 'state-secret' | 'reference-used'

/** What the system says of a document. `again`: it had taken that before, where it tells; `nativeKey`: the number that it has there. */
export type DeliveryAnswer =
  | { readonly taken: 'taken' | 'again'; readonly nativeKey?: string }
  | { readonly refused: DeliveryRefusal }

/** How the agency's system takes a document that `toNative` wrote. */
export interface Delivery {
  /** The same document of the same handing over gives the same request: the system knows a repeat by the reference. */
  request(document: NativeDocument, of: Pick<WritingContext, 'reference'>): DeliveryRequest
  /** `ok: false`: the answer says neither that it was taken nor that it never will be, and so it is sent again. */
  answer(answer: NativeAnswer): Outcome<DeliveryAnswer>
}

/** The answer of a source, or a deposited document (status 200), as the transport received it; the body's size is already bounded by the manifest. */
export interface NativeAnswer {
  readonly status: number
  readonly mediaType: string
  readonly body: Uint8Array
}

/**
 * What an adapter may know of a document beside its bytes. The same document with the same context gives the same, whenever it is read: an adapter
 * that needs none of it leaves the argument out.
 */
export interface ReadingContext {
  /** The participant of the registry that it came from. */
  readonly agency: Pick<Party, 'id' | 'code'>
  /** RFC 3339 UTC instant at which the gateway received it: of what is kept, or was in quarantine, when it came. */
  readonly receivedAt: string
}

/** One record of a deposited document: `document` is a whole document of the same native format that holds this record alone. */
export interface Deposit {
  readonly entry: IndexEntry
  readonly document: Uint8Array
}

/**
 * A record that a document brings and that can't be taken: a finding says why, here stands whose record it is, never what is
 * in it. Until a later state of it can be taken, the gateway shows no earlier one.
 */
export interface RefusedRecord {
  /** In the form that keys of the source have. */
  readonly nativeKey: string
  /** `secret`: a state secret stands in it in clear. */
  readonly why: 'secret' | 'rejected'
  /** RFC 3339 instant of its last change, where that can be read too; else it counts as later than all that came before it. */
  readonly updatedAt?: string
}

/** What one deposited document (a file, a push, a page of a feed) brings. */
export interface DepositPage {
  readonly deposits: readonly Deposit[]
  /**
   * Records of the document that are not in `deposits`, as far as their key could be read. One that stands in the document
   * twice may be in both: which of the two counts is the gateway's to decide.
   */
  readonly refused: readonly RefusedRecord[]
  /** As in IndexPage: with a feed. */
  readonly next?: string
  readonly changesFrom?: string
}

/**
 * `refused`: as in DepositPage, of a document that is refused together with the one record that it holds. A file or page that
 * is refused as a whole names none: what stands in it is not known, and nothing follows for any record.
 */
export type DepositOutcome =
  | Extract<Outcome<DepositPage>, { readonly ok: true }>
  | (Extract<Outcome<DepositPage>, { readonly ok: false }> & { readonly refused?: readonly RefusedRecord[] })

/**
 * An agency whose system is asked (`https-query`). `toShared` gives `'absent'` when the source says that it has no such dossier.
 */
export interface QueryAdapter extends Writing {
  readonly requests: {
    list(cursor: string | undefined): SourceRequest
    changes(cursor: string): SourceRequest
    dossier(nativeKey: string): SourceRequest
  }
  toIndex(answer: NativeAnswer, context: ReadingContext): Outcome<IndexPage>
  toShared(answer: NativeAnswer, context: ReadingContext): Outcome<Translation | 'absent'>
}

/**
 * An agency that deposits its documents (`directory`, `https-push`). The gateway keeps each record encrypted, and gives it to `toShared`
 * again whenever it is read: what is kept is the agency's own form, never a translation.
 */
export interface DepositAdapter extends Writing {
  /** Where a paged feed tells what pushes may have missed; its pages go to `toDeposits` as well. */
  readonly feed?: {
    list(cursor: string | undefined): SourceRequest
    changes(cursor: string): SourceRequest
  }
  toDeposits(document: NativeAnswer, context: ReadingContext): DepositOutcome
  toShared(document: NativeAnswer, context: ReadingContext): Outcome<Translation>
}

export type Adapter = QueryAdapter | DepositAdapter

/** How often and how soon what failed is tried again. The gateway's own bounds (gateway/limits.ts) are never exceeded. */
export interface RetryBounds {
  /** Requests in all for one question; absent for files, which are tried again for as long as they lie there. */
  readonly attemptsMax?: number
  /** Before the second attempt; doubled before each further one up to the maximum, and then cut at random by up to half. */
  readonly backoff_ms: number
  readonly backoffMax_ms: number
}

export type TransportKind = 'https-query' | 'https-push' | 'directory'

/** How documents come from the agency. The gateway does what stands here; schemas/manifest.json says what goes together. */
export interface TransportDeclaration {
  readonly kind: TransportKind
  /** How the sender learns what became of its document: who is asked has sent none; the status of its push; a file in `ack`. */
  readonly acknowledgement: 'none' | 'http-status' | 'file'
  /** Of requests to the source (also to the feed of one that pushes), or of files that could not be taken or acknowledged. */
  readonly retry: RetryBounds
  /**
   * What makes a repetition harmless. `read`: every request only reads; `same-bytes`: the same bytes are taken once and get the same receipt;
   * `none`: nothing does, so nothing is sent twice.
   */
  readonly idempotency: 'none' | 'read' | 'same-bytes'
  /** Names of what the gateway has to have in its secrets folder to reach the source; never values. */
  readonly secrets: readonly string[]
}

/** How what is handed over goes to the agency's system. */
export interface DeliveryDeclaration {
  /** `reference`: what has come under a reference is taken once, however often it is sent. `none`: nothing is sent, and the receiver fetches it. */
  readonly idempotency: 'reference' | 'none'
  readonly retry: RetryBounds & { readonly attemptsMax: number }
}

/** `manifest.json` of an adapter folder (schemas/manifest.json). */
export interface Manifest {
  readonly id: string
  readonly version: string
  readonly agency: string
  /** Codes of agencies whose documents have this form too. */
  readonly sharedWith?: readonly string[]
  readonly title: { readonly vi: string; readonly en: string }
  readonly contract: 1
  readonly native: {
    readonly codec: 'json' | 'xml' | 'soap-1.1' | 'edxml' | 'csv'
    readonly mediaType: string
    readonly encoding: 'utf-8' | 'windows-1258' | 'tcvn3' | 'vni' | 'viqr'
    /** Of CSV; default `;`. */
    readonly separator?: ';' | ',' | '\t'
    readonly bytesMax: number
    readonly nodesMax: number
    readonly depthMax: number
  }
  readonly directions: readonly ['toShared'] | readonly ['toShared', 'toNative']
  readonly transport: TransportDeclaration
  /** Of an adapter that has `delivery`. */
  readonly delivery?: DeliveryDeclaration
  /** The label of a record whose handling marks are missing or not understood. */
  readonly labelWhenUnmarked: Label
  /** Native places of handling marks; `optional`: a missing one says that there is none. */
  readonly marks: readonly { readonly native: string; readonly optional?: true }[]
  /** At least one row per native field: where it goes, and why when something is lost. */
  readonly fields: readonly FieldRow[]
  /** With the direction `toNative`: what of the shared form the native one has no place for. */
  readonly withoutPlace?: readonly LostRow[]
}

/**
 * A generalised path of the translation. Without `loss` nothing there or below is carried; with it all but that: of a list of objects it says which items are
 * not, and what is in an item has rows of its own.
 */
export interface LostRow {
  readonly shared: string
  readonly loss?: Told
  readonly because: Told
}

/** For whoever hands something over: Vietnamese and English. */
export interface Told {
  readonly vi: string
  readonly en: string
}

/** Paths are generalised JSON Pointers, as schemas/manifest.json describes them. */
export interface FieldRow {
  readonly native: string
  readonly shared: string | null
  readonly relation: 'equivalent' | 'narrower' | 'broader' | 'related' | 'unmapped' | 'undecided'
  /** What of the value is not recovered. */
  readonly loss?: string
  /** Any other value rejects the record. */
  readonly constant?: true
  /** Name of the native code list in the adapter's kit.ts. */
  readonly codes?: string
  readonly because?: string
}
