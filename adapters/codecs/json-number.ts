/** Numbers of JSON that a double does not hold (RFC 8259 section 6, RFC 7493 section 2.2). */

/** Stands for a number that can't be read without changing it. */
export class InexactNumber {}

/** Longer than this nothing is a number that anybody meant. */
const CHARACTERS_MAX = 100
const PARTS = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/** Digits without zeros at either end, and the power of ten of the last of them. */
function decimal(text: string): string {
  const [, whole = '', fraction = '', exponent = '0'] = PARTS.exec(text) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  const power = Number(exponent) - fraction.length + digits.length - significant.length
  return significant === '' ? '0' : `${significant}e${power}`
}

/** Whether the shortest decimal that stands for the double `value` is the number that is written. */
const isExact = (written: string, value: number): boolean =>
  Number.isFinite(value) && written.length <= CHARACTERS_MAX && decimal(written) === decimal(String(value))

/** A reviver of `JSON.parse`, which tells it what was written: a number that a double does not hold becomes an InexactNumber. */
export function keepInexact(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const written = context?.source
  const changed = typeof value === 'number' && written !== undefined && !isExact(written, value)
  return changed ? new InexactNumber() : value
}
