/**
 * Hardened JSON decoding (RFC 8259, I-JSON RFC 7493): UTF-8 only, sizes bounded, a key once, numbers that a double
 * holds, well-formed text in NFC. The result is a tree whose every node knows its place.
 */
import type { Outcome } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { nfc } from './nfc.ts'

export interface JsonBounds {
  readonly bytesMax: number
  /** Objects, arrays and scalars together. */
  readonly nodesMax: number
  readonly depthMax: number
}

interface Place {
  /** JSON Pointer (RFC 6901). It contains the document's keys: in a finding only where those keys are known ones. */
  readonly pointer: string
  /** One-based. */
  readonly line: number
  readonly column: number
}

export type JsonObject = Place & { readonly type: 'object'; readonly members: ReadonlyMap<string, JsonNode> }
export type JsonArray = Place & { readonly type: 'array'; readonly items: readonly JsonNode[] }
export type JsonNode =
  | JsonObject
  | JsonArray
  | (Place & { readonly type: 'string'; readonly value: string })
  | (Place & { readonly type: 'number'; readonly value: number })
  | (Place & { readonly type: 'boolean'; readonly value: boolean })
  | (Place & { readonly type: 'null' })

/** Ends the parse; carries what is wrong and where, never what was read. */
class Refusal extends Error {
  readonly finding: Finding
  constructor(finding: Finding) {
    super(finding.code)
    this.finding = finding
  }
}

const reject = { effect: 'reject-document', pointer: '' } as const
const refuse = (finding: Finding): { readonly ok: false; readonly findings: readonly [Finding] } => ({
  ok: false,
  findings: [finding],
})

/**
 * Decodes one JSON document. Total: bad bytes give one finding (`document-too-large`, `encoding-invalid`,
 * `document-malformed`, `key-duplicate`, `nodes-exceeded`, `depth-exceeded`), with line and column where there is text
 * to count in, never with content or a key. NOT verified: any schema.
 */
export function decodeJson(bytes: Uint8Array, bounds: JsonBounds): Outcome<JsonNode> {
  if (bytes.byteLength > bounds.bytesMax)
    return refuse({ code: 'document-too-large', ...reject, expected: `at most ${bounds.bytesMax} bytes` })
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuse({ code: 'encoding-invalid', ...reject, expected: 'UTF-8' })
  }
  try {
    return { ok: true, value: parse(text, bounds), findings: [] }
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.finding)
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

function parse(text: string, bounds: JsonBounds): JsonNode {
  let at = 0
  let line = 1
  let lineStart = 0
  let nodes = 0

  const stop = (code: string, expected: string): never => {
    throw new Refusal({ code, ...reject, line, column: at - lineStart + 1, expected })
  }
  const matched = (pattern: RegExp): string => {
    const from = at
    pattern.lastIndex = at
    if (pattern.test(text)) at = pattern.lastIndex
    return text.slice(from, at)
  }
  const skipSpace = (): void => {
    for (; ; at++) {
      const character = text[at]
      if (character === '\n') {
        line++
        lineStart = at + 1
      } else if (character !== ' ' && character !== '\t' && character !== '\r') return
    }
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
    // Text that no database or receiver can hold is stopped here, at the border.
    if (!content.isWellFormed() || content.includes('\u0000'))
      stop('document-malformed', 'well-formed text without U+0000')
    return nfc(content) ?? stop('document-malformed', 'at most 30 combining marks in a row')
  }

  const object = (place: Place, depth: number): JsonObject => {
    const members = new Map<string, JsonNode>()
    expect('{')
    skipSpace()
    if (take('}')) return { type: 'object', ...place, members }
    do {
      skipSpace()
      const key = string()
      if (members.has(key)) stop('key-duplicate', 'each key once in an object')
      skipSpace()
      expect(':')
      members.set(key, value(`${place.pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1))
      skipSpace()
    } while (take(','))
    expect('}')
    return { type: 'object', ...place, members }
  }
  const array = (place: Place, depth: number): JsonArray => {
    const items: JsonNode[] = []
    expect('[')
    skipSpace()
    if (take(']')) return { type: 'array', ...place, items }
    do {
      items.push(value(`${place.pointer}/${items.length}`, depth + 1))
      skipSpace()
    } while (take(','))
    expect(']')
    return { type: 'array', ...place, items }
  }
  const word = (name: string): void => {
    if (text.startsWith(name, at)) at += name.length
    else stop('document-malformed', 'a JSON value')
  }
  const number = (): number => {
    const found = matched(NUMBER)
    const value = Number(found)
    if (found === '' || !Number.isFinite(value)) stop('document-malformed', 'a JSON value')
    return value
  }
  const value = (pointer: string, depth: number): JsonNode => {
    skipSpace()
    if (depth > bounds.depthMax) stop('depth-exceeded', `at most ${bounds.depthMax} levels`)
    if (++nodes > bounds.nodesMax) stop('nodes-exceeded', `at most ${bounds.nodesMax} values`)
    const place: Place = { pointer, line, column: at - lineStart + 1 }
    switch (text[at]) {
      case '{':
        return object(place, depth)
      case '[':
        return array(place, depth)
      case '"':
        return { type: 'string', ...place, value: string() }
      case 't':
        word('true')
        return { type: 'boolean', ...place, value: true }
      case 'f':
        word('false')
        return { type: 'boolean', ...place, value: false }
      case 'n':
        word('null')
        return { type: 'null', ...place }
      default:
        return { type: 'number', ...place, value: number() }
    }
  }

  const root = value('', 1)
  skipSpace()
  if (at < text.length) stop('document-malformed', 'the end of the document')
  return root
}
