/** The label under which a value of a translation stands: the schema's default joined with the record's own and those of its place. */
import { fields, labels, levels, type TypeName } from '../../schemas/generated/fields.ts'
import type { Label } from '../../schemas/generated/types.ts'
import { joined, strengthOf } from './label.ts'
import type { Image } from './subject.ts'

/** Undefined for what is no place of the facet. */
export function labelAt(image: Image, pointer: string): Label | undefined {
  if (typeof image !== 'object' || !('facet' in image) || !pointer.startsWith('/facet/')) return undefined
  const path = pointer.slice('/facet'.length)
  const above = image.labels
    .filter(({ path: of }) => path === of || path.startsWith(`${of}/`))
    .map(({ label }) => label)
  const all = [...defaultsOf(path), image.facet.label, ...above].map((label) => strengthOf(label))
  const { level, tags } = all.reduce(joined)
  return { level, tags: [...tags].sort() as Label['tags'] }
}

/** The default labels of the fields on the way to a place. */
function defaultsOf(path: string): readonly object[] {
  let type: TypeName | undefined = 'Facet'
  const found: object[] = []
  for (const step of path.split('/').slice(1)) {
    if (/^\d+$|^\*$/.test(step)) continue
    const field: (typeof fields)[TypeName][number] | undefined = type && fields[type].find(({ name }) => name === step)
    if (field === undefined) break
    found.push(labels[field.label] ?? { level: levels.at(-1) })
    type = 'of' in field ? field.of : undefined
  }
  return found
}
