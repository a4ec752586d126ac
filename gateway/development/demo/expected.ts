/**
 * What each caller must get, computed apart from the gateway: the stories' true documents, the registry's and the schema's files, and
 * the naive evaluator. Nothing here is typed in from an answer.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeHoldings } from '../../../adapters/sandbox/holdings.ts'
import { linesOf } from '../../../adapters/sandbox/settings.ts'
import { makeWorld, type TrueFacet } from '../../../adapters/sandbox/world.ts'
import { agencies, type Column } from './columns.ts'
import { naiveKnows, naiveRelations, naiveView, officerOf } from './naive-view.ts'
import type { AnswerView, FacetView } from './outcome.ts'

/** The facets of a dossier as their sources hold them now, by agency. */
export type Documents = ReadonlyMap<string, TrueFacet>

/** What the sandboxes of a running gateway hold of the named story, changes of earlier runs included. Throws on an unknown story. */
export function documentsOf(
  story: string,
  { data, seed, dossiers }: { readonly data: string; readonly seed: number; readonly dossiers: number },
): Documents {
  const world = makeWorld({ seed, dossiers })
  const matter = world.matters.find(({ name }) => name === story)
  if (!matter) throw new Error(`no story ${story} among ${dossiers} dossiers`)
  return new Map(
    agencies.flatMap((agency) => {
      const facet = matter.facets[agency]
      if (!facet) return []
      const earlier = linesOf(join(data, `sandbox/${agency}.changes`))
      return [[agency, makeHoldings(world, agency, earlier).get(facet.nativeKey)!] as const]
    }),
  )
}

const participantOf = (agency: string): { code: string; purposes: readonly string[] } =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../../policies/participants/${agency}.json`), 'utf8'))

const byPointer = (lines: readonly string[]): Map<string, string> =>
  new Map(lines.map((line) => line.split(' ') as [string, string]))

/** The document as it becomes a facet: what the gateway gives itself stands for itself. */
function facetOf(holder: string, { translation, index }: TrueFacet) {
  const { facet, labels, absent, updatedAt } = translation
  const reporters = facet.reporters?.map((reporter) => ({ ...reporter, pseudonym: 'pseudonym' }))
  const { sealed = false } = index
  const provenance = { adapter: 'adapter', sourceUpdatedAt: updatedAt, receivedAt: 'receivedAt' }
  return { facet: { ...facet, id: 'id', agency: holder, reporters, provenance }, labels, absent, sealed }
}

/** What `column` must get of the dossier that `documents` make. */
export function expectedFor(column: Column, documents: Documents): AnswerView {
  if (column.broken) return { kind: 'refused', status: 401, code: 'certificate-revoked' }
  const { code, purposes } = participantOf(column.agency)
  if (!purposes.includes(column.purpose))
    return { kind: 'refused', status: 400, code: 'oauth-invalid-authorization-details' }
  const facets = new Map<string, FacetView>()
  for (const [holder, document] of documents) {
    const relations = naiveRelations({ agency: column.agency, code }, holder, documents)
    const officer = officerOf(column.agency, column.officer, column.purpose)
    if (!naiveKnows(officer, relations, document.index.conceal)) continue
    const { row, withheld, masked, absent } = naiveView(facetOf(holder, document), officer, relations)
    facets.set(holder, {
      row,
      withheld: byPointer(withheld),
      masked: byPointer(masked),
      absent: byPointer(absent),
    })
  }
  return facets.size === 0 ? { kind: 'refused', status: 404, code: 'dossier-not-found' } : { kind: 'facets', facets }
}
