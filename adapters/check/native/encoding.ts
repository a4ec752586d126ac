/** How the text of a native document becomes bytes and is read from them, for documents that are well formed. */
import { decodeText, encodeText } from '../../codecs/encodings.ts'
import type { Manifest, Outcome } from '../../sdk/adapter.ts'

export interface Encoding {
  /** Undefined for bytes that are no such text. */
  decode(bytes: Uint8Array): string | undefined
  /** Undefined for text that it can't carry. */
  encode(text: string): Uint8Array | undefined
}

const utf8: Encoding = {
  decode(bytes) {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch {
      return undefined
    }
  },
  encode: (text) => (text.isWellFormed() ? Buffer.from(text) : undefined),
}

/** By the codec, strict: what it reads or writes with a finding is no text of this encoding. */
function ofCodec(encoding: Manifest['native']['encoding']): Encoding {
  const whole = <T>(outcome: Outcome<T>): T | undefined =>
    outcome.ok && outcome.findings.length === 0 ? outcome.value : undefined
  return {
    decode: (bytes) => whole(decodeText(bytes, encoding)),
    encode: (text) => whole(encodeText(text, encoding)),
  }
}

export const encodings: Readonly<Record<Manifest['native']['encoding'], Encoding>> = {
  'utf-8': utf8,
  tcvn3: ofCodec('tcvn3'),
  'windows-1258': ofCodec('windows-1258'),
  vni: ofCodec('vni'),
  viqr: ofCodec('viqr'),
}
