/** Decoded JSON as field tables see it (adapters/sdk/native.ts). */
import type { NativeNode } from '../sdk/native.ts'
import type { JsonNode } from './json.ts'

const none = (): readonly string[] => []

/** The view of a node; its members and items are viewed when they are asked for. */
export function jsonView(node: JsonNode): NativeNode {
  const { pointer, line, column } = node
  const leaf = { pointer, line, column, items: [], names: none, member: () => undefined }
  switch (node.type) {
    case 'object':
      return {
        ...{ ...leaf, kind: 'branch', length: node.members.size },
        names: () => [...node.members.keys()],
        member(name) {
          const found = node.members.get(name)
          return found && jsonView(found)
        },
      }
    case 'array':
      return { ...leaf, kind: 'list', length: node.items.length, items: node.items.map(jsonView) }
    case 'string':
      return { ...leaf, kind: node.value === '' ? 'none' : 'text', value: node.value, length: node.value.length }
    case 'null':
      return { ...leaf, kind: 'none' }
    // As it is written: no reader takes it for another number.
    case 'inexact-number':
      return { ...leaf, kind: 'number', value: node.source }
    default:
      return { ...leaf, kind: node.type, value: node.value }
  }
}
