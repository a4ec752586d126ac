/** JSON text (RFC 8259) as places. Reads what is well formed; of anything else it knows no places. */
import type { Kind, Notation, Spot, Value } from './source.ts'

const SPACE = /[ \t\r\n]*/y
const STRING = /"(?:[^"\\]|\\.)*"/y
const SCALAR = /-?\d[\d.eE+-]*|true|false|null/y

const kinds: Readonly<Record<string, Kind>> = { t: 'boolean', f: 'boolean', n: 'null' }
const step = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

/** Deeper text is no document to be looked into. */
const DEPTH_MAX = 500

/** The places of a document, in the order of the text; undefined when it is not well formed. */
export function jsonSpots(text: string): readonly Spot[] | undefined {
  const spots: Spot[] = []
  let at = 0
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  const take = (character: string): boolean => {
    match(SPACE)
    if (text[at] !== character) return false
    at++
    return true
  }
  const members = (close: string, member: (number: number) => boolean): boolean => {
    if (take(close)) return true
    for (let number = 0; ; number++) {
      if (!member(number)) return false
      if (take(close)) return true
      if (!take(',')) return false
    }
  }

  const value = (pointer: string, path: string, start: number | undefined, item: boolean, depth: number): boolean => {
    match(SPACE)
    const from = at
    const add = (kind: Kind, said: string): number =>
      spots.push({ pointer, path, kind, value: said, from, to: at, outer: [start ?? from, at], item }) - 1
    if (depth > DEPTH_MAX) return false
    if (take('{')) {
      const own = add('object', '')
      const good = members('}', () => {
        match(SPACE)
        const begun = at
        const key = keyOf(match(STRING))
        if (key === undefined || !take(':')) return false
        return value(`${pointer}/${step(key)}`, `${path}/${step(key)}`, begun, false, depth + 1)
      })
      spots[own] = { ...spots[own]!, to: at, outer: [start ?? from, at] }
      return good
    }
    if (take('[')) {
      const own = add('array', '')
      const good = members(']', (number) => value(`${pointer}/${number}`, `${path}/*`, undefined, true, depth + 1))
      spots[own] = { ...spots[own]!, to: at, outer: [start ?? from, at] }
      return good
    }
    const string = match(STRING)
    if (string !== undefined) {
      const said = keyOf(string)
      if (said !== undefined) add('text', said)
      return said !== undefined
    }
    const scalar = match(SCALAR)
    if (scalar === undefined) return false
    add(kinds[scalar[0]!] ?? 'number', scalar)
    return true
  }

  const whole = value('', '', undefined, false, 1)
  match(SPACE)
  return whole && at === text.length ? spots : undefined
}

function keyOf(string: string | undefined): string | undefined {
  if (string === undefined) return undefined
  try {
    return JSON.parse(string) as string
  } catch {
    return undefined
  }
}

const written = ({ kind, text }: Value): string => (kind === 'text' ? JSON.stringify(text) : text)

export const json: Notation = {
  write: (_, __, value) => written(value),
  cut(text, { outer: [from, to] }) {
    const after = /^\s*,/.exec(text.slice(to, to + 1000))
    if (after) return [from, to + after[0].length]
    const before = /,\s*$/.exec(text.slice(0, from))
    return [before ? before.index : from, to]
  },
  twice: (text, { outer: [from, to] }) => `,${text.slice(from, to)}`,
  renamed: (text, { from, outer: [start, to] }, name) =>
    start === from ? undefined : `${JSON.stringify(name)}:${text.slice(from, to)}`,
  foreign(text, { kind, from, to }, name, value) {
    if (kind !== 'object') return undefined
    const none = text.slice(from + 1, to - 1).trim() === ''
    return [from + 1, `${JSON.stringify(name)}:${JSON.stringify(value)}${none ? '' : ','}`]
  },
}
