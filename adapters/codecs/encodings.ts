/** The encodings in which documents come and go (those still met), by the names that manifests use. */
import { isUtf8 } from 'node:buffer'
import type { Outcome } from '../sdk/adapter.ts'
import { encoded, invalidAt } from './encoding-faults.ts'
import { nfc } from './nfc.ts'
import { singleByte } from './single-byte.ts'
import { decodeTcvn3, encodeTcvn3 } from './tcvn3.ts'
import { decodeUtf8 } from './utf8.ts'
import { decodeViqr, encodeViqr } from './viqr.ts'
import { decodeVni, encodeVni } from './vni.ts'
import { decodeWindows1258, encodeWindows1258 } from './windows-1258.ts'

interface Codec {
  readonly decode: (bytes: Uint8Array) => Outcome<string>
  readonly encode: (text: string) => Outcome<Uint8Array>
}

/** Fonts of VNI-Windows stand on this code page. */
const windows1252 = singleByte('windows1252')

function decodeVniBytes(bytes: Uint8Array): Outcome<string> {
  const text = windows1252.toText(bytes)
  const foreign = isUtf8(bytes) ? text.search(/[^\x01-\x7f]/) : text.search(/[\0\ufffd]/)
  return foreign < 0 ? decodeVni(text) : invalidAt(text, foreign, 'VNI-Windows')
}

/** Letters that VNI can't write, and characters for which the code page has no byte. */
function encodeVniBytes(text: string): Outcome<Uint8Array> {
  const composed = text.normalize('NFC')
  const bytes: number[] = []
  const lost: number[] = []
  let at = 0
  for (const character of composed) {
    const written = encodeVni(character)
    const own = [...(written.ok ? written.value : '\0')].map(windows1252.byteOf)
    if (!written.ok || own.includes(undefined)) lost.push(at)
    bytes.push(...(own as number[]))
    at += character.length
  }
  return encoded(composed, Uint8Array.from(bytes), lost, 'characters of VNI-Windows')
}

function decodeUtf8Nfc(bytes: Uint8Array): Outcome<string> {
  const text = decodeUtf8(bytes)
  if (!text.ok) return text
  const zero = text.value.indexOf('\0')
  if (zero >= 0) return invalidAt(text.value, zero, 'text without U+0000')
  const value = nfc(text.value)
  return value === undefined
    ? invalidAt(text.value, 0, 'at most 30 combining marks in a row')
    : { ok: true, value, findings: [] }
}

function encodeUtf8(text: string): Outcome<Uint8Array> {
  const lone = [...text.matchAll(/\p{Surrogate}/gu)].map(({ index }) => index)
  return encoded(text, new TextEncoder().encode(text.normalize('NFC')), lone, 'well-formed text')
}

function encodeViqrBytes(text: string): Outcome<Uint8Array> {
  const written = encodeViqr(text)
  return written.ok ? { ...written, value: new TextEncoder().encode(written.value) } : written
}

export const encodings = {
  'utf-8': { decode: decodeUtf8Nfc, encode: encodeUtf8 },
  'windows-1258': { decode: decodeWindows1258, encode: encodeWindows1258 },
  tcvn3: { decode: decodeTcvn3, encode: encodeTcvn3 },
  vni: { decode: decodeVniBytes, encode: encodeVniBytes },
  viqr: {
    decode: (bytes) => decodeViqr(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')),
    encode: encodeViqrBytes,
  },
} as const satisfies Readonly<Record<string, Codec>>

export type Encoding = keyof typeof encodings

/**
 * The text of a document, in NFC. Total: bytes that are not in the encoding give one finding `encoding-invalid` with line and column.
 * What each can't tell is said where it is decoded.
 */
export const decodeText = (bytes: Uint8Array, encoding: Encoding): Outcome<string> => encodings[encoding].decode(bytes)

/**
 * The bytes of a text for a receiver. Total: what the encoding can't carry gives findings `character-unencodable` at their places in the
 * NFC of `text`, and no bytes; what it carries changed is told as `degraded`.
 */
export const encodeText = (text: string, encoding: Encoding): Outcome<Uint8Array> => encodings[encoding].encode(text)
