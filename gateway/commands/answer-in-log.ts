/** Finds the entry of an answer that somebody holds, with an audit officer's key: what it sealed and the answer make the root that stands in it. */
import { type AnswerEvidence, evidenceBy } from '../audit/answer-evidence.ts'
import type { EntryCommitted } from '../audit/detail.ts'
import {
  type Chosen,
  choice,
  logIn,
  type OpenedEntry,
  type Outcome,
  type officerKey,
  openChosen,
} from './audit-opened.ts'

export interface AnswerInLog {
  readonly entry: OpenedEntry
  readonly evidence: AnswerEvidence
}

/**
 * The entry of the answer whose JSON text is `text` among the chosen ones of the log in `directory`, and what did not open. That the log is whole and
 * signed is NOT checked (verifyLog). Throws Usage, LogRefused where the log is damaged, and the system's errors.
 */
export async function answerInLog(
  text: string,
  directory: string,
  key: Awaited<ReturnType<typeof officerKey>>,
  chosen: Chosen,
): Promise<{ readonly found: AnswerInLog | undefined; readonly outcome: Outcome }> {
  let found: AnswerInLog | undefined
  /** Of events with several entries, of which the last is the one that has all. */
  const parts = new Map<string, readonly EntryCommitted[]>()
  const outcome = await openChosen(logIn(directory), key, choice(chosen), (entry) => {
    if (!('detail' in entry) || entry.evidence === undefined) return
    const { evidence_key, committed = [], note } = entry.detail
    const all = [...(parts.get(entry.event) ?? []), ...committed]
    if (note !== undefined) parts.set(entry.event, all)
    const evidence = evidence_key === undefined ? undefined : evidenceBy(text, { evidence_key, committed: all })
    if (evidence?.root === entry.evidence) found = { entry, evidence }
  })
  return { found, outcome }
}
