/**
 * Hardened XML 1.0 decoding with Namespaces, on top of `saxes`: one encoding, which the format and not the document
 * chooses, no DTD, no entity but the five predefined ones, no processing instruction, every size bounded. Nothing is fetched and nothing is expanded.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes'
import type { Outcome } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { decodeText, type Encoding } from './encodings.ts'
import { mixedEncoding } from './mixed.ts'
import { nfc } from './nfc.ts'
import { decodeUtf8, locator } from './utf8.ts'
import { declaredNames } from './xml-encodings.ts'

export interface XmlBounds {
  readonly bytesMax: number
  /** Elements, attributes, text runs, comments and CDATA sections together. */
  readonly nodesMax: number
  readonly depthMax: number
  /** Attributes of one element, namespace declarations included. */
  readonly attributesMax: number
  /** Of the format, as the manifest says; UTF-8 without it. */
  readonly encoding?: Encoding
}

export interface XmlAttribute {
  readonly name: string
  readonly ns: string
  readonly value: string
}

/** `pointer` names a place as `/Local/position` steps, the position counted from 0 among siblings of the same local name. */
export interface XmlElement {
  readonly name: string
  readonly ns: string
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly XmlElement[]
  /** The element's own character data, joined and in NFC; markup between two runs leaves no trace. */
  readonly text: string
  readonly pointer: string
  readonly line: number
  readonly column: number
}

/** An element while its content is read. */
interface Open {
  readonly element: XmlElement & { text: string; readonly children: XmlElement[] }
  /** How many children there are of each local name. */
  readonly counts: Map<string, number>
}

const XMLNS = 'http://www.w3.org/2000/xmlns/'
const STOP = new Error('stop')

/**
 * Decodes one XML document to a plain tree. Total: bad bytes give findings (codes `document-too-large`,
 * `encoding-invalid`, `encoding-unsupported`, `document-malformed`, `dtd-forbidden`, `processing-instruction-forbidden`,
 * `nodes-exceeded`, `depth-exceeded`, `attributes-exceeded`), each with line and column and never with content; good ones in UTF-8 may give `encoding-mixed`.
 * Places are those in the text, which has one character for two bytes of VNI-Windows. A declaration that names another encoding than the format's is refused, whatever the bytes are. Follows XML 1.0 (5th ed.) and Namespaces in XML 1.0. NOT verified: any vocabulary or schema.
 */
export function decodeXml(bytes: Uint8Array, bounds: XmlBounds): Outcome<XmlElement> {
  if (bytes.byteLength > bounds.bytesMax)
    return refuse({ code: 'document-too-large', ...reject, expected: `at most ${bounds.bytesMax} bytes` })
  const { encoding = 'utf-8' } = bounds
  const names = declaredNames(encoding)
  if (names === undefined)
    return refuse({ code: 'encoding-unsupported', ...reject, expected: `XML in another encoding than ${encoding}` })
  const decoded = encoding === 'utf-8' ? decodeUtf8(bytes) : decodeText(bytes, encoding)
  if (!decoded.ok) return decoded
  const referred = encoding === 'tcvn3' || encoding === 'vni' ? fontReference(decoded.value) : undefined
  if (referred !== undefined)
    return refuse({
      code: 'encoding-invalid',
      ...reject,
      ...locator(decoded.value)(referred),
      expected: `no reference to a letter of Latin-1 in ${encoding}`,
    })
  return parse(decoded.value, bounds, encoding, names)
}

/** A writer in an old font means its own letter by `&#228;`, Unicode another: what shows as a mark would be read as none. */
const fontReference = (text: string): number | undefined =>
  [...text.matchAll(/&#(?:x0*([0-9a-f]{2})|0*(\d{3}));/gi)].find(([, hex, digits]) => {
    const code = hex === undefined ? Number(digits) : Number.parseInt(hex, 16)
    return code > 0xa0 && code <= 0xff
  })?.index

