/** Cedar: loads the policies strictly and answers single decisions. Pure: the texts are given, nothing is read. */

import { createRequire } from 'node:module'
import type { ConfirmedRelation } from '../../adapters/sdk/adapter.ts'
import type { Caller } from '../identity/caller.ts'
import { type LabelCore, rankOf } from './label.ts'
import { isReason, type Reason } from './reasons.ts'

type Cedar = typeof import('@cedar-policy/cedar-wasm/nodejs')
// The package's ES module entry wants a bundler; its CommonJS entry is made for Node.
const cedar: Cedar = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs')

export type Action = 'know' | 'read' | 'readMasked'
export type Relation = 'holder' | 'resolver' | ConfirmedRelation

/** What is known of the facet and the way to it; the caller's own facts come from its token. */
export interface Facts {
  readonly relations: readonly Relation[]
  readonly conceal: boolean
  readonly approvedChannel: boolean
}

export interface PolicyInfo {
  readonly id: string
  readonly effect: 'permit' | 'forbid'
  readonly legalBasis: string
  readonly vi: string
  readonly reason?: Reason
}

/** `policies` are the ids that decided; they are for the log, not for the caller. */
export type Decision =
  | { readonly allowed: true; readonly policies: readonly string[] }
  | { readonly allowed: false; readonly policies: readonly string[]; readonly reason: Reason }

export interface Engine {
  readonly policies: readonly PolicyInfo[]
  decide(action: Action, caller: Caller, label: LabelCore, facts: Facts): Decision
}

const messages = (errors: readonly { message: string }[]): string => errors.map((e) => e.message).join('; ')

function describe(text: string): PolicyInfo {
  const answer = cedar.policyToJson(text)
  if (answer.type === 'failure') throw new Error(`policy does not parse: ${messages(answer.errors)}`)
  const { annotations = {}, effect } = answer.json
  const { id, legalBasis, vi, reason } = annotations
  if (!id || !legalBasis || !vi) throw new Error(`policy ${id ?? text.slice(0, 60)} needs @id, @legalBasis and @vi`)
  if (reason !== undefined && !isReason(reason))
    throw new Error(`policy ${id}: @reason("${reason}") is not in gateway/policy/reasons.ts`)
  if (effect === 'forbid' && reason === undefined) throw new Error(`policy ${id}: a forbid needs @reason`)
  return { id, effect, legalBasis, vi, ...(reason === undefined ? {} : { reason }) }
}

function assertLoaded(step: string, answer: { type: string; errors?: readonly { message: string }[] }): void {
  if (answer.type === 'failure') throw new Error(`${step}: ${messages(answer.errors ?? [])}`)
}

/**
 * Compiles `sources` (Cedar texts) against `schema` under strict validation; `name` is unique per version, since Cedar keeps
 * parsed sets by name. Throws on a policy that does not parse, does not validate, or lacks one of its annotations.
 */
export function createEngine(name: string, schema: string, sources: readonly string[]): Engine {
  const byId = new Map<string, string>()
  const infos = new Map<string, PolicyInfo>()
  for (const source of sources) {
    const parts = cedar.policySetTextToParts(source)
    if (parts.type === 'failure') throw new Error(`policies do not parse: ${messages(parts.errors)}`)
    if (parts.policy_templates.length > 0) throw new Error('policy templates are not used here')
    for (const text of parts.policies) {
      const info = describe(text)
      if (byId.has(info.id)) throw new Error(`two policies are called ${info.id}`)
      byId.set(info.id, text)
      infos.set(info.id, info)
    }
  }
  const staticPolicies = Object.fromEntries(byId)
  const validation = cedar.validate({ schema, policies: { staticPolicies }, validationSettings: { mode: 'strict' } })
  assertLoaded('policies do not validate', validation)
  if (validation.type === 'success' && validation.validationErrors.length > 0)
    throw new Error(
      `policies do not validate: ${validation.validationErrors.map((e) => `${e.policyId}: ${e.error.message}`).join('; ')}`,
    )
  assertLoaded('policies', cedar.preparsePolicySet(name, { staticPolicies }))
  assertLoaded('policy schema', cedar.preparseSchema(name, schema))

  return {
    policies: [...infos.values()],
    decide(action, caller, label, facts) {
      const principal = { type: 'Lienthong::Caller', id: 'caller' }
      const resource = { type: 'Lienthong::Material', id: 'material' }
      const answer = cedar.statefulIsAuthorized({
        principal,
        action: { type: 'Lienthong::Action', id: action },
        resource,
        context: { relations: [...facts.relations], conceal: facts.conceal, approvedChannel: facts.approvedChannel },
        entities: [
          {
            uid: principal,
            attrs: {
              agency: caller.agency,
              clearance: rankOf(caller.clearance),
              tags: [...caller.tags],
              purpose: caller.purpose,
              purposes: [...caller.purposes],
              serves: [...caller.serves],
              legalBasis: caller.legalBasis,
            },
            parents: [],
          },
          { uid: resource, attrs: { level: rankOf(label.level), tags: [...label.tags] }, parents: [] },
        ],
        preparsedPolicySetId: name,
        preparsedSchemaName: name,
        validateRequest: true,
      })
      // Cedar skips a policy that fails to evaluate; a forbid that fails would no longer forbid. Any error denies.
      if (answer.type === 'failure' || answer.response.diagnostics.errors.length > 0)
        return { allowed: false, policies: [], reason: 'decision-failed' }
      const policies = [...answer.response.diagnostics.reason].sort()
      if (answer.response.decision === 'allow') return { allowed: true, policies }
      return {
        allowed: false,
        policies,
        reason: denialReason(
          policies.map((id) => infos.get(id)?.reason),
          caller,
          label,
        ),
      }
    },
  }
}

function denialReason(given: readonly (Reason | undefined)[], caller: Caller, label: LabelCore): Reason {
  const first = given.find((reason) => reason !== undefined)
  if (first) return first
  if (rankOf(label.level) > rankOf(caller.clearance)) return 'clearance'
  if (label.tags.some((tag) => !(caller.tags as readonly string[]).includes(tag))) return 'handling-tag'
  return 'purpose'
}
