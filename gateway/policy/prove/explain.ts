/** One situation explained: what the asker gets, and which policies say so. */
import type { Purpose } from '../../identity/participant.ts'
import type { Action, Asker, Decision, Engine, Facts } from '../engine.ts'
import type { LabelCore } from '../label.ts'
import { createGround, mentioned, mentionedInPolicies, policySetOn, readPolicies } from './proof.ts'
import { mentionedInRegistry, type Registered } from './registered.ts'
import { Unprovable } from './terms.ts'

export interface Situation {
  readonly asker: Asker
  readonly label: LabelCore
  readonly facts: Facts
}

/** `unknown`: the asker does not learn that the facet exists. Of what is `masked` a part is given where the field has a partial form. */
export type Verdict = 'unknown' | 'withheld' | 'masked' | 'released'

export interface Explained {
  readonly verdict: Verdict
  readonly decisions: Readonly<Record<Action, Decision>>
}

/** What `engine` decides of the situation, and what comes of it. */
export function explained(engine: Engine, { asker, label, facts }: Situation): Explained {
  const on = (action: Action): Decision => engine.decide(action, asker, label, facts)
  const decisions = { know: on('know'), read: on('read'), readMasked: on('readMasked') }
  const verdict = !decisions.know.allowed
    ? 'unknown'
    : decisions.read.allowed
      ? 'released'
      : decisions.readMasked.allowed
        ? 'masked'
        : 'withheld'
  return { verdict, decisions }
}

/** Whether the situation allows the action: as the engine decides, and quick enough to be asked of thousands. */
export type Allows = (action: Action, situation: Situation) => boolean

/** By the proof's function of `sources`, where they can be proved; else by `engine`. `registry`: the names that may occur. */
export function allowsBy(engine: Engine, sources: readonly string[], registry: Registered): Allows {
  try {
    const policies = readPolicies(sources)
    const ground = createGround(mentioned(mentionedInPolicies(policies), mentionedInRegistry(registry)))
    const { allowed } = policySetOn(ground, policies)
    return (action, situation) => {
      const held = ground.space.assignmentOf({ action, ...situation })
      return ground.diagrams.valueAt(allowed, (variable) => held.has(variable))
    }
  } catch (error) {
    if (!(error instanceof Unprovable)) throw error
    return (action, { asker, label, facts }) => engine.decide(action, asker, label, facts).allowed
  }
}

/** The asker that an officer of this agency would be for this purpose: as callerOf (identity/token.ts) makes it. */
export function askerOf(
  { id, tags }: Registered['participants'][number],
  purpose: Pick<Purpose, 'id' | 'relations' | 'legalBases'>,
  { purposes }: Registered,
  given: Pick<Asker, 'clearance' | 'roles'> & { readonly legalBasis?: string | undefined },
): Asker {
  const own = purposes.filter(({ agencies, relations }) => relations.length > 0 && agencies.includes(id))
  return {
    agency: id,
    clearance: given.clearance,
    tags,
    purpose: purpose.id,
    purposes: own.map((one) => one.id),
    serves: purpose.relations,
    legalBasis: given.legalBasis ?? purpose.legalBases[0]?.id ?? '',
    roles: given.roles,
  }
}
