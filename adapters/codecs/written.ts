/** The last look at a document that a writer made: whether it is one of its format at all. */
import type { Manifest, NativeDocument, Outcome } from '../sdk/adapter.ts'
import { ATTRIBUTES_MAX, openDocument, openRows } from './open.ts'
import type { XmlTag } from './xml-encode.ts'
import { measureXml } from './xml-measure.ts'

const TOO_LARGE: ReadonlySet<string> = new Set(['document-too-large', 'nodes-exceeded', 'depth-exceeded'])

type Open = (body: Uint8Array) => Outcome<unknown>

const byCodec =
  (native: Manifest['native']): Open =>
  (body) =>
    native.codec === 'csv' ? openRows(body, native) : openDocument(body, native)

/** Opens what `encodeXml` made of `root`, in a form that is no more than XML in UTF-8. */
export const byTags =
  (root: XmlTag, native: Manifest['native']): Open =>
  ({ byteLength }) =>
    measureXml(root, byteLength, { ...native, attributesMax: ATTRIBUTES_MAX })

/**
 * What a writer made (`finish` of adapters/sdk/writing.ts), unless it breaks the bounds that the manifest sets for documents of the format: then
 * one finding `too-large`, and `not-writable` for one that the format's own codec does not read; `open` does that for a format that is more than its codec
 * knows (CSV with a trailer), or that need not be read again (`byTags`). Total. NOT verified: any schema.
 */
export function withinBounds(
  made: Outcome<NativeDocument>,
  native: Manifest['native'],
  open: Open = byCodec(native),
): Outcome<NativeDocument> {
  if (!made.ok) return made
  const opened = open(made.value.body)
  if (opened.ok) return made
  const [code, expected] = TOO_LARGE.has(opened.findings[0].code)
    ? ['too-large', 'a document within the bounds of the format']
    : ['not-writable', 'a document that the format has']
  return { ok: false, findings: [{ code, effect: 'reject-document', pointer: '', target: '', expected }] }
}
