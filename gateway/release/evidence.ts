/** Commits to what an answer gives, record by record. */
import { type Committed, commitmentsTo, EVIDENCE_KEY_BYTES, evidenceRoot } from '../audit/evidence.ts'
import { random_bytes } from '../telemetry/random.ts'
import { type Output, written } from './projection/output.ts'
import { type Spans, spansOf } from './projection/spans.ts'

/** What the entry says: the key sealed, the root in clear. Base64. */
export interface Evidence {
  readonly key: string
  readonly root: string
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
      for (const { text, records } of texts) for (const record of records) putValues(values, text, record)
      if (values.length === 0) return undefined
      return { key: key.toString('base64'), root: evidenceRoot(commitmentsTo(values, key)) }
    },
    forReceiver: () => ({
      key: key.toString('base64'),
      records: texts.flatMap(({ records }) =>
        records.map(({ pointer, spans }) => ({ record: pointer, fields: spansOf(spans).map((span) => span.pointer) })),
      ),
    }),
  }
}

function putValues(values: Committed[], text: Buffer, { pointer, from, to, spans }: Pending): void {
  const rest = [from]
  for (const span of spansOf(spans)) {
    rest.push(span.from, span.to)
    values.push({ pointer: pointer + span.pointer, text, ranges: [span.from, span.to] })
  }
  rest.push(to)
  values.push({ pointer, text, ranges: rest })
}
