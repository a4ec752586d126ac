/** The last look for a state secret in clear, whatever the adapter thinks. Runs in the worker. */
import type { Translation } from '../../adapters/sdk/adapter.ts'
import { fields, labels, levels, type TypeName } from '../../schemas/generated/fields.ts'
import type { Level } from '../../schemas/generated/types.ts'

const secret: ReadonlySet<Level> = new Set(['MAT', 'TOI_MAT', 'TUYET_MAT'])
/** Whether the level alone says that it is a state secret. */
export const isStateSecret = (level: Level): boolean => secret.has(level)

const restricted = levels.indexOf('HAN_CHE')

/**
 * The pointer of the first label that says MẬT or above over content that stands in clear, or undefined. An entity so
 * labelled may still say what it is (its id, its kind); no field that the schema restricts may have a value.
 * The opaque parts are ciphertext and may carry their level.
 */
function secretInClear({ facet, labels: narrower }: Translation): string | undefined {
  if (isStateSecret(facet.label.level)) return ''
  return narrower.find(({ path, label }) => isStateSecret(label.level) && standsInClear(facet, path))?.path
}

/** As secretInClear, of a value that has NOT been validated: what breaks the schema may bear a mark all the same. */
export function secretInAny(value: unknown): string | undefined {
  try {
    return secretInClear(value as Translation)
  } catch {
    return undefined
  }
}

function standsInClear(facet: unknown, path: string): boolean {
  const steps = path.split('/').slice(1)
  if (steps[0] === 'opaque') return false
  let type: TypeName | undefined = 'Facet'
  let node = facet
  for (const step of steps) {
    if (node === null || typeof node !== 'object' || !Object.hasOwn(node, step)) return false
    if (!Array.isArray(node)) type = typeOf(type, step)
    node = (node as Record<string, unknown>)[step]
  }
  return type === undefined || typeof node !== 'object' || hasRestricted(node, type)
}

/** The object type of a member, or undefined for a scalar. */
function typeOf(type: TypeName | undefined, name: string): TypeName | undefined {
  const field = type && fields[type].find((candidate) => candidate.name === name)
  return field && 'of' in field ? field.of : undefined
}

function hasRestricted(node: unknown, type: TypeName): boolean {
  if (Array.isArray(node)) return node.some((item) => hasRestricted(item, type))
  const object = node as Record<string, unknown>
  return fields[type].some((field) => {
    const value = object[field.name]
    if (value === undefined) return false
    if ('of' in field) return hasRestricted(value, field.of)
    return levels.indexOf(labels[field.label]?.level ?? 'CHUA_XAC_DINH') >= restricted
  })
}
