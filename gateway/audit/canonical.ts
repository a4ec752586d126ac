/**
 * Canonical JSON (RFC 8785) of what the log's schemas allow. The engine's own JSON.stringify writes strings and numbers as §3.2.2 asks; what it does
 * not do is put members in order, so that is done before, where they are not. Twice as fast as writing the text here, and entries cost little else.
 */

/**
 * The canonical text of `value`: plain objects, arrays, strings, finite numbers, booleans, null. Throws TypeError for a string with a lone surrogate,
 * and for a member that an object can't be given in order: named by an array index, or `__proto__`; RangeError when it is nested too deep.
 */
export const canonical = (value: unknown): string => canonicalInOrder(inOrder(value))

/** The same of a `value` whose members are in order already, or undefined. Throws TypeError for a string with a lone surrogate. */
export function canonicalInOrder(value: unknown): string {
  const text = JSON.stringify(value)
  // A lone surrogate is escaped so; a backslash before a word may look the same.
  if (text.includes('\\ud')) requireWellFormed(value)
  return text
}

/** `value` with the members of every object in order; itself where they are. Throws as canonical, but for surrogates. */
export function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Array.isArray(value) ? withElements(value) : withMembers(value as Readonly<Record<string, unknown>>)
}

function withElements(list: readonly unknown[]): readonly unknown[] {
  let ordered: unknown[] | undefined
  for (let at = 0; at < list.length; at++) {
    const element = inOrder(list[at])
    if (element === list[at]) continue
    ordered ??= [...list]
    ordered[at] = element
  }
  return ordered ?? list
}

function withMembers(object: Readonly<Record<string, unknown>>): object {
  const names = Object.keys(object)
  // Indexes come first.
  if (names.length > 0 && INDEX.test(names[0]!)) throw new TypeError('a member named by an index')
  let same = true
  for (let at = 1; at < names.length; at++) if (names[at - 1]! > names[at]!) same = false
  if (!same) names.sort()
  const ordered: Record<string, unknown> = {}
  for (const name of names) {
    if (name === '__proto__') throw new TypeError('a member named __proto__')
    const member = inOrder(object[name])
    if (member !== object[name]) same = false
    ordered[name] = member
  }
  return same ? object : ordered
}

const INDEX = /^(0|[1-9][0-9]*)$/

function requireWellFormed(value: unknown): void {
  if (typeof value === 'string' && !value.isWellFormed()) throw new TypeError('a lone surrogate')
  if (typeof value !== 'object' || value === null) return
  for (const [name, member] of Object.entries(value)) {
    requireWellFormed(name)
    requireWellFormed(member)
  }
}
