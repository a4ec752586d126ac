/** An answer or a deposited document of any codec as records that field tables read (adapters/sdk/native.ts). */
import type { Manifest, NativeAnswer, Outcome } from '../sdk/adapter.ts'
import type { DepositedRecord } from '../sdk/deposits.ts'
import type { NativeNode } from '../sdk/native.ts'
import { decodeCsv } from './csv.ts'
import { decodeEdxml } from './edxml.ts'
import { decodeJson } from './json.ts'
import { nfc } from './nfc.ts'
import { decodeSoap } from './soap.ts'
import { decodeTcvn3 } from './tcvn3.ts'
import { csvRecords } from './view-csv.ts'
import { jsonView } from './view-json.ts'
import { xmlView } from './view-xml.ts'
import { decodeXml } from './xml.ts'

type Native = Manifest['native']
type Refusal = Extract<Outcome<never>, { ok: false }>

const ATTRIBUTES_MAX = 64
const ATTACHMENTS_MAX = 50

const refuse = (code: string, expected: string): Refusal => ({
  ok: false,
  findings: [{ code, effect: 'reject-document', pointer: '', expected }],
})

/** What is wrong with an answer before its content is read; undefined when it may be read. `status`: those that carry content. */
export function headProblem(
  { status, mediaType, body }: NativeAnswer,
  native: Native,
  statuses = [200],
): Refusal | undefined {
  if (!statuses.includes(status)) return refuse('status-unexpected', statuses.join(', '))
  if (mediaType.split(';')[0]!.trim().toLowerCase() !== native.mediaType)
    return refuse('media-type-unexpected', native.mediaType)
  return body.byteLength > native.bytesMax
    ? refuse('document-too-large', `at most ${native.bytesMax} bytes`)
    : undefined
}

/**
 * The tree of one document. `soap-1.1`: the element in the Body; `edxml`: MessageHeader, whose attachments are read from `decodeEdxml`. Total;
 * findings are those of the codec. NOT verified: any schema. Not for `csv`, whose documents are many records.
 */
export function openDocument(body: Uint8Array, native: Native): Outcome<NativeNode> {
  const { bytesMax } = native
  const bounds = { ...native, attributesMax: ATTRIBUTES_MAX }
  switch (native.codec) {
    case 'json': {
      const decoded = decodeJson(body, bounds)
      return decoded.ok ? { ...decoded, value: jsonView(decoded.value) } : decoded
    }
    case 'xml': {
      const decoded = decodeXml(body, bounds)
      return decoded.ok ? { ...decoded, value: rooted(decoded.value.name, xmlView(decoded.value)) } : decoded
    }
    case 'soap-1.1': {
      const decoded = decodeSoap(body, bounds)
      if (!decoded.ok) return decoded
      const { kind, element } = decoded.value
      return kind === 'payload'
        ? { ok: true, value: rooted(element.name, xmlView(element)), findings: decoded.findings }
        : refuse('soap-fault', 'an answer that is no fault')
    }
    case 'edxml': {
      const attachments = {
        attachmentBytesMax: bytesMax,
        attachmentsBytesMax: bytesMax,
        attachmentsMax: ATTACHMENTS_MAX,
      }
      const decoded = decodeEdxml(body, { ...bounds, ...attachments })
      return decoded.ok ? { ...decoded, value: rooted('MessageHeader', xmlView(decoded.value.header)) } : decoded
    }
    case 'csv':
      return refuse('records-unexpected', 'one record: openRows reads files of many')
  }
}

/** Paths of XML begin with the name of the root element, as those of the manifest do. */
const rooted = (name: string, root: NativeNode): NativeNode => ({
  ...{ kind: 'branch', pointer: '', line: root.line, column: root.column, length: 1, items: [] },
  names: () => [name],
  member: (of) => (of === name ? root : undefined),
})

/**
 * The rows of a CSV document, each with a document of its own: the header and that row, byte for byte. Total. Refuses as `csvRecords` and the
 * codecs do.
 */
export function openRows(body: Uint8Array, native: Native): Outcome<readonly DepositedRecord[]> {
  const text = native.encoding === 'tcvn3' ? decodeTcvn3(body) : decodeUtf8(body)
  if (!text.ok) return text
  const decoded = decodeCsv(text.value, { separator: native.separator ?? ';', cellsMax: native.nodesMax })
  if (!decoded.ok) return decoded
  const records = csvRecords(decoded.value)
  if (!records.ok) return records
  const [header] = decoded.value
  const bytesOf = ({ from, to }: { readonly from: number; readonly to: number }): Uint8Array =>
    // TCVN3 has one byte for each character.
    native.encoding === 'tcvn3' ? body.subarray(from, to) : Buffer.from(text.value.slice(from, to))
  return {
    ok: true,
    value: records.value.map(({ record, row }) => ({
      record,
      alone: Uint8Array.from(Buffer.concat([bytesOf(header!), bytesOf(row)])),
    })),
    findings: [],
  }
}

function decodeUtf8(body: Uint8Array): Outcome<string> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
    if (nfc(text) !== undefined) return { ok: true, value: text, findings: [] }
    return refuse('document-malformed', 'at most 30 combining marks in a row')
  } catch {
    return refuse('encoding-invalid', 'UTF-8')
  }
}
