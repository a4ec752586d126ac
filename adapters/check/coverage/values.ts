/** Other values for a native leaf, such as the format may well have: without random numbers, so that a measurement can be repeated. */
import { type Place, type Value, valueAt } from '../native/source.ts'

const LONG = [60, 250] as const
const VALUES_MAX = 60

const replaceAt = (text: string, at: number, by: string): string => text.slice(0, at) + by + text.slice(at + by.length)

const turned = (character: string, by: number): string => {
  const base = character >= 'a' ? 97 : character >= 'A' ? 65 : 48
  const size = base === 48 ? 10 : 26
  return String.fromCharCode(base + ((character.charCodeAt(0) - base + by + size) % size))
}

/** Each run of digits one up, one down, and one up in its first digit: parts of dates, numbers and codes. */
function byDigits(text: string): readonly string[] {
  return [...text.matchAll(/\d+/g)].slice(0, 8).flatMap(({ index, 0: run }) => {
    const last = index + run.length - 1
    const first = run.length > 1 ? [replaceAt(text, index, turned(text[index]!, 1))] : []
    return [1, -1].map((by) => replaceAt(text, last, turned(text[last]!, by))).concat(first)
  })
}

/** The first, the middle and the last letter another one. */
function byLetters(text: string): readonly string[] {
  const letters = [...text.matchAll(/[a-z]/gi)].map(({ index }) => index)
  const chosen = new Set([letters[0], letters[letters.length >> 1], letters.at(-1)])
  return [...chosen].flatMap((at) => (at === undefined ? [] : [replaceAt(text, at, turned(text[at]!, 1))]))
}

/** Longer text, two each that differ in their last letter alone: text that is cut off makes them one. */
function byLength(text: string): readonly string[] {
  if (!/\p{L}{2}/u.test(text)) return []
  return LONG.flatMap((length) => {
    const longer = `${text} ${'them '.repeat(length / 5)}`
    return [`${longer}x`, `${longer}y`]
  })
}

const byCase = (text: string): readonly string[] =>
  text.length > 3 && /[a-z]/i.test(text) ? [text.toUpperCase(), text.toLowerCase()] : []

/** A code of one character: every other one. */
const shortCodes = (text: string): readonly string[] => {
  if (/^\d$/.test(text)) return [...'0123456789']
  return /^[A-Z]$/.test(text) ? [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'] : []
}

function variations(text: string): readonly string[] {
  return [...shortCodes(text), ...byDigits(text), ...byLetters(text), ...byLength(text), ...byCase(text)]
}

const numbers = (text: string): readonly string[] => {
  const value = Number(text)
  const near = [value + 1, value - 1, value + 10, value * 10 + 1].filter((of) => Number.isFinite(of))
  const all = /^\d$/.test(text) ? [...'0123456789'] : byDigits(text).filter((of) => /^(0|[1-9]\d*)$/.test(of))
  return [...all, ...near.map(String)]
}

/**
 * Values to put in place of a leaf's own, each once and none of them its own: those that `pool` has (seen at the same path elsewhere), the codes of its list, and
 * variations that keep the format. Whether the format really has them the adapter says, by refusing.
 */
export function alternatives(
  place: Place,
  pool: readonly Value[],
  codes: readonly string[] | undefined,
): readonly Value[] {
  const { kind, text: value } = valueAt(place)
  const made = ((): readonly string[] => {
    if (codes !== undefined) return codes
    if (kind === 'boolean') return ['true', 'false']
    if (kind === 'number') return numbers(value)
    return kind === 'text' ? variations(value) : []
  })()
  const coded = codes === undefined ? 0 : codes.length
  const all = [...pool, ...made.map((text): Value => ({ kind: kindFor(kind, text), text }))]
  const seen = new Set([`${kind} ${value}`])
  const different = all.filter((of) => {
    const key = `${of.kind} ${of.text}`
    return !seen.has(key) && seen.add(key)
  })
  return different.slice(0, VALUES_MAX + coded)
}

/** A list of codes says nothing of how they are written: as the leaf's own is. */
const kindFor = (own: Value['kind'], text: string): Value['kind'] =>
  own === 'number' && !/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? 'text' : own === 'null' ? 'text' : own
