/** What an expression of Cedar can be, over all requests at once: each value it may have, with the requests in which it has it. */
import type { Text } from '../../../schemas/validation/texts.ts'
import { always, type Diagrams, type Node, never } from './bdd.ts'
import type { Atom } from './space.ts'

/** The policy can't be proved, and why. */
export class Unprovable extends Error {
  readonly why: Text
  constructor(vi: string, en: string) {
    super(en)
    this.why = { vi, en }
  }
}

/** The list that a variable's values are of; a literal is of none. */
export interface Vocabulary {
  readonly name: string
  readonly values: ReadonlySet<Atom>
}

export interface Truth {
  readonly kind: 'truth'
  readonly when: Node
}

/** A text, a number or an action: one of these at a time. */
export interface Single {
  readonly kind: 'single'
  readonly cases: ReadonlyMap<Atom, Node>
  readonly of?: Vocabulary | undefined
}

/** A set: what is in it, and when. An open one may hold things that are no value of its vocabulary. */
export interface Some {
  readonly kind: 'some'
  readonly has: ReadonlyMap<Atom, Node>
  readonly of?: Vocabulary | undefined
  readonly open: boolean
}

export interface Known {
  readonly kind: 'record'
  readonly name: string
  readonly members: ReadonlyMap<string, Term>
}

export type Term = Truth | Single | Some | Known

const shown = (atom: Atom): string => JSON.stringify(atom).replace(/^"\\u0000.*/, '…')

/** The list that both are of. Throws Unprovable when they are of different ones, or a literal is no value of it. */
function shared(a: Single | Some, b: Single | Some): Vocabulary | undefined {
  if (a.of && b.of && a.of !== b.of)
    throw new Unprovable(`so sánh ${a.of.name} với ${b.of.name}`, `compares ${a.of.name} with ${b.of.name}`)
  const of = a.of ?? b.of
  for (const term of [a, b])
    for (const atom of (term.kind === 'single' ? term.cases : term.has).keys())
      if (of && typeof atom === 'string' && !of.values.has(atom))
        throw new Unprovable(`${shown(atom)} không phải giá trị của ${of.name}`, `${shown(atom)} is no ${of.name}`)
  return of
}

const closed = (set: Some, use: string): Some => {
  if (!set.open) return set
  const name = set.of?.name ?? ''
  throw new Unprovable(
    `dùng ${use} với ${name}, tập không kể hết được`,
    `uses ${use} on ${name}, which is not a closed list`,
  )
}

const truth = (when: Node): Truth => ({ kind: 'truth', when })
const inside = (set: Some, atom: Atom): Node => set.has.get(atom) ?? never

/** The operations of Cedar that policies here may use, on terms. Each throws Unprovable for what it can't decide. */
export function operations(diagrams: Diagrams) {
  const { all, any, not, ite } = diagrams
  const same = (a: Node, b: Node): Node => ite(a, b, not(b))
  const each = (a: Some, b: Some, of: (inA: Node, inB: Node) => Node): Node => {
    shared(a, b)
    const atoms = new Set([...a.has.keys(), ...b.has.keys()])
    return all(...[...atoms].map((atom) => of(inside(a, atom), inside(b, atom))))
  }

  const equal = (a: Term, b: Term): Truth => {
    if (a.kind === 'truth' && b.kind === 'truth') return truth(same(a.when, b.when))
    if (a.kind === 'single' && b.kind === 'single') {
      shared(a, b)
      return truth(any(...[...a.cases].map(([atom, when]) => all(when, b.cases.get(atom) ?? never))))
    }
    if (a.kind === 'some' && b.kind === 'some') return truth(each(closed(a, '=='), closed(b, '=='), same))
    throw unusable('==')
  }

  const compared = (a: Term, b: Term, holds: (a: number, b: number) => boolean): Truth => {
    if (a.kind !== 'single' || b.kind !== 'single') throw unusable('<')
    const pairs = [...a.cases].flatMap(([left, when]) =>
      [...b.cases].map(([right, whenRight]) => {
        if (typeof left !== 'number' || typeof right !== 'number') throw unusable('<')
        return holds(left, right) ? all(when, whenRight) : never
      }),
    )
    return truth(any(...pairs))
  }

  const contains = (set: Term, one: Term): Truth => {
    if (set.kind !== 'some' || one.kind !== 'single') throw unusable('contains')
    shared(set, one)
    return truth(any(...[...one.cases].map(([atom, when]) => all(when, inside(set, atom)))))
  }

  const containsAll = (set: Term, others: Term): Truth => {
    if (set.kind !== 'some' || others.kind !== 'some') throw unusable('containsAll')
    return truth(each(set, closed(others, 'containsAll'), (here, there) => any(not(there), here)))
  }

  const containsAny = (set: Term, others: Term): Truth => {
    if (set.kind !== 'some' || others.kind !== 'some') throw unusable('containsAny')
    if (set.open) closed(others, 'containsAny')
    return truth(not(each(set, others, (here, there) => not(all(here, there)))))
  }

  const isEmpty = (set: Term): Truth => {
    if (set.kind !== 'some') throw unusable('isEmpty')
    return truth(not(any(...closed(set, 'isEmpty').has.values())))
  }

  const setOf = (elements: readonly Term[]): Some => {
    const has = new Map<Atom, Node>()
    let of: Vocabulary | undefined
    let before: Single | undefined
    for (const element of elements) {
      if (element.kind !== 'single') throw unusable('[…]')
      of = before ? shared(before, element) : element.of
      before = { ...element, of }
      for (const [atom, when] of element.cases) has.set(atom, any(has.get(atom) ?? never, when))
    }
    return { kind: 'some', has, of, open: false }
  }

  const choose = (condition: Term, then: Term, otherwise: Term): Term => {
    if (condition.kind !== 'truth') throw unusable('if')
    const pick = (a: ReadonlyMap<Atom, Node>, b: ReadonlyMap<Atom, Node>): ReadonlyMap<Atom, Node> =>
      new Map(
        [...new Set([...a.keys(), ...b.keys()])].map((atom) => [
          atom,
          ite(condition.when, a.get(atom) ?? never, b.get(atom) ?? never),
        ]),
      )
    if (then.kind === 'truth' && otherwise.kind === 'truth')
      return truth(ite(condition.when, then.when, otherwise.when))
    if (then.kind === 'single' && otherwise.kind === 'single')
      return { kind: 'single', cases: pick(then.cases, otherwise.cases), of: shared(then, otherwise) }
    if (then.kind === 'some' && otherwise.kind === 'some')
      return {
        kind: 'some',
        has: pick(then.has, otherwise.has),
        of: shared(then, otherwise),
        open: then.open || otherwise.open,
      }
    throw unusable('if')
  }

  return { equal, compared, contains, containsAll, containsAny, isEmpty, setOf, choose, truth }
}

/** One value that is always the same. */
export const literal = (atom: Atom): Single => ({ kind: 'single', cases: new Map([[atom, always]]) })

const unusable = (operator: string): Unprovable =>
  new Unprovable(`dùng ${operator} theo cách chưa hỗ trợ`, `uses ${operator} in a way that is not supported`)
