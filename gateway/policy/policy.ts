/**
 * MAY THEY. Decisions depend on the label, not on the single field, so a mask is one verdict per default label of the
 * schema; the hot path is an array lookup.
 */
import { hash } from 'node:crypto'
import { labels, schemaVersion } from '../../schemas/generated/fields.ts'
import { limits } from '../limits.ts'
import * as clock from '../telemetry/clock.ts'
import { type Kept, twoGenerations } from './cache.ts'
import { createEngine, type Decision, type Engine, type Facts, type RegisteredAsker } from './engine.ts'
import { type DecisionKey, decisionKeys } from './key.ts'
import { joinLabels, type LabelCore, rankOf } from './label.ts'
import type { Reason } from './reasons.ts'

export const withheld = 0
export const masked = 1
export const released = 2

/** For one caller, one facet and one label of record or entity: the verdict on each of the schema's default labels. */
export interface Mask {
  /** `withheld`, `masked` or `released`, by index into the schema's `labels`. */
  readonly verdicts: Uint8Array
  /** Why not in full, by the same index; undefined where released. */
  readonly reasons: readonly (Reason | undefined)[]
  /** Ids of the policies that decided any of it: for the log. */
  readonly policies: readonly string[]
  /** 1 where the effective label is HAN_CHE or above, by the same index: what of it leaves is evidence by itself. */
  readonly restricted: Uint8Array
}

export interface Policy {
  /** Digest of policies and Cedar schema. */
  readonly version: string
  /** May the caller learn that a facet of this label exists? */
  mayKnow(caller: RegisteredAsker, label: LabelCore, facts: Facts): Decision
  /** The mask for fields that stand under `label` (record label joined with the entity's own). */
  mask(caller: RegisteredAsker, label: LabelCore, facts: Facts): Mask
}

type Of<V> = (caller: RegisteredAsker, label: LabelCore, facts: Facts) => V

/** Decisions by `keyOf`, each made once for as long as it is true. */
function kept<V>(entries_max: number, keyOf: Of<DecisionKey>, now_ms: () => number, make: Of<V>): Of<V> {
  const entries = twoGenerations<DecisionKey, Kept<V>>(entries_max)
  return (caller, label, given) => {
    const facts = given.until === undefined ? given : asOf(now_ms(), given)
    const key = keyOf(caller, label, facts)
    const found = entries.get(key)
    if (found !== undefined && (found.until === undefined || found.until > now_ms())) return found.value
    const value = make(caller, label, facts)
    entries.set(key, { value, until: facts.until })
    return value
  }
}

/** What has expired since the facts were gathered is true no longer. */
function asOf(now: number, facts: Facts): Facts {
  if (facts.until === undefined || now < facts.until) return facts
  const { until: _, ...rest } = facts
  return { ...rest, approvedChannel: false }
}

/** How many of each are kept at most. */
interface CacheBounds {
  readonly masks_cached_max: number
  readonly profiles_cached_max: number
}

/**
 * Compiles the policies. Throws what `createEngine` throws. The policies have not been checked against any invariant. `now_ms`:
 * milliseconds since the Unix epoch; it decides nothing but whether an approved channel still is.
 */
export function createPolicy(
  { schema, sources }: { readonly schema: string; readonly sources: readonly string[] },
  now_ms: () => number = clock.now_ms,
  { masks_cached_max, profiles_cached_max }: CacheBounds = limits.policy,
): Policy {
  const version = hash('sha256', JSON.stringify([schema, ...sources, schemaVersion])).slice(0, 16)
  const engine = createEngine(version, schema, sources)
  const keyOf = decisionKeys(profiles_cached_max)
  return {
    version,
    mayKnow: kept(masks_cached_max, keyOf, now_ms, (caller, label, facts) =>
      engine.decide('know', caller, label, facts),
    ),
    mask: kept(masks_cached_max, keyOf, now_ms, (caller, label, facts) => maskUnder(engine, caller, label, facts)),
  }
}

function maskUnder(engine: Engine, caller: RegisteredAsker, label: LabelCore, facts: Facts): Mask {
  const verdicts = new Uint8Array(labels.length)
  const restricted = new Uint8Array(labels.length)
  const reasons: (Reason | undefined)[] = []
  const policies = new Set<string>()
  labels.forEach((byDefault, index) => {
    const effective = joinLabels(byDefault, label)
    restricted[index] = rankOf(effective.level) >= rankOf('HAN_CHE') ? 1 : 0
    const full = engine.decide('read', caller, effective, facts)
    const part = full.allowed ? full : engine.decide('readMasked', caller, effective, facts)
    verdicts[index] = full.allowed ? released : part.allowed ? masked : withheld
    reasons.push(full.allowed ? undefined : full.reason)
    for (const id of [...full.policies, ...part.policies]) policies.add(id)
  })
  return { verdicts, reasons, policies: [...policies].sort(), restricted }
}
