/**
 * Writes a translation in a receiver's form: leaves are taken by path, and what nobody took is told as having no place there. So nothing is
 * lost in silence, and a writer says what it carries as a reader does.
 */
import type { AbsenceReason, NativeDocument, Outcome, Translation } from './adapter.ts'
import type { Finding } from './finding.ts'
import { findingOf, leftovers } from './leftovers.ts'
import { cut } from './native.ts'
import type { Tree } from './reading.ts'
import type { Said, Way } from './ways.ts'
import { type EntityList, keysOf } from './writing-keys.ts'
import { type MarkForms, marksOf, type WrittenMarks } from './writing-marks.ts'

/** One field: native path (steps joined by `/`), shared path (relative, as `take` has it), and how the value is written. */
export type WritingRow = readonly [native: string, shared: string, way: Way<unknown>, need?: 'required']

/** A place of the translation while it is written. All paths are relative to it, steps joined by `/`; `''` is the place itself. */
export interface Taking {
  /** JSON Pointer into the translation. */
  readonly pointer: string
  /** That of a place further in. */
  pointerTo(path: string): string
  /** The value as it stands, which is not taken by that; undefined where there is none. */
  value(path: string): unknown
  /** The value in the form's own way. Undefined where there is none, and where the way has none for it, which is told. */
  take<T>(path: string, way: Way<T>): T | undefined
  /** A place further in; below one that has no value there is none. */
  at(path: string): Taking
  /**
   * What `write` makes of each item of a list. An item of which it makes nothing (undefined) has no place, whatever it took of it. A list of more
   * than `itemsMax` refuses the document (`too-large`): it can't be told which of them may be left out.
   */
  each<T>(path: string, itemsMax: number, write: (item: Taking, number: number) => T | undefined): readonly T[]
  /** `each` of a list of single values. */
  list<T>(path: string, itemsMax: number, way: Way<T>): readonly T[]
  /**
   * A branch of the form, by its rows and in their order. Of several rows for one native path the first that gives a value counts; a shared value that
   * several rows write is lost only as far as each of them loses it. Undefined when a required path has no value: what to do about
   * it (leave the item out, or `refuse`) is the caller's. `missing: null` stands where there is no value, in a form that names all its members.
   */
  rows(rows: readonly WritingRow[], missing?: null): Tree | undefined
  /** Why there is no value, where the source said so. */
  absence(path: string): AbsenceReason | undefined
  /** Tells that a value was taken in part: `lost` says of what, in words of the schema, never of content. */
  inPart(path: string, lost: string): void
  /** Refuses the document because of this place; gives undefined. */
  refuse(path: string, code: string, expected: string): undefined
}

export interface Writer extends Taking {
  /**
   * The keys of a list of entities in the form, for `asKey`: see `keysOf`. An item that is left out loses its key, so that nothing refers to it: write a list before what refers to it.
   */
  keys(list: EntityList, shape: RegExp, next: (number: number) => string): ReadonlyMap<string, string>
  /** The marks to write; one that the form can't say refuses the document. */
  readonly marks: WrittenMarks
  /**
   * The document, with a finding for all that was not taken; or what refuses it. `body` is made when nothing refuses so far. NOT verified: that
   * it is within the bounds of the format (adapters/codecs/written.ts).
   */
  finish(mediaType: string, body: () => Uint8Array): Outcome<NativeDocument>
}

function valueIn(value: unknown, path: string): unknown {
  if (path === '') return value
  const [name, rest] = cut(path)
  return rest === undefined ? inner(value, name) : valueIn(inner(value, name), rest)
}

const inner = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Tree)[name] : undefined

/** Puts a value at a native path, where nothing stands yet. */
function put(into: Tree, path: string, value: unknown): void {
  const [name, rest] = cut(path)
  if (rest === undefined) into[name] = value
  else {
    into[name] ??= {}
    put(into[name] as Tree, rest, value)
  }
}

