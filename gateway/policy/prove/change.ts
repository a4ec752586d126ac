/** What changes from one set of policies to another: exactly the requests that are allowed now and were not, and the other way. */
import type { Action, Relation } from '../engine.ts'
import type { PolicyTexts } from '../texts.ts'
import { type Node, never } from './bdd.ts'
import {
  createGround,
  type Ground,
  mentioned,
  mentionedInPolicies,
  policySetOn,
  type ReadPolicy,
  readPolicies,
} from './proof.ts'
import { mentionedInRegistry, type Registered, registeredOn } from './registered.ts'
import { actions, relations, requestsIn } from './space.ts'
import { replaying, type Witness, witness } from './verify.ts'

/** Requests of one action and one relation on which two sets of policies differ. */
export interface Region {
  readonly action: Action
  /** `several`: by no relation alone. */
  readonly relation: Relation | 'none' | 'several'
  readonly requests: bigint
  /** One of them, before and after. */
  readonly before: Witness
  readonly after: Witness
  /** The example can happen with the registry as it is. */
  readonly registered: boolean
}

export interface PolicyDifference {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** Of another effect or condition. */
  readonly changed: readonly string[]
  /** The same rule in other words: sentence, article or coarse reason. */
  readonly reworded: readonly string[]
  /** Allowed now and not before. */
  readonly widened: readonly Region[]
  /** Allowed before and not now. */
  readonly narrowed: readonly Region[]
}

type Replay = (allowed: boolean, asking: Witness['asking']) => Witness

/** The parts of `differing`, by action and relation. */
function regionsOf(
  ground: Ground,
  differing: Node,
  registered: Node,
  before: Replay,
  after: Replay,
  widened: boolean,
): Region[] {
  const { diagrams, space } = ground
  const { all, any, not } = diagrams
  const only = (held: readonly Relation[]): Node =>
    all(
      ...relations.map((one) => (held.includes(one) ? space.has('relations', one) : not(space.has('relations', one)))),
    )
  const alone = [...relations.map((one) => [one, only([one])] as const), ['none', only([])] as const]
  const several = not(any(...alone.map(([, where]) => where)))
  return actions.flatMap((action) => {
    const ofAction = all(differing, space.is('action', action))
    const regionIn = (relation: Region['relation'], where: Node): Region[] => {
      const part = all(ofAction, where)
      if (part === never) return []
      const real = all(part, registered)
      const asking = space.request(diagrams.simplest(real === never ? part : real, space.unusual)!)
      return [
        {
          ...{ action, relation },
          requests: requestsIn(diagrams, space, part),
          before: before(!widened, asking),
          after: after(widened, asking),
          registered: real !== never,
        },
      ]
    }
    const found = alone.flatMap(([relation, where]) => regionIn(relation, where))
    return found.length > 0 ? found : regionIn('several', several)
  })
}

const ruleOf = ({ syntax: { annotations: _, ...rule } }: ReadPolicy): string => JSON.stringify(rule)

/**
 * Compares two sets of policies over every request there can be. Both are read under the schema of the new ones; `registry`: that of the
 * new ones, for examples that can happen. Throws what reading the policies throws, and Unprovable. Every example has been decided by
 * Cedar under both.
 */
export function policyDifference(old: PolicyTexts, now: PolicyTexts, registry: Registered): PolicyDifference {
  const before = readPolicies(old.sources)
  const after = readPolicies(now.sources)
  const ground = createGround(
    mentioned(mentionedInPolicies(before), mentionedInPolicies(after), mentionedInRegistry(registry)),
  )
  const { all, not } = ground.diagrams
  const [was, is] = [before, after].map((policies) => policySetOn(ground, policies).allowed) as [Node, Node]
  const registered = registeredOn(ground, registry)
  const [decideOld, decideNow] = [replaying({ ...old, schema: now.schema }), replaying(now)]
  const regions = (differing: Node, widened: boolean): Region[] =>
    regionsOf(
      ground,
      differing,
      registered,
      (allowed, asking) => witness(decideOld, asking, allowed),
      (allowed, asking) => witness(decideNow, asking, allowed),
      widened,
    )
  const ids = (policies: readonly ReadPolicy[]): ReadonlyMap<string, ReadPolicy> =>
    new Map(policies.map((policy) => [policy.id, policy]))
  const [olds, news] = [ids(before), ids(after)]
  const common = after.flatMap((policy) => {
    const earlier = olds.get(policy.id)
    return earlier
      ? [{ id: policy.id, rule: ruleOf(earlier) !== ruleOf(policy), words: wordsOf(earlier) !== wordsOf(policy) }]
      : []
  })
  return {
    added: after.filter(({ id }) => !olds.has(id)).map(({ id }) => id),
    removed: before.filter(({ id }) => !news.has(id)).map(({ id }) => id),
    changed: common.filter(({ rule }) => rule).map(({ id }) => id),
    reworded: common.filter(({ rule, words }) => !rule && words).map(({ id }) => id),
    widened: regions(all(is, not(was)), true),
    narrowed: regions(all(was, not(is)), false),
  }
}

const wordsOf = ({ vi, legalBasis, reason }: ReadPolicy): string => JSON.stringify([vi, legalBasis, reason])
