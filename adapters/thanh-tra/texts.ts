/** Text in TCVN3 on its way out: what the encoding has not is written plainly where there is a plain sign for it, and told. */
import { textIn } from '../codecs/text-checks.ts'
import type { Outcome } from '../sdk/adapter.ts'
import { asText, type Way } from '../sdk/ways.ts'

/** Signs of print that TCVN3 lacks, and what is typed in their place. */
const PLAIN: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2010': '-',
  '\u2011': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2026': '...',
  '\u202f': ' ',
}
const PRINT = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'gu')

const encodable = textIn('tcvn3')

const checked = (value: string): Outcome<unknown> => {
  const written = encodable(value)
  if (!written.ok || written.findings.length > 0 || !value.includes('\r')) return written
  const expected = 'line breaks of one character'
  return { ...written, findings: [{ code: 'text-changed', effect: 'degraded', pointer: '', expected }] }
}

/**
 * Text of 1 to `lengthMax` characters. Capitals with a tone lose their case, signs of print become plain ones: lost in part. Text with any other letter
 * that TCVN3 has not has no place.
 */
export function asTcvn3(lengthMax: number): Way<string> {
  const way = asText(lengthMax, checked)
  return (value) => {
    if (typeof value !== 'string') return way(value)
    const plain = value.normalize('NFC').replace(PRINT, (sign) => PLAIN[sign]!)
    const said = way(plain)
    return plain === value || said.value === undefined ? said : { ...said, lost: 'signs of TCVN3' }
  }
}
