/** Which text a form can carry: the checks that writers of text name (`asText` of adapters/sdk/ways.ts). */
import type { Outcome } from '../sdk/adapter.ts'
import { type CsvDialect, isFormula } from './csv-dialect.ts'
import { type Encoding, encodeText } from './encodings.ts'
import { nfc } from './nfc.ts'

const refuse = (expected: string): Extract<Outcome<never>, { readonly ok: false }> => ({
  ok: false,
  findings: [{ code: 'character-unencodable', effect: 'reject-document', pointer: '', expected }],
})

const changed = (text: string, expected: string): Outcome<string> => ({
  ok: true,
  value: text,
  findings: [{ code: 'text-changed', effect: 'degraded', pointer: '', expected }],
})

/** Text as JSON carries it from here to any reader of ours: well-formed, without U+0000, in NFC. Total. */
export function jsonText(text: string): Outcome<string> {
  const composed = text.isWellFormed() && !text.includes('\0') ? nfc(text) : undefined
  if (composed === undefined) return refuse('well-formed text without U+0000')
  return composed === text ? { ok: true, value: text, findings: [] } : changed(composed, 'text in NFC')
}

/** What XML 1.0 has no way to write (section 2.2), not even as a character reference. */
const NOT_XML = /[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/

/** As `jsonText`, of XML 1.0. Total. NOT verified: that a reader does not trim it. */
export function xmlText(text: string): Outcome<string> {
  return NOT_XML.test(text) ? refuse('characters of XML 1.0') : jsonText(text)
}

/** As `jsonText`, in an encoding: what the encoding changes (capitals of TCVN3) is told. Total. */
export const textIn =
  (encoding: Encoding) =>
  (text: string): Outcome<string> => {
    const plain = jsonText(text)
    if (!plain.ok) return plain
    const written = encodeText(text, encoding)
    if (!written.ok) return refuse(written.findings[0].expected ?? encoding)
    return { ok: true, value: text, findings: [...plain.findings, ...written.findings.slice(0, 1)] }
  }

/** As `xmlText`, in an encoding. Total. */
export const xmlTextIn =
  (encoding: Encoding) =>
  (text: string): Outcome<string> => {
    const plain = xmlText(text)
    return plain.ok ? textIn(encoding)(text) : plain
  }

/** As `textIn`, in a cell: a formula gets an apostrophe, line breaks become one character, and without quotes there is none, nor a separator. Total. */
export const cellText =
  (dialect: CsvDialect) =>
  (text: string): Outcome<string> => {
    const { separator, quote, encoding } = dialect
    if (quote === 'none' && [separator, '\r', '\n'].some((sign) => text.includes(sign)))
      return refuse('text without separators and line breaks')
    const written = textIn(encoding)(text)
    if (!written.ok || written.findings.length > 0) return written
    if (isFormula(text)) return changed(`'${text}`, 'no formula')
    return text.includes('\r') ? changed(text.replace(/\r\n?/g, '\n'), 'line breaks of one character') : written
  }
