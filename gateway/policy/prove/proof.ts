/** A set of policies as one function of the request: allowed when some permit applies and no forbid does (docs.cedarpolicy.com, Authorization). */
import { cedar, messages } from '../cedar.ts'
import { type PolicyInfo, parsePolicies, refused } from '../parse.ts'
import { createDiagrams, type Diagrams, type Node } from './bdd.ts'
import { createSpace, type Mentioned, type Space } from './space.ts'
import { Unprovable } from './terms.ts'
import { mentionedIn, type Policy, translator } from './translate.ts'

/** The syntax tree of one policy, by Cedar's parser. Throws an Error when it does not parse. */
export function syntaxOf(text: string): Policy {
  const answer = cedar.policyToJson(text)
  if (answer.type === 'failure')
    throw refused(`không đúng cú pháp Cedar: ${messages(answer.errors)}`, `does not parse: ${messages(answer.errors)}`)
  return answer.json
}

/** All that is mentioned in any of them. */
export const mentioned = (...several: readonly Mentioned[]): Mentioned => ({
  agency: several.flatMap(({ agency }) => agency),
  purpose: several.flatMap(({ purpose }) => purpose),
  legalBasis: several.flatMap(({ legalBasis }) => legalBasis),
})

/** A policy with its syntax tree. */
export interface ReadPolicy extends PolicyInfo {
  readonly syntax: Policy
}

/** The policies of `sources`. Throws as parsePolicies. */
export const readPolicies = (sources: readonly string[]): readonly ReadPolicy[] =>
  sources.flatMap(parsePolicies).map(({ text, ...info }) => ({ ...info, syntax: syntaxOf(text) }))

/** What any of the policies mentions. */
export const mentionedInPolicies = (policies: readonly ReadPolicy[]): Mentioned =>
  mentioned(...policies.map(({ syntax }) => mentionedIn(syntax)))

/** Where a proof is made: several sets of policies can be compared in one. */
export interface Ground {
  readonly diagrams: Diagrams
  readonly space: Space
  /** The requests that the policy applies to. Throws Unprovable. */
  readonly appliesTo: (policy: Policy) => Node
}

/** All requests in which every name of `names` is told apart. */
export function createGround(names: Mentioned): Ground {
  const diagrams = createDiagrams()
  const space = createSpace(diagrams, names)
  return { diagrams, space, appliesTo: translator(diagrams, space) }
}

export interface PolicyFunction extends PolicyInfo {
  readonly applies: Node
}

/** Over the whole domain. */
export interface PolicySet {
  readonly policies: readonly PolicyFunction[]
  readonly allowed: Node
}

/** The policies on `ground`, on which what they mention is told apart. Throws Unprovable naming the policy. */
export function policySetOn({ diagrams, space, appliesTo }: Ground, read: readonly ReadPolicy[]): PolicySet {
  const policies = read.map(({ syntax, ...info }): PolicyFunction => {
    return {
      ...info,
      applies: diagrams.all(
        space.domain,
        inPolicy(info.id, () => appliesTo(syntax)),
      ),
    }
  })
  return { policies, allowed: allowedBy(diagrams, policies) }
}

function allowedBy({ all, any, not }: Diagrams, policies: readonly PolicyFunction[]): Node {
  const of = (effect: PolicyInfo['effect']): Node =>
    any(...policies.filter((one) => one.effect === effect).map(({ applies }) => applies))
  return all(of('permit'), not(of('forbid')))
}

/** Ids of policies without any one of which every decision would be the same. */
export const idleIn = ({ diagrams }: Ground, { policies, allowed }: PolicySet): readonly string[] =>
  policies
    .filter(
      (one) =>
        allowedBy(
          diagrams,
          policies.filter((other) => other !== one),
        ) === allowed,
    )
    .map(({ id }) => id)

/** `work`; what it can't prove is said of the policy `id`. */
export function inPolicy<T>(id: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Unprovable)) throw error
    const { vi, en } = error.why
    throw new Unprovable(`không chứng minh được chính sách ${id}: ${vi}`, `policy ${id} can't be proved: ${en}`)
  }
}
