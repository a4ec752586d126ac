/** What `decodeXml` would find of a document that `encodeXml` makes, told by its tags: to read it again would take as long as to write it. */
import type { Outcome } from '../sdk/adapter.ts'
import { isStreamSafe } from './nfc.ts'
import type { XmlBounds } from './xml.ts'
import type { XmlTag } from './xml-encode.ts'

const isText = (child: XmlTag | string | undefined): child is string => typeof child === 'string'

/** Runs of text that a reader meets: neighbours are one. */
const runsIn = (children: XmlTag['children']): number =>
  children.filter((child, at) => isText(child) && child !== '' && !isText(children[at - 1])).length

/**
 * Whether the document of `root`, which is `bytes` long, is within `bounds` and has text that a reader takes: else the finding that `decodeXml` gives of it, without
 * a place. Total. NOT verified: that names are XML names and prefixes declared, as `encodeXml` says.
 */
export function measureXml(root: XmlTag, bytes: number, bounds: XmlBounds): Outcome<undefined> {
  /** The line end after the declaration is a text too. */
  let nodes = 1
  const problemOf = ({ attributes, children }: XmlTag, depth: number): string | undefined => {
    const values = Object.values(attributes)
    nodes += 1 + values.length + runsIn(children)
    if (nodes > bounds.nodesMax) return 'nodes-exceeded'
    if (depth > bounds.depthMax) return 'depth-exceeded'
    if (values.length > bounds.attributesMax) return 'attributes-exceeded'
    if (![children.filter(isText).join(''), ...values].every(isStreamSafe)) return 'document-malformed'
    for (const child of children) {
      const problem = isText(child) ? undefined : problemOf(child, depth + 1)
      if (problem !== undefined) return problem
    }
    return undefined
  }
  const code = bytes > bounds.bytesMax ? 'document-too-large' : problemOf(root, 1)
  return code === undefined
    ? { ok: true, value: undefined, findings: [] }
    : { ok: false, findings: [{ code, effect: 'reject-document', pointer: '' }] }
}
