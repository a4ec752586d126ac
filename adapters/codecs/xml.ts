/**
 * Hardened XML 1.0 decoding with Namespaces, on top of `saxes`: UTF-8 only, no DTD, no entity but the five predefined
 * ones, no processing instruction, every size bounded. Nothing is fetched and nothing is expanded.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes'
import type { Outcome } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { nfc } from './nfc.ts'

export interface XmlBounds {
  readonly bytesMax: number
  /** Elements, attributes, text runs, comments and CDATA sections together. */
  readonly nodesMax: number
  readonly depthMax: number
  /** Attributes of one element, namespace declarations included. */
  readonly attributesMax: number
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

interface OpenElement extends Omit<XmlElement, 'text' | 'children' | 'attributes'> {
  readonly attributes: XmlAttribute[]
  readonly children: XmlElement[]
  readonly seen: Map<string, number>
  text: string
}

const XMLNS = 'http://www.w3.org/2000/xmlns/'
const STOP = new Error('stop')

/**
 * Decodes one XML document to a plain tree. Total: bad bytes give findings (codes `document-too-large`,
 * `encoding-invalid`, `encoding-unsupported`, `document-malformed`, `dtd-forbidden`, `processing-instruction-forbidden`,
 * `nodes-exceeded`, `depth-exceeded`, `attributes-exceeded`), each with line and column and never with content.
 * Follows XML 1.0 (5th ed.) and Namespaces in XML 1.0. NOT verified: any vocabulary or schema.
 */
export function decodeXml(bytes: Uint8Array, bounds: XmlBounds): Outcome<XmlElement> {
  if (bytes.byteLength > bounds.bytesMax)
    return refuse({ code: 'document-too-large', ...reject, expected: `at most ${bounds.bytesMax} bytes` })
  const decoded = decodeUtf8(bytes)
  return decoded.ok ? parse(decoded.value, bounds) : decoded
}

/** The value of an attribute without a namespace, or undefined. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((a) => a.name === name && a.ns === '')?.value
}

const reject = { effect: 'reject-document', pointer: '' } as const

function refuse(finding: Finding): { readonly ok: false; readonly findings: readonly [Finding] } {
  return { ok: false, findings: [finding] }
}

function decodeUtf8(bytes: Uint8Array): Outcome<string> {
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes), findings: [] }
  } catch {
    return refuse({ code: 'encoding-invalid', ...reject, ...firstInvalid(bytes), expected: 'UTF-8' })
  }
}

/** A replacement character that the sender did not write is where decoding failed. */
function firstInvalid(bytes: Uint8Array): { line: number; column: number } {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  let offset = 0
  let last = 0
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) {
    offset += Buffer.byteLength(text.slice(last, at))
    const genuine = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd
    if (!genuine) return locator(text)(at)
    last = at
  }
  return { line: 1, column: 1 }
}

/** Positions are asked for in rising order, so that all of them together cost one pass. */
function locator(text: string): (index: number) => { line: number; column: number } {
  let line = 1
  let lineStart = 0
  let next = text.indexOf('\n')
  return (index) => {
    while (next >= 0 && next < index) {
      line += 1
      lineStart = next + 1
      next = text.indexOf('\n', lineStart)
    }
    return { line, column: Math.max(index - lineStart, 0) + 1 }
  }
}

function parse(text: string, bounds: XmlBounds): Outcome<XmlElement> {
  const locate = locator(text)
  const parser = new SaxesParser({ xmlns: true })
  const open: OpenElement[] = []
  let root: XmlElement | undefined
  let refusal: Finding | undefined
  let nodes = 0
  let attributes = 0
  let start = { line: 1, column: 1 }

  const stop = (code: string, index: number, expected?: string): never => {
    const hint = expected === undefined ? {} : { expected }
    refusal = { code, ...reject, ...locate(Math.min(index, text.length)), ...hint }
    throw STOP
  }
  const node = (): void => {
    nodes += 1
    if (nodes > bounds.nodesMax) stop('nodes-exceeded', parser.position, `at most ${bounds.nodesMax} nodes`)
  }
  const append = (run: string): void => {
    node()
    const element = open.at(-1)
    if (element !== undefined) element.text += run
  }

  parser.on('error', () => stop('document-malformed', parser.position, 'well-formed XML'))
  parser.on('doctype', () => stop('dtd-forbidden', text.lastIndexOf('<!DOCTYPE', parser.position)))
  parser.on('processinginstruction', () =>
    stop('processing-instruction-forbidden', text.lastIndexOf('<?', parser.position)),
  )
  parser.on('xmldecl', ({ version, encoding }) => {
    if (version !== '1.0' || (encoding !== undefined && encoding.toLowerCase() !== 'utf-8'))
      stop('encoding-unsupported', 0, 'XML 1.0 in UTF-8')
  })
  parser.on('comment', node)
  parser.on('text', append)
  parser.on('cdata', append)
  parser.on('opentagstart', (tag) => {
    const index = parser.position - tag.name.length - 2
    start = locate(index)
    attributes = 0
    node()
    if (open.length >= bounds.depthMax) stop('depth-exceeded', index, `at most ${bounds.depthMax} levels`)
  })
  const normal = (of: string): string =>
    nfc(of) ?? stop('document-malformed', parser.position, 'at most 30 combining marks in a row')
  parser.on('attribute', () => {
    node()
    attributes += 1
    if (attributes > bounds.attributesMax)
      stop('attributes-exceeded', parser.position, `at most ${bounds.attributesMax} attributes`)
  })
  parser.on('opentag', (tag) => open.push(element(tag, open.at(-1), start, normal)))
  parser.on('closetag', () => {
    const { seen: _, text: own, ...rest } = open.pop() as OpenElement
    const closed: XmlElement = { ...rest, text: normal(own) }
    const parent = open.at(-1)
    if (parent === undefined) root = closed
    else parent.children.push(closed)
  })

  try {
    parser.write(text).close()
  } catch {
    return refuse(refusal ?? { code: 'document-malformed', ...reject, expected: 'well-formed XML' })
  }
  return root === undefined
    ? refuse({ code: 'document-malformed', ...reject, expected: 'one root element' })
    : { ok: true, value: root, findings: [] }
}

function element(
  tag: SaxesTagNS,
  parent: OpenElement | undefined,
  at: { line: number; column: number },
  normal: (of: string) => string,
): OpenElement {
  const position = parent?.seen.get(tag.local) ?? 0
  parent?.seen.set(tag.local, position + 1)
  return {
    name: tag.local,
    ns: tag.uri,
    attributes: Object.values(tag.attributes)
      .filter((a) => a.uri !== XMLNS)
      .map((a) => ({ name: a.local, ns: a.uri, value: normal(a.value) })),
    children: [],
    text: '',
    pointer: `${parent?.pointer ?? ''}/${tag.local}/${position}`,
    ...at,
    seen: new Map(),
  }
}
