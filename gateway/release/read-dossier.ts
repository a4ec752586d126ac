/** One dossier: which facets, may they be known, ask their sources, decide again on their own labels, mask, put together. */
import type { NativeAnswer, Translation } from '../../adapters/sdk/adapter.ts'
import { bytesText, type IndexedFacet } from '../dossiers/facet.ts'
import type { FoundFacet, Standing } from '../dossiers/find.ts'
import { identifierValueMac } from '../dossiers/identifiers.ts'
import type { IndexKeys } from '../dossiers/keys.ts'
import { released } from '../policy/policy.ts'
import type { Asked } from '../sources/sources.ts'
import { timestamp } from '../telemetry/clock.ts'
import { formatTraceparent } from '../telemetry/traceparent.ts'
import { factsWithin } from './addressed.ts'
import { assembleFacet } from './assemble.ts'
import { type AskedDossier, asksFacets, type ShownFacet, writeDossier } from './dossier-text.ts'
import { gives } from './giving.ts'
import { decideAsMuch, type KnownFacet, partedFacets } from './known.ts'
import { nothingTold } from './mask.ts'
import { type Names, namesFor } from './names.ts'
import type { Reader, Reading } from './reading.ts'
import { open, type Sealed } from './sealed.ts'
import type { Selected } from './selection.ts'

/** Fields of a facet that the gateway gives without its source. */
const own = new Set(['id', 'agency', '__typename'])

/**
 * JSON text of the dossier `id` as `asked` (of type Dossier) and as the caller may have it; undefined when there is none that the
 * caller may know of. The token's coverage has been checked by the pipeline.
 */
export async function readDossier(
  reader: Reader,
  reading: Reading,
  { id, ...asked }: AskedDossier & { readonly id: string },
): Promise<Buffer | undefined> {
  reading.askedFor(id)
  const indexed = await reader.finder.facets(id)
  const { known, concealed } = partedFacets(reading, indexed, 'dossier:read')
  decideAsMuch(reading, 'dossier:read', indexed.length)
  reading.conceal(concealed)
  if (known.length === 0) return undefined
  const asking = asked.selection.filter(({ field }) => field.name === 'facets')
  const given = await Promise.all(known.map((facet) => askFacet(reader, reading, facet, asking)))
  const holders = given.flatMap((one) => (one && 'answer' in one ? [one.known.indexed.agency] : []))
  // Sources take their time. What was concealed, sealed or marked higher meanwhile must not leave by what was so before.
  const standing = () => reader.finder.standing(id, holders)
  const now = holders.length > 0 ? await standing() : undefined
  if (now && !isSame(now, indexed)) reading.outdate()
  const shown = await Promise.all(
    given.map((one) => (one && 'answer' in one ? showFacet(reader, reading, one, now!) : one)),
  )
  const facets = shown
    .filter((facet) => facet !== undefined)
    .filter(({ known }) => isRegistered(reader, reading, known))
  // What was kept may have raised the mark of the record.
  if (facets.some(({ facet }) => facet.says) && !isSame(await standing(), indexed)) reading.outdate()
  const text = reading.text((out) => writeDossier(out, reading, asked, id, facets))
  if (!asksFacets(asked.selection))
    for (const { known, facet } of facets)
      reading.report({ pointer: asked.pointer, outcome: nothingTold, known, label: facet.marks.label })
  reading.count(facets.length)
  await reader.served.note(
    reading,
    'read',
    reading.takeReported().map(({ known, outcome }) => ({ known, outcome, dossier: id })),
  )
  return text
}

/** Whether all that decisions rest on is as it was. */
const isSame = ({ facets }: Standing, found: readonly FoundFacet[]): boolean =>
  facets.length === found.length && found.every(({ standing }, n) => standing === facets[n])

/** Of an agency that was taken out of the registry nothing is shown, whatever the index or its store still have; that is told. */
function isRegistered({ sources }: Reader, reading: Reading, { indexed: { agency } }: KnownFacet): boolean {
  const registered = sources.registered(agency)
  if (!registered)
    reading.asked(
      { agency, state: 'failed', as_of: timestamp() },
      { agency, state: 'failed', reason: 'source-unknown' },
    )
  return registered
}

/** A facet whose source was asked. */
interface Given {
  readonly known: KnownFacet
  readonly answer: Asked<Sealed>
  /** How often its source was asked once more. */
  readonly repeats: number
}

const namesOf = ({ nameKey }: Reader, { caller }: Reading, { indexed }: KnownFacet): Names =>
  namesFor(nameKey, caller.agency, indexed.origin)

/**
 * What can't be released is not asked for: without a releasable field the source is not called. Of a facet that is withheld it
 * says why there is nothing, whatever the label.
 */
