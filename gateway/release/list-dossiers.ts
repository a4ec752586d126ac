/** A page of dossiers as the index knows them. No source is asked: a list needs no dossier named in the token. */

import { type CodeListName, codeSystem } from '../../schemas/generated/codes.ts'
import { fields } from '../../schemas/generated/fields.ts'
import { openCursor, sealCursor } from '../dossiers/cursor.ts'
import type { IndexedFacet } from '../dossiers/facet.ts'
import { identifierValueMac } from '../dossiers/identifiers.ts'
import { type Filter, listDossiers } from '../dossiers/list.ts'
import { feedPosition } from '../dossiers/register.ts'
import { released } from '../policy/policy.ts'
import { lastDelivery } from './delivery-rows.ts'
import { type KnownFacet, knownFacets } from './known.ts'
import { emptyOutcome, maskRecord, merged, type Row } from './mask.ts'
import { namesFor } from './names.ts'
import type { Reader, Reading } from './reading.ts'
import type { Selection } from './selection.ts'

export interface Page {
  readonly rows: readonly Row[]
  /** Cursor of the next page; undefined on the last. */
  readonly next: string | undefined
}

/** Labels of the fields that place a facet in a list or filter it: a caller who may not see them must not use them. */
const placing = fields.FacetSummary.filter(({ name }) =>
  ['kind', 'stage', 'receivedAt', 'updatedAt'].includes(name),
).map(({ label }) => label)

/** What is asked of the dossiers of a page at one place of the answer. */
export interface Asked {
  /** Of type DossierSummary. */
  readonly selection: Selection
  /** Where the list stands in the answer. */
  readonly pointer: string
}

/** The page, with what any of `asked` asks for in its rows. Throws GatewayError `cursor-invalid`. */
export async function listPage(
  reader: Reader,
  reading: Reading,
  request: { filter: Filter; first: number; after: string | undefined; asked: readonly Asked[] },
): Promise<Page> {
  const { caller, policy } = reading
  const { agency, system, officer, clearance, purpose, legalBasis } = caller
  const filter = Object.entries(request.filter).sort()
  const binding = { agency, system, officer, clearance, purpose, legalBasis, filter, policy: policy.version }
  reading.filteredBy(loggedFilter(reader, request.filter))
  const known = new Map<IndexedFacet, KnownFacet>()
  const { dossiers, more } = await listDossiers(reader.db, reader.keys, {
    filter: request.filter,
    first: request.first,
    after: request.after === undefined ? undefined : openCursor(reader.keys, request.after, binding),
    visible(facets) {
      const listed = knownFacets(reading, facets).filter(({ indexed, facts }) => {
        const { verdicts } = policy.mask(caller, indexed.label, facts)
        return placing.every((label) => verdicts[label] === released)
      })
      for (const facet of listed) known.set(facet.indexed, facet)
      return listed.map(({ indexed }) => indexed)
    },
  })
  const agencies = new Set<string>()
  const rows = dossiers.map(({ id, facets }, index) => {
    const names = namesFor(reader.nameKey, caller.agency, id)
    const row: Row = { id }
    const asked = request.asked.flatMap(({ selection, pointer }) =>
      selection.filter(({ field }) => field.name === 'facets').map((facets) => ({ ...facets, pointer })),
    )
    for (const { answer, of = [], pointer } of asked) {
      const given = facets.map((indexed, place) => {
        agencies.add(indexed.agency)
        const facet = known.get(indexed)!
        const marks = { label: indexed.label, labels: new Map(), absent: new Map() }
        const { row, outcome } = maskRecord(
          summary(indexed, names.entity('facet', indexed.agency, indexed.agency)),
          of,
          marks,
          (label) => policy.mask(caller, label, facet.facts),
        )
        reading.report({
          pointer: `${pointer}/${index}/${answer}/${place}`,
          outcome,
          known: facet,
          label: indexed.label,
        })
        return row
      })
      row.facets = merged(row.facets, given)
    }
    // Whoever gets no more than its id has learnt of the dossier all the same.
    if (asked.length === 0)
      for (const indexed of facets)
        reading.report({ pointer: '', outcome: emptyOutcome(), known: known.get(indexed)!, label: indexed.label })
    return row
  })
  reading.count(rows.length)
  for (const holder of agencies) {
    const asOf = (await feedPosition(reader.db, holder))?.asOf ?? (await lastDelivery(reader.db, holder))
    if (asOf) reading.asked({ agency: holder, state: 'ok', as_of: asOf.toISOString() })
  }
  const last = dossiers.at(-1)
  return { rows, next: more && last ? sealCursor(reader.keys, last.position, binding) : undefined }
}

/** As the log tells it: an identifier in the form that the index knows, so that the same question can be told again. */
const loggedFilter = ({ keys }: Reader, { identifier, ...plain }: Filter): Record<string, string> => ({
  ...(plain as Record<string, string>),
  ...(identifier !== undefined && { identifier: identifierValueMac(keys, identifier).toString('base64') }),
})

function summary(facet: IndexedFacet, id: string): Row {
  const { agency, receivedAt, updatedAt, label } = facet
  return {
    id,
    agency,
    kind: coded('kinds', facet.kind),
    stage: coded('stages', facet.stage),
    receivedAt,
    updatedAt,
    label,
    ...(facet.corruptionField === null ? {} : { corruptionField: coded('corruption-fields', facet.corruptionField) }),
    ...(facet.dueOn === null ? {} : { dueOn: facet.dueOn }),
  }
}

function coded(list: CodeListName, code: string): Row {
  const { system, version } = codeSystem(list)
  return { system, code, version }
}