/** The value of an attribute without a namespace, or undefined. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((a) => a.name === name && a.ns === '')?.value
}

const reject = { effect: 'reject-document', pointer: '' } as const

function refuse(finding: Finding): { readonly ok: false; readonly findings: readonly [Finding] } {
  return { ok: false, findings: [finding] }
}

function parse(text: string, bounds: XmlBounds, inEncoding: Encoding, names: readonly string[]): Outcome<XmlElement> {
  const positionOf = locator(text)
  const parser = new SaxesParser({ xmlns: true })
  const open: Open[] = []
  let inner: Open | undefined
  let root: XmlElement | undefined
  let refusal: Finding | undefined
  let nodes = 0
  let attributes = 0
  let start = 0

  const stop = (code: string, index: number, expected?: string): never => {
    const hint = expected === undefined ? {} : { expected }
    refusal = { code, ...reject, ...positionOf(Math.min(index, text.length)), ...hint }
    throw STOP
  }
  const node = (): void => {
    nodes += 1
    if (nodes > bounds.nodesMax) stop('nodes-exceeded', parser.position, `at most ${bounds.nodesMax} nodes`)
  }
  const append = (run: string): void => {
    node()
    if (inner !== undefined) inner.element.text += run
  }
  const normal = (of: string): string =>
    nfc(of) ?? stop('document-malformed', parser.position, 'at most 30 combining marks in a row')

  parser.on('error', () => stop('document-malformed', parser.position, 'well-formed XML'))
  parser.on('doctype', () => stop('dtd-forbidden', text.lastIndexOf('<!DOCTYPE', parser.position)))
  parser.on('processinginstruction', () =>
    stop('processing-instruction-forbidden', text.lastIndexOf('<?', parser.position)),
  )
  parser.on('xmldecl', ({ version, encoding }) => {
    if (version !== '1.0' || (encoding !== undefined && !names.includes(encoding.toLowerCase())))
      stop('encoding-unsupported', 0, `XML 1.0 that declares ${names.join(' or ')} or no encoding`)
  })
  parser.on('comment', node)
  parser.on('text', append)
  parser.on('cdata', append)
  parser.on('opentagstart', ({ name }) => {
    start = parser.position - name.length - 2
    attributes = 0
    node()
    if (open.length >= bounds.depthMax) stop('depth-exceeded', start, `at most ${bounds.depthMax} levels`)
  })
  parser.on('attribute', () => {
    node()
    attributes += 1
    if (attributes > bounds.attributesMax)
      stop('attributes-exceeded', parser.position, `at most ${bounds.attributesMax} attributes`)
  })
  parser.on('opentag', (tag) => {
    const { line, column } = positionOf(start)
    const position = inner?.counts.get(tag.local) ?? 0
    inner?.counts.set(tag.local, position + 1)
    const element = {
      name: tag.local,
      ns: tag.uri,
      attributes: attributes === 0 ? [] : attributesOf(tag, normal),
      children: [],
      text: '',
      pointer: `${inner?.element.pointer ?? ''}/${tag.local}/${position}`,
      line,
      column,
    }
    inner?.element.children.push(element)
    inner = { element, counts: new Map() }
    open.push(inner)
  })
  parser.on('closetag', () => {
    const { element } = open.pop()!
    element.text = normal(element.text)
    inner = open.at(-1)
    if (inner === undefined) root = element
  })

  try {
    parser.write(text).close()
  } catch {
    return refuse(refusal ?? { code: 'document-malformed', ...reject, expected: 'well-formed XML' })
  }
  const mixed = inEncoding === 'utf-8' ? mixedEncoding(text) : undefined
  return root === undefined
    ? refuse({ code: 'document-malformed', ...reject, expected: 'one root element' })
    : { ok: true, value: root, findings: mixed ? [mixed] : [] }
}

/** Those that are no namespace declarations. */
function attributesOf(tag: SaxesTagNS, normal: (of: string) => string): readonly XmlAttribute[] {
  const found: XmlAttribute[] = []
  for (const { uri, local, value } of Object.values(tag.attributes))
    if (uri !== XMLNS) found.push({ name: local, ns: uri, value: normal(value) })
  return found
}
