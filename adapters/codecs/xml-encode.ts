/** Elements as an XML 1.0 document for a receiver. */

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
