/** One dossier: which facets, may they be known, ask their sources, decide again on their own labels, mask, put together. */
import type { Translation } from '../../adapters/sdk/adapter.ts'
import type { IndexedFacet } from '../dossiers/facet.ts'
import { findFacets } from '../dossiers/find.ts'
import { identifierValueMac } from '../dossiers/identifiers.ts'
import type { IndexKeys } from '../dossiers/keys.ts'
import { released } from '../policy/policy.ts'
import { timestamp } from '../telemetry/clock.ts'
import { formatTraceparent } from '../telemetry/traceparent.ts'
import { factsWithin } from './addressed.ts'
import { assembleFacet } from './assemble.ts'
import { type AskedDossier, asksFacets, type ShownFacet, writeDossier } from './dossier-text.ts'
import { gives } from './giving.ts'
import { decideAsMuch, type KnownFacet, knownFacets } from './known.ts'
import type { LabelKeeping } from './label-keeping.ts'
import { nothingTold } from './mask.ts'
import { namesFor } from './names.ts'
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
  const indexed = await findFacets(reader.db, reader.keys, id)
  const known = knownFacets(reading, indexed, 'dossier:read')
  decideAsMuch(reading, 'dossier:read', indexed.length)
  reading.conceal(indexed.length - known.length)
  if (known.length === 0) return undefined
  const asking = asked.selection.filter(({ field }) => field.name === 'facets')
  let marks: ReturnType<LabelKeeping['marksOf']> | undefined
  const marked = () => (marks ??= reader.labels.marksOf(known.map(({ indexed }) => indexed)))
  const facets = (await Promise.all(known.map((facet) => askFacet(reader, reading, facet, asking, marked))))
    .filter((facet) => facet !== undefined)
    .filter(({ known }) => isRegistered(reader, reading, known))
  // Sources take their time. What was concealed, sealed or marked higher meanwhile must not leave by what was so before.
  if (marks && standingOf(await findFacets(reader.db, reader.keys, id)) !== standingOf(indexed)) reading.outdate()
  const text = reading.text((out) => writeDossier(out, reading, asked, id, facets))
  if (!asksFacets(asked.selection))
    for (const { known, facet } of facets)
      reading.report({ pointer: asked.pointer, outcome: nothingTold, known, label: facet.marks.label })
  reading.count(facets.length)
  return text
}

/** All of `facets` that decisions rest on. */
const standingOf = (facets: readonly IndexedFacet[]): string =>
  JSON.stringify(
    facets.map(({ origin, agency, label, conceal, sealed, withheld, resolves, confirms, identifiers }) => [
      ...[origin, agency, label, conceal, sealed, withheld, resolves, confirms],
      identifiers.map((mac) => mac.toString('base64')),
    ]),
  )

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

/**
 * What can't be released is not asked for: without a releasable field the source is not called. Of a facet that is withheld it
 * says why there is nothing, whatever the label.
 */
async function askFacet(
  reader: Reader,
  reading: Reading,
  known: KnownFacet,
  asking: readonly Selected[],
  /** The marks of places in the facets of this dossier. */
  marked: () => ReturnType<LabelKeeping['marksOf']>,
): Promise<ShownFacet | undefined> {
  if (!isRegistered(reader, reading, known)) return undefined
  const { caller, inquiry } = reading
  const { indexed } = known
  const names = namesFor(reader.nameKey, caller.agency, indexed.origin)
  const wanted = asking.flatMap(({ of = [] }) => of.filter(({ field }) => !own.has(field.name)))
  if (indexed.withheld === null ? !mayGive(reading, known, wanted) : wanted.length === 0) {
    const value = { id: names.entity('facet', indexed.agency, indexed.agency), agency: indexed.agency }
    return { known, facet: { value, marks: { label: indexed.label, labels: new Map(), absent: new Map() } } }
  }
  const traceparent = formatTraceparent(inquiry.trace)
  const { agency, nativeKey } = indexed
  const [answer, marksOf] = await Promise.all([
    reader.sources.facet({ agency, nativeKey, eventId: inquiry.event, traceparent }),
    marked(),
  ])
  const receivedAt = answer.state === 'ok' ? answer.asOf : timestamp()
  const kept = reader.sources.keeps(agency) && ({ kept: true } as const)
  const state = (state: 'ok' | 'timeout' | 'failed' | 'quarantined', detail = {}) =>
    reading.asked({ agency, state, as_of: receivedAt }, { agency, state, ...detail, ...kept })
  const quarantine = (reason: string, document: Sealed) =>
    reader.quarantine.take({
      agency: indexed.agency,
      kind: 'facet',
      transport: reader.sources.manifestOf(indexed.agency)?.transport ?? 'https-query',
      adapter: answer.adapter ?? '',
      event: inquiry.event,
      operation: inquiry.operation,
      traceparent,
      reason,
      findings: answer.findings,
      document,
    })
  if (answer.state !== 'ok') {
    const { adapter, reason } = answer
    state(answer.state === 'absent' ? 'ok' : answer.state, { ...(adapter !== undefined && { adapter }), reason })
    if (answer.document) await quarantine(reason, answer.document)
    return undefined
  }
  const translation = open<Translation>(answer.sealed)
  const { adapter } = answer
  // A state secret in clear is an incident, of whatever matter it is: looked for first.
  const facet = assembleFacet(indexed, translation, {
    ...{ adapter, receivedAt, names, addressee: caller, marks: marksOf(indexed) },
    holder: reader.sources.manifestOf(agency)?.agency ?? '',
  })
  if (!facet) {
    state('failed', { adapter, reason: 'state-secret-in-clear' })
    return undefined
  }
  if (!isOf(reader.keys, indexed, translation)) {
    state('quarantined', { adapter, reason: 'another-dossier' })
    await quarantine('another-dossier', answer.document)
    return undefined
  }
  const sources = [{ agency, state: 'ok', adapter, ...kept }]
  if (facet.says)
    await reader.labels.keep(indexed, facet.says, {
      event: inquiry.event,
      detail: { operation: inquiry.operation, traceparent, sources },
    })
  state('ok', { adapter })
  return { known, facet }
}

/** A source that answers with another matter than the one asked for must not have it shown under this one's rules. */
function isOf(keys: IndexKeys, { identifiers }: IndexedFacet, { facet }: Translation): boolean {
  if (identifiers.length === 0) return true
  const given = facet.identifiers.map(({ value }) => identifierValueMac(keys, value))
  return identifiers.some((mac) => given.some((own) => own.equals(mac)))
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
