/**
 * What changed between two published schemas, and what it means for those who read, those who give and those who answer
 * for labels. Minor versions add; what breaks somebody needs a major version beside the older one.
 */
import type { JsonSchema } from '../generate/model.ts'
import { compareClocks } from './clocks.ts'
import { compareCodes } from './codes.ts'
import { type Change, heaviest, type Party, type Place, type Verdict, verdicts } from './kinds.ts'
import { compareLabels } from './marks.ts'
import type { Files, Published } from './read.ts'
import { compareEntities } from './schema.ts'

/** Files that a node refers to. What the gateway assigns is not followed. */
function refsOf(node: JsonSchema): readonly string[] {
  if (node['x-assigned'] !== undefined) return []
  const own = typeof node.$ref === 'string' ? [node.$ref] : []
  const items = typeof node.items === 'object' ? refsOf(node.items as JsonSchema) : []
  const properties = Object.values((node.properties ?? {}) as Record<string, JsonSchema>)
  return [...own, ...items, ...properties.flatMap(refsOf)]
}

/** The schemas that a facet is made of, as an adapter gives it. */
function givenByAdapters(schemas: Files): ReadonlySet<string> {
  const seen = new Set<string>()
  const visit = (file: string): void => {
    const schema = schemas[file]
    if (!schema || seen.has(file)) return
    seen.add(file)
    for (const ref of refsOf(schema)) visit(`case/v1/${ref}`)
  }
  visit('case/v1/facet.json')
  return seen
}

/**
 * The changes from `old` to `now`, heaviest first, then by place. Pure. Each change is judged once, for every party;
 * adapters are not concerned by what the gateway makes (a dossier, assigned fields), readers not by the documents
 * around the case schema.
 */
export function diff(old: Published, now: Published): readonly Change[] {
  const sides = { old, now }
  const given = new Set([...givenByAdapters(old.schemas), ...givenByAdapters(now.schemas)])
  const concerns = (file: string): readonly Party[] =>
    given.has(file) ? ['consumer', 'adapter', 'policy'] : ['consumer', 'policy']
  const schema = (file: string): Place => ({ file, pointer: '', concerns: concerns(file) })
  const document = (file: string): Place => ({ file, pointer: '', concerns: ['adapter'] })
  const changes = [
    ...compareEntities(old.schemas, now.schemas, schema, sides),
    ...compareEntities(old.documents, now.documents, document, sides),
    ...compareLabels(old, now),
    ...compareCodes(old, now),
    ...compareClocks(old, now),
  ]
  const weight = (change: Change): number => -verdicts.indexOf(heaviest(change))
  const order = ({ file, pointer }: Change): string => `${file}#${pointer}`
  return changes.toSorted((a, b) => weight(a) - weight(b) || (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0))
}

/** The heaviest verdict of all the changes. */
export function verdictOf(changes: readonly Change[]): Verdict {
  return changes.map(heaviest).sort((a, b) => verdicts.indexOf(b) - verdicts.indexOf(a))[0] ?? 'none'
}
