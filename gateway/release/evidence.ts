/** Commits to what an answer gives, record by record. */
import type { EntryCommitted } from '../audit/detail.ts'
import { type Committed, commitmentsTo, EVIDENCE_KEY_BYTES, evidenceRoot } from '../audit/evidence.ts'
import { rangesOf } from '../audit/values.ts'
import { limits } from '../limits.ts'
import { random_bytes } from '../telemetry/random.ts'
import { type Output, written } from './projection/output.ts'
import { type Spans, spansOf } from './projection/spans.ts'

/** What the entry says: the root in clear, the rest sealed. Key and root in base64. */
export interface Evidence {
  readonly key: string
  readonly root: string
  readonly committed: readonly EntryCommitted[]
}

/** A record of the answer as it is committed to: each of `fields` (pointers from it) by itself, then the record with null in their places. */
export interface CommittedRecord {
  readonly record: string
  readonly fields: readonly string[]
}

export interface Committing {
  /** The text that `write` writes; it commits to each record in it. */
  text(write: (out: Output) => void): Buffer
  /** The record at `pointer`, whose JSON text ends `out` and begins at `from`, with the values in it that stand for themselves. */
  commit(pointer: string, out: Output, from: number, spans: Spans): void
  /** Undefined when there was no record. */
  evidence(): Evidence | undefined
  /** What the receiver needs to make the commitments again from its answer. */
  forReceiver(): { readonly key: string; readonly records: readonly CommittedRecord[] }
}

interface Pending {
  readonly pointer: string
  readonly from: number
  readonly to: number
  readonly spans: Spans
}

interface Noted {
  readonly records: string
  readonly values: string[]
  chars: number
}

/** Nothing is hashed before `evidence` is asked for: until then there are only places. */
export function beginCommitting(): Committing {
  const key = random_bytes(EVIDENCE_KEY_BYTES)
  const texts: { readonly text: Buffer; readonly records: readonly Pending[] }[] = []
  let pending: Pending[] = []
  return {
    text(write) {
      pending = []
      const text = written(write)
      texts.push({ text, records: pending })
      return text
    },
    commit(pointer, { length }, from, spans) {
      pending.push({ pointer, from, to: length, spans })
    },
    evidence() {
      const values: Committed[] = []
      const noted: Noted[] = []
      for (const { text, records } of texts)
        for (const record of records) note(noted, record.pointer, putValues(values, text, record))
      if (values.length === 0) return undefined
      const committed = noted.map(({ records, values }) => ({ records, values }))
      return { key: key.toString('base64'), root: evidenceRoot(commitmentsTo(values, key)), committed }
    },
    forReceiver: () => ({
      key: key.toString('base64'),
      records: texts.flatMap(({ records }) =>
        records.map(({ pointer, spans }) => ({ record: pointer, fields: spansOf(spans).map((span) => span.pointer) })),
      ),
    }),
  }
}

const index = /\/\d+(?=\/|$)/g

/** Notes which values of the record at `pointer` stand for themselves, in parts of which an entry has room for each. */
function note(committed: Noted[], pointer: string, alone: readonly number[]): void {
  const records = pointer.replace(index, '/*')
  for (const text of cut(rangesOf(alone))) {
    const last = committed.at(-1)
    const chars = text.length + 3
    if (last?.records === records && last.chars + chars <= limits.log.committed_chars_max) {
      last.values.push(text)
      last.chars += chars
    } else committed.push({ records, values: [text], chars })
  }
}

/** What ends with a comma goes on in the next text. */
function cut(ranges: string): string[] {
  const texts: string[] = []
  let rest = ranges
  while (rest.length > limits.log.committed_chars_max / 2) {
    const end = rest.lastIndexOf(',', limits.log.committed_chars_max / 2 - 1) + 1
    texts.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return [...texts, rest]
}

/** Gives the numbers of the values that stand for themselves. */
function putValues(values: Committed[], text: Buffer, { pointer, from, to, spans }: Pending): number[] {
  const rest = [from]
  const alone: number[] = []
  for (const span of spansOf(spans)) {
    rest.push(span.from, span.to)
    alone.push(span.value)
    values.push({ pointer: pointer + span.pointer, text, ranges: [span.from, span.to] })
  }
  rest.push(to)
  values.push({ pointer, text, ranges: rest })
  return alone
}
