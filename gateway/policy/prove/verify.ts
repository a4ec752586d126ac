/** Proves a folder of policies: that each invariant holds for every request there can be, or a request for which it does not. */
import { hash } from 'node:crypto'
import type { Text } from '../../../schemas/validation/texts.ts'
import { createEngine, type Decision, type Engine } from '../engine.ts'
import { refused } from '../parse.ts'
import { type PolicyTexts, policyTexts } from '../texts.ts'
import { type Node, never, type Values } from './bdd.ts'
import { type Invariant, invariantsIn } from './invariants.ts'
import {
  createGround,
  type Ground,
  idleIn,
  inPolicy,
  mentioned,
  mentionedInPolicies,
  policySetOn,
  readPolicies,
} from './proof.ts'
import { assumptions, mentionedInRegistry, type Registered, registeredOn, registryAssumptions } from './registered.ts'
import { type RegistryCheck, registryChecks } from './registry-checks.ts'
import { type Asking, requestsIn } from './space.ts'
import { type Structural, structural } from './structural.ts'
import { Unprovable } from './terms.ts'
import { mentionedIn } from './translate.ts'

/** A request, and what Cedar itself decided of it. */
export interface Witness {
  readonly asking: Asking
  readonly decision: Decision
}

export interface Result {
  readonly id: string
  readonly kind: 'forbid' | 'permit' | 'pair'
  readonly legalBasis: string
  readonly vi: string
  readonly withinRegistry: boolean
  /** How many requests, or pairs of them, it speaks of. */
  readonly covers: bigint
  readonly holds: boolean
  /** It speaks of no request at all, so that it says nothing. */
  readonly empty: boolean
  /** Why not: one request; of a pair both. `registered`: it can happen with the registry as it is. */
  readonly example?: { readonly witnesses: readonly Witness[]; readonly registered: boolean }
}

export interface Report {
  readonly requests: bigint
  readonly nodes: number
  readonly assumptions: readonly Text[]
  readonly results: readonly Result[]
  readonly registry: readonly RegistryCheck[]
  /** Policies without which every decision would be the same. */
  readonly idle: readonly string[]
  /** Why nothing could be proved; `results` are empty then. */
  readonly refused?: Text
}

/** What is wrong, for the operator: names of invariants, or what can't be proved. Undefined when everything holds. */
export function faultOf({ results, registry, refused }: Report): Text | undefined {
  if (refused) return refused
  const wrong = [
    ...results.filter(({ holds }) => !holds).map(({ id }) => id),
    ...registry.filter(({ wrong }) => wrong.length > 0).map(({ id }) => id),
  ].join(', ')
  if (wrong === '') return undefined
  return {
    vi: `bất biến không đúng: ${wrong}; lienthong policy verify cho phản ví dụ`,
    en: `invariants that do not hold: ${wrong}; lienthong policy verify gives counter-examples`,
  }
}

/** The engine that every counter-example has to convince; compiled when the first is needed. */
export function replaying({ schema, sources }: PolicyTexts): (asking: Asking) => Decision {
  let engine: Engine | undefined
  return ({ action, asker, label, facts }) => {
    engine ??= createEngine(
      `proof-${hash('sha256', JSON.stringify([schema, ...sources])).slice(0, 16)}`,
      schema,
      sources,
    )
    return engine.decide(action, asker, label, facts)
  }
}

/** Something in which proof and engine differ would be a fault of the proof: nothing of it may be believed then. */
export function witness(decide: (asking: Asking) => Decision, asking: Asking, allowed: boolean): Witness {
  const decision = decide(asking)
  if (decision.allowed !== allowed) throw refused('phép chứng minh trái với Cedar', 'the proof and Cedar disagree')
  return { asking, decision }
}

interface Proving {
  readonly ground: Ground
  readonly allowed: Node
  readonly registered: Node
  readonly decide: (asking: Asking) => Decision
}

/** Of the requests of `wrong` one that can happen, if there is one. */
function requestIn({ ground: { diagrams, space }, registered }: Proving, wrong: Node, given: Values = new Map()) {
  const real = diagrams.all(wrong, diagrams.fixed(registered, given))
  const held = diagrams.simplest(real === never ? wrong : real, space.unusual)!
  return { held, registered: real !== never }
}

