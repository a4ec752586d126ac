/**
 * A native document as field tables see it, whatever its codec (adapters/codecs/open.ts makes it). Tables ask for members by name and for
 * items of lists; how the bytes were written is the codec's.
 */
export interface NativeNode {
  /** `none`: an explicit null, or an empty text. */
  readonly kind: 'branch' | 'list' | 'text' | 'number' | 'boolean' | 'none'
  /** As findings point to it: RFC 6901, array indexes and positions included. */
  readonly pointer: string
  /** One-based. */
  readonly line: number
  readonly column: number
  /** Of a text, a number or a boolean. */
  readonly value?: string | number | boolean
  /** Of a text, a list or a branch: characters, items or members. */
  readonly length?: number
  /** Of a list. */
  readonly items: readonly NativeNode[]
  /** XML writes a list of one as it writes what is no list. */
  readonly listOfOne?: true
  /** Names of the members; XML: local names, `@name` for attributes. */
  names(): readonly string[]
  member(name: string): NativeNode | undefined
}

/** The first step of a path of steps joined by `/`, and what remains; `rest` is undefined on the last. */
export const cut = (path: string): readonly [head: string, rest: string | undefined] => {
  const at = path.indexOf('/')
  return at < 0 ? [path, undefined] : [path.slice(0, at), path.slice(at + 1)]
}

/**
 * The node at a native path of member names (escaped as in RFC 6901) joined by `/`, the empty path being the node itself. Undefined where a step is missing or has no
 * members; a node without a value is given as it is.
 */
export function nodeAt(node: NativeNode, path: string): NativeNode | undefined {
  if (path === '') return node
  const [step, rest] = cut(path)
  const found = node.member(step.replaceAll('~1', '/').replaceAll('~0', '~'))
  return found === undefined || rest === undefined ? found : nodeAt(found, rest)
}

/** As nodeAt, of a node that has a value. */
export function filledAt(node: NativeNode, path: string): NativeNode | undefined {
  const found = nodeAt(node, path)
  return found?.kind === 'none' ? undefined : found
}

/**
 * The node that stands on the path where a branch should: a list, or a value. Undefined where the path is free, and where nothing stands.
 * A value has no attributes in XML where they are left out, which is nothing in the way.
 */
export function inTheWay(node: NativeNode, path: string): NativeNode | undefined {
  if (path === '' || node.kind === 'none') return undefined
  const [step, rest] = cut(path)
  const found = nodeAt(node, step)
  if (found !== undefined) return rest === undefined ? undefined : inTheWay(found, rest)
  return node.kind === 'branch' || (node.kind !== 'list' && step.startsWith('@')) ? undefined : node
}

/** The items of a list; undefined for what is none. */
export function itemsOf(node: NativeNode): readonly NativeNode[] | undefined {
  if (node.kind === 'list') return node.items
  return node.listOfOne ? [node] : undefined
}