/** Takes apart one translation; `forms` are what the marks of the form can say. Total. NOT verified: the translation's schema. */
export function writing(translation: Translation, forms: MarkForms): Writer {
  const whole = { facet: translation.facet, updatedAt: translation.updatedAt, digests: translation.digests ?? [] }
  const reasons = new Map(translation.absent.map(({ path, why }) => [`/facet${path}`, why]))
  const { marks, findings: marked } = marksOf(translation, forms)
  const taken = new Set(['/facet/label'])
  const findings: Finding[] = [...marked]
  const keysIn = new Map<string, Map<string, string>[]>()

  function takingOf(value: unknown, pointer: string): Taking {
    const at = (path: string): string => (path === '' ? pointer : `${pointer}/${path}`)
    const valueAt = (path: string): unknown => valueIn(value, path)
    const say = (path: string, code: string, effect: Finding['effect'], expected: string): void => {
      findings.push(findingOf(at(path), valueAt(path), { code, effect, expected }))
    }
    /** An item that is not written takes back what was said of it; why is what was lacking first. */
    const leaveOut = (place: string, item: unknown, own: readonly Finding[]): void => {
      const [why] = own.filter(({ code }) => code === 'no-place')
      const lacking = why && [why.pointer.slice(place.length + 1), why.expected].filter(Boolean).join(': ')
      taken.add(place)
      const said = { code: 'no-place', effect: 'degraded', expected: lacking ?? 'no item' } as const
      findings.push(...own.filter(({ effect }) => effect !== 'degraded'), findingOf(place, item, said))
      const id = inner(item, 'id')
      for (const keys of keysIn.get(place.slice(0, place.lastIndexOf('/'))) ?? []) keys.delete(String(id))
    }
    /** What became of the value at `path`: `said` are all the ways in which it was written, or was to be. */
    const note = (path: string, said: readonly Said<unknown>[]): void => {
      taken.add(at(path))
      const written = said.filter(({ value: of }) => of !== undefined)
      const best = written.find(({ lost }) => lost === undefined) ?? written[0] ?? said[0]
      if (best?.value === undefined) say(path, 'no-place', 'degraded', best?.lost ?? 'nothing here')
      else if (best.lost !== undefined) taking.inPart(path, best.lost)
    }
    const taking: Taking = {
      pointer,
      pointerTo: at,
      value: valueAt,
      take(path, way) {
        const found = valueAt(path)
        if (found === undefined) return undefined
        const said = way(found)
        note(path, [said])
        return said.value
      },
      at: (path) => takingOf(valueAt(path), at(path)),
      each(path, itemsMax, write) {
        const items = valueAt(path)
        if (!Array.isArray(items)) return []
        if (items.length > itemsMax) {
          taken.add(at(path))
          taking.refuse(path, 'too-large', `at most ${itemsMax} items`)
          return []
        }
        return items.flatMap((item: unknown, number) => {
          const place = `${at(path)}/${number}`
          const before = findings.length
          const written = write(takingOf(item, place), number)
          if (written !== undefined) return [written]
          leaveOut(place, item, findings.splice(before))
          return []
        })
      },
      list: (path, itemsMax, way) => taking.each(path, itemsMax, (item) => item.take('', way)),
      rows(rows, missing) {
        const tree: Tree = {}
        const tried = new Map<string, Said<unknown>[]>()
        for (const [native, shared, way] of rows) {
          const found = valueAt(shared)
          if (found === undefined || valueIn(tree, native) !== undefined) continue
          const said = way(found)
          if (said.value !== undefined) put(tree, native, said.value)
          tried.set(shared, [...(tried.get(shared) ?? []), said])
        }
        for (const [shared, said] of tried) note(shared, said)
        const lacking = rows.filter(([native]) => valueIn(tree, native) === undefined)
        if (lacking.some(([, , , need]) => need !== undefined)) return undefined
        if (missing === null) for (const [native] of lacking) put(tree, native, null)
        return tree
      },
      absence: (path) => reasons.get(at(path)),
      inPart: (path, lost) => say(path, 'carried-in-part', 'degraded', lost),
      refuse(path, code, expected) {
        say(path, code, 'reject-document', expected)
        return undefined
      },
    }
    return taking
  }

  return {
    ...takingOf(whole, ''),
    marks,
    keys(list, shape, next) {
      const keys = keysOf(translation.facet, list, shape, next)
      const pointer = `/facet/${list}`
      keysIn.set(pointer, [...(keysIn.get(pointer) ?? []), keys])
      return keys
    },
    finish(mediaType, body) {
      const rejecting = findings.filter(({ effect }) => effect === 'reject-document')
      const [first, ...more] = rejecting
      if (first !== undefined) return { ok: false, findings: [first, ...more] }
      const value = { mediaType, body: body() }
      return { ok: true, value, findings: [...findings, ...leftovers(whole, taken)] }
    },
  }
}
