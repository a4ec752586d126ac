/**
 * The key of a decision: all that it can depend on, in one number. Asked for each facet of each answer, so that
 * what belongs to the caller is told over once per caller, and the rest are bits.
 */
import { tags } from '../../schemas/generated/fields.ts'
import { twoGenerations } from './cache.ts'
import type { Facts, RegisteredAsker, Relation } from './engine.ts'
import { type LabelCore, levels, rankOf } from './label.ts'

export type DecisionKey = number | string

const relations = {
  holder: 0,
  resolver: 1,
  supervising: 2,
  adjudicating: 3,
  inspecting: 4,
  originator: 5,
} as const satisfies Record<Relation, number>

const bits = (words: Readonly<Record<string, number>>): ReadonlyMap<string, number> =>
  new Map(Object.entries(words).map(([word, place]) => [word, 2 ** place]))
const relationBits = bits(relations)
const tagBits = bits(Object.fromEntries(tags.map((tag, place) => [tag, place])))

/** How many values of each there are; their product is far below 2^53 / profiles. */
const relationSets = 2 ** relationBits.size
const tagSets = 2 ** tagBits.size
const ranks = levels.length
const flagSets = 2 ** 4
const perProfile = relationSets * tagSets * ranks * flagSets

/** The set as a number; -1 when it holds what is not in the list. */
function setOf(known: ReadonlyMap<string, number>, words: readonly string[]): number {
  let set = 0
  for (const word of words) {
    const bit = known.get(word)
    if (bit === undefined) return -1
    set |= bit
  }
  return set
}

/** What a decision takes from the caller. The registry stands for what it is registered with. */
const profileOf = (caller: RegisteredAsker): string =>
  JSON.stringify([
    caller.agency,
    caller.clearance,
    [...caller.tags].sort(),
    caller.purpose,
    [...caller.purposes].sort(),
    [...caller.serves].sort(),
    caller.legalBasis,
    [...caller.roles].sort(),
    caller.registryVersion,
  ])

/** A function that gives the key of a decision, equal only where nothing that it can depend on differs. */
export function decisionKeys(
  profiles_max: number,
): (caller: RegisteredAsker, label: LabelCore, facts: Facts) => DecisionKey {
  // A number that fell out of use is never given to another profile.
  const numbers = twoGenerations<string, number>(profiles_max)
  const known = new WeakMap<RegisteredAsker, number>()
  let last = 0
  const numberOf = (caller: RegisteredAsker): number => {
    const found = known.get(caller)
    if (found !== undefined) return found
    const profile = profileOf(caller)
    const number = numbers.get(profile) ?? ++last
    numbers.set(profile, number)
    known.set(caller, number)
    return number
  }
  return (caller, label, facts) => {
    const profile = numberOf(caller)
    const { conceal, sealed, approvedChannel, operation } = facts
    const flags =
      (conceal ? 1 : 0) + (sealed ? 2 : 0) + (approvedChannel ? 4 : 0) + (operation === 'dossier:list' ? 8 : 0)
    const rank = rankOf(label.level)
    const ofTags = setOf(tagBits, label.tags)
    const ofRelations = setOf(relationBits, facts.relations)
    if (ofTags < 0 || ofRelations < 0)
      return JSON.stringify([profile, flags, rank, [...label.tags].sort(), [...facts.relations].sort()])
    const rest = ((ofRelations * tagSets + ofTags) * ranks + rank) * flagSets + flags
    return profile * perProfile + rest
  }
}