const withValues = (held: ReadonlySet<number>, values: Values): ReadonlySet<number> =>
  new Set(
    [...held].filter((one) => !values.has(one)).concat([...values].flatMap(([one, value]) => (value ? [one] : []))),
  )

function proveInvariant(proving: Proving, { region, ...about }: Invariant): Result {
  const { ground, allowed, registered, decide } = proving
  const { diagrams, space } = ground
  const within = about.withinRegistry ? registered : space.domain
  const where = diagrams.all(
    inPolicy(about.id, () => ground.appliesTo(region)),
    within,
  )
  const wrong = diagrams.all(where, about.effect === 'forbid' ? allowed : diagrams.not(allowed))
  const { id, legalBasis, vi, withinRegistry } = about
  const result = {
    ...{ id, legalBasis, vi, withinRegistry, kind: about.effect },
    covers: requestsIn(diagrams, space, where),
    empty: where === never,
    // The registry may have nobody of whom an invariant speaks; what can be about no request at all is a mistake.
    holds: wrong === never && (withinRegistry || where !== never),
  }
  if (wrong === never) return result
  const { held, registered: real } = requestIn(proving, wrong)
  const witnesses = [witness(decide, space.request(held), about.effect === 'forbid')]
  return { ...result, example: { witnesses, registered: real } }
}

function provePairs(proving: Proving, { steps, ...about }: Structural): Result {
  const { ground, allowed, decide } = proving
  const { diagrams, space } = ground
  let covers = 0n
  for (const [first, second] of steps) {
    const [given, then] = [space.fix(first), space.fix(second)]
    const domain = diagrams.fixed(space.domain, given)
    // Those that are fixed no longer vary.
    covers += diagrams.count(domain, space.width) / 2n ** BigInt(given.size)
    const wrong = diagrams.all(domain, diagrams.fixed(allowed, given), diagrams.not(diagrams.fixed(allowed, then)))
    if (wrong === never) continue
    const { held, registered } = requestIn(proving, wrong, given)
    const witnesses = [
      witness(decide, space.request(withValues(held, given)), true),
      witness(decide, space.request(withValues(held, then)), false),
    ]
    return {
      ...about,
      kind: 'pair',
      withinRegistry: false,
      covers,
      holds: false,
      empty: false,
      example: { witnesses, registered },
    }
  }
  return { ...about, kind: 'pair', withinRegistry: false, covers, holds: true, empty: false }
}

/**
 * Tries every invariant of the folder, and those that are built in, on every request there can be. `files`: the folder, by path in it;
 * `registry`: what participants/ and purposes.json in it say. Throws what reading the policies throws; policies that can't be proved
 * are told in `refused`. Every counter-example has been decided by Cedar itself. What a policy's words mean has been judged by nobody.
 */
export function verify(files: ReadonlyMap<string, Uint8Array>, registry: Registered): Report {
  const texts = policyTexts(files)
  const invariants = invariantsIn(files, texts.schema)
  const policies = readPolicies(texts.sources)
  const inPolicies = mentionedInPolicies(policies)
  const names = mentioned(
    inPolicies,
    mentionedInRegistry(registry),
    ...invariants.map(({ region }) => mentionedIn(region)),
  )
  const ground = createGround(names)
  const { diagrams, space } = ground
  const told = {
    requests: requestsIn(diagrams, space),
    assumptions: [...assumptions, ...(invariants.some((one) => one.withinRegistry) ? registryAssumptions : [])],
  }
  try {
    const set = policySetOn(ground, policies)
    const { allowed } = set
    const registered = registeredOn(ground, registry)
    const proving: Proving = { ground, allowed, registered, decide: replaying(texts) }
    const results = [
      ...invariants.map((invariant) => proveInvariant(proving, invariant)),
      ...structural.map((one) => provePairs(proving, one)),
    ]
    const checks = registryChecks({ ...registry, ground, allowed, registered, inPolicies })
    return { ...told, nodes: diagrams.size(), results, registry: checks, idle: idleIn(ground, set) }
  } catch (error) {
    if (!(error instanceof Unprovable)) throw error
    return { ...told, nodes: diagrams.size(), results: [], registry: [], idle: [], refused: error.why }
  }
}
