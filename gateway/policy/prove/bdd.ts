/**
 * Reduced ordered binary decision diagrams (R. E. Bryant, Graph-Based Algorithms for Boolean Function Manipulation, 1986): every
 * boolean function of the same variables is one number, so that two functions are equal exactly when their numbers are.
 */
import { bilingual } from '../../../schemas/validation/texts.ts'
import { limits } from '../../limits.ts'

/** A function; `never` and `always` are the constant ones. */
export type Node = number
export const never: Node = 0
export const always: Node = 1

/** What is fixed, by variable. */
export type Values = ReadonlyMap<number, boolean>

export interface Diagrams {
  /** True exactly when `variable` is. Variables count from 0; the lower are asked first. */
  variable(variable: number): Node
  ite(f: Node, then: Node, otherwise: Node): Node
  not(f: Node): Node
  /** True when there is nothing to hold. */
  all(...functions: readonly Node[]): Node
  /** False when there is nothing to hold. */
  any(...functions: readonly Node[]): Node
  /** `f` where these variables have these values; it no longer depends on them. */
  fixed(f: Node, values: Values): Node
  valueAt(f: Node, values: (variable: number) => boolean): boolean
  /** How many of the 2^`variables` assignments make it true. */
  count(f: Node, variables: number): bigint
  /**
   * Of the assignments that make `f` true, one in which what is true costs least, each variable what `costOf` says and 1 unless it is
   * given; it names those that are true. Undefined when there is none.
   */
  simplest(f: Node, costOf?: (variable: number) => number): ReadonlySet<number> | undefined
  size(): number
}

/** Numbers of nodes are below this, so that two of them, and a variable, make one exact number. */
const base = 2 ** 22
const terminal = 2 ** 8

/** Diagrams with a memory of their own. What would grow beyond limits.policy.proof_nodes_max throws an Error: nothing is concluded then. */
export function createDiagrams(nodes_max: number = limits.policy.proof_nodes_max): Diagrams {
  const variables: number[] = [terminal, terminal]
  const lows: Node[] = [never, always]
  const highs: Node[] = [never, always]
  const unique = new Map<number, Node>()
  const chosen = new Map<Node, Map<number, Node>>()

  function make(variable: number, low: Node, high: Node): Node {
    if (low === high) return low
    const key = (variable * base + low) * base + high
    const known = unique.get(key)
    if (known !== undefined) return known
    if (variables.length >= Math.min(nodes_max, base)) throw new Error(bilingual(tooMany(nodes_max)))
    const node = variables.push(variable) - 1
    lows.push(low)
    highs.push(high)
    unique.set(key, node)
    return node
  }

  const below = (f: Node, variable: number, value: boolean): Node =>
    variables[f] === variable ? (value ? highs : lows)[f]! : f

  function ite(f: Node, then: Node, otherwise: Node): Node {
    if (f === always) return then
    if (f === never) return otherwise
    if (then === otherwise) return then
    if (then === always && otherwise === never) return f
    const known = chosen.get(f) ?? new Map<number, Node>()
    chosen.set(f, known)
    const key = then * base + otherwise
    const found = known.get(key)
    if (found !== undefined) return found
    const variable = Math.min(variables[f]!, variables[then]!, variables[otherwise]!)
    const on = (value: boolean): Node =>
      ite(below(f, variable, value), below(then, variable, value), below(otherwise, variable, value))
    const node = make(variable, on(false), on(true))
    known.set(key, node)
    return node
  }

  /** `of` at each node of `f`, from the constants upwards. */
  function fold<T>(f: Node, of: (node: Node, low: () => T, high: () => T) => T): T {
    const done = new Map<Node, T>()
    const at = (node: Node): T => {
      const known = done.get(node)
      if (known !== undefined) return known
      const made = of(
        node,
        () => at(lows[node]!),
        () => at(highs[node]!),
      )
      done.set(node, made)
      return made
    }
    return at(f)
  }

  return {
    variable: (variable) => make(variable, never, always),
    ite,
    not: (f) => ite(f, never, always),
    all: (...functions) => functions.reduceRight((rest, f) => ite(f, rest, never), always),
    any: (...functions) => functions.reduceRight((rest, f) => ite(f, always, rest), never),
    fixed: (f, values) =>
      fold<Node>(f, (node, low, high) => {
        if (node <= always) return node
        const value = values.get(variables[node]!)
        return value === undefined ? make(variables[node]!, low(), high()) : value ? high() : low()
      }),
    valueAt(f, values) {
      let node = f
      while (node > always) node = (values(variables[node]!) ? highs : lows)[node]!
      return node === always
    },
    count(f, of) {
      const depth = (node: Node): number => (node <= always ? of : variables[node]!)
      const within = fold<bigint>(f, (node, low, high) => {
        if (node <= always) return BigInt(node)
        const free = (child: Node): bigint => 2n ** BigInt(depth(child) - depth(node) - 1)
        return low() * free(lows[node]!) + high() * free(highs[node]!)
      })
      return within * 2n ** BigInt(depth(f))
    },
    simplest(f, costOf = () => 1) {
      if (f === never) return undefined
      const costs = new Map<Node, number>()
      fold<number>(f, (node, low, high) => {
        const ends = node === always ? 0 : Number.POSITIVE_INFINITY
        const cost = node <= always ? ends : Math.min(low(), high() + costOf(variables[node]!))
        costs.set(node, cost)
        return cost
      })
      const held = new Set<number>()
      for (let node = f; node > always; ) {
        const yes = costs.get(highs[node]!)! + costOf(variables[node]!) < costs.get(lows[node]!)!
        if (yes) held.add(variables[node]!)
        node = (yes ? highs : lows)[node]!
      }
      return held
    },
    size: () => variables.length,
  }
}

const tooMany = (nodes_max: number) => ({
  vi: `phép chứng minh lớn hơn ${nodes_max} nút, nên không kết luận được gì`,
  en: `the proof has grown beyond ${nodes_max} nodes: nothing can be concluded`,
})
