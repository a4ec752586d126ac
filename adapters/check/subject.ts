/** What the checks look at: one adapter with its manifest, its kit and its golden documents. */
import type {
  DeliveryRequest,
  Manifest,
  NativeAnswer,
  NativeDocument,
  Translation,
  WritingContext,
} from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import type { Kit } from '../sdk/kit.ts'
import type { SharedSample } from './back/samples.ts'
import { shapeAt } from './back/schema.ts'
import type { Failure } from './failures.ts'
import type { Place, Source } from './native/source.ts'
import type { Random } from './random.ts'

/** Which function reads a document: toShared, or toIndex (of an adapter of deposits: toDeposits). */
export type Side = 'shared' | 'index'

/** What came of a document: a translation, or the page of the index without the documents of its deposits. */
export type Image = Translation | { readonly entries: readonly unknown[] } | 'absent'

export type Answer =
  | { readonly state: 'ok'; readonly image: Image; readonly findings: readonly Finding[] }
  | { readonly state: 'refused'; readonly findings: readonly Finding[] }
  | { readonly state: 'broken'; readonly failure: Failure }

export type Written =
  | { readonly state: 'ok'; readonly document: NativeDocument; readonly findings: readonly Finding[] }
  | { readonly state: 'refused'; readonly findings: readonly Finding[] }
  | { readonly state: 'broken'; readonly failure: Failure }

/** How the system of the agency is handed documents, and what its answers mean. `about` says what is asked: it is told if the adapter never answers. */
export interface Delivering {
  request(document: NativeDocument, about: string): DeliveryRequest | Failure
  /** What is wrong with what the adapter makes of an answer. */
  answer(answer: NativeAnswer, about: string): Failure | undefined
}

export interface Golden {
  /** `golden/<file>`. */
  readonly file: string
  readonly bytes: Uint8Array
  readonly source: Source
  /** The true forms, by the function that should give them. */
  readonly expected: Readonly<Partial<Record<Side, unknown>>>
  readonly sides: readonly Side[]
}

export interface Field {
  readonly native: string
  readonly rows: Manifest['fields']
}

export interface Subject {
  /** The adapter's folder, absolute, and the name of it, by which its samples are known. */
  readonly folder: string
  readonly name: string
  readonly manifest: Manifest
  readonly kit: Kit
  readonly goldens: readonly Golden[]
  /** Golden documents that say `absent` by another status than 200. No field of theirs is a field of records. */
  readonly absences: readonly Golden[]
  /** What is wrong with files of golden/. */
  readonly goldenFailures: readonly Failure[]
  /** What may be handed over to the agency; none for an adapter without toNative. */
  readonly samples: readonly SharedSample[]
  readonly fields: readonly Field[]
  /** Those that are tried one by one: all, or one in so many. */
  readonly tried: readonly Field[]
  /** Of what is tried over and over, one in so many. */
  readonly every: number
  readonly seed: number
  /** A new row of random numbers for each check. */
  random(): Random
  /** The adapter's answer; never throws. `about` says what was done to the document: it is told if the adapter never answers. `status`: of HTTP, else 200. */
  ask(side: Side, bytes: Uint8Array, about: string, status?: number): Answer
  /** What the writer is told besides the translation. */
  readonly handingOver: WritingContext
  /** Undefined for an adapter without toNative. */
  readonly write?: (translation: Translation, about: string) => Written
  /** Undefined for an adapter without delivery. */
  readonly delivery?: Delivering
  open(bytes: Uint8Array): Source | undefined
  /** As `open`, of the document as toNative would spell it (adapters/sdk/kit.ts): what comes back is compared with that. */
  openSpelt(bytes: Uint8Array): Source | undefined
  /** The row or rows that speak of a native path. */
  fieldOf(path: string): Field | undefined
  progress(done: number, total: number): void
}

/** Where a place is, for a person: file, pointer, line and column. */
export function told({ file }: Pick<Golden, 'file'>, place: Pick<Place, 'pointer' | 'from' | 'source'>): string {
  const before = place.source.text.slice(0, place.from)
  return `${file} ${place.pointer || '/'} ${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`
}

export interface Check {
  readonly name: string
  readonly title: { readonly vi: string; readonly en: string }
  /** What is wrong, nothing when all is well. Total as long as the file system is. */
  run(subject: Subject): readonly Failure[] | Promise<readonly Failure[]>
}

/** The native code list that the rows of a path name; undefined when they name none. */
export function codesOf(
  { kit, fieldOf }: Pick<Subject, 'kit' | 'fieldOf'>,
  path: string,
): readonly string[] | undefined {
  const name = fieldOf(path)?.rows.find(({ codes }) => codes !== undefined)?.codes
  return name === undefined ? undefined : kit.codeLists?.[name]
}

/** How many of `all` documents each golden document and side gives rise to; no fewer than `least`. */
export function shareOf({ goldens, every }: Pick<Subject, 'goldens' | 'every'>, all: number, least: number): number {
  const readings = goldens.reduce((sum, { sides }) => sum + sides.length, 0)
  return Math.ceil(Math.max(least, all / Math.max(readings, 1)) / every)
}

/** At most `max` failures of each code and place; the rest is the same again. */
export function firstOf(failures: Iterable<Failure>, max = 3): readonly Failure[] {
  const seen = new Map<string, number>()
  return [...failures].filter(({ code, at }) => {
    const count = (seen.get(`${code} ${at}`) ?? 0) + 1
    seen.set(`${code} ${at}`, count)
    return count <= max
  })
}

/**
 * Whether a native field need not come back as it was: all that it goes to is a key of the document, or a reference to one, which the form may number
 * anew, or a reason of absence, which it need not have.
 */
export const isFree = (rows: Field['rows']): boolean =>
  rows.length > 0 &&
  rows.every(({ shared }) => {
    const is = shared === null ? undefined : shapeAt(shared)?.is
    return is === 'id' || is === 'reference' || shared?.startsWith('/absent/')
  })

/** Text as it is at the border: what an agency writes in another form of Unicode comes back in this one. */
export const asRead = (text: string | undefined): string | undefined => text?.normalize('NFC')
