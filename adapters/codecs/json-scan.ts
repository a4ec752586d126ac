/** One pass over a JSON document that counts what has to be bounded, and finds what `JSON.parse` would pass over. */

import { suspectBytes } from './mixed.ts'

export interface JsonScan {
  /** Members of all objects together, each key as often as it stands there. */
  readonly members: number
  /** Some text is escaped, or has characters that may not be in NFC: it has to be looked at by itself. */
  readonly unclean: boolean
  /** Some number is longer than a double surely holds. */
  readonly inexact: boolean
  /** There are characters of Latin-1 that Vietnamese has not. */
  readonly suspect: boolean
}

/** Any decimal of so many characters, without exponent, comes out of a double as it went in. */
const NUMBER_CHARACTERS_MAX = 15

const [QUOTE, BACKSLASH, COMMA, COLON, MINUS] = [0x22, 0x5c, 0x2c, 0x3a, 0x2d] as const
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d] as const
const [ZERO, NINE, PLUS, DOT] = [0x30, 0x39, 0x2b, 0x2e] as const
const [CAPITAL_E, SMALL_E, SMALL_U] = [0x45, 0x65, 0x75] as const

/**
 * Whether the character whose UTF-8 begins at `at` may be no NFC, or combine with others. It is neither below U+0300, nor in
 * Latin Extended Additional (U+1E00 to U+1EFF), where the toned letters are, nor in the punctuation from U+2010 to U+203F.
 */
function mayNotBeNfc(bytes: Uint8Array, at: number, lead: number): boolean {
  const next = bytes[at + 1]!
  if (lead === 0xe1) return next < 0xb8 || next > 0xbb
  return lead !== 0xe2 || next !== 0x80 || bytes[at + 2]! < 0x90
}

/**
 * `bytes` is UTF-8. Undefined when it has more values than `nodesMax`, deeper ones than `depthMax`, or ends in a string. Total,
 * linear. NOT verified: that it is JSON; of what is none the counts say nothing.
 */
export function scanJson(bytes: Uint8Array, nodesMax: number, depthMax: number): JsonScan | undefined {
  const { length } = bytes
  let [depth, nodes, members] = [0, 1, 0]
  let [unclean, inexact, suspect] = [false, false, false]
  /** A list or an object has begun, and nothing is in it yet. */
  let empty = false
  for (let at = 0; at < length; at++) {
    const byte = bytes[at]!
    if (byte <= 0x20) continue
    if (byte === COMMA) {
      if (++nodes > nodesMax) return undefined
      continue
    }
    if (byte === COLON) {
      members++
      continue
    }
    if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      depth--
      empty = false
      continue
    }
    if (empty) {
      empty = false
      if (++nodes > nodesMax || depth >= depthMax) return undefined
    }
    if (byte === QUOTE) {
      for (at++; at < length; at++) {
        const inside = bytes[at]!
        if (inside === QUOTE) break
        if (inside === BACKSLASH) {
          at++
          unclean ||= bytes[at] === SMALL_U
        } else if (inside >= 0xcc) unclean ||= mayNotBeNfc(bytes, at, inside)
        else if (inside >= 0xc2 && inside <= 0xc3)
          suspect ||= suspectBytes[(inside - 0xc2) * 64 + bytes[at + 1]! - 0x80] === 1
      }
      if (at >= length) return undefined
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth++
      empty = true
    } else if (byte === MINUS || (byte >= ZERO && byte <= NINE)) {
      const from = at
      for (let next = bytes[at + 1]!; ; next = bytes[at + 1]!) {
        if (next === CAPITAL_E || next === SMALL_E) inexact = true
        else if (!(next >= ZERO && next <= NINE) && next !== DOT && next !== PLUS && next !== MINUS) break
        at++
      }
      if (at - from >= NUMBER_CHARACTERS_MAX) inexact = true
    }
  }
  return { members, unclean, inexact, suspect }
}
