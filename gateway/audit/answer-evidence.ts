/**
 * The commitments of an answer, made again by who holds the answer: of one that was asked for with its evidence, or with what its entry in the log seals.
 */
import type { EntryCommitted, EntryDetail } from './detail.ts'
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
import { numbersIn, valuesOf } from './values.ts'

/** `fields`: pointers from the record, in the order of its text. */
interface CommittedRecord {
  readonly record: string
  readonly fields: readonly string[]
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
export const evidenceIn = (text: string): AnswerEvidence | undefined =>
  made(text, (answer) => (answer.extensions?.lienthong ?? answer.meta)?.evidence)

/**
 * The same of any answer, by what its entry sealed, of all of its parts together. Undefined when the answer does not hold what is named there.
 */
export const evidenceBy = (
  text: string,
  { evidence_key = '', committed = [] }: Pick<EntryDetail, 'evidence_key' | 'committed'>,
): AnswerEvidence | undefined =>
  made(text, (answer) => ({ key: evidence_key, records: [...recordsIn(contentOf(answer), committed)] }))

/** Throws TypeError where the answer has no such record or value. */
function* recordsIn(content: unknown, committed: readonly EntryCommitted[]): Generator<CommittedRecord> {
  const left = new Map<string, Iterator<string, undefined>>()
  let numbers = ''
  for (const { records, values } of committed) {
    const places = left.get(records) ?? placesOf(content, records.split('/').slice(1))
    left.set(records, places)
    for (const text of values) {
      numbers += text
      if (numbers.endsWith(',')) continue
      const record = places.next().value
      if (record === undefined) throw new TypeError('no such record')
      const all = valuesOf(at(content, record) as object)
      const alone = numbersIn(numbers, all.length)
      if (!alone) throw new TypeError('no such value')
      yield { record, fields: alone.map((number) => all[number]!) }
      numbers = ''
    }
  }
}

/** Pointers of what `tokens` lead to, `*` to each element of a list, in the order of the text. */
function* placesOf(value: unknown, [token, ...rest]: readonly string[], here = ''): Generator<string, undefined> {
  if (token === undefined) {
    yield here
    return
  }
  const names = token === '*' && Array.isArray(value) ? [...value.keys()].map(String) : [token]
  for (const name of names) yield* placesOf(at(value, `/${name}`), rest, `${here}/${name}`)
}

// biome-ignore lint/suspicious/noExplicitAny: whatever somebody holds
type Answer = any

const contentOf = (answer: Answer): unknown => answer.data ?? answer

function made(
  text: string,
  toldOf: (answer: Answer) => { readonly key: string; readonly records: readonly CommittedRecord[] } | undefined,
): AnswerEvidence | undefined {
  try {
    const answer = JSON.parse(text)
    const told = toldOf(answer)
    const key = told && strictBase64(told.key)
    if (!told || key?.length !== EVIDENCE_KEY_BYTES) return undefined
    const values = told.records.flatMap((record) => committedIn(contentOf(answer), record))
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
function committedIn(root: unknown, { record, fields }: CommittedRecord): Committed[] {
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
