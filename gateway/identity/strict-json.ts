/** JSON as I-JSON wants it (RFC 7493): what two readers could understand differently is refused. */
import { isUtf8 } from 'node:buffer'
import type { Text } from '../../schemas/validation/texts.ts'

export type Parsed =
  | { readonly ok: true; readonly value: unknown }
  /** `pointer`: the object in which it is wrong, when it is one. */
  | { readonly ok: false; readonly pointer: string; readonly problem: Text }

const depth_max = 32
/** Names that reach the prototype of whatever a reader copies them to. */
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g

const refuse = (vi: string, en: string, pointer = ''): Parsed => ({ ok: false, pointer, problem: { vi, en } })

interface Frame {
  /** Undefined in an array. */
  readonly names: Set<string> | undefined
  at: string
  index: number
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** What JSON.parse takes without a word. `text` is valid JSON. */
function silentFault(text: string): Parsed | undefined {
  const frames: Frame[] = []
  const pointer = (): string =>
    frames
      .slice(0, -1)
      .map(({ at }) => `/${at}`)
      .join('')
  let last = ''
  for (const [token] of text.matchAll(tokens)) {
    const frame = frames.at(-1)
    if (token === '{' || token === '[') {
      if (frames.length === depth_max) return refuse(`lồng quá ${depth_max} tầng`, `nested deeper than ${depth_max}`)
      frames.push({ names: token === '{' ? new Set() : undefined, at: '0', index: 0 })
    } else if (token === '}' || token === ']') frames.pop()
    else if (token === ',') {
      if (frame && !frame.names) frame.at = String(++frame.index)
    } else if (token === ':') {
      if (frame?.names?.has(last)) return refuse('có một tên trường lặp lại', 'names a member twice', pointer())
      if (forbidden.has(last))
        return refuse('có tên trường không được dùng', 'has a member of a forbidden name', pointer())
      frame?.names?.add(last)
      if (frame) frame.at = escaped(last)
    } else {
      last = JSON.parse(token) as string
      if (!last.isWellFormed() || last.normalize('NFC') !== last)
        return refuse('văn bản phải là Unicode dạng NFC', 'texts must be Unicode in NFC', pointer())
    }
  }
  return undefined
}

/**
 * The JSON value that `bytes` hold. Refused: what is not UTF-8, a byte order mark, a member named twice, names that reach a prototype, text
 * that is no NFC, more than 32 levels. Bounded by the length of `bytes`, which is the caller's to bound. Never throws; no schema is checked.
 */
export function parseStrictJson(bytes: Uint8Array): Parsed {
  if (!isUtf8(bytes)) return refuse('phải là UTF-8', 'must be UTF-8')
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  if (text.startsWith('\ufeff'))
    return refuse('phải bỏ dấu thứ tự byte (BOM) ở đầu tệp', 'must not begin with a byte order mark')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('phải là JSON', 'must be JSON')
  }
  return silentFault(text) ?? { ok: true, value }
}
