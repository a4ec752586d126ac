/** How the text of a native document becomes bytes and is read from them, for documents that are well formed. */
import { decodeTcvn3 } from '../../codecs/tcvn3.ts'
import type { Manifest } from '../../sdk/adapter.ts'

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

/** An encoding of one byte a character, the other way round: by what each byte alone is read as. */
function singleByte(decode: Encoding['decode']): Encoding {
  let bytes: Map<string, number> | undefined
  const table = (): Map<string, number> => {
    const pairs = Array.from({ length: 256 }, (_, byte) => [decode(Uint8Array.of(byte)), byte] as const)
    return new Map(pairs.flatMap(([character, byte]) => (character === undefined ? [] : [[character, byte]])))
  }
  return {
    decode,
    encode(text) {
      bytes ??= table()
      const found = [...text].map((character) => bytes!.get(character))
      return found.includes(undefined) ? undefined : Uint8Array.from(found as number[])
    },
  }
}

const tcvn3 = singleByte((bytes) => {
  const read = decodeTcvn3(bytes)
  return read.ok ? read.value : undefined
})

export const encodings: Readonly<Record<Manifest['native']['encoding'], Encoding>> = { 'utf-8': utf8, tcvn3 }
