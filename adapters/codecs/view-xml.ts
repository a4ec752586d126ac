/**
 * Decoded XML as field tables see it (adapters/sdk/native.ts): children by local name, attributes as `@name`, several children of one name as
 * a list. Text beside children is left out of sight, and so are namespaces: who must tell two apart looks at the elements.
 */
import type { NativeNode } from '../sdk/native.ts'
import type { XmlElement } from './xml.ts'

const nobody = { items: [], names: (): readonly string[] => [], member: () => undefined }

const textView = (value: string, at: Pick<NativeNode, 'pointer' | 'line' | 'column'>): NativeNode => ({
  ...{ ...nobody, ...at, value, length: value.length },
  kind: value === '' ? 'none' : 'text',
})

function listView(elements: readonly XmlElement[]): NativeNode {
  const [{ pointer, line, column }] = elements as readonly [XmlElement, ...XmlElement[]]
  const items = elements.map(elementView)
  return { ...nobody, kind: 'list', pointer, line, column, length: items.length, items }
}

function elementView(element: XmlElement): NativeNode {
  const { pointer, line, column, attributes, children } = element
  const attribute = (name: string): NativeNode | undefined => {
    const found = attributes.find((of) => of.name === name)
    return found && textView(found.value, { pointer: `${pointer}/@${name}`, line, column })
  }
  const members: Pick<NativeNode, 'names' | 'member'> = {
    names: () => [...new Set([...attributes.map(({ name }) => `@${name}`), ...children.map(({ name }) => name)])],
    member(name) {
      if (name.startsWith('@')) return attribute(name.slice(1))
      const found = children.filter((child) => child.name === name)
      return found.length > 1 ? listView(found) : found[0] && xmlView(found[0])
    },
  }
  if (children.length > 0)
    return { ...nobody, ...members, kind: 'branch', pointer, line, column, length: children.length }
  return { ...textView(element.text.trim(), { pointer, line, column }), ...members }
}

/** The view of an element; alone of its name among its siblings it may be a list of one. */
export const xmlView = (element: XmlElement): NativeNode => ({ ...elementView(element), listOfOne: true })
