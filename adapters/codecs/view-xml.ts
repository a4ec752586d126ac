/**
 * Decoded XML as field tables see it (adapters/sdk/native.ts): children by local name, attributes as `@name`, several children (or
 * attributes, by their prefixes) of one name as a list; an empty element with attributes is a branch. Text beside children is left out of sight, and so are namespaces: who must tell two apart looks at the elements.
 */
import type { NativeNode } from '../sdk/native.ts'
import type { XmlAttribute, XmlElement } from './xml.ts'

/** What XML Schema says of an element (`xsi:nil`) is not its content (XML Schema Part 1, 2.6). */
const XSI = 'http://www.w3.org/2001/XMLSchema-instance'
const isContent = ({ ns }: XmlAttribute): boolean => ns !== XSI

const nobody = { items: [], names: (): readonly string[] => [], member: () => undefined }

const textView = (value: string, at: Pick<NativeNode, 'pointer' | 'line' | 'column'>): NativeNode => ({
  ...{ ...nobody, ...at, value, length: value.length },
  kind: value === '' ? 'none' : 'text',
})

function listView(items: readonly NativeNode[]): NativeNode {
  const [{ pointer, line, column }] = items as readonly [NativeNode, ...NativeNode[]]
  return { ...nobody, kind: 'list', pointer, line, column, length: items.length, items }
}

/** In one pass over the element, however many names are asked for. */
function membersOf({ pointer, line, column, attributes, children }: XmlElement): ReadonlyMap<string, NativeNode> {
  const members = new Map<string, NativeNode>()
  for (const [name, found] of Map.groupBy(attributes, (of) => of.name)) {
    const views = found.map(({ value }) => textView(value, { pointer: `${pointer}/@${name}`, line, column }))
    members.set(`@${name}`, views.length > 1 ? listView(views) : views[0]!)
  }
  for (const [name, found] of Map.groupBy(children, (of) => of.name))
    members.set(name, found.length > 1 ? listView(found.map(elementView)) : xmlView(found[0]!))
  return members
}

function elementView(element: XmlElement): NativeNode {
  const { pointer, line, column, attributes, children } = element
  let found: ReadonlyMap<string, NativeNode> | undefined
  const all = () => (found ??= membersOf(element))
  const members: Pick<NativeNode, 'names' | 'member'> = {
    names: () => [...all().keys()],
    member: (name) => all().get(name),
  }
  const text = element.text.trim()
  if (children.length > 0 || (text === '' && attributes.some(isContent)))
    return { ...nobody, ...members, kind: 'branch', pointer, line, column, length: children.length }
  return { ...textView(text, { pointer, line, column }), ...members }
}

/** The view of an element; alone of its name among its siblings it may be a list of one. */
export const xmlView = (element: XmlElement): NativeNode => ({ ...elementView(element), listOfOne: true })
