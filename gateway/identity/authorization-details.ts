/** For which purpose, on which basis, about which dossiers: `authorization_details` of type case_access (RFC 9396). */
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import type { CaseAction } from './caller.ts'
import type { Participant, Registry } from './registry.ts'

export interface CaseAccess {
  readonly type: 'case_access'
  readonly purpose: string
  readonly legal_basis: string
  readonly actions: readonly CaseAction[]
  /** Left out only where no action is about a dossier that can be named. */
  readonly dossiers?: readonly string[]
}

const members = ['type', 'purpose', 'legal_basis', 'actions', 'dossiers'] as const
const dossierId = /^hs-[a-z2-7]{26}$/
/** Each with whether it is about dossiers that the token has to name. */
const caseActions: Readonly<Record<CaseAction, boolean>> = {
  'dossier:read': true,
  'dossier:list': false,
  'dossier:link': true,
  'quarantine:list': false,
  'quarantine:open': false,
  'quarantine:settle': false,
}
const knownActions = Object.keys(caseActions)

type Member = (typeof members)[number]

/** `member`: the one that the caller has to correct, where it is one of those that there are. */
const refuse = (cause: string, member?: Member): never => {
  throw new GatewayError('oauth-invalid-authorization-details', { cause, ...(member && { told: { member } }) })
}

function listOf(
  member: Member,
  value: unknown,
  { items_max, fits }: { items_max: number; fits: (item: string) => boolean },
): readonly string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > items_max) return refuse('list', member)
  if (!value.every((item) => typeof item === 'string' && fits(item))) return refuse('item', member)
  if (new Set(value).size !== value.length) return refuse('item twice', member)
  return value
}

function onlyElement(text: string): Readonly<Record<string, unknown>> {
  let details: unknown
  try {
    details = JSON.parse(text)
  } catch {
    return refuse('not JSON')
  }
  const element: unknown = Array.isArray(details) && details.length === 1 ? details[0] : undefined
  if (typeof element !== 'object' || element === null || Array.isArray(element)) return refuse('not one element')
  // RFC 9396 §5: an element with an unknown member is refused, not trimmed.
  if (!Object.keys(element).every((name) => members.some((member) => member === name))) return refuse('unknown member')
  return element as Readonly<Record<string, unknown>>
}

/**
 * Checks the form alone: one element, known members, lists bounded and without repetition, dossier ids well-formed, and
 * dossiers named unless no action needs one. Throws GatewayError `oauth-invalid-authorization-details` with the `member`.
 * Whether the agency may have it is for requireAllowed; whether the dossiers exist is not asked here.
 */
export function readCaseAccess(text: string): CaseAccess {
  const { type, purpose, legal_basis, actions, dossiers } = onlyElement(text)
  if (type !== 'case_access') return refuse('member', 'type')
  if (typeof purpose !== 'string') return refuse('member', 'purpose')
  if (typeof legal_basis !== 'string') return refuse('member', 'legal_basis')
  const known = { items_max: knownActions.length, fits: (item: string) => knownActions.includes(item) }
  const asked = listOf('actions', actions, known) as readonly CaseAction[]
  const access = { type, purpose, legal_basis, actions: asked } as const
  if (dossiers === undefined) {
    return asked.some((action) => caseActions[action]) ? refuse('dossiers missing', 'dossiers') : access
  }
  const named = { items_max: limits.token.dossiers_max, fits: (id: string) => dossierId.test(id) }
  return { ...access, dossiers: listOf('dossiers', dossiers, named) }
}

/**
 * The registry must allow the agency this purpose, and the purpose this basis and these actions.
 * Throws GatewayError `oauth-invalid-authorization-details` with the `member`.
 */
export function requireAllowed(access: CaseAccess, participant: Participant, registry: Registry): void {
  const purpose = registry.purpose(access.purpose)
  if (!purpose || !participant.purposes.includes(purpose.id) || !purpose.agencies.includes(participant.id)) {
    return void refuse('purpose', 'purpose')
  }
  if (!purpose.legalBases.some(({ id }) => id === access.legal_basis)) refuse('legal basis', 'legal_basis')
  if (!access.actions.every((action) => purpose.actions.includes(action))) refuse('action', 'actions')
}
