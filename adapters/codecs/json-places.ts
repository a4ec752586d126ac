/**
 * Where everything stands in a JSON text (RFC 8259), or what is wrong with it and where. Slow and exact: it is asked for documents
 * that are refused, and for places in findings.
 */
import type { Finding } from '../sdk/finding.ts'
import type { JsonBounds } from './json-bounds.ts'
import { nfc } from './nfc.ts'
import { locator } from './utf8.ts'

/** The extent of a value in the text, and those of what is in it. Keys are in NFC. */
export interface JsonPlace {
  readonly from: number
  readonly to: number
  readonly inner?: ReadonlyMap<string | number, JsonPlace>
}

/** Ends the parse; carries what is wrong and where, never what was read. */
class Refusal extends Error {
  readonly finding: Finding
  constructor(finding: Finding) {
    super(finding.code)
    this.finding = finding
  }
}

/** Where the values of a text stand, or why it is none. Total; NOT verified: that numbers fit a double. */
export function jsonPlaces(
  text: string,
  bounds: Omit<JsonBounds, 'bytesMax'>,
): { readonly ok: true; readonly root: JsonPlace } | { readonly ok: false; readonly finding: Finding } {
  try {
    return { ok: true, root: parse(text, bounds) }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, finding: error.finding }
    throw error
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
/** A run of characters that stand for themselves. */
const PLAIN = /[^"\\\u0000-\u001f]*/y
const HEX4 = /[0-9a-fA-F]{4}/y
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

function parse(text: string, bounds: Omit<JsonBounds, 'bytesMax'>): JsonPlace {
  let at = 0
  let nodes = 0

  const stop = (code: string, expected: string): never => {
    throw new Refusal({ code, effect: 'reject-document', pointer: '', ...locator(text)(at), expected })
  }
  const matched = (pattern: RegExp): string => {
    const from = at
    pattern.lastIndex = at
    if (pattern.test(text)) at = pattern.lastIndex
    return text.slice(from, at)
  }
  const skipSpace = (): void => {
    while (text[at] === ' ' || text[at] === '\n' || text[at] === '\t' || text[at] === '\r') at++
  }
  const take = (character: string): boolean => {
    if (text[at] !== character) return false
    at++
    return true
  }
  const expect = (character: string): void => {
    if (!take(character)) stop('document-malformed', `'${character}'`)
  }

  const escaped = (): string => {
    if (take('u')) {
      const hex = matched(HEX4)
      return hex === '' ? stop('document-malformed', 'four hex digits') : String.fromCharCode(Number.parseInt(hex, 16))
    }
    const plain = ESCAPES[text[at] ?? ''] ?? stop('document-malformed', 'an escape of RFC 8259 section 7')
    at++
    return plain
  }
  const string = (): string => {
    expect('"')
    let content = matched(PLAIN)
    while (!take('"')) {
      if (!take('\\')) stop('document-malformed', 'the end of a string')
      content += escaped() + matched(PLAIN)
    }
    if (!content.isWellFormed() || content.includes('\u0000'))
      stop('document-malformed', 'well-formed text without U+0000')
    return nfc(content) ?? stop('document-malformed', 'at most 30 combining marks in a row')
  }

  const members = (depth: number): ReadonlyMap<string, JsonPlace> => {
    const found = new Map<string, JsonPlace>()
    expect('{')
    skipSpace()
    if (take('}')) return found
    do {
      skipSpace()
      const key = string()
      if (found.has(key)) stop('key-duplicate', 'each key once in an object')
      skipSpace()
      expect(':')
      found.set(key, value(depth + 1))
      skipSpace()
    } while (take(','))
    expect('}')
    return found
  }
  const items = (depth: number): ReadonlyMap<number, JsonPlace> => {
    const found = new Map<number, JsonPlace>()
    expect('[')
    skipSpace()
    if (take(']')) return found
    do {
      found.set(found.size, value(depth + 1))
      skipSpace()
    } while (take(','))
    expect(']')
    return found
  }
  const word = (name: string): void => {
    if (text.startsWith(name, at)) at += name.length
    else stop('document-malformed', 'a JSON value')
  }
  const value = (depth: number): JsonPlace => {
    skipSpace()
    if (depth > bounds.depthMax) stop('depth-exceeded', `at most ${bounds.depthMax} levels`)
    if (++nodes > bounds.nodesMax) stop('nodes-exceeded', `at most ${bounds.nodesMax} values`)
    const from = at
    switch (text[at]) {
      case '{':
        return { from, inner: members(depth), to: at }
      case '[':
        return { from, inner: items(depth), to: at }
      case '"':
        string()
        break
      case 't':
        word('true')
        break
      case 'f':
        word('false')
        break
      case 'n':
        word('null')
        break
      default:
        if (matched(NUMBER) === '') stop('document-malformed', 'a JSON value')
    }
    return { from, to: at }
  }

  const root = value(1)
  skipSpace()
  if (at < text.length) stop('document-malformed', 'the end of the document')
  return root
}
