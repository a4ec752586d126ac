/** Text as the inspectorate's system keeps it: TCVN3 (ABC), written and read by its own table, without any other in view. */

/** First byte of a run of letters. What is not here or in ASCII the system can't hold. */
const RUNS: readonly (readonly [number, string])[] = [
  [0xa1, 'ĂÂÊÔƠƯĐăâêôơưđ'],
  [0xb5, 'àảãáạ'],
  [0xbb, 'ằẳẵắ'],
  [0xc6, 'ặầẩẫấậè'],
  [0xce, 'ẻẽéẹềểễếệìỉ'],
  [0xdc, 'ĩíịò'],
  [0xe1, 'ỏõóọồổỗốộờởỡớợù'],
  [0xf1, 'ủũúụừửữứựỳỷỹýỵ'],
]
const bytes = new Map(RUNS.flatMap(([first, letters]) => [...letters].map((letter, i) => [letter, first + i] as const)))

const letters = new Map([...bytes].map(([letter, byte]) => [byte, letter] as const))

function byteOf(character: string): number {
  const code = character.codePointAt(0)!
  if (code < 0x80) return code
  // A capital with a tone is the small letter in a font of capitals: the font stays behind.
  return bytes.get(character) ?? bytes.get(character.toLowerCase()) ?? 0x3f
}

/** TCVN3 bytes of text; capitals with a tone lose their case, characters that TCVN3 has not become `?`. */
export const encodeTcvn3 = (text: string): Buffer => Buffer.from([...text.normalize('NFC')].map(byteOf))

/** Text of TCVN3 bytes, one letter each; undefined when there is a byte that the system does not know. */
export function decodeTcvn3(content: Uint8Array): string | undefined {
  let text = ''
  for (const byte of content) {
    const isAscii = (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d
    const letter = isAscii ? String.fromCharCode(byte) : letters.get(byte)
    if (letter === undefined) return undefined
    text += letter
  }
  return text
}
