/** Whether a place that a finding names is there: in the text, and in the native tree. */
import { decodeXml, type XmlElement } from '../../adapters/codecs/xml.ts'
import { columns } from '../../adapters/thanh-tra/format.ts'

const bounds = { bytesMax: 1 << 24, nodesMax: 1 << 20, depthMax: 1000, attributesMax: 1000 }

const steps = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

/** Line and column from 1; the column after the last character is there too. */
export function isPosition(text: string, line: number, column: number): boolean {
  const found = text.split('\n')[line - 1]
  return found !== undefined && column >= 1 && column <= found.length + 1
}

function inXml(element: XmlElement, path: readonly string[]): boolean {
  const [name, position, ...rest] = path
  if (element.name !== name) return false
  const child = element.children.filter(({ name: own }) => own === rest[0])[Number(rest[1])]
  if (rest.length === 0) return position !== undefined
  if (child !== undefined) return inXml(child, rest)
  const inner = attachedXml(element)
  return inner !== undefined && inXml(inner, rest)
}

/** An attachment that is a document of its own. */
export function attachedXml(element: XmlElement): XmlElement | undefined {
  if (element.name !== 'ContentTransferEncoded') return undefined
  const decoded = decodeXml(Buffer.from(element.text, 'base64'), bounds)
  return decoded.ok ? decoded.value : undefined
}

/** Texts of a document and of the documents attached to it. */
export function textsOf(bytes: Uint8Array): readonly string[] {
  const decoded = decodeXml(bytes, bounds)
  const encoded = (of: XmlElement): readonly string[] => [
    ...(of.name === 'ContentTransferEncoded' ? [Buffer.from(of.text, 'base64').toString()] : []),
    ...of.children.flatMap(encoded),
  ]
  return [Buffer.from(bytes).toString(), ...(decoded.ok ? encoded(decoded.value) : [])]
}

function inJson(value: unknown, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return true
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return false
  return inJson(value[step as keyof typeof value], rest)
}

/** A row, then its column, then the items and members in a cell. */
const inRows = (rows: number, [row, column]: readonly string[]): boolean =>
  Number(row) < rows && (column === undefined || columns.some(([name]) => name === column))

/** Whether a JSON Pointer of a finding leads somewhere in a document; the empty one always does. */
export function isPointer(agency: string, bytes: Uint8Array, pointer: string): boolean {
  if (pointer === '') return true
  const text = Buffer.from(bytes).toString()
  if (agency === 'vien-kiem-sat' || agency === 'mttq') return inJson(JSON.parse(text.normalize('NFC')), steps(pointer))
  if (agency === 'thanh-tra') return inRows(text.split('\n').length, steps(pointer))
  const decoded = decodeXml(bytes, bounds)
  return decoded.ok && inXml(decoded.value, steps(pointer))
}
