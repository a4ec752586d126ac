/** For comparing an adapter's answer with the oracle: both without what the made-up world can't know or the first cut leaves behind. */

/** A copy without any member of the given names, at any depth; by default the native codes, which each system has its own of. */
export function comparable(value: unknown, leftOut: readonly string[] = ['native']): unknown {
  if (Array.isArray(value)) return value.map((item) => comparable(item, leftOut))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !leftOut.includes(name))
      .map(([name, inner]) => [name, comparable(inner, leftOut)]),
  )
}
