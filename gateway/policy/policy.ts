/**
 * MAY THEY. Decisions depend on the label, not on the single field, so a mask is one verdict per default label of the
 * schema; the hot path is an array lookup (design.md §7).
 */
import { hash } from 'node:crypto'
import { labels, schemaVersion } from '../../schemas/generated/fields.ts'
import type { Caller } from '../identity/caller.ts'
import { limits } from '../limits.ts'
import { createEngine, type Decision, type Facts, type PolicyInfo } from './engine.ts'
import { joinLabels, type LabelCore, labelKey } from './label.ts'
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
}

export interface Policy {
  /** Digest of policies and Cedar schema. */
  readonly version: string
  readonly policies: readonly PolicyInfo[]
  /** May the caller learn that a facet of this label exists? */
  mayKnow(caller: Caller, label: LabelCore, facts: Facts): Decision
  /** The mask for fields that stand under `label` (record label joined with the entity's own). */
  mask(caller: Caller, label: LabelCore, facts: Facts): Mask
}

/** All that a decision can depend on, apart from the label. */
function profileKey(caller: Caller, facts: Facts): string {
  return JSON.stringify([
    caller.agency,
    caller.clearance,
    [...caller.tags].sort(),
    caller.purpose,
    [...caller.purposes].sort(),
    [...caller.serves].sort(),
    caller.legalBasis,
    caller.registryVersion,
    [...facts.relations].sort(),
    facts.conceal,
    facts.approvedChannel,
  ])
}

/** Bounded: when full it starts afresh, which costs decisions and changes none. */
function memo<V>(entries_max: number): (key: string, make: () => V) => V {
  const entries = new Map<string, V>()
  return (key, make) => {
    const found = entries.get(key)
    if (found !== undefined) return found
    if (entries.size >= entries_max) entries.clear()
    const value = make()
    entries.set(key, value)
    return value
  }
}

/** Compiles the policies. Throws what `createEngine` throws. The policies have not been checked against any invariant. */
export function createPolicy({ schema, sources }: { schema: string; sources: readonly string[] }): Policy {
  const version = hash('sha256', JSON.stringify([schema, ...sources, schemaVersion])).slice(0, 16)
  const engine = createEngine(version, schema, sources)
  const masks = memo<Mask>(limits.policy.masks_cached_max)
  const knowledge = memo<Decision>(limits.policy.masks_cached_max)
  return {
    version,
    policies: engine.policies,
    mayKnow: (caller, label, facts) =>
      knowledge(`${profileKey(caller, facts)}${labelKey(label)}`, () => engine.decide('know', caller, label, facts)),
    mask: (caller, label, facts) =>
      masks(`${profileKey(caller, facts)}${labelKey(label)}`, () => {
        const verdicts = new Uint8Array(labels.length)
        const reasons: (Reason | undefined)[] = []
        const policies = new Set<string>()
        labels.forEach((byDefault, index) => {
          const effective = joinLabels(byDefault, label)
          const full = engine.decide('read', caller, effective, facts)
          const part = full.allowed ? full : engine.decide('readMasked', caller, effective, facts)
          verdicts[index] = full.allowed ? released : part.allowed ? masked : withheld
          reasons.push(full.allowed ? undefined : full.reason)
          for (const id of [...full.policies, ...part.policies]) policies.add(id)
        })
        return { verdicts, reasons, policies: [...policies].sort() }
      }),
  }
}
