/** What an HTTP answer of the court's document service is before its content is read. */
import type { EdxmlBounds } from '../codecs/edxml-bounds.ts'
import { decodeXml, type XmlElement } from '../codecs/xml.ts'
import type { NativeAnswer } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { LIST_NS } from './format.ts'
import manifest from './manifest.json' with { type: 'json' }

const { bytesMax, nodesMax, depthMax, mediaType } = manifest.native

/** Of a message, of its attachments, and of the court's own file. */
export const bounds: EdxmlBounds = {
  bytesMax,
  nodesMax,
  depthMax,
  attributesMax: 16,
  attachmentsMax: 200,
  attachmentBytesMax: 2 * 1024 * 1024,
  attachmentsBytesMax: 3 * 1024 * 1024,
}

/** Of the court's own file, decoded. */
export const FILE_BYTES_MAX = 512 * 1024

type Refused = { readonly ok: false; readonly findings: readonly [Finding] }

/** A finding that rejects the document, at an element or at the document itself. */
export function rejected(code: string, expected: string, at?: XmlElement): Refused {
  const place = at === undefined ? { pointer: '' } : { pointer: at.pointer, line: at.line, column: at.column }
  return { ok: false, findings: [{ code, effect: 'reject-document', ...place, expected }] }
}

/** Why an answer can't be what was asked for, by its head alone; undefined when it may be. */
export function headProblem(answer: NativeAnswer): Refused | undefined {
  const [type] = answer.mediaType.toLowerCase().split(';')
  if (type?.trim() !== mediaType) return rejected('media-type-unexpected', mediaType)
  return answer.status === 200 ? undefined : rejected('status-unexpected', '200')
}

/** The code in an answer of the service's own that says what went wrong: not the page of something in between. */
export function errorOf(answer: NativeAnswer): string | undefined {
  const [type] = answer.mediaType.toLowerCase().split(';')
  const said = type?.trim() === mediaType ? decodeXml(answer.body, bounds) : undefined
  if (!said?.ok || said.value.name !== 'Loi' || said.value.ns !== LIST_NS) return undefined
  return said.value.children.find((c) => c.name === 'Ma' && c.ns === LIST_NS)?.text.trim()
}
