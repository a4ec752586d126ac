/** Keys by which acts name the act that came after them. */

/**
 * Ids of the items that, followed by `member`, lead back to themselves: what took the place of another can't be taken the place of by it in turn, and of a
 * circle nobody can tell which came last. Keys that lead nowhere end a row. Total.
 */
export function circlesIn(items: readonly { readonly id: string }[], member: string): ReadonlySet<string> {
  const next = new Map(items.map((item) => [item.id, (item as Readonly<Record<string, unknown>>)[member]]))
  const leadsBack = (id: string): boolean => {
    const been = new Set<unknown>()
    let at = next.get(id)
    for (; typeof at === 'string' && !been.has(at); at = next.get(at)) {
      if (at === id) return true
      been.add(at)
    }
    return false
  }
  return new Set([...next.keys()].filter(leadsBack))
}