async function askFacet(
  reader: Reader,
  reading: Reading,
  known: KnownFacet,
  asking: readonly Selected[],
): Promise<ShownFacet | Given | undefined> {
  if (!isRegistered(reader, reading, known)) return undefined
  const { indexed } = known
  const { agency } = indexed
  const wanted = asking.flatMap(({ of = [] }) => of.filter(({ field }) => !own.has(field.name)))
  if (indexed.withheld === null ? !mayGive(reading, known, wanted) : wanted.length === 0) {
    const value = { id: namesOf(reader, reading, known).entity('facet', agency, agency), agency }
    return { known, facet: { value, marks: { label: indexed.label, labels: new Map(), absent: new Map() } } }
  }
  const { event, trace } = reading.inquiry
  const { nativeKey } = indexed
  const traceparent = formatTraceparent(trace)
  let repeats = 0
  const onRepeat = () => void repeats++
  const { legalBasis } = reading.caller
  const answer = await reader.sources.facet({ agency, nativeKey, eventId: event, legalBasis, traceparent, onRepeat })
  return { known, answer, repeats }
}

/** What the source gave, under the marks of places by now. Undefined, and told, when there is nothing of it to show. */
async function showFacet(
  reader: Reader,
  reading: Reading,
  { known, answer, repeats }: Given,
  now: Standing,
): Promise<ShownFacet | undefined> {
  const { caller, inquiry } = reading
  const { indexed } = known
  const { agency } = indexed
  const traceparent = formatTraceparent(inquiry.trace)
  const receivedAt = answer.state === 'ok' ? answer.asOf : timestamp()
  const kept = reader.sources.keeps(agency) && ({ kept: true } as const)
  const { requestId } = answer
  const asked = { ...kept, ...(repeats > 0 && { repeats }), ...(requestId && { request_id: requestId }) }
  const state = (state: 'ok' | 'timeout' | 'failed' | 'quarantined', detail = {}) =>
    reading.asked({ agency, state, as_of: receivedAt }, { agency, state, ...detail, ...asked })
  const quarantine = (reason: string, document: Sealed) =>
    reader.quarantine.take({
      agency: indexed.agency,
      kind: 'facet',
      transport: reader.sources.manifestOf(indexed.agency)?.transport.kind ?? 'https-query',
      adapter: answer.adapter ?? '',
      event: inquiry.event,
      operation: inquiry.operation,
      traceparent,
      reason,
      findings: answer.findings,
      document,
      receivedAt: answer.state === 'ok' ? answer.asOf : answer.receivedAt,
      ...(kept && { nativeKey: indexed.nativeKey }),
    })
  const digestOf = (document: Sealed) => ({ digest: reading.digestOf(open<NativeAnswer>(document).body) })
  if (answer.state !== 'ok') {
    const { adapter, reason, document } = answer
    state(answer.state === 'absent' ? 'ok' : answer.state, {
      ...(adapter !== undefined && { adapter }),
      reason,
      // Beside a state secret in clear nothing of the document is told.
      ...(document && reason !== 'state-secret-in-clear' && digestOf(document)),
    })
    if (document) await quarantine(reason, document)
    return undefined
  }
  const translation = open<Translation>(answer.sealed)
  const { adapter } = answer
  // A state secret in clear is an incident, of whatever matter it is: looked for first.
  const facet = assembleFacet(indexed, translation, {
    ...{ adapter, receivedAt, addressee: caller, marks: now.marksOf(agency) },
    names: namesOf(reader, reading, known),
    holder: reader.sources.manifestOf(agency)?.agency ?? '',
  })
  if (!facet) {
    state('failed', { adapter, reason: 'state-secret-in-clear' })
    await quarantine('state-secret-in-clear', answer.document)
    return undefined
  }
  const from = { adapter, ...digestOf(answer.document) }
  if (!isOf(reader.keys, indexed, translation)) {
    state('quarantined', { ...from, reason: 'another-dossier' })
    await quarantine('another-dossier', answer.document)
    return undefined
  }
  const sources = [{ agency, state: 'ok', adapter, ...kept }]
  if (facet.says)
    await reader.labels.keep(indexed, facet.says, {
      event: inquiry.event,
      detail: { operation: inquiry.operation, traceparent, sources },
    })
  state('ok', from)
  return { known, facet }
}

/** A source that answers with another matter than the one asked for must not have it shown under this one's rules. */
export function isOf(keys: IndexKeys, { identifiers }: IndexedFacet, { facet }: Translation): boolean {
  if (identifiers.length === 0) return true
  return facet.identifiers.some(({ value }) => identifiers.includes(bytesText(identifierValueMac(keys, value))))
}

/** Whether the source can have anything that the caller may be given. */
function mayGive({ caller, policy }: Reading, { indexed, facts }: KnownFacet, wanted: readonly Selected[]): boolean {
  const { verdicts } = policy.mask(caller, indexed.label, facts)
  const parts = wanted.filter(({ field }) => field.name === 'opaque' && verdicts[field.label] === released)
  return (
    (wanted.length > 0 && gives(wanted, verdicts, released)) ||
    (parts.length > 0 &&
      gives(parts, policy.mask(caller, indexed.label, factsWithin(facts, caller)).verdicts, released))
  )
}
