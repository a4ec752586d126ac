/** Which leaves of a facet a receiver may have, told anew from the schema's labels: shares no code with policies and masks. */
import type { Translation } from '../../adapters/sdk/adapter.ts'
import type { Participant } from '../../gateway/identity/registry.ts'
import { fields, labels, levels, type TypeName } from '../../schemas/generated/fields.ts'

export interface Leaf {
  readonly path: string
  readonly level: number
  readonly tags: ReadonlySet<string>
}

/** Every leaf below the facet with all labels that stand on its way: the record's, the fields', those of places. */
export function leavesOf({ facet, labels: places }: Translation): readonly Leaf[] {
  const leaves: Leaf[] = []
  type Marks = { readonly level: number; readonly tags: ReadonlySet<string> }
  const joined = (a: Marks, b: { readonly level: string; readonly tags: readonly string[] }): Marks => ({
    level: Math.max(a.level, levels.indexOf(b.level as never)),
    tags: new Set([...a.tags, ...b.tags]),
  })
  const at = (path: string, marks: Marks): Marks =>
    places.filter((place) => place.path === path).reduce((so, { label }) => joined(so, label), marks)
  const visit = (type: TypeName, value: Record<string, unknown>, path: string, around: Marks): void => {
    for (const field of fields[type]) {
      const found = value[field.name]
      if (found === undefined || field.assigned) continue
      const here = `${path}/${field.name}`
      const marks = at(here, joined(around, labels[field.label]!))
      if (field.type === 'object') visit(field.of, found as never, here, marks)
      else if (field.type === 'list-of-object')
        for (const [n, item] of (found as never[]).entries())
          visit(field.of, item, `${here}/${n}`, at(`${here}/${n}`, marks))
      else leaves.push({ path: here, ...marks })
    }
  }
  visit('Facet', facet as never, '', joined({ level: 0, tags: new Set() }, facet.label))
  return leaves
}

/** At most what policies could give: an originator follows progress, the others have what their agency is cleared for. */
export function mayHave({ level, tags }: Leaf, relation: string, { clearanceMax, tags: own }: Participant): boolean {
  if (level > levels.indexOf(clearanceMax)) return false
  if (relation === 'originator') return level <= levels.indexOf('NOI_BO') && tags.size === 0
  const circles: Readonly<Record<string, readonly string[]>> = {
    NGUOI_TO_GIAC: ['resolver'],
    BAO_VE_NHAN_CHUNG: ['resolver', 'supervising'],
    CAN_BO_QUAN_LY: ['resolver', 'supervising', 'inspecting'],
  }
  return [...tags].every((tag) => own.includes(tag as never) && (circles[tag]?.includes(relation) ?? true))
}
