/** Cedar: loads the policies strictly and answers single decisions. Pure: the texts are given, nothing is read. */
import type { ConfirmedRelation } from '../../adapters/sdk/adapter.ts'
import type { CallerFacts, LookAction } from '../identity/caller.ts'
import { cedar, messages } from './cedar.ts'
import { type LabelCore, levels, rankOf } from './label.ts'
import { type PolicyInfo, parsePolicies, refused } from './parse.ts'
import { foremost, type Reason } from './reasons.ts'

export type { PolicyInfo } from './parse.ts'

export type Action = 'know' | 'read' | 'readMasked'
export type Relation = 'holder' | 'resolver' | ConfirmedRelation

/** What is known of the facet and the way to it; the caller's own facts come from its token. */
export interface Facts {
  readonly relations: readonly Relation[]
  readonly conceal: boolean
  /** Its holder has sealed the record (niêm phong): that it is there may be known, its content is the holder's alone. */
  readonly sealed: boolean
  /** True only within an opaque part addressed to the caller's agency, which has a channel valid now. */
  readonly approvedChannel: boolean
  readonly operation: LookAction
  /** Epoch milliseconds at which the channel expires: no decision is kept beyond it. Cedar does not see it. */
  readonly until?: number
}

/** Of a caller what policies may speak of. */
export type Asker = Pick<
  CallerFacts,
  'agency' | 'clearance' | 'tags' | 'purpose' | 'purposes' | 'serves' | 'legalBasis' | 'roles'
>

/** An asker as the registry of that version has it: a caller, or an agency that something is handed over to. */
export type RegisteredAsker = Asker & Pick<CallerFacts, 'registryVersion'>

/** `policies` are the ids that decided, or that failed to evaluate; they are for the log, not for the caller. */
export type Decision =
  | { readonly allowed: true; readonly policies: readonly string[] }
  | { readonly allowed: false; readonly policies: readonly string[]; readonly reason: Reason }

export interface Engine {
  readonly policies: readonly PolicyInfo[]
  decide(action: Action, caller: Asker, label: LabelCore, facts: Facts): Decision
}

/**
 * Compiles `sources` (Cedar texts) against `schema` under strict validation; `name` is unique per version, since Cedar keeps
 * parsed sets by name. Throws on a policy that does not parse, does not validate, can never apply, or lacks one of its annotations.
 */
export function createEngine(name: string, schema: string, sources: readonly string[]): Engine {
  const policies = new Map<string, ReturnType<typeof parsePolicies>[number]>()
  for (const policy of sources.flatMap(parsePolicies)) {
    if (policies.has(policy.id))
      throw refused(`có hai chính sách cùng @id ${policy.id}`, `two policies are called ${policy.id}`)
    policies.set(policy.id, policy)
  }
  load(name, schema, Object.fromEntries([...policies].map(([id, { text }]) => [id, text])))

  return {
    policies: [...policies.values()].map(({ text: _, ...info }) => info),
    decide(action, caller, label, facts) {
      const answer = cedar.statefulIsAuthorized({
        ...asked(action, caller, label, facts),
        preparsedPolicySetId: name,
        preparsedSchemaName: name,
        validateRequest: true,
      })
      if (answer.type === 'failure') return { allowed: false, policies: [], reason: 'decision-failed' }
      const { decision, diagnostics } = answer.response
      // Cedar skips a policy that fails to evaluate; a forbid that fails would no longer forbid. Any error denies.
      if (diagnostics.errors.length > 0) {
        const failed = diagnostics.errors.map(({ policyId }) => policyId).sort()
        return { allowed: false, policies: failed, reason: 'decision-failed' }
      }
      const decided = [...diagnostics.reason].sort()
      if (decision === 'allow') return { allowed: true, policies: decided }
      const given = decided.flatMap((id) => policies.get(id)?.reason ?? [])
      return { allowed: false, policies: decided, reason: foremost(given) ?? shortfall(caller, label) }
    },
  }
}

/** Throws unless every policy is valid under the schema and may apply to some request. */
function load(name: string, schema: string, staticPolicies: Readonly<Record<string, string>>): void {
  const policies = { staticPolicies }
  const validation = cedar.validate({ schema, policies, validationSettings: { mode: 'strict' } })
  const wrong =
    validation.type === 'failure'
      ? messages(validation.errors)
      : [...validation.validationErrors, ...validation.validationWarnings]
          .map(({ policyId, error }) => `${policyId}: ${messages([error])}`)
          .join('; ')
  if (wrong !== '') throw refused('chính sách không hợp lược đồ', 'policies do not validate', wrong)
  for (const answer of [cedar.preparsePolicySet(name, policies), cedar.preparseSchema(name, schema)])
    if (answer.type === 'failure') throw new Error(messages(answer.errors))
}

/** What is not understood is no clearance: below every level. Neither is the undetermined one. */
function rankOfClearance(level: string): number {
  const rank = rankOf(level)
  return rank === levels.length - 1 ? -1 : rank
}

const principal = { type: 'Lienthong::Caller', id: 'caller' }
const resource = { type: 'Lienthong::Material', id: 'material' }

/** The request as policies/lienthong.cedarschema describes it. */
const asked = (action: Action, caller: Asker, label: LabelCore, facts: Facts) => ({
  principal,
  action: { type: 'Lienthong::Action', id: action },
  resource,
  context: {
    relations: [...facts.relations],
    conceal: facts.conceal,
    sealed: facts.sealed,
    approvedChannel: facts.approvedChannel,
    operation: facts.operation,
  },
  entities: [
    {
      uid: principal,
      attrs: {
        agency: caller.agency,
        clearance: rankOfClearance(caller.clearance),
        tags: [...caller.tags],
        purpose: caller.purpose,
        purposes: [...caller.purposes],
        serves: [...caller.serves],
        legalBasis: caller.legalBasis,
        roles: [...caller.roles],
      },
      parents: [],
    },
    { uid: resource, attrs: { level: rankOf(label.level), tags: [...label.tags] }, parents: [] },
  ],
})

/** Why no policy permits it, as far as the label tells. */
function shortfall(caller: Asker, label: LabelCore): Reason {
  if (rankOf(label.level) > rankOfClearance(caller.clearance)) return 'clearance'
  if (label.tags.some((tag) => !(caller.tags as readonly string[]).includes(tag))) return 'handling-tag'
  return 'purpose'
}
