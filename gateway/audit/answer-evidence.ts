/** The commitments of an answer, made again by who holds the answer and asked for its evidence. */
import {
  type Committed,
  commitmentsTo,
  EVIDENCE_KEY_BYTES,
  evidenceRoot,
  type Opening,
  openingOf,
  whole,
} from './evidence.ts'
import { strictBase64 } from './note.ts'

interface Told {
  readonly key: string
  readonly records: readonly { readonly record: string; readonly fields: readonly string[] }[]
}

export interface AnswerEvidence {
  /** Root over all that the answer gave, base64: what the entry must have. */
  readonly root: string
  /** Pointers of what can be opened: restricted values by themselves, and each record without them. */
  readonly pointers: readonly string[]
  /** Undefined when nothing was committed to at `pointer`. */
  open(pointer: string): Opening | undefined
}

/**
 * Reads the JSON text of an answer (REST or GraphQL) that was asked for with `Want-Evidence: ?1`. Undefined when it is none, or does not
 * hold what its own evidence names. That the log has its root is NOT checked.
 */
export function evidenceIn(text: string): AnswerEvidence | undefined {
  try {
    const answer = JSON.parse(text)
    const told: Told | undefined = (answer.extensions?.lienthong ?? answer.meta)?.evidence
    const key = told && strictBase64(told.key)
    if (!told || key?.length !== EVIDENCE_KEY_BYTES) return undefined
    const values = told.records.flatMap((record) => committedIn(answer.data ?? answer, record))
    return {
      root: evidenceRoot(commitmentsTo(values, key)),
      pointers: values.map(({ pointer }) => pointer),
      open(pointer) {
        const index = values.findIndex((value) => value.pointer === pointer)
        return index < 0 ? undefined : openingOf(values, key, index)
      },
    }
  } catch {
    return undefined
  }
}

/** As the gateway committed to them: each field by itself, then the record with null in their places. */
function committedIn(root: unknown, { record, fields }: Told['records'][number]): Committed[] {
  const rest = structuredClone(at(root, record))
  const values = fields.map((field) => {
    const { holder, name } = parentOf(rest, field)
    const value = whole(record + field, JSON.stringify(holder[name]))
    holder[name] = null
    return value
  })
  return [...values, whole(record, JSON.stringify(rest))]
}

type Holder = Record<string, unknown>

/** RFC 6901 §4; throws TypeError where nothing is. The schema's names and GraphQL's need no escapes. */
function at(value: unknown, pointer: string): unknown {
  let here = value
  for (const token of pointer.split('/').slice(1)) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, token)) throw new TypeError('no such place')
    here = (here as Holder)[token]
  }
  return here
}

function parentOf(value: unknown, pointer: string): { holder: Holder; name: string } {
  const end = pointer.lastIndexOf('/')
  at(value, pointer)
  return { holder: at(value, pointer.slice(0, end)) as Holder, name: pointer.slice(end + 1) }
}
