/**
 * Invariants that are data: `policies/invariants/<id>.cedar`, one each. A `forbid` says that no request in its region is allowed, a
 * `permit` that every one is. With `@within("registry")` the region is of the requests that the registry lets happen.
 */
import { cedar, messages } from '../cedar.ts'
import { refused } from '../parse.ts'
import { syntaxOf } from './proof.ts'
import type { Policy } from './translate.ts'

export interface Invariant {
  readonly id: string
  readonly effect: 'forbid' | 'permit'
  readonly legalBasis: string
  /** One sentence, in Vietnamese. */
  readonly vi: string
  readonly withinRegistry: boolean
  readonly region: Policy
}

const allowed = new Set(['id', 'legalBasis', 'vi', 'within'])

function invariantIn(path: string, source: string): Invariant {
  const region = syntaxOf(source)
  const { id, legalBasis, vi, within } = region.annotations ?? {}
  const name = path.slice('invariants/'.length, -'.cedar'.length)
  if (id !== name) throw refused(`${path}: phải có @id("${name}")`, `${path}: must have @id("${name}")`)
  if (!legalBasis || !vi) throw refused(`${path}: phải có @legalBasis và @vi`, `${path}: needs @legalBasis and @vi`)
  if (within !== undefined && within !== 'registry')
    throw refused(`${path}: @within chỉ nhận "registry"`, `${path}: @within can only be "registry"`)
  const strange = Object.keys(region.annotations ?? {}).find((annotation) => !allowed.has(annotation))
  if (strange) throw refused(`${path}: không có chú thích @${strange}`, `${path}: there is no @${strange}`)
  return { id, effect: region.effect, legalBasis, vi, withinRegistry: within === 'registry', region }
}

/**
 * The invariants of a folder of policies, out of files by their path in it. Throws when there are none, and on a file that holds other
 * than one policy with its annotations, is called otherwise, or is not valid under `schema`.
 */
export function invariantsIn(files: ReadonlyMap<string, Uint8Array>, schema: string): readonly Invariant[] {
  const paths = [...files.keys()].filter((path) => path.startsWith('invariants/')).sort()
  if (paths.length === 0) throw refused('phải có invariants/*.cedar', 'invariants/*.cedar must be there')
  const strange = paths.find((path) => !/^invariants\/[^/]+\.cedar$/.test(path))
  if (strange) throw refused(`${strange}: không phải bất biến`, `${strange}: is no invariant`)
  const sources = paths.map(
    (path) => [path, new TextDecoder('utf-8', { fatal: true }).decode(files.get(path))] as const,
  )
  const staticPolicies = Object.fromEntries(sources)
  const answer = cedar.validate({ schema, policies: { staticPolicies }, validationSettings: { mode: 'strict' } })
  const wrong = answer.type === 'failure' ? messages(answer.errors) : answer.validationErrors.map(told).join('; ')
  if (wrong !== '') throw refused(`bất biến không hợp lược đồ: ${wrong}`, `invariants do not validate: ${wrong}`)
  return sources.map(([path, source]) => invariantIn(path, source))
}

const told = ({
  policyId,
  error,
}: {
  readonly policyId: string
  readonly error: { readonly message: string }
}): string => `${policyId}: ${error.message}`
