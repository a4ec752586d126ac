/** HAND OVER, the part behind the door: by which route, what of it may go there, and the document in the receiver's own form. */
import type { NativeFacet, Translation } from '../../../adapters/sdk/adapter.ts'
import type { OpaquePart } from '../../../schemas/generated/types.ts'
import type { Text } from '../../../schemas/validation/texts.ts'
import {
  type AskedRecord,
  type HandedRecord,
  handedRecords,
  numbersOf,
  ownNumbersOf,
} from '../../dossiers/handed-record.ts'
import type { Holder } from '../../dossiers/tying.ts'
import type { ErrorCode } from '../../errors/catalogue.ts'
import type { Route } from '../../identity/route.ts'
import type { LabelCore } from '../../policy/label.ts'
import type { Reason } from '../../sources/asked.ts'
import type { ReportedFinding, Sources } from '../../sources/sources.ts'
import { inGroups } from '../../store/groups.ts'
import { openFor } from '../addressed.ts'
import type { Keeping } from '../keeping.ts'
import { valueAt } from '../place.ts'
import { open, type Sealed, seal } from '../sealed.ts'
import {
  type AttachablePlace,
  type Attached,
  attachablePlaces,
  hasPlace,
  isAsTold,
  isShowable,
  numberOfPlace,
  placeOfNumber,
  withheldBeside,
} from './attachable.ts'
import { type Timing, timingOf } from './clocks.ts'
import type { HandedAttachment } from './content-rows.ts'
import { tells, type WithheldPlace } from './receivable.ts'
import { type Deciding, type Refused, receivedOf, refused } from './receiving.ts'

/** What the index knows of the record of the agency, and by which numbers (base64 of their index forms) it is found again; `own`: those that it gave. */
export type HandedOf = HandedRecord & Record<'numbers' | 'own', readonly string[]>

export interface HandingOver extends Deciding {
  readonly sources: Pick<Sources<Sealed>, 'write'>
  recordOf(holder: Holder, facet: NativeFacet): Promise<HandedOf>
}

/** Records by the index; those that are asked for at once are looked up together. */
export function recordsIn({ db, kept: { keys } }: Pick<Keeping, 'db' | 'kept'>): HandingOver['recordOf'] {
  const look = inGroups<AskedRecord, HandedRecord>((asked) => handedRecords(db, keys, asked))
  const kept = (macs: readonly Buffer[]) => macs.map((mac) => mac.toString('base64'))
  return async ({ agency, code }, facet) => {
    const numbers = numbersOf(keys, facet)
    const record = await look({ agency, numbers })
    return { ...record, numbers: kept(numbers), own: kept(ownNumbersOf(keys, facet, code)) }
  }
}

export interface AskedHandingOver {
  /** Ids of agencies. That it is `from` who asks has been verified. */
  readonly from: string
  readonly to: string
  /** Its content is a Translation that conforms to its schema, by the adapter of `from`. */
  readonly translation: Sealed
  /** What is to come beside it, one for a place. */
  readonly attached?: readonly Attached[]
  /** As in WritingContext: RFC 3339 with offset +07:00. */
  readonly reference: string
  readonly at: string
  readonly event: string
  readonly traceparent?: string
}

/** A place of the facet (RFC 6901; `/updatedAt` beside it) for which the receiver's form has no place, or not for all of it; or where the law expects something. */
export interface MissingPlace {
  readonly path: string
  readonly code: string
  /** By which it is expected. */
  readonly article?: Text
}

/** What goes with the document. */
export interface Beside {
  /** Places of the sender's document whose papers go with it, and how its receiver calls each. */
  readonly papers: readonly HandedAttachment[]
  /** Whether something came beside it that does not go. */
  readonly isLess: boolean
  /** All places beside which something could come. */
  readonly places: readonly AttachablePlace[]
  /** Places of opaque parts that go, and the products of the receiver's open channels that they rest on. */
  readonly parts: readonly string[]
  readonly channels: readonly string[]
}

export type Handed =
  | {
      readonly state: 'ok'
      /** Its content is a NativeDocument. */
      readonly document: Sealed
      /** Its content is a text: all that the receiver is told, the same as long as nothing of it changes. */
      readonly content: Sealed
      /** `id@version#hash` of the receiver's adapter, by which it was written. */
      readonly adapter: string
      /** Code of the kind of the matter. */
      readonly kind: string
      readonly route: Pick<Route, 'purpose' | 'legalBasis' | 'relation'> & { readonly article: Text }
      readonly withheld: readonly WithheldPlace[]
      readonly missing: readonly MissingPlace[]
      readonly beside: Beside
      /** For the log, as in Receivable. */
      readonly policies: readonly string[]
      readonly label: LabelCore
      readonly released: readonly string[]
      /** As the index had it. */
      readonly record: Pick<HandedOf, 'numbers' | 'own' | 'conceal' | 'sealed' | 'standing' | 'dossiers'>
      /** The legal limits that it meets or starts. */
      readonly timing: Timing
    }
  | Refused

