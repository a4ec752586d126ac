/** A page of dossiers as the index knows them. No source is asked: a list needs no dossier named in the token. */

import { type CodeListName, codeSystem } from '../../schemas/generated/codes.ts'
import { fields } from '../../schemas/generated/fields.ts'
import { openCursor, sealCursor } from '../dossiers/cursor.ts'
import type { IndexedFacet } from '../dossiers/facet.ts'
import { identifierValueMac } from '../dossiers/identifiers.ts'
import { type Filter, listDossiers } from '../dossiers/list.ts'
import { joinLabels } from '../policy/label.ts'
import { released } from '../policy/policy.ts'
import { heardOf } from './deposits/delivery-rows.ts'
import { type AskedDossier, asksFacets, type ShownFacet, writeDossier } from './dossier-text.ts'
import { decideAsMuch, type KnownFacet, knownFacets } from './known.ts'
import { nothingTold, type Row } from './mask.ts'
import { facetId } from './names.ts'
import { closeList, comma, put } from './projection/output.ts'
import type { Reader, Reading } from './reading.ts'

export interface Page {
  /** JSON text of the list, one for each of what was asked. */
  readonly texts: readonly Buffer[]
  /** Cursor of the next page; undefined on the last. */
  readonly next: string | undefined
}

/** Labels of the fields that place a facet in a list or filter it: a caller who may not see them must not use them. */
const placing = fields.FacetSummary.filter(({ name }) =>
  ['kind', 'stage', 'receivedAt', 'updatedAt'].includes(name),
).map(({ label }) => label)

/** Labels of what a dossier is found by when a list is asked for a number. */
const identifying = [
  ...fields.Facet.filter(({ name }) => name === 'identifiers'),
  ...fields.Identifier.filter(({ name }) => name === 'value'),
].map(({ label }) => label)

/** The page. Each of `asked` asks for parts of its own of the same dossiers; its pointer is that of the list. Throws GatewayError `cursor-invalid`. */
export async function listPage(
  reader: Reader,
  reading: Reading,
  request: { filter: Filter; first: number; after: string | undefined; asked: readonly AskedDossier[] },
): Promise<Page> {
  const { caller, policy } = reading
  const { agency, system, officer, clearance, purpose, legalBasis } = caller
  const filter = Object.entries(request.filter).sort()
  const binding = { agency, system, officer, clearance, purpose, legalBasis, filter, policy: policy.version }
  reading.filteredBy(loggedFilter(reader, request.filter))
  const known = new Map<IndexedFacet, KnownFacet>()
  let decided = 0
  const { dossiers, more, besides } = await listDossiers(reader.db, reader.keys, {
    filter: request.filter,
    first: request.first,
    asker: caller,
    ofAgency: heardOf,
    after: request.after === undefined ? undefined : openCursor(reader.keys, request.after, binding),
    visible(facets) {
      decided += facets.length
      const listed = knownFacets(reading, facets, 'dossier:list').filter(({ indexed, facts }) => {
        if (!reader.sources.registered(indexed.agency)) return false
        const { verdicts } = policy.mask(caller, indexed.label, facts)
        return placing.every((label) => verdicts[label] === released)
      })
      for (const facet of listed) known.set(facet.indexed, facet)
      return listed.map(({ indexed }) => indexed)
    },
    identifiable(facet, label) {
      const { verdicts } = policy.mask(caller, joinLabels(facet.label, label), known.get(facet)!.facts)
      return identifying.every((one) => verdicts[one] === released)
    },
  })
  // Whoever looks for one dossier learns nothing from how long it takes that there is none to show.
  decideAsMuch(reading, 'dossier:list', decided)
  const agencies = new Set<string>()
  const page = dossiers.map(({ id, facets }) => {
    const shown = facets.map((indexed): ShownFacet => {
      agencies.add(indexed.agency)
      const value = summary(indexed, facetId(reader.nameKey, caller.agency, indexed.agency, indexed.origin))
      const marks = { label: indexed.label, labels: new Map(), absent: new Map() }
      return { known: known.get(indexed)!, facet: { value, marks } }
    })
    return { id, shown }
  })
  const texts = request.asked.map(({ pointer, ...asked }) =>
    reading.text((out) => {
      const from = out.length
      for (const [index, { id, shown }] of page.entries()) {
        put(out, comma)
        writeDossier(out, reading, { ...asked, pointer: `${pointer}/${index}` }, id, shown)
      }
      closeList(out, from)
    }),
  )
  // Whoever gets no more than its id has learnt of the dossier all the same.
  if (!request.asked.some(({ selection }) => asksFacets(selection)))
    for (const { known, facet } of page.flatMap(({ shown }) => shown))
      reading.report({ pointer: '', outcome: nothingTold, known, label: facet.marks.label })
  reading.count(page.length)
  await reader.served.note(
    reading,
    'list',
    reading.takeReported().map(({ known, outcome }) => ({ known, outcome, dossier: known.indexed.dossier })),
  )
  for (const agency of agencies) {
    const asOf = besides.get(agency)
    if (asOf) reading.asked({ agency, state: 'ok', as_of: asOf })
  }
  const last = dossiers.at(-1)
  return { texts, next: more && last ? sealCursor(reader.keys, last.position, binding) : undefined }
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
