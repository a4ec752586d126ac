/** What of a translation a writer did not take, told place by place. */
import type { Finding } from './finding.ts'

/** Beyond this many, those of one field are told together, at their list. */
const FINDINGS_MAX = 200

interface Left {
  readonly pointer: string
  readonly value: unknown
}

const describe = (value: unknown): NonNullable<Finding['found']> => {
  if (typeof value === 'string') return { type: 'text', length: value.length }
  if (Array.isArray(value)) return { type: 'list', length: value.length }
  return { type: typeof value === 'object' ? 'branch' : typeof value }
}

/** A finding about a place of a translation that is written. */
export const findingOf = (
  pointer: string,
  value: unknown,
  said: Pick<Finding, 'code' | 'effect'> & { readonly expected: string },
): Finding => ({ ...said, pointer, target: pointer, found: describe(value) })

/** Adds what was not taken to `left`, and gives whether anything was. A branch of which nothing was taken stands for all that is in it. */
function collect(left: Left[], value: unknown, pointer: string, taken: ReadonlySet<string>): boolean {
  if (taken.has(pointer)) return true
  if (typeof value !== 'object' || value === null) {
    if (value !== undefined) left.push({ pointer, value })
    return false
  }
  const before = left.length
  let touched = taken.has(`${pointer}/id`)
  for (const name of Object.keys(value)) {
    // The key of an entity is no content: who carries the entity gives it a key.
    if (name === 'id') continue
    if (collect(left, (value as Readonly<Record<string, unknown>>)[name], `${pointer}/${name}`, taken)) touched = true
  }
  if (!touched && left.length > before) left.splice(before, Infinity, { pointer, value })
  return touched
}

/** Those of one field at their first list, where there are many. */
function together(left: readonly Left[], whole: unknown): readonly Finding[] {
  const fields = new Map<string, string>()
  for (const { pointer } of left) {
    const [list, ...rest] = pointer.split(/\/\d+(?=\/|$)/)
    fields.set(`${list}${rest.map((of) => `/*${of}`).join('')}`, list!)
  }
  return [...fields].map(([field, list]) => {
    const value = list
      .split('/')
      .slice(1)
      .reduce<unknown>((of, name) => (of as Record<string, unknown>)[name], whole)
    return findingOf(list, value, { code: 'no-place', effect: 'degraded', expected: `nothing at ${field}` })
  })
}

/**
 * A finding `no-place` for each value within `whole` whose pointer, or that of a branch around it, is not in `taken`; `id` aside. Where nothing of a branch was
 * taken the branch is told; beyond 200 those of one field are told at their list. Total.
 */
export function leftovers(whole: object, taken: ReadonlySet<string>): readonly Finding[] {
  const left: Left[] = []
  collect(left, whole, '', taken)
  if (left.length > FINDINGS_MAX) return together(left, whole)
  return left.map(({ pointer, value }) =>
    findingOf(pointer, value, { code: 'no-place', effect: 'degraded', expected: 'nothing here' }),
  )
}
