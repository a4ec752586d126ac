/** Gives hostile documents to every codec and to every adapter, and writes what each finds in them. */
import { decodeCsv } from '../../../adapters/codecs/csv.ts'
import { rfc4180 } from '../../../adapters/codecs/csv-dialect.ts'
import { decodeEdxml } from '../../../adapters/codecs/edxml.ts'
import { decodeJson } from '../../../adapters/codecs/json.ts'
import { decodeSoap } from '../../../adapters/codecs/soap.ts'
import { decodeXml } from '../../../adapters/codecs/xml.ts'
import { adapter as police } from '../../../adapters/cong-an/adapter.ts'
import { adapter as front } from '../../../adapters/mttq/adapter.ts'
import type { Outcome } from '../../../adapters/sdk/adapter.ts'
import { adapter as inspectorate } from '../../../adapters/thanh-tra/adapter.ts'
import { adapter as court } from '../../../adapters/toa-an/adapter.ts'
import { adapter as procuracy } from '../../../adapters/vien-kiem-sat/adapter.ts'

const LEVELS = 100_000
const MEGABYTE = 1024 * 1024
const long = 'a'.repeat(MEGABYTE)

const bounds = { bytesMax: 4 * MEGABYTE, nodesMax: 50_000, depthMax: 24, attributesMax: 20 }
const attachments = { attachmentsMax: 10, attachmentBytesMax: MEGABYTE, attachmentsBytesMax: MEGABYTE }

const soap = (body: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`

const json: Readonly<Record<string, string>> = {
  'nested arrays': '['.repeat(LEVELS),
  'nested objects': '{"a":'.repeat(LEVELS),
  'nested and closed': '['.repeat(LEVELS) + ']'.repeat(LEVELS),
  'a million values': `[${'0,'.repeat(MEGABYTE)}0]`,
  'a long text': JSON.stringify({ a: long }),
  'a long name': JSON.stringify({ [long]: { [long]: 1 } }),
  'a long escape': `["${'\\u0061'.repeat(MEGABYTE / 6)}"]`,
  'a long number': `[${'1'.repeat(MEGABYTE)}]`,
  'many marks': JSON.stringify(['a\u0301\u0323'.repeat(200_000)]),
  'marks in a row': JSON.stringify(['\u0301\u0323'.repeat(200_000)]),
}
const xml: Readonly<Record<string, string>> = {
  'nested elements': '<d>'.repeat(LEVELS),
  'nested and closed': '<d>'.repeat(LEVELS) + '</d>'.repeat(LEVELS),
  'nested in a body': soap('<d>'.repeat(LEVELS)),
  'nested in a namespace': '<d xmlns="urn:x">'.repeat(LEVELS),
  'a million elements': `<d>${'<e/>'.repeat(MEGABYTE / 4)}</d>`,
  'a long text': soap(`<d>${long}</d>`),
  'a long name': soap(`<${long}/>`),
  'a long attribute': soap(`<d a="${long}"/>`),
  'many attributes': soap(`<d ${Array.from({ length: 50_000 }, (_, i) => `a${i}=""`).join(' ')}/>`),
  'a declared entity': `<!DOCTYPE d [<!ENTITY e "${long}">]><d>&e;</d>`,
}
const csv: Readonly<Record<string, string>> = {
  'a long cell': `${long}\r\n`,
  'a long quoted cell': `"${long}"\r\n`,
  'doubled quotes': `"${'""'.repeat(MEGABYTE / 2)}`,
  'a million cells': `${';'.repeat(MEGABYTE)}\r\n`,
  'a million lines': '\r\n'.repeat(MEGABYTE / 2),
}

const told: Record<string, readonly string[] | 'taken'> = {}
const tell = (who: string, what: string, outcome: Outcome<unknown>): void => {
  told[`${who}: ${what}`] = outcome.ok ? 'taken' : outcome.findings.map(({ code }) => code)
}
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

for (const [what, text] of Object.entries(json)) {
  tell('json', what, decodeJson(bytes(text), bounds))
  for (const [who, { toShared }] of Object.entries({ procuracy, front }))
    tell(who, what, toShared({ status: 200, mediaType: 'application/json', body: bytes(text) }))
}
for (const [what, text] of Object.entries(xml)) {
  tell('xml', what, decodeXml(bytes(text), bounds))
  tell('soap', what, decodeSoap(bytes(text), bounds))
  tell('edxml', what, decodeEdxml(bytes(text), { ...bounds, ...attachments }))
  tell('police', what, police.toShared({ status: 200, mediaType: 'text/xml', body: bytes(text) }))
  tell('court', what, court.toShared({ status: 200, mediaType: 'application/xml', body: bytes(text) }))
}
for (const [what, text] of Object.entries(csv)) {
  tell(
    'csv',
    what,
    decodeCsv(bytes(text), { ...rfc4180, separator: ';' }, { bytesMax: 4 * MEGABYTE, cellsMax: 100_000 }),
  )
  tell('inspectorate', what, inspectorate.toShared({ status: 200, mediaType: 'text/csv', body: bytes(text) }))
}
process.stdout.write(JSON.stringify(told))