/** Pointers into the translation as places of the facet. */
function placesOf({ labels }: Translation, findings: readonly ReportedFinding[]): readonly MissingPlace[] {
  const places = findings.map(({ pointer, code }) => {
    const [, number] = /^\/labels\/(\d+)/.exec(pointer) ?? []
    const path = number === undefined ? pointer.replace(/^\/facet(?=\/|$)/, '') : (labels[Number(number)]?.path ?? '')
    return { path, code }
  })
  const once = new Map(places.map((place) => [`${place.code} ${place.path}`, place]))
  return [...once.values()]
}

/** Papers that the route expects where the receiver gets none, neither told of in the document nor beside it. Never refused: who must receive may not. */
function papersMissing({ papers }: Route, { documents = [] }: NativeFacet, beside: number): readonly MissingPlace[] {
  if (!papers || beside > 0 || documents.some(tells)) return []
  return [{ path: '/documents', code: 'papers-expected', article: papers.article }]
}

/** What its own document keeps from being written; anything else is not the sender's to mend. */
const codeOf = (reason: Reason): ErrorCode => {
  if (reason === 'state-secret-in-clear') return reason
  return reason === 'document-rejected' || reason === 'written-too-large'
    ? 'receiver-form-refuses'
    : 'receiver-unavailable'
}

/** Of what is attached the first that belongs nowhere, is not what the document tells of, or shows what is no place of it; by its number in the sender's document. */
function wrongIn(given: Translation, attached: readonly Attached[]): Refused | undefined {
  const stray = attached.find((one) => !hasPlace(given, one))
  if (stray) return refused('attachment-without-paper', { attachment: numberOfPlace(stray.place) })
  const other = attached.find((one) => !isAsTold(given, one))
  if (other) return refused('attachment-differs', { attachment: numberOfPlace(other.place) })
  for (const { place, shows = [] } of attached) {
    const unknown = shows.find((shown) => !isShowable(given.facet, shown))
    if (unknown !== undefined)
      return refused('attachment-shows-unknown', { attachment: numberOfPlace(place), shows: unknown })
  }
  return undefined
}

/**
 * The document in the form of `to`, with what it may have of the translation and of what is attached; or why there is none: as receivedOf,
 * `attachment-without-paper`, `attachment-differs`, `attachment-shows-unknown`, `receiver-form-refuses`, `receiver-unavailable`. Nothing is kept or recorded. Throws as receivedOf and the index.
 */
export async function handedOver(
  { policy, registry, sources, recordOf }: HandingOver,
  { from, to, translation: sealed, attached = [], reference, at, event, traceparent }: AskedHandingOver,
): Promise<Handed> {
  const given = open<Translation>(sealed)
  const code = registry.participantOf(from)?.code
  if (code === undefined) return refused('receiver-unavailable')
  const record = await recordOf({ agency: from, code }, given.facet)
  const received = receivedOf({ policy, registry }, { from, to, given, record, at })
  if (received.state === 'refused') return received
  const wrong = wrongIn(given, attached)
  if (wrong) return wrong
  const { route, sender, addressee, receivable } = received
  const { purpose, legalBasis, relation, article } = route
  const { translation, undigested, parts, policies, label, released, deniedBeside } = receivable
  const kept = withheldBeside(attached, deniedBeside)
  const withheld = [...receivable.withheld, ...kept]
  const goes = attached.filter(({ place, shows }) => deniedBeside(place, shows) === undefined)
  const context = { reference, at, from: sender, to: addressee }
  const written = await sources.write({ agency: to, translation, context, eventId: event, traceparent })
  const places = placesOf(translation, written.findings)
  if (written.state === 'failed') {
    const code = codeOf(written.reason)
    return code === 'receiver-form-refuses' ? refused(code, { places }) : refused(code)
  }
  const digests = undigested.map((path) => ({ path: `${path}/digest`, code: 'no-place' }))
  return {
    state: 'ok',
    document: written.sealed,
    content: seal(JSON.stringify({ ...translation, updatedAt: undefined })),
    adapter: written.adapter,
    kind: given.facet.report.kind.code,
    route: { purpose, legalBasis, relation, article },
    withheld,
    beside: {
      papers: goes.map(({ place, shows }) => {
        const number = receivable.numberOf(place)
        if (!parts.includes(place)) return { place, number, ...(shows && { shows }) }
        return { place, number, part: valueAt(translation.facet, placeOfNumber(number)) as OpaquePart }
      }),
      isLess: kept.length > 0,
      places: attachablePlaces(given.facet, deniedBeside, attached),
      ...{ parts, channels: openFor(registry, to, parts) },
    },
    missing: [...places, ...digests, ...papersMissing(route, translation.facet, goes.length)],
    ...{ policies, label, released },
    record: {
      ...{ numbers: record.numbers, own: record.own },
      ...{ conceal: record.conceal, sealed: record.sealed, standing: record.standing, dossiers: record.dossiers },
    },
    timing: timingOf(route, given.facet, {
      sender: { ...sender, commune: registry.participantOf(from)?.commune },
      receiver: addressee,
    }),
  }
}
