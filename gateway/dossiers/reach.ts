/**
 * What a list may pass over without deciding: what no policy lets the asker have, by the invariants that are proved of all of them
 * (policies/invariants: stranger-nothing, concealed-unknown, sealed-holder-alone, relation-served, clearance-ceiling, tags-ceiling,
 * state-secret-never-in-clear, undetermined-never-read). Else each list would decide on everything that is concealed. Whatever is left
 * is decided one by one: this only ever narrows.
 */
import type { ConfirmedRelation } from '../../adapters/sdk/adapter.ts'
import { levels } from '../../schemas/generated/fields.ts'
import type { Level } from '../../schemas/generated/types.ts'

/** Who asks for a list. */
export interface Asker {
  /** Registry id, and code in the shared code list. */
  readonly agency: string
  readonly agencyCode: string
  readonly clearance: Level
  readonly tags: readonly string[]
  /** Relations that its purpose may serve. */
  readonly serves: readonly string[]
}

/** Relations that an act of another party gives. */
export const confirmed: readonly ConfirmedRelation[] = ['supervising', 'adjudicating', 'inspecting', 'originator']
const isConfirmed = (relation: string): boolean => confirmed.some((one) => one === relation)

/** Below state secrets; what is undetermined is above all. */
const open = levels.slice(0, levels.indexOf('MAT'))

/**
 * SQL conditions on a facet `f`, of which at most one holds; `value` takes a value and gives its place among the parameters. What is its own and what it has
 * a relation to stand apart, for each has an index of its own: a list looks at no more of them than it needs, however many others there are.
 */
export function reachOf(
  { agency, agencyCode, clearance, tags, serves }: Asker,
  value: (value: unknown) => string,
): readonly string[] {
  if (!serves.some((relation) => relation === 'holder' || relation === 'resolver' || isConfirmed(relation)))
    return ['false']
  const own = value(agency)
  const acts = confirmed.filter((relation) => serves.includes(relation)).map((relation) => `${relation} ${agencyCode}`)
  const handed = [...confirmed, 'resolver' as const]
    .filter((relation) => serves.includes(relation))
    .map((relation) => `${relation} ${agency}`)
  const related = [
    ...(acts.length > 0 ? [`f.confirms && ${value(acts)}`] : []),
    ...(handed.length > 0 ? [`f.acknowledged && ${value(handed)}`] : []),
    ...(serves.includes('resolver')
      ? [
          `EXISTS (SELECT FROM facet own WHERE own.dossier = f.dossier
           AND own.agency = ${own} AND own.resolves AND own.value_macs && f.value_macs)`,
        ]
      : []),
  ]
  const cleared = `f.label_level = ANY(${value(open.slice(0, levels.indexOf(clearance) + 1))}) AND f.label_tags <@ ${value(tags)}`
  return [
    ...(serves.includes('holder') ? [`${cleared} AND f.agency = ${own}`] : []),
    ...(related.length > 0
      ? [`${cleared} AND f.agency <> ${own} AND NOT f.conceal AND NOT f.sealed AND (${related.join(' OR ')})`]
      : []),
  ]
}
