/** Compares the code lists of two versions. */
import { isDeepStrictEqual } from 'node:util'
import type { JsonSchema } from '../generate/model.ts'
import { below, type Change, changeAt, type Place } from './kinds.ts'
import type { Published } from './read.ts'
import { onlyIn } from './schema.ts'

type Entries = ReadonlyMap<string, { readonly index: number; readonly entry: JsonSchema }>

const titleKeywords = new Set(['title', 'x-title', 'description', 'comment', 'note', 'source', 'confidence'])
const nameKeywords = new Set(['vi', 'en'])
const validityKeywords = new Set(['validFrom', 'validTo'])
/** What a code tells of somebody is guarded by these. */
const tagKeywords = new Set(['tags'])
const tagsOf = ({ tags }: JsonSchema): readonly string[] => (tags ?? []) as readonly string[]
/** Where an entry comes from and how sure it is: for lawyers, not for programs. */
const sourceKeywords = new Set(['source', 'article', 'confidence', 'validityConfidence', 'evidence', 'note'])

const placeOf = (file: string): Place => ({ file, pointer: '', concerns: ['consumer', 'adapter', 'policy'] })

const entriesOf = ({ codes }: JsonSchema): Entries =>
  new Map((codes as readonly JsonSchema[]).map((entry, index) => [String(entry.code), { index, entry }]))

const differing = (before: JsonSchema, after: JsonSchema): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => before[key] !== after[key])

/** Days as texts compare; an open end lies beyond every day. */
const startOf = ({ validFrom }: JsonSchema): string => (typeof validFrom === 'string' ? validFrom : '')
const endOf = ({ validTo }: JsonSchema): string => (typeof validTo === 'string' ? validTo : '~')
const validityOf = ({ validFrom, validTo }: JsonSchema): string => `${validFrom ?? '…'} – ${validTo ?? '…'}`

function compareEntry(before: JsonSchema, after: JsonSchema, at: Place): Change[] {
  const about = String(after.code)
  const changes: Change[] = []
  const keys = differing(before, after).filter((key) => !isDeepStrictEqual(before[key], after[key]))
  const pick = (of: JsonSchema, found: readonly string[]) => Object.fromEntries(found.map((key) => [key, of[key]]))
  const group = (kind: 'code-renamed' | 'code-source-changed' | 'code-data-changed', found: readonly string[]) => {
    if (found.length > 0)
      changes.push(changeAt(at, kind, { about, before: pick(before, found), after: pick(after, found) }))
  }
  if (startOf(before) !== startOf(after) || endOf(before) !== endOf(after)) {
    const narrower = startOf(after) > startOf(before) || endOf(after) < endOf(before)
    const kind = narrower ? 'code-validity-narrowed' : 'code-validity-widened'
    changes.push(changeAt(at, kind, { about, before: validityOf(before), after: validityOf(after) }))
  }
  group(
    'code-renamed',
    keys.filter((key) => nameKeywords.has(key)),
  )
  group(
    'code-source-changed',
    keys.filter((key) => sourceKeywords.has(key)),
  )
  group(
    'code-data-changed',
    keys.filter(
      (key) => ![nameKeywords, sourceKeywords, validityKeywords, tagKeywords].some((known) => known.has(key)),
    ),
  )
  const [had, has] = [tagsOf(before), tagsOf(after)]
  const tags = { about, before: had, after: has }
  if (has.some((tag) => !had.includes(tag))) changes.push(changeAt(at, 'tags-added', tags))
  if (had.some((tag) => !has.includes(tag))) changes.push(changeAt(at, 'tags-removed', tags))
  return changes
}

function compareList(before: JsonSchema, after: JsonSchema, at: Place): readonly Change[] {
  const [was, is] = [entriesOf(before), entriesOf(after)]
  const placed = (entries: Entries, code: string) => below(at, 'codes', entries.get(code)!.index)
  const detail = (key: string) => ({ before: before[key], after: after[key] })
  const members = differing(before, after).filter(
    (key) => key !== 'codes' && key !== 'x-codes' && !isDeepStrictEqual(before[key], after[key]),
  )
  return [
    ...members.map((key) => {
      const kind =
        key === 'system'
          ? 'list-system-changed'
          : key === 'version'
            ? 'list-version-changed'
            : titleKeywords.has(key)
              ? 'title-changed'
              : 'keyword-changed'
      return changeAt(below(at, key), kind, detail(key))
    }),
    ...[...was.keys()]
      .filter((code) => !is.has(code))
      .map((code) => {
        return changeAt(placed(was, code), 'code-removed', { about: code })
      }),
    ...[...is.keys()]
      .filter((code) => !was.has(code))
      .map((code) => {
        return changeAt(placed(is, code), 'code-added', { about: code })
      }),
    ...[...is].flatMap(([code, { entry }]) => {
      const earlier = was.get(code)?.entry
      return earlier ? compareEntry(earlier, entry, placed(is, code)) : []
    }),
  ]
}

/** Changes of the code lists (schemas/codes). */
export function compareCodes(old: Published, now: Published): readonly Change[] {
  return [
    ...onlyIn(old.lists, now.lists).map((file) => changeAt(placeOf(file), 'list-removed')),
    ...onlyIn(now.lists, old.lists).map((file) => changeAt(placeOf(file), 'list-added')),
    ...Object.entries(now.lists).flatMap(([file, list]) => {
      const earlier = old.lists[file]
      return earlier ? compareList(earlier, list, placeOf(file)) : []
    }),
  ]
}
