/** One text of Cedar becomes policies with what every policy here must say of itself. */
import { bilingual } from '../../schemas/validation/texts.ts'
import { limits } from '../limits.ts'
import { cedar, messages } from './cedar.ts'
import { isReason, type Reason } from './reasons.ts'

export interface PolicyInfo {
  readonly id: string
  readonly effect: 'permit' | 'forbid'
  readonly legalBasis: string
  /** One sentence, in Vietnamese. */
  readonly vi: string
  /** Of each forbid: what a caller is told. */
  readonly reason?: Reason
}

export interface ParsedPolicy extends PolicyInfo {
  readonly text: string
}

/** The error of a policy that must not be loaded; `said`: what Cedar says of it, in English. */
export const refused = (vi: string, en: string, said?: string): Error =>
  new Error(bilingual({ vi, en }) + (said === undefined ? '' : `: ${said}`))

function parsed(text: string): ParsedPolicy {
  const answer = cedar.policyToJson(text)
  if (answer.type === 'failure') throw unparsed(answer.errors)
  const { annotations = {}, effect } = answer.json
  const { id, legalBasis, vi, reason } = annotations
  const name = id || text.slice(0, 60)
  if (!id || !legalBasis || !vi)
    throw refused(`chính sách ${name} phải có @id, @legalBasis và @vi`, `policy ${name} needs @id, @legalBasis and @vi`)
  if (reason !== undefined && !isReason(reason))
    throw refused(
      `chính sách ${id}: @reason("${reason}") không có trong gateway/policy/reasons.ts`,
      `policy ${id}: @reason("${reason}") is not in gateway/policy/reasons.ts`,
    )
  if (effect === 'forbid' && reason === undefined)
    throw refused(`chính sách ${id}: forbid phải có @reason`, `policy ${id}: a forbid needs @reason`)
  return { id, effect, legalBasis, vi, ...(reason === undefined ? {} : { reason }), text }
}

const unparsed = (errors: Parameters<typeof messages>[0]): Error =>
  refused('chính sách không đúng cú pháp Cedar', 'policies do not parse', messages(errors))

/** Compiling a folder of policies and proving it ask for each text several times, and parsing is much of what that costs. */
const kept = new Map<string, readonly ParsedPolicy[]>()

/**
 * The policies in `source`. Throws on what does not parse, on a template, and on a policy without its annotations. They have
 * not been checked against any schema.
 */
export function parsePolicies(source: string): readonly ParsedPolicy[] {
  const before = kept.get(source)
  if (before) return before
  const policies = policiesIn(source)
  if (kept.size >= limits.policy.texts_cached_max) kept.clear()
  kept.set(source, policies)
  return policies
}

function policiesIn(source: string): readonly ParsedPolicy[] {
  const parts = cedar.policySetTextToParts(source)
  if (parts.type === 'failure') throw unparsed(parts.errors)
  if (parts.policy_templates.length > 0)
    throw refused('không dùng mẫu chính sách (template)', 'policy templates are not used here')
  return parts.policies.map(parsed)
}
