/**
 * Every request that there can be, as bits. What policies may look at has finitely many values that they can tell apart: levels,
 * tags, relations and roles are closed lists; of agencies, purposes and legal bases those that are named, and one that stands for all others.
 */
import { tags as labelTags } from '../../../schemas/generated/fields.ts'
import type { LookAction, Role } from '../../identity/caller.ts'
import type { Action, Asker, Facts, Relation } from '../engine.ts'
import { type LabelCore, levels } from '../label.ts'
import { always, type Diagrams, type Node, type Values } from './bdd.ts'

export type Atom = string | number

/** One request for a decision. */
export interface Asking {
  readonly action: Action
  readonly asker: Asker
  readonly label: LabelCore
  readonly facts: Facts
}

const known = <T extends string>(words: Readonly<Record<T, true>>): readonly T[] => Object.keys(words) as T[]

export const actions = known<Action>({ know: true, read: true, readMasked: true })
export const relations = known<Relation>({
  holder: true,
  resolver: true,
  supervising: true,
  adjudicating: true,
  inspecting: true,
  originator: true,
})
export const roles = known<Role>({ exchange: true, audit: true, witness: true, operator: true })
const operations = known<LookAction>({ 'dossier:read': true, 'dossier:list': true })
export const clearances = levels.filter((level) => level !== 'CHUA_XAC_DINH')

/** Names of which there may be any: those that somebody mentions are told apart. */
export type Mentioned = Readonly<Record<'agency' | 'purpose' | 'legalBasis', readonly string[]>>

/** Stands for every name that nobody mentions. No text of Cedar can be equal to it: translate.ts sees to that. */
export const otherName = (of: keyof Mentioned): string => `\0${of}`

/** One of `values`, as a number in binary, the highest bit first. */
export interface Choice {
  readonly values: readonly Atom[]
  readonly bits: readonly number[]
}

/** Some of `values`: a bit each. */
export interface Members {
  readonly values: readonly Atom[]
  readonly bits: readonly number[]
}

/** `flags`: the facts that hold or don't. */
export interface Variables {
  readonly choices: Readonly<
    Record<'action' | 'agency' | 'purpose' | 'legalBasis' | 'operation' | 'clearance' | 'level', Choice>
  >
  readonly sets: Readonly<Record<'purposes' | 'roles' | 'serves' | 'relations' | 'cleared' | 'tags', Members>>
  readonly flags: Readonly<Record<'conceal' | 'sealed' | 'approvedChannel', number>>
}

/** Some of the request, said outright; of a set the members that are spoken of. */
export type Given = Partial<
  Readonly<Record<keyof Variables['choices'], Atom>> &
    Readonly<Record<keyof Variables['sets'], Readonly<Record<string, boolean>>>> &
    Readonly<Record<keyof Variables['flags'], boolean>>
>

export interface Space extends Variables {
  /** How many variables there are. */
  readonly width: number
  /** The assignments that are requests: every choice has one of its values. */
  readonly domain: Node
  is(choice: keyof Variables['choices'], value: Atom): Node
  has(set: keyof Variables['sets'], value: Atom): Node
  flag(name: keyof Variables['flags']): Node
  /** Throws an Error when a value is none of the space. */
  fix(given: Given): Values
  /** How unusual it is that a variable is true: an example should be of every day, as far as can be. */
  unusual(variable: number): number
  /** The request in which the variables of `held` are true and the others false. It is in the domain. */
  request(held: ReadonlySet<number>): Asking
  /** The assignment of a request; names that nobody mentions become the one that stands for them. */
  assignmentOf(asking: Asking): ReadonlySet<number>
}

const widthOf = ({ length }: readonly unknown[]): number => Math.max(1, Math.ceil(Math.log2(length)))

/** Gives variables out, side by side where two lists are compared: the diagrams stay small. */
function allotted(names: Mentioned): Variables & { readonly width: number } {
  let width = 0
  const next = (count: number): number[] => Array.from({ length: count }, () => width++)
  const choice = (values: readonly Atom[]): Choice => ({ values, bits: next(widthOf(values)) })
  const members = (values: readonly Atom[]): Members => ({ values, bits: next(values.length) })
  const pair = (count: number): readonly [number[], number[]] => {
    const both = next(2 * count)
    return [both.filter((_, index) => index % 2 === 0), both.filter((_, index) => index % 2 === 1)]
  }
  const named = (of: keyof Mentioned): string[] => [...new Set(names[of])].sort().concat(otherName(of))
  const agency = choice(named('agency'))
  const purpose = choice(named('purpose'))
  const purposes = members(purpose.values)
  const legalBasis = choice(named('legalBasis'))
  const action = choice(actions)
  const operation = choice(operations)
  const own = members(roles)
  const [conceal, sealed, approvedChannel] = next(3) as [number, number, number]
  const [level, clearance] = pair(widthOf(levels))
  const [related, served] = pair(relations.length)
  const [tags, cleared] = pair(labelTags.length)
  return {
    width,
    choices: {
      ...{ action, agency, purpose, legalBasis, operation },
      level: { values: levels.map((_, rank) => rank), bits: level },
      clearance: { values: clearances.map((_, rank) => rank), bits: clearance },
    },
    sets: {
      ...{ purposes, roles: own },
      relations: { values: relations, bits: related },
      serves: { values: relations, bits: served },
      tags: { values: labelTags, bits: tags },
      cleared: { values: labelTags, bits: cleared },
    },
    flags: { conceal, sealed, approvedChannel },
  }
}

