/** A dossier as it stands in an answer: its id and facets, in the order and under the names that were asked for. */
import type { LabelCore } from '../policy/label.ts'
import { factsWithin } from './addressed.ts'
import type { AssembledFacet } from './assemble.ts'
import type { KnownFacet } from './known.ts'
import { closeList, closeObject, comma, type Output, piece, put, putString } from './projection/output.ts'
import { type Absence, recordWriter } from './projection/projection.ts'
import type { Reading } from './reading.ts'
import type { Selection } from './selection.ts'

export interface ShownFacet {
  readonly known: KnownFacet
  readonly facet: AssembledFacet
}

/** What of a dossier is asked for at one place of the answer. */
export interface AskedDossier {
  /** Of type Dossier or DossierSummary. */
  readonly selection: Selection
  readonly absence: Absence
  /** Where it stands. */
  readonly pointer: string
}

/** Whether anything is asked of the facets; if not, that they are there is told all the same. */
export const asksFacets = (selection: Selection): boolean => selection.some(({ field }) => field.name === 'facets')

/** Writes the dossier `id`, and reports what became of each of `facets`. */
export function writeDossier(
  out: Output,
  reading: Reading,
  { selection, absence, pointer }: AskedDossier,
  id: string,
  facets: readonly ShownFacet[],
): void {
  const from = out.length
  for (const { answer, field, of = [], typename } of selection) {
    put(out, piece(`,${JSON.stringify(answer)}:`))
    if (typename !== undefined) putString(out, typename)
    else if (field.id) putString(out, id)
    else writeFacets(out, reading, { selection: of, absence, pointer: `${pointer}/${answer}` }, facets)
  }
  closeObject(out, from)
}

function writeFacets(
  out: Output,
  reading: Reading,
  { selection, absence, pointer }: AskedDossier,
  facets: readonly ShownFacet[],
): void {
  const { caller, policy } = reading
  const from = out.length
  const write = recordWriter(out, selection, absence)
  for (const [index, { known, facet }] of facets.entries()) {
    const { facts } = known
    put(out, comma)
    const begun = out.length
    const { outcome, spans } = write(facet.value, facet.marks, (label: LabelCore, addressed: boolean) =>
      policy.mask(caller, label, addressed ? factsWithin(facts, caller) : facts),
    )
    const record = `${pointer}/${index}`
    reading.commit(record, out, begun, spans)
    reading.report({ pointer: record, outcome, known, label: facet.marks.label })
  }
  closeList(out, from)
}
