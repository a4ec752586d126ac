/** Finds the entries of an answer that somebody holds, with an audit officer's key: what they sealed and the answer make the root that stands in them. */
import { createHmac } from 'node:crypto'
import { type AnswerEvidence, evidenceBy } from '../audit/answer-evidence.ts'
import type { EntryCommitted } from '../audit/detail.ts'
import type { OfficerPrivateKey } from '../audit/opener.ts'
import { type Chosen, choice, logIn, type OpenedEntry, type Outcome, openChosen } from './audit-opened.ts'

export interface AnswerInLog {
  readonly entry: OpenedEntry
  readonly evidence: AnswerEvidence
  /** The file is the answer byte for byte. Otherwise its records and values are those of the entry, and whatever else stands in it is not confirmed. */
  readonly isWhole: boolean
}

export interface Searched {
  /** Several where the same was given more than once; byte for byte one alone, since its digest has a key of its own. */
  readonly found: readonly AnswerInLog[]
  readonly outcome: Outcome
  /** Whether entries were passed over that might be of it: closed, of before there was `committed`, or one part of several. */
  readonly passedOver: boolean
}

/**
 * The entries of the answer in `bytes` (JSON) among the chosen ones of the log in `directory`. That the log is whole and
 * signed is NOT checked (verifyLog). Throws Usage, LogRefused where the log is damaged, and the system's errors.
 */
export async function answerInLog(
  bytes: Buffer,
  directory: string,
  key: OfficerPrivateKey,
  chosen: Chosen,
): Promise<Searched> {
  const text = bytes.toString('utf8')
  const found: AnswerInLog[] = []
  let passedOver = false
  /** Of events with several entries, until the last of them, which is the one of the receipt. */
  const parts = new Map<string, readonly EntryCommitted[]>()
  const outcome = await openChosen(logIn(directory), key, choice(chosen), (entry) => {
    if (!('detail' in entry) || entry.evidence === undefined) return
    const { evidence_key, committed, note, digest_key, body } = entry.detail
    if (evidence_key === undefined || committed === undefined) {
      passedOver = true
      return
    }
    const all = [...(parts.get(entry.event) ?? []), ...committed]
    const [, part, count] = /^part (\d+) of (\d+)$/.exec(note ?? '') ?? []
    if (part !== count) {
      parts.set(entry.event, all)
      return
    }
    parts.delete(entry.event)
    passedOver ||= count !== undefined && chosen.index !== undefined
    const evidence = evidenceBy(text, { evidence_key, committed: all })
    if (evidence?.root !== entry.evidence) return
    const digest = createHmac('sha256', Buffer.from(digest_key ?? '', 'base64'))
      .update(bytes)
      .digest('base64')
    found.push({ entry, evidence, isWhole: digest_key !== undefined && body === digest })
  })
  passedOver ||= outcome.unopened.length > 0 || parts.size > 0
  const whole = found.filter(({ isWhole }) => isWhole)
  return { found: whole.length > 0 ? whole : found, outcome, passedOver }
}
