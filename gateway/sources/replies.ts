/** Replies of a worker that have no value, and findings of our own. */
import type { Finding } from '../../adapters/sdk/finding.ts'
import type { Reason } from './asked.ts'
import type { Reply } from './protocol.ts'
import { type ReportedFinding, reported } from './reported.ts'

type None = Extract<Reply, { readonly kind: 'none' }>

export const none = (reason: Reason, findings: readonly ReportedFinding[] = []): None => ({
  kind: 'none',
  reason,
  findings,
})

/** What the gateway itself finds at `target` of an adapter's output. */
export const ours = (code: string, target: string): ReportedFinding => ({
  code,
  effect: 'reject-document',
  pointer: '',
  target,
})

/** Whether a finding says that a state secret stands in clear: that outweighs everything else. */
export const speaksOfSecret = (findings: readonly Finding[]): boolean =>
  findings.some(({ code }) => code === 'state-secret-in-clear')

/** The reply for a document that the adapter refuses, with at most `findings_max` of its findings. */
export function rejected(findings: readonly Finding[], findings_max: number): None {
  const reason = speaksOfSecret(findings)
    ? 'state-secret-in-clear'
    : findings.some(({ code }) => code === 'cursor-unknown')
      ? 'cursor-unknown'
      : 'document-rejected'
  return none(reason, reported(findings, findings_max))
}
