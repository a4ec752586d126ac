/** Elements as an XML 1.0 document for a receiver. */
import type { Outcome } from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { type Encoding, encodeText } from './encodings.ts'
import { declaredNames } from './xml-encodings.ts'

/** `name` as it is written, with its prefix; namespaces are declared by attributes (`xmlns`, `xmlns:m`). A child is an element or text. */
export interface XmlTag {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (XmlTag | string)[]
}

/** What may stand in an element: one child, several, or none; what is undefined is left out. */
export type XmlContent = XmlTag | string | number | boolean | undefined | readonly XmlContent[]

const childrenOf = (content: XmlContent): readonly (XmlTag | string)[] => {
  if (content === undefined) return []
  if (Array.isArray(content)) return (content as readonly XmlContent[]).flatMap(childrenOf)
  return [typeof content === 'object' ? (content as XmlTag) : String(content)]
}

/** An element. Attributes without a value are left out. */
export function tag(
  name: string,
  content: XmlContent = undefined,
  attributes: Readonly<Record<string, string | undefined>> = {},
): XmlTag {
  const said = Object.entries(attributes).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return { name, attributes: Object.fromEntries(said), children: childrenOf(content) }
}

/** As `tag`; none at all where there is no content. */
export const tagOf = (name: string, content: XmlContent): XmlTag | undefined =>
  childrenOf(content).length === 0 ? undefined : tag(name, content)

/**
 * A branch of a form (`rows` of adapters/sdk/writing.ts) as elements in its order: member names are element names, `@name` an attribute of the element
 * around, `#` its text, a list is one element for each item. `prefixed` gives the name as it is written.
 */
export function tagsOf(
  tree: Readonly<Record<string, unknown>>,
  prefixed: (name: string) => string = (name) => name,
): readonly XmlTag[] {
  return Object.entries(tree)
    .filter(([name]) => name !== '#' && !name.startsWith('@'))
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one: unknown) => {
        if (typeof one !== 'object' || one === null) return tag(prefixed(name), String(one))
        const inner = one as Readonly<Record<string, unknown>>
        const attributes = Object.entries(inner).filter(([of]) => of.startsWith('@'))
        const text = '#' in inner ? String(inner['#']) : undefined
        const said = attributes.map(([of, content]) => [of.slice(1), String(content)])
        return tag(prefixed(name), [text, ...tagsOf(inner, prefixed)], Object.fromEntries(said))
      }),
    )
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\t': '&#9;',
  '\n': '&#10;',
}

/**
 * Text for element content (XML 1.0 §2.2, §2.4, §2.11). Total: what XML can't carry (control characters, lone surrogates) becomes U+FFFD, so that
 * nothing can be injected; writers ask `xmlText` before.
 */
export const escapeXml = (text: string): string => escaped(text, /[&<>"\r]/g)

/** As `escapeXml`, for a double-quoted attribute, whose line breaks and tabs a reader would take for spaces (§3.3.3). */
export const escapeAttribute = (text: string): string => escaped(text, /[&<>"\r\n\t]/g)

const escaped = (text: string, signs: RegExp): string =>
  text
    .toWellFormed()
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
    .replace(signs, (sign) => entities[sign]!)

function written({ name, attributes, children }: XmlTag): string {
  const said = Object.entries(attributes).map(([of, value]) => ` ${of}="${escapeAttribute(value)}"`)
  const inside = children.map((child) => (typeof child === 'string' ? escapeXml(child) : written(child)))
  const head = `${name}${said.join('')}`
  return children.length === 0 ? `<${head}/>` : `<${head}>${inside.join('')}</${name}>`
}

/**
 * A document in UTF-8 with its declaration. Total; see `escapeXml`. NOT verified: that names are XML names and prefixes declared: they are the adapter's
 * constants.
 */
export const encodeXml = (root: XmlTag): Uint8Array =>
  new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${written(root)}`)

/**
 * As `encodeXml`, in the encoding of the format. Total: text that it can't carry gives findings `character-unencodable` at its element or attribute (`/a/0/b/1/@c`)
 * and no bytes, for a reader of such a format shows no character reference; what it carries changed is told as `degraded`. No XML is in VIQR
 * (`encoding-unsupported`).
 */
export function encodeXmlIn(root: XmlTag, encoding: Encoding): Outcome<Uint8Array> {
  const names = declaredNames(encoding)
  if (names === undefined)
    return { ok: false, findings: [{ code: 'encoding-unsupported', effect: 'reject-document', pointer: '' }] }
  const told = findingsOf(root, `/${localOf(root)}/0`, encoding)
  const [first, ...more] = told.filter(({ effect }) => effect === 'reject-document')
  if (first !== undefined) return { ok: false, findings: [first, ...more] }
  if (encoding === 'utf-8') return { ok: true, value: encodeXml(root), findings: told }
  const bytes = encodeText(`<?xml version="1.0" encoding="${names[0]}"?>\n${written(root)}`, encoding)
  return bytes.ok ? { ...bytes, findings: told } : bytes
}

const localOf = ({ name }: XmlTag): string => name.slice(name.indexOf(':') + 1)

/** Of each text, what its encoding says of it first. */
function findingsOf(of: XmlTag, pointer: string, encoding: Encoding): readonly Finding[] {
  const told = (text: string, at: string): readonly Finding[] => {
    const [finding] = encodeText(escapeXml(text), encoding).findings
    if (finding === undefined) return []
    const { code, effect, expected = encoding } = finding
    return [{ code, effect, pointer: at, expected, found: { type: 'text', length: text.length } }]
  }
  const counts = new Map<string, number>()
  const below = of.children.flatMap((child) => {
    if (typeof child === 'string') return told(child, pointer)
    const name = localOf(child)
    const position = counts.get(name) ?? 0
    counts.set(name, position + 1)
    return findingsOf(child, `${pointer}/${name}/${position}`, encoding)
  })
  return [...Object.entries(of.attributes).flatMap(([name, text]) => told(text, `${pointer}/@${name}`)), ...below]
}