/** All requests, with every name of `names` told apart. */
export function createSpace(diagrams: Diagrams, names: Mentioned): Space {
  const { width, choices, sets, flags } = allotted(names)
  const at = (variable: number, value: boolean): Node =>
    value ? diagrams.variable(variable) : diagrams.not(diagrams.variable(variable))
  const placeOf = ({ values }: Choice, value: Atom): number => {
    const place = values.indexOf(value)
    if (place < 0) throw new Error(`no value of the space: ${value}`)
    return place
  }
  const bitsOf = (choice: Choice, value: Atom): [number, boolean][] => {
    const place = placeOf(choice, value)
    const { bits } = choice
    return bits.map((variable, index) => [variable, (place & (2 ** (bits.length - 1 - index))) !== 0])
  }
  const valueIs = (choice: Choice, value: Atom): Node =>
    diagrams.all(...bitsOf(choice, value).map(([variable, value]) => at(variable, value)))
  const memberOf = (members: Members, value: Atom): number => members.bits[placeOf(members, value)]!
  const domain = diagrams.all(
    ...Object.values(choices).map((choice) => diagrams.any(...choice.values.map((value) => valueIs(choice, value)))),
  )

  const fix = (given: Given): Values => {
    const bits = Object.entries(given).flatMap(([name, value]): [number, boolean][] => {
      if (name in choices) return bitsOf(choices[name as keyof typeof choices], value as Atom)
      if (name in flags) return [[flags[name as keyof typeof flags], value as boolean]]
      const members = sets[name as keyof typeof sets]
      return Object.entries(value as Record<string, boolean>).map(([one, is]) => [memberOf(members, one), is])
    })
    return new Map(bits)
  }

  const rare = new Set([...Object.values(flags), ...choices.operation.bits, choices.level.bits[0]!])
  const asGood = new Set([...choices.agency.bits, ...choices.purpose.bits, ...choices.legalBasis.bits])
  const spoken = (of: keyof Mentioned, value: Atom): string =>
    value === otherName(of) ? unmentioned(choices[of].values) : `${value}`

  return {
    ...{ width, choices, sets, flags, domain, fix },
    is: (name, value) => valueIs(choices[name], value),
    has: (name, value) => diagrams.variable(memberOf(sets[name], value)),
    flag: (name) => diagrams.variable(flags[name]),
    unusual: (variable) => (rare.has(variable) ? 4 : asGood.has(variable) ? 0 : 1),
    request(held) {
      const chosen = (name: keyof typeof choices): Atom => {
        const { values, bits } = choices[name]
        return values[bits.reduce((place, variable) => 2 * place + (held.has(variable) ? 1 : 0), 0)]!
      }
      const some = <T>(name: keyof typeof sets): T[] =>
        sets[name].values.filter((_, index) => held.has(sets[name].bits[index]!)) as T[]
      return {
        action: chosen('action') as Action,
        asker: {
          agency: spoken('agency', chosen('agency')),
          clearance: clearances[chosen('clearance') as number]!,
          tags: some('cleared'),
          purpose: spoken('purpose', chosen('purpose')),
          purposes: some<Atom>('purposes').map((value) => spoken('purpose', value)),
          serves: some('serves'),
          legalBasis: spoken('legalBasis', chosen('legalBasis')),
          roles: some('roles'),
        },
        label: { level: levels[chosen('level') as number]!, tags: some('tags') },
        facts: {
          relations: some('relations'),
          conceal: held.has(flags.conceal),
          sealed: held.has(flags.sealed),
          approvedChannel: held.has(flags.approvedChannel),
          operation: chosen('operation') as LookAction,
        },
      }
    },
    assignmentOf({ action, asker, label, facts }) {
      const named = (of: keyof Mentioned, value: string): string =>
        choices[of].values.includes(value) ? value : otherName(of)
      const all = (values: readonly string[]) => Object.fromEntries(values.map((value) => [value, true]))
      // Of purposes that nobody mentions only the stated one can make a difference.
      const purposes = asker.purposes.filter((one) => choices.purpose.values.includes(one) || one === asker.purpose)
      const fixed = fix({
        action,
        agency: named('agency', asker.agency),
        purpose: named('purpose', asker.purpose),
        legalBasis: named('legalBasis', asker.legalBasis),
        operation: facts.operation,
        clearance: clearances.indexOf(asker.clearance),
        level: levels.indexOf(label.level),
        purposes: all(purposes.map((one) => named('purpose', one))),
        roles: all(asker.roles),
        serves: all(asker.serves),
        relations: all(facts.relations),
        cleared: all(asker.tags),
        tags: all(label.tags),
        conceal: facts.conceal,
        sealed: facts.sealed,
        approvedChannel: facts.approvedChannel,
      })
      return new Set([...fixed].flatMap(([variable, value]) => (value ? [variable] : [])))
    },
  }
}

/** A name that is none of `values`. */
function unmentioned(values: readonly Atom[]): string {
  let name = 'khac'
  while (values.includes(name)) name += '-khac'
  return name
}

/** Whether `name` was made up to stand for every name that nobody mentions. */
export const isUnmentioned = (name: string): boolean => /^khac(-khac)*$/.test(name)

/** How many requests of the space `f` holds for. */
export const requestsIn = (diagrams: Diagrams, { domain, width }: Space, f: Node = always): bigint =>
  diagrams.count(diagrams.all(domain, f), width)
