/** Many byte strings as one parameter of a statement: in an array each would travel as hexadecimal digits, and be read digit by digit. */

/** Where one begins, as SQL's `substring` counts it (from 1), and its length in bytes. */
export interface Place {
  readonly start: number
  readonly length: number
}

/** All of `pieces` one after the other, and the place of each. */
export function inOnePiece(pieces: readonly Uint8Array[]): {
  readonly bytes: Buffer
  readonly places: readonly Place[]
} {
  let end = 1
  const places = pieces.map(({ length }) => {
    const start = end
    end += length
    return { start, length }
  })
  return { bytes: Buffer.concat(pieces), places }
}

/** A short one as a member of a JSON parameter. */
export const inHex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`
