/** How one native value becomes one shared value, or does not: what the rows of a field table name. Leaves are total. */
import { type CodeListName, codeSystem } from '../../schemas/generated/codes.ts'
import { filledAt, itemsOf, type NativeNode } from './native.ts'

/** `expected` tells the form in words, never what was found. */
export interface Problem {
  readonly code: 'field-type' | 'value-invalid' | 'value-too-long' | 'code-unknown'
  readonly expected: string
  readonly node: NativeNode
}

/** A value, problems, or (of a list) what is left of it and the problems. */
export interface LeafResult {
  readonly value?: unknown
  readonly problems: readonly Problem[]
}

/** Takes a node that has a value. */
export type Leaf = (node: NativeNode) => LeafResult

export const good = (value: unknown): LeafResult => ({ value, problems: [] })
export const bad = (code: Problem['code'], expected: string, node: NativeNode): LeafResult => ({
  problems: [{ code, expected, node }],
})

/** Text as it was written; a number as the codec understood it. */
const written = ({ kind, value }: NativeNode): string | undefined =>
  kind === 'text' || kind === 'number' ? String(value) : undefined

/** Text of 1 to `lengthMax` characters; longer text is refused, not cut. */
export function text(lengthMax: number): Leaf {
  return (node) => {
    if (node.kind !== 'text') return bad('field-type', 'text', node)
    const value = String(node.value)
    return [...value].length <= lengthMax ? good(value) : bad('value-too-long', `at most ${lengthMax} characters`, node)
  }
}

/**
 * The texts at several paths as one, with `between` where more than one has a value; the row's native path is that of the branch that has them
 * (`''`: the record). Together at most `lengthMax` characters, or each of them is named as too long.
 */
export function joined(paths: readonly string[], between: string, lengthMax: number): Leaf {
  return (node) => {
    const parts = paths.flatMap((path) => filledAt(node, path) ?? [])
    const odd = parts.filter((part) => written(part) === undefined)
    if (odd.length > 0) return { problems: odd.flatMap((part) => bad('field-type', 'text', part).problems) }
    if (parts.length === 0) return { problems: [] }
    const value = parts.map(written).join(between)
    if ([...value].length <= lengthMax) return good(value)
    return {
      problems: parts.flatMap(
        (part) => bad('value-too-long', `at most ${lengthMax} characters together`, part).problems,
      ),
    }
  }
}

/** Text of a form that `pattern` describes and `expected` tells in words. */
export function form(pattern: RegExp, expected: string): Leaf {
  return (node) => {
    if (node.kind !== 'text') return bad('field-type', 'text', node)
    return pattern.test(String(node.value)) ? good(String(node.value)) : bad('value-invalid', expected, node)
  }
}

/** A boolean of JSON. Formats that write it otherwise: `oneOf({ C: true, K: false })`. */
export const flag: Leaf = (node) =>
  node.kind === 'boolean' ? good(node.value) : bad('field-type', 'true or false', node)

/** A whole number from 0 to `max`, written as a number or as its digits. */
export function count(max: number): Leaf {
  return (node) => {
    const said = written(node)
    if (said === undefined) return bad('field-type', 'a number', node)
    const value = Number(said)
    return /^(0|[1-9]\d{0,15})$/.test(said) && value <= max
      ? good(value)
      : bad('value-invalid', `a whole number from 0 to ${max}`, node)
  }
}

/** A native code, written as text or as a number, that stands for a plain value. Any other is a finding. */
export function oneOf<T>(table: Readonly<Record<string, T>>): Leaf {
  return (node) => {
    const code = written(node)
    if (code === undefined) return bad('field-type', 'a code', node)
    return Object.hasOwn(table, code) ? good(table[code]) : bad('code-unknown', 'a code of the native list', node)
  }
}

/** A native code as one of the shared list, the native one kept beside it. */
export function coded(list: CodeListName, table: Readonly<Record<string, string>>): Leaf {
  const { system, version } = codeSystem(list)
  const known = oneOf(table)
  return (node) => {
    const { value, problems } = known(node)
    return value === undefined ? { problems } : good({ system, code: value, version, native: written(node) })
  }
}

/** The table of a format that writes the codes of a shared list as they are, e.g. the State's numbers of communes: for `coded`, and for the kit. */
export const sharedCodes = (list: CodeListName): Readonly<Record<string, string>> =>
  Object.fromEntries(codeSystem(list).codes.map(({ code }) => [code, code]))

/** A list of at most `itemsMax` values; items that are not understood are left out, each with its problem. */
export function listOf(leaf: Leaf, itemsMax: number): Leaf {
  return (node) => {
    const items = itemsOf(node)
    if (items === undefined) return bad('field-type', 'a list', node)
    if (items.length > itemsMax) return bad('value-too-long', `at most ${itemsMax} items`, node)
    const results = items.map(leaf)
    return {
      value: results.flatMap(({ value }) => (value === undefined ? [] : [value])),
      problems: results.flatMap(({ problems }) => problems),
    }
  }
}
