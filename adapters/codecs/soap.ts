/** SOAP 1.1 messages with one element in the Body (document/literal, wrapped), as W3C Note SOAP 1.1 of 2000 has them. */
import type { Outcome } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { decodeXml, type XmlAttribute, type XmlBounds, type XmlElement } from './xml.ts'
import { encodeXml, tag, type XmlTag } from './xml-encode.ts'

export const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/'

const faultCodes = ['VersionMismatch', 'MustUnderstand', 'Client', 'Server'] as const

/** What a Body holds. A fault's text stays unread: it is the source's prose and may repeat content. */
export type SoapMessage =
  | {
      readonly kind: 'payload'
      readonly element: XmlElement
      /** The envelope with its headers and an empty Body, where it has headers, or attributes that are not SOAP's own. */
      readonly around: XmlElement | undefined
    }
  | {
      readonly kind: 'fault'
      readonly code: (typeof faultCodes)[number] | 'other'
      /** Children of `detail`: what the service itself says of the fault. */
      readonly detail: readonly XmlElement[]
      readonly element: XmlElement
    }

/**
 * Decodes a SOAP 1.1 envelope, whatever the HTTP status was: a fault is a value here, not a failure. Total; besides
 * the codes of `decodeXml` it gives `soap-envelope-missing`, `soap-version-unsupported`, `soap-body-missing`,
 * `soap-body-unexpected`, `soap-header-not-understood` (§4.2.3). NOT verified: the payload's vocabulary.
 */
export function decodeSoap(bytes: Uint8Array, bounds: XmlBounds): Outcome<SoapMessage> {
  const decoded = decodeXml(bytes, bounds)
  if (!decoded.ok) return decoded
  const envelope = decoded.value
  if (envelope.name !== 'Envelope') return refuse('soap-envelope-missing', envelope, 'a SOAP 1.1 Envelope', '')
  if (envelope.ns !== SOAP_11) return refuse('soap-version-unsupported', envelope, `namespace ${SOAP_11}`)

  const parts = envelope.children.filter((c) => c.ns === SOAP_11)
  const demanding = parts
    .filter((c) => c.name === 'Header')
    .flatMap((header) => header.children)
    .find((c) => c.attributes.some((a) => a.ns === SOAP_11 && a.name === 'mustUnderstand' && a.value !== '0'))
  if (demanding !== undefined)
    return refuse('soap-header-not-understood', demanding, 'no mandatory header', envelope.pointer)

  const bodies = parts.filter((c) => c.name === 'Body')
  const [body] = bodies
  if (body === undefined) return refuse('soap-body-missing', envelope, 'one Body')
  const [content] = body.children
  if (bodies.length > 1 || content === undefined || body.children.length > 1)
    return refuse('soap-body-unexpected', body, 'one Body with one element')
  const isFault = content.ns === SOAP_11 && content.name === 'Fault'
  const value: SoapMessage = isFault
    ? fault(content)
    : { kind: 'payload', element: content, around: around(envelope, body) }
  return { ok: true, value, findings: decoded.findings }
}

function around(envelope: XmlElement, body: XmlElement): XmlElement | undefined {
  const children = envelope.children.filter((c) => c !== body)
  const isSoaps = ({ ns, name }: XmlAttribute): boolean => ns === SOAP_11 && name === 'encodingStyle'
  const own = [envelope, body].flatMap(({ attributes }) => attributes.filter((attribute) => !isSoaps(attribute)))
  if (children.length === 0 && own.length === 0) return undefined
  return { ...envelope, attributes: own, children, text: '' }
}

/** Fault parts have no namespace (§4.4); codes may be refined with dots (`Client.Authentication`). */
function fault(element: XmlElement): SoapMessage {
  const part = (name: string) => element.children.find((c) => c.name === name && c.ns === '')
  const local = part('faultcode')?.text.trim().split(':').at(-1)?.split('.')[0]
  const code = faultCodes.find((known) => known === local) ?? 'other'
  return { kind: 'fault', code, detail: part('detail')?.children ?? [], element }
}

/** Names that the source invented stay out of the pointer: they could repeat content. */
function refuse(
  code: string,
  { line, column, ...at }: XmlElement,
  expected: string,
  pointer = at.pointer,
): { readonly ok: false; readonly findings: readonly [Finding] } {
  return { ok: false, findings: [{ code, effect: 'reject-document', pointer, line, column, expected }] }
}

/**
 * Encodes a request: `operation` in namespace `ns` with `parameters` as text children of the same namespace, in order.
 * Total; see `encodeEnvelope`.
 */
export function encodeSoap(
  ns: string,
  operation: string,
  parameters: readonly (readonly [name: string, value: string])[],
): string {
  const children = parameters.map(([name, value]) => tag(`m:${name}`, value))
  return new TextDecoder().decode(encodeEnvelope(tag(`m:${operation}`, children, { 'xmlns:m': ns })))
}

/**
 * A SOAP 1.1 message with one element in its Body (§4). Total: what XML 1.0 can't carry becomes U+FFFD, so that nothing can be injected. NOT
 * verified: that names are XML names; they are the adapter's constants.
 */
export const encodeEnvelope = (content: XmlTag): Uint8Array => encodeXml(envelopeOf(content))

/** That message as tags. */
export const envelopeOf = (content: XmlTag): XmlTag =>
  tag('soap:Envelope', tag('soap:Body', content), { 'xmlns:soap': SOAP_11 })
