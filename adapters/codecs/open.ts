/** An answer or a deposited document of any codec as records that field tables read (adapters/sdk/native.ts). */
import type { Manifest, NativeAnswer, Outcome } from '../sdk/adapter.ts'
import type { DepositedRecord } from '../sdk/deposits.ts'
import type { NativeNode } from '../sdk/native.ts'
import { type CsvRow, decodeCsv } from './csv.ts'
import { rfc4180 } from './csv-dialect.ts'
import { decodeEdxml } from './edxml.ts'
import { decodeText, encodeText } from './encodings.ts'
import { decodeJson } from './json.ts'
import { decodeSoap } from './soap.ts'
import { csvRecords } from './view-csv.ts'
import { jsonView } from './view-json.ts'
import { xmlView } from './view-xml.ts'
import { decodeXml } from './xml.ts'

type Native = Manifest['native']
type Refusal = Extract<Outcome<never>, { ok: false }>

/** Of one element. */
export const ATTRIBUTES_MAX = 64
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
 * The tree of one document. `soap-1.1`: the element in the Body, and `Envelope` when there is anything around it; `edxml`: MessageHeader, whose attachments are read from `decodeEdxml`. Total;
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
      if (decoded.value.kind === 'fault') return refuse('soap-fault', 'an answer that is no fault')
      const { element, around } = decoded.value
      const value = rooted(element.name, xmlView(element), around && xmlView(around))
      return { ok: true, value, findings: decoded.findings }
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

/** Paths of XML begin with the name of the root element, as those of the manifest do. What stands around it in its message is beside it. */
function rooted(name: string, root: NativeNode, around?: NativeNode): NativeNode {
  const members = new Map([...(around ? ([['Envelope', around]] as const) : []), [name, root]])
  return {
    ...{ kind: 'branch', pointer: '', line: root.line, column: root.column, length: members.size, items: [] },
    names: () => [...members.keys()],
    member: (of) => members.get(of),
  }
}

/**
 * The rows of a CSV document, each with a document of its own: the header and that row as they stand. Total. Refuses as `csvRecords` and the
 * codec do, and a document whose text can't be written again in its encoding (`encoding-irreversible`).
 */
export function openRows(body: Uint8Array, native: Native): Outcome<readonly DepositedRecord[]> {
  const { encoding, separator = ';', bytesMax, nodesMax } = native
  const dialect = { ...rfc4180, encoding, separator, lineEnds: 'any' } as const
  const decoded = decodeCsv(body, dialect, { bytesMax, cellsMax: nodesMax })
  if (!decoded.ok) return decoded
  const { header, rows } = decoded.value
  const records = csvRecords(header!, rows)
  if (!records.ok) return records
  const text = decodeText(body, encoding)
  const partOf = ({ from, to }: CsvRow): string => (text.ok ? text.value.slice(from, to) : '')
  const deposited: DepositedRecord[] = []
  for (const { record, row } of records.value) {
    const alone = encodeText(partOf(header!) + partOf(row), encoding)
    if (!alone.ok || alone.findings.length > 0) return refuse('encoding-irreversible', encoding)
    deposited.push({ record, alone: alone.value })
  }
  return { ok: true, value: deposited, findings: decoded.findings }
}
