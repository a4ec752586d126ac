/** What an entry of the audit log tells beside its clear part, sealed (schemas/audit/detail.json). Values of records are never in it. */

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

/** Records of an answer as they are committed to (evidence.ts), in their order. */
export interface EntryCommitted {
  /** RFC 6901 pointer to them in the answer, with the answer's names, list elements as `*`: those that earlier elements with the same pointer left over. */
  readonly records: string
  /** Of each, which of its values stand for themselves, as values.ts numbers them: `0-2,5`. What ends with a comma goes on in the next text. */
  readonly values: readonly string[]
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
  /** Of the quarantine, that it was taken from. */
  readonly item?: string
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

/** What was done with an item of the quarantine, and what came of it. */
export interface EntryHandled {
  readonly item: string
  readonly agency: string
  readonly transport: string
  /** The event under which it came. */
  readonly came: string
  /** By which it could not be translated then, `id@version#hash`, and why. */
  readonly adapter: string
  readonly reason: string
  /** That it is in from now on; absent: as before. */
  readonly state?: string
  /** What translating it now gave: by which adapter, and counts of records. */
  readonly now?: {
    readonly adapter: string
    readonly outcome: string
    readonly reason?: string
    readonly taken: number
    readonly rejected: number
  }
  /** Keyed digests of the document, of the one that corrects it, and of the reason that was given. */
  readonly digest?: string
  readonly corrected?: string
  readonly act?: string
  /** No key of a record could be read in what was corrected. */
  readonly keys_unread?: true
}

/** A document that is handed over, by its keyed digest. */
export interface EntryDocument {
  readonly media_type: string
  readonly bytes: number
  readonly digest: string
}

/** A paper that an agency uploaded, by a digest under a key of its own, base64. */
export interface EntryAttachment extends EntryDocument {
  readonly id: string
  readonly digest_key: string
}

/** What one agency hands over to another, and what became of it. */
export interface EntryTransfer {
  /** None in a dry run. */
  readonly id?: string
  /** Registry ids. */
  readonly sender: string
  readonly receiver: string
  readonly kind: string
  /** Of the index, that the matter is in by then as far as it is known: the first of them. */
  readonly dossiers?: readonly string[]
  /** The event under which it came, and was stored; of one that the gateway made, first the one under which its source was asked. */
  readonly came?: string
  /** Nobody signed for it: made from what the sender's source answered. */
  readonly made_by?: 'gateway'
  readonly route?: { readonly purpose: string; readonly legal_basis: string; readonly relation: string }
  readonly native?: EntryDocument
  readonly translated?: EntryDocument
  /** What came beside it and its receiver may have; `number` as the receiver calls it. */
  readonly attachments?: readonly (EntryDocument & {
    readonly number: string
    /** Of what was uploaded, and where in the sender's document it belongs. */
    readonly id?: string
    readonly place?: string
    /** Places of the record that its sender said it shows. */
    readonly shows?: readonly string[]
  })[]
  /** `id@version#hash` */
  readonly adapters?: { readonly sender: string; readonly receiver: string }
  /** Ids of the policies that decided. */
  readonly policies?: readonly string[]
  /** By which it was decided what its receiver gets. */
  readonly label?: EntryRecord['label']
  /** What that was, as in EntryRecord; what its form has no room for is in `missing` too. The bytes that leave later are those that were written then. */
  readonly released?: readonly string[]
  readonly withheld?: readonly (PathReason & { readonly masked?: true; readonly finding?: string })[]
  /** Places that the receiver's form has no room for, or not for all of it; `reason`: the finding's code. */
  readonly missing?: readonly PathReason[]
  /** By what it was decided anew that it may leave, or may not: absent while that is what it was stored by, or where nothing could be decided. */
  readonly cleared?: {
    readonly label: EntryRecord['label']
    readonly policies: readonly string[]
  }
  /** Keyed digests of the receiver's signed acknowledgement, and of the number that its system gave. */
  readonly acknowledgement?: string
  readonly native_key?: string
  /** Keyed digest of a text that was given. */
  readonly says?: string
  /** Of a recall: whether its receiver may have it already; otherwise its content is erased. */
  readonly handed_out?: boolean
  /** Count of pushes. */
  readonly attempts?: number
  /** A code. */
  readonly reason?: string
  /** What it gives from now on, or gives no more: `agency` in this relation to the facet that `facet_agency` holds. Another transfer may give the same. */
  readonly relations?: readonly {
    readonly effect: 'given' | 'taken'
    readonly dossier: string
    readonly facet_agency: string
    readonly agency: string
    readonly relation: string
  }[]
  /** Links that its acknowledgement made, or that stand no more by it; `source`: who acknowledged. */
  readonly links?: readonly (Pick<EntryLink, 'id' | 'dossiers' | 'source'> & { readonly effect: 'made' | 'undone' })[]
}

/** What the holder of a record directs those to do who were given something of it, and what became of that. */
export interface EntryDirective {
  readonly id: string
  /** Registry ids: the holder, and those whom this entry is about. */
  readonly giver: string
  readonly receivers: readonly string[]
  /** Codes. */
  readonly kind: string
  readonly reason: string
  readonly done?: string
  /** Of the record. */
  readonly dossiers?: readonly string[]
  /** By which a document of before the directive reached the receiver after it. */
  readonly transfer?: string
  /** RFC 3339. */
  readonly due?: string
  /** Keyed digest of the text that was given. */
  readonly says?: string
}

/** A legal limit that was not kept. */
export interface EntryClock {
  /** Id of the rule. */
  readonly rule: string
  /** Registry ids: who had to keep it, and who supervises that. */
  readonly owner: string
  readonly supervisor?: string
  /** RFC 3339 dates, or instants. */
  readonly started_at: string
  readonly due: string
  /** When it ended all the same, and by what. */
  readonly ended_at?: string
  readonly ended_by?: string
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

/** A facet of whose existence the caller learnt nothing; `asked`: of which dossier asked for, counted from 0, which is the default. */
export interface EntryConcealment {
  readonly asked?: number
  readonly facet_agency: string
  /** Ids of the policies that decided; none where nothing permits it. */
  readonly policies: readonly string[]
}

/** By whose order an epoch key was erased. */
export interface EntryErasure {
  /** SHA-256 of the order, base64url. */
  readonly order: string
  /** `<agency>/<officer>` */
  readonly signed_by: readonly string[]
}

/** All that one entry tells. */
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
  /** Which these were, the first of them: as many as limits.log.concealments_bytes_max has room for. */
  readonly concealments?: readonly EntryConcealment[]
  readonly rows?: number
  /** Keyed digest of the answer's body. */
  readonly body?: string
  /** The random key of this entry's digests, base64. */
  readonly digest_key?: string
  /** From which the salts of the commitments derive, base64. */
  readonly evidence_key?: string
  readonly committed?: readonly EntryCommitted[]
  readonly sources?: readonly {
    readonly agency: string
    readonly state: string
    readonly adapter?: string
    readonly reason?: string
    /** Keyed digest of the source document. */
    readonly digest?: string
    /** From what it had deposited: nothing was asked of it. */
    readonly kept?: true
    /** How often it was asked once more, after its connection was lost. */
    readonly repeats?: number
    /** Under which X-Road logs it. */
    readonly request_id?: string
  }[]
  readonly deposit?: EntryDeposit
  readonly quarantine?: EntryQuarantine
  readonly handled?: EntryHandled
  readonly transfer?: EntryTransfer
  readonly attachment?: EntryAttachment
  readonly directive?: EntryDirective
  readonly clock?: EntryClock
  readonly labels?: readonly EntryLabel[]
  readonly link?: EntryLink
  /** What of the log was read: the range of the entries' indexes, in how many bundles, and how many files of epochs. */
  readonly reading?: {
    readonly first?: number
    readonly last?: number
    readonly bundles?: number
    readonly epochs?: number
  }
  readonly traceparent?: string
  /** The refusal that this event names came again so often, or a source was asked so often under it; RFC 3339, as `at`. */
  readonly repeated?: { readonly count: number; readonly from: string; readonly to: string }
  readonly erasure?: EntryErasure
  readonly note?: string
}
