/** Whether every answer that a client has whole is in the log, exactly. */
import type { Test } from 'tap'
import { readEntries } from '../../../gateway/audit/entries.ts'
import type { Entry } from '../../../gateway/audit/entry.ts'
import { verifyLog } from '../../../gateway/audit/verify.ts'
import type { RunFile } from '../../../gateway/development/run-file.ts'
import { entryReader, indexOf, isOfBody, receiptOf } from '../log-entries.ts'
import type { Answer } from './load.ts'

export interface Recorded {
  /** Checks the log and the answers since the last time against each other. Of earlier ones the receipts are checked again. */
  check(t: Test, run: RunFile, answers: readonly Answer[], when: string): void
  /** Count of answers found in the log, and of those that were not. */
  readonly found: () => number
  readonly lost: () => number
}

/** How `entry` says something else than the answer that its index was given for; undefined when it fits. */
function misfit(entry: Entry | undefined, { reader, operation, dossier, reply }: Answer): string | undefined {
  if (!entry) return 'no entry'
  const { detail, event, outcome } = entry
  const { status, json, text } = reply
  const problem = json.extensions ?? json.errors?.[0]?.extensions ?? json
  if (!isOfBody(entry, text)) return 'another body'
  if (detail.who?.system !== reader.system || detail.operation !== operation) return 'another caller or operation'
  if (outcome !== (status === 200 ? 'ok' : problem.code)) return 'another outcome'
  if (status !== 200 && problem.instance !== `urn:lienthong:event:${event}`) return 'another event'
  if (dossier !== undefined && detail.records?.some(({ dossiers }) => dossiers.join() !== dossier))
    return 'another dossier'
  return undefined
}

/** Starts with an empty log and no answers. */
export function createRecorded(): Recorded {
  const receipts: string[] = []
  const indexes = new Set<number>()
  let size = 0
  let lost = 0
  return {
    check(t, { audit }, answers, when) {
      receipts.push(...answers.map(({ reply }) => receiptOf(reply)))
      t.match(verifyLog(audit.dir, { verifierKey: audit.vkey, receipts }), { ok: true }, `${when}: the log holds`)
      const fresh = new Map<number, Entry>()
      const entryOf = entryReader(audit.dir)
      for (const { index, bytes } of readEntries(audit.dir)) {
        if (index < size) continue
        fresh.set(index, entryOf(bytes))
      }
      const misfits = answers.flatMap((answer) => {
        const index = indexOf(answer.reply)
        const why = indexes.has(index) ? 'the entry of another answer' : misfit(fresh.get(index), answer)
        indexes.add(index)
        return why === undefined ? [] : [`${index}: ${answer.operation} ${answer.reply.status}: ${why}`]
      })
      size += fresh.size
      lost += misfits.length
      t.same(misfits, [], `${when}: ${answers.length} answers are recorded`)
    },
    found: () => receipts.length - lost,
    lost: () => lost,
  }
}
