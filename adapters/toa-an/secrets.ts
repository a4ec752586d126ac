/** A state secret in clear: edXML never carries one, so whatever says that it is one refuses its message. */
import { edxmlWords } from '../codecs/edxml.ts'
import { decodeXml, type XmlElement } from '../codecs/xml.ts'
import type { Finding } from '../sdk/finding.ts'
import { bounds, FILE_BYTES_MAX } from './answer.ts'
import { lists } from './entities.ts'
import { secretsWithin } from './marks.ts'
import { saysSecret } from './stamps.ts'

const FINDINGS_MAX = 50
/** Elements with names of people: `Mật` is one, and some systems write names in capitals. */
const NAMES: ReadonlySet<string> = new Set(
  lists.flatMap(({ rows }) => rows.flatMap(([native, , leaf]) => (leaf.name ? [native.split('/').at(-1)!] : []))),
)

const stamped = (element: XmlElement): readonly XmlElement[] => [
  ...(!NAMES.has(element.name) && saysSecret(element.text) ? [element] : []),
  ...element.children.flatMap(stamped),
]

const encoded = (element: XmlElement): readonly XmlElement[] =>
  element.name === 'ContentTransferEncoded' ? [element] : element.children.flatMap(encoded)

/** What stands in base64, whatever else stands between its characters, when it is such as is looked at. */
function xmlIn(text: string): Uint8Array | undefined {
  const content = Buffer.from(text.replace(/[^A-Za-z0-9+/_-]+/g, ''), 'base64')
  const beginsAsXml = /^(\xef\xbb\xbf)?\s*</.test(content.toString('latin1'))
  return beginsAsXml && content.byteLength <= FILE_BYTES_MAX ? content : undefined
}

/**
 * A finding for every place in a message, or in XML that is attached to it, that is marked as MẬT or above or says so
 * of itself in words. Looks at the elements alone, so that a message that is otherwise broken hides none. NOT looked
 * at: attachments that are no XML, and one beyond `FILE_BYTES_MAX` (which is not translated either).
 */
export function findSecrets(root: XmlElement): readonly Finding[] {
  // Below the root stand names that the sender may have invented.
  const finding = ({ line, column }: XmlElement, pointer: string): Finding => ({
    code: 'state-secret-in-clear',
    effect: 'reject-document',
    pointer,
    line,
    column,
    expected: 'no state secret: edXML is no channel for one',
  })
  const words = edxmlWords(root).filter(({ text }) => saysSecret(text))
  const places = [...new Set([...words, ...secretsWithin(root)])].map((at) => finding(at, ''))
  for (const { text, pointer } of encoded(root)) {
    const content = xmlIn(text)
    const decoded = content && decodeXml(content, bounds)
    if (!decoded?.ok) continue
    const inside = new Set([...secretsWithin(decoded.value), ...stamped(decoded.value)])
    for (const at of inside) places.push(finding(at, pointer))
  }
  return places.slice(0, FINDINGS_MAX)
}
