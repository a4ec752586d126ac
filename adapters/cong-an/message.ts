/** The message level of Công an's service: requests, and what a SOAP answer is before its data are read. */
import { decodeSoap, encodeSoap, type SoapMessage } from '../codecs/soap.ts'
import type { XmlElement } from '../codecs/xml.ts'
import type { NativeAnswer, Outcome, SourceRequest } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { MESSAGE_NS } from './format.ts'
import { manifest } from './manifest.ts'

export const PATH = '/dichvu/HoSoService'
const { bytesMax, nodesMax, depthMax, mediaType } = manifest.native
const bounds = { bytesMax, nodesMax, depthMax, attributesMax: 16 }

/** With which `operation` is asked for. */
export const headersOf = (operation: string): Readonly<Record<string, string>> => ({
  'content-type': 'text/xml; charset=utf-8',
  SOAPAction: `"urn:conganangiang:hoso:${operation}"`,
})

/** A request for `operation`; an empty parameter is left out. Total. */
export function request(operation: string, parameter: string, value: string | undefined): SourceRequest {
  return {
    method: 'POST',
    path: PATH,
    headers: headersOf(operation),
    body: encodeSoap(MESSAGE_NS, operation, value === undefined ? [] : [[parameter, value]]),
  }
}

type Refused = { readonly ok: false; readonly findings: readonly [Finding] }

/** A finding that rejects the document, at an element or at the document itself. */
export function rejected(code: string, expected: string, at?: XmlElement): Refused {
  const place = at === undefined ? { pointer: '' } : { pointer: at.pointer, line: at.line, column: at.column }
  return { ok: false, findings: [{ code, effect: 'reject-document', ...place, expected }] }
}

/** A message, and what stands around it in its envelope, when anything does. */
export interface Message {
  readonly element: XmlElement
  readonly envelope: XmlElement | undefined
}

/**
 * The message that an answer carries, one of `names`, or `'absent'` when the service says by a fault that it has no such
 * dossier; a fault counts whatever its HTTP status. Total; NOT verified: anything inside the message.
 */
export function readMessage(answer: NativeAnswer, names: readonly string[]): Outcome<Message | 'absent'> {
  const [type] = answer.mediaType.toLowerCase().split(';')
  if (type?.trim() !== mediaType) return rejected('media-type-unexpected', mediaType)
  if (answer.status !== 200 && answer.status !== 500) return rejected('status-unexpected', '200 or 500')
  const decoded = decodeSoap(answer.body, bounds)
  if (!decoded.ok) return decoded
  if (decoded.value.kind === 'fault') return readFault(decoded.value)
  const { element, around: envelope } = decoded.value
  if (answer.status !== 200) return rejected('status-unexpected', '200 with a message', element)
  if (element.ns !== MESSAGE_NS || !names.includes(element.name))
    return rejected('message-unexpected', `${names.join(' or ')} in namespace ${MESSAGE_NS}`)
  return { ok: true, value: { element, envelope }, findings: decoded.findings }
}

type Fault = SoapMessage & { readonly kind: 'fault' }

/** The service's own code for what the caller did wrong. */
function reasonOf({ code, detail }: Fault): string | undefined {
  const own = detail.filter((c) => c.name === 'LoiDichVu' && c.ns === MESSAGE_NS)
  return code === 'Client' && own.length === 1 ? childText(own[0]!, 'MaLoi') : undefined
}

function readFault(fault: Fault): Outcome<'absent'> {
  const reason = reasonOf(fault)
  const { element } = fault
  if (reason === 'KHONG_TIM_THAY') return { ok: true, value: 'absent', findings: [] }
  if (reason === 'MOC_KHONG_CON') return rejected('cursor-unknown', 'a cursor that the source still knows', element)
  return rejected('source-fault', 'no fault', element)
}

/** The code of a fault by which the service says what the caller did wrong, whatever its HTTP status; undefined when the answer is none. */
export function faultReasonIn({ body }: NativeAnswer): string | undefined {
  const decoded = decodeSoap(body, bounds)
  return decoded.ok && decoded.value.kind === 'fault' ? reasonOf(decoded.value) : undefined
}

/** The one child of a message with this name, or undefined when there is none or more than one. */
export function childOf(message: XmlElement, name: string): XmlElement | undefined {
  const found = message.children.filter((c) => c.name === name && c.ns === MESSAGE_NS)
  return found.length === 1 ? found[0] : undefined
}

/** Its text, or undefined when empty. */
export function childText(message: XmlElement, name: string): string | undefined {
  return childOf(message, name)?.text.trim() || undefined
}
