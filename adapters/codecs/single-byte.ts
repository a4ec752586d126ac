/** Encodings of one byte a character, by the tables of `iconv-lite`. */
import iconv from 'iconv-lite'

export interface SingleByte {
  /** One UTF-16 unit for each byte; U+FFFD for a byte that stands for nothing. */
  toText(bytes: Uint8Array): string
  /** Undefined for a character that has no byte. */
  byteOf(character: string): number | undefined
}

/** The encoding that `iconv-lite` knows by `name`. Throws when it knows none. */
export function singleByte(name: string): SingleByte {
  const toText = (bytes: Uint8Array): string =>
    iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name, { stripBOM: false })
  const all = toText(Uint8Array.from({ length: 256 }, (_, byte) => byte))
  const bytes = new Map([...all].flatMap((character, byte) => (character === '\ufffd' ? [] : [[character, byte]])))
  return { toText, byteOf: (character) => bytes.get(character) }
}
