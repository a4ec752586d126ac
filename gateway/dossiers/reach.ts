/**
 * What a list may pass over without deciding: what no policy lets the asker have, by the invariants that are proved of all of them
 * (policies/invariants: stranger-nothing, concealed-unknown, sealed-holder-alone, relation-served, clearance-ceiling, tags-ceiling,
 * state-secret-never-in-clear, undetermined-never-read). Else each list would decide on everything that is concealed. Whatever is left
 * is decided one by one: this only ever narrows.
 */
import type { ConfirmedRelation } from '../../adapters/sdk/adapter.ts'
import type { CallerFacts } from '../identity/caller.ts'
import { levels, rankOf } from '../policy/label.ts'

/** Who asks for a list. */
export type Asker = Pick<CallerFacts, 'agency' | 'agencyCode' | 'clearance' | 'tags' | 'serves'>

const confirmed: readonly ConfirmedRelation[] = ['supervising', 'adjudicating', 'inspecting', 'originator']
const isConfirmed = (relation: string): boolean => confirmed.some((one) => one === relation)

/** Ranks below that of state secrets. */
const open_ranks = rankOf('MAT')

/** SQL condition on a facet `f`; `value` takes a value and gives its place among the parameters. */
export function reachOf(
  { agency, agencyCode, clearance, tags, serves }: Asker,
  value: (value: unknown) => string,
): string {
  if (!serves.some((relation) => relation === 'holder' || relation === 'resolver' || isConfirmed(relation)))
    return 'false'
  const own = value(agency)
  const acts = confirmed.filter((relation) => serves.includes(relation)).map((relation) => `${relation} ${agencyCode}`)
  const ways = [
    ...(serves.includes('holder') ? [`f.agency = ${own}`] : []),
    ...(acts.length > 0
      ? [`f.agency <> ${own} AND NOT f.conceal AND NOT f.sealed AND f.confirms && ${value(acts)}`]
      : []),
    ...(serves.includes('resolver')
      ? [
          `f.agency <> ${own} AND NOT f.conceal AND NOT f.sealed AND EXISTS (SELECT FROM facet own WHERE own.dossier = f.dossier
           AND own.agency = ${own} AND own.resolves AND own.value_macs && f.value_macs)`,
        ]
      : []),
  ]
  const cleared = levels.filter((level) => rankOf(level) < open_ranks && rankOf(level) <= rankOf(clearance))
  return `f.label_level = ANY(${value(cleared)}) AND f.label_tags <@ ${value(tags)} AND (${ways.map((way) => `(${way})`).join(' OR ')})`
}
