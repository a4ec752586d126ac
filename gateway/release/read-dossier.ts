/** One dossier: which facets, may they be known, ask their sources, decide again on their own labels, mask, put together. */
import type { Translation } from '../../adapters/sdk/adapter.ts'
import type { IndexedFacet } from '../dossiers/facet.ts'
import { findFacets } from '../dossiers/find.ts'
import { identifierValueMac } from '../dossiers/identifiers.ts'
import type { IndexKeys } from '../dossiers/keys.ts'
import { masked, released, withheld } from '../policy/policy.ts'
import { timestamp } from '../telemetry/clock.ts'
import { formatTraceparent } from '../telemetry/traceparent.ts'
import { type AssembledFacet, assembleFacet } from './assemble.ts'
import { type KnownFacet, knownFacets } from './known.ts'
import { emptyOutcome, maskRecord, merged, type Row } from './mask.ts'
import { namesFor } from './names.ts'
import type { Reader, Reading } from './reading.ts'
import { open, type Sealed } from './sealed.ts'
import type { Selected, Selection } from './selection.ts'

/** Fields of a facet that the gateway gives without its source. */
const own = new Set(['id', 'agency'])

/**
 * The dossier `id` as `selection` (of type Dossier) asks and the caller may have it; undefined when there is none that the
 * caller may know of. `pointer`: where it stands in the answer. The token's coverage has been checked by the pipeline.
 */
export async function readDossier(
  reader: Reader,
  reading: Reading,
  { id, selection, pointer }: { id: string; selection: Selection; pointer: string },
): Promise<Row | undefined> {
  reading.askedFor(id)
  const indexed = await findFacets(reader.db, reader.keys, id)
  const known = knownFacets(reading, indexed)
  reading.conceal(indexed.length - known.length)
  if (known.length === 0) return undefined
  const asking = selection.filter(({ field }) => field.name === 'facets')
  const facets = (await Promise.all(known.map((facet) => askFacet(reader, reading, facet, asking)))).filter(
    (facet) => facet !== undefined,
  )
  const row: Row = { id }
  for (const { answer, of = [] } of asking) {
    const rows = facets.map(({ known, facet }, index) => {
      const { caller, policy } = reading
      const { row, outcome } = maskRecord(facet.value, of, facet.marks, (label) =>
        policy.mask(caller, label, known.facts),
      )
      reading.report({ pointer: `${pointer}/${answer}/${index}`, outcome, known, label: facet.marks.label })
      return row
    })
    row.facets = merged(row.facets, rows)
  }
  // That there are facets is told by the dossier alone, too.
  if (asking.length === 0)
    for (const { known, facet } of facets)
      reading.report({ pointer, outcome: emptyOutcome(), known, label: facet.marks.label })
  reading.count(facets.length)
  return row
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
): Promise<{ known: KnownFacet; facet: AssembledFacet } | undefined> {
  const { caller, policy, inquiry } = reading
  const { indexed } = known
  const { verdicts } = policy.mask(caller, indexed.label, known.facts)
  const names = namesFor(reader.nameKey, caller.agency, indexed.dossier)
  const wanted = asking.flatMap(({ of = [] }) => of.filter(({ field }) => !own.has(field.name)))
  if (indexed.withheld === null ? !releasable(wanted, verdicts, released) : wanted.length === 0) {
    const value = { id: names.entity('facet', indexed.agency, indexed.agency), agency: indexed.agency }
    return { known, facet: { value, marks: { label: indexed.label, labels: new Map(), absent: new Map() } } }
  }
  const answer = await reader.sources.facet({
    agency: indexed.agency,
    nativeKey: indexed.nativeKey,
    eventId: inquiry.event,
    traceparent: formatTraceparent(inquiry.trace),
  })
  const receivedAt = answer.state === 'ok' ? answer.asOf : timestamp()
  const state = (state: 'ok' | 'timeout' | 'failed' | 'quarantined', detail = {}) =>
    reading.asked({ agency: indexed.agency, state, as_of: receivedAt }, { agency: indexed.agency, state, ...detail })
  const quarantine = (reason: string, document: Sealed) =>
    reader.quarantine.take({
      agency: indexed.agency,
      transport: reader.sources.manifestOf(indexed.agency)?.transport ?? 'https-query',
      adapter: answer.adapter ?? '',
      event: inquiry.event,
      operation: inquiry.operation,
      traceparent: formatTraceparent(inquiry.trace),
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
  const facet = assembleFacet(indexed, translation, { adapter, receivedAt, names })
  if (!facet) {
    state('failed', { adapter, reason: 'state-secret-in-clear' })
    return undefined
  }
  if (!isOf(reader.keys, indexed, translation)) {
    state('quarantined', { adapter, reason: 'another-dossier' })
    await quarantine('another-dossier', answer.document)
    return undefined
  }
  state('ok', { adapter })
  return { known, facet }
}

/** A source that answers with another matter than the one asked for must not have it shown under this one's rules. */
function isOf(keys: IndexKeys, { identifiers }: IndexedFacet, { facet }: Translation): boolean {
  if (identifiers.length === 0) return true
  const given = facet.identifiers.map(({ value }) => identifierValueMac(keys, value))
  return identifiers.some((mac) => given.some((own) => own.equals(mac)))
}

/** Whether any field of `selection` could be given, in full or in part, under `verdicts`. Ids alone are no reason to ask. */
function releasable(selection: Selection, verdicts: Uint8Array, ceiling: number): boolean {
  return selection.some(({ field, of }) => {
    const verdict = Math.min(verdicts[field.label]!, ceiling)
    if (field.id || verdict === withheld) return false
    return of ? releasable(of, verdicts, verdict) : verdict !== masked || field.mask !== 'none'
  })
}
