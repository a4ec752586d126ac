/**
 * JSON text (RFC 8259) as the bytes that leave. Every byte is written once and looked at once: what needs escaping, and how it
 * stands in UTF-8, is found out while it is copied. A text put together of strings costs twice that to flatten and encode.
 */
import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'

/** Text in the making: the first `length` of `bytes`. */
export interface Output {
  bytes: Buffer
  length: number
}

const atFirst_bytes = 64 * 1024
/** What stays for the next text; a greater one is given back. */
const kept_bytes = 1024 * 1024

const scratch: Output = { bytes: Buffer.allocUnsafeSlow(atFirst_bytes), length: 0 }
let taken = false

/**
 * The text that `write` writes, in a buffer of its own. `write` is synchronous, and what it throws is thrown. Throws GatewayError
 * `answer-too-large` beyond limits.release.answer_bytes_max.
 */
export function written(write: (out: Output) => void): Buffer {
  // Written within another's writing: a text apart.
  const out = taken ? { bytes: Buffer.allocUnsafeSlow(atFirst_bytes), length: 0 } : scratch
  const outer = taken
  taken = true
  try {
    out.length = 0
    write(out)
    return Buffer.from(out.bytes.subarray(0, out.length))
  } finally {
    taken = outer
    if (out.bytes.length > kept_bytes) out.bytes = Buffer.allocUnsafeSlow(atFirst_bytes)
  }
}

/** Parts of one text, put together. */
export const joined = (...parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))

/** `text`, which is JSON text already, for `put`. */
export const piece = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))

function room(out: Output, more: number): Buffer {
  if (out.length + more > out.bytes.length) {
    if (out.length + more > limits.release.answer_bytes_max) throw new GatewayError('answer-too-large')
    const greater = Buffer.allocUnsafeSlow(Math.max(2 * out.bytes.length, out.length + more))
    out.bytes.copy(greater, 0, 0, out.length)
    out.bytes = greater
  }
  return out.bytes
}

/** Short ones only: beyond some hundred bytes `Buffer.set` would be faster. */
export function put(out: Output, text: Uint8Array): void {
  const count = text.length
  const bytes = room(out, count)
  let at = out.length
  for (let i = 0; i < count; i++) bytes[at++] = text[i]!
  out.length = at
}

export function putBytes(out: Output, text: Uint8Array): void {
  room(out, text.length).set(text, out.length)
  out.length += text.length
}

const quote = 0x22
const escaped = Uint8Array.from({ length: 128 }, (_, code) => (code < 0x20 || code === quote || code === 0x5c ? 1 : 0))

/** `value` as JSON.stringify gives it, lone surrogates escaped. */
export function putString(out: Output, value: string): void {
  const count = value.length
  // No UTF-16 unit takes more than three bytes, a pair four.
  const bytes = room(out, 3 * count + 2)
  let at = out.length
  bytes[at++] = quote
  for (let i = 0; i < count; i++) {
    const unit = value.charCodeAt(i)
    if (unit < 0x80) {
      if (escaped[unit] === 1) {
        putEscaped(out, value)
        return
      }
      bytes[at++] = unit
    } else if (unit < 0x800) {
      bytes[at++] = 0xc0 | (unit >> 6)
      bytes[at++] = 0x80 | (unit & 0x3f)
    } else {
      if (unit >= 0xd800 && unit < 0xe000) {
        putEscaped(out, value)
        return
      }
      bytes[at++] = 0xe0 | (unit >> 12)
      bytes[at++] = 0x80 | ((unit >> 6) & 0x3f)
      bytes[at++] = 0x80 | (unit & 0x3f)
    }
  }
  bytes[at++] = quote
  out.length = at
}

/** With a surrogate, or something to escape: rare, and what JSON.stringify is for. */
function putEscaped(out: Output, value: string): void {
  const text = JSON.stringify(value)
  out.length += room(out, 3 * text.length).write(text, out.length)
}

function putAscii(out: Output, text: string): void {
  const bytes = room(out, text.length)
  for (let i = 0; i < text.length; i++) bytes[out.length++] = text.charCodeAt(i)
}

const literals = { true: piece('true'), false: piece('false'), null: piece('null') }

/**
 * A scalar of the schema or a list of such: text, finite number, boolean or null. Throws TypeError for anything else, as
 * GraphQL's own serialisation does.
 */
export function putScalar(out: Output, value: unknown): void {
  if (typeof value === 'string') putString(out, value)
  else if (typeof value === 'number' && Number.isFinite(value)) putAscii(out, String(value))
  else if (typeof value === 'boolean') put(out, value ? literals.true : literals.false)
  else if (value === null) put(out, literals.null)
  else if (Array.isArray(value)) {
    const from = out.length
    for (const element of value) {
      put(out, comma)
      putScalar(out, element)
    }
    closeList(out, from)
  } else throw new TypeError('no scalar of the schema')
}

export const comma = piece(',')

/** Members, or elements, were written from `from` on, each after a comma: the first comma becomes the bracket that opens. */
const closing = (brackets: string) => {
  const [open, close] = Buffer.from(brackets)
  return (out: Output, from: number): void => {
    const bytes = room(out, 2)
    if (out.length === from) out.length++
    bytes[from] = open!
    bytes[out.length++] = close!
  }
}
export const closeObject = closing('{}')
export const closeList = closing('[]')
