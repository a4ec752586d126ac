/**
 * XML 1.0 text as places: elements by local names, attributes as `@name`, in pointers each element with its position among
 * siblings of its name. Reads well-formed documents without a DTD; of anything else it knows no places.
 */
import type { Notation, Spot } from './source.ts'

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<\/([^\s>]+)\s*>|<([^\s/>!?]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|[^<]+/y
const ATTRIBUTE = /\s+([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const decoded = (raw: string): string =>
  raw.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex, decimal, name) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return name === undefined ? String.fromCodePoint(Math.min(code, 0x10ffff)) : (entities[name] ?? whole)
  })
const escaped = (text: string): string =>
  text.replace(/[&<>"\r]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' })[c] ?? c)
/** What XML 1.0 has no way to write. */
const UNWRITABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/u

const localOf = (name: string): string => name.slice(name.indexOf(':') + 1)

interface Open {
  readonly name: string
  readonly pointer: string
  readonly path: string
  readonly begun: number
  readonly content: number
  readonly own: number
  readonly counts: Map<string, number>
  text: string
  children: number
}

/** The places of a document, in the order of the text; undefined when it is not well formed. */
export function xmlSpots(text: string): readonly Spot[] | undefined {
  const spots: Spot[] = []
  const open: Open[] = []
  const positions = new Map<string, number[]>()
  let root = false
  TOKEN.lastIndex = text.startsWith('\ufeff') ? 1 : 0

  const close = (element: Open, from: number, to: number, end: number): void => {
    const leaf = element.children === 0
    const spot = spots[element.own]!
    const value = leaf ? decoded(element.text) : ''
    spots[element.own] = { ...spot, kind: leaf ? 'text' : 'object', value, from, to, outer: [element.begun, end] }
  }
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex
    const found = TOKEN.exec(text)
    if (found === null) return undefined
    const [token, closing, name, attributes = '', alone] = found
    const parent = open.at(-1)
    if (name !== undefined) {
      if (parent === undefined && root) return undefined
      root = true
      const local = localOf(name)
      const position = parent?.counts.get(local) ?? 0
      parent?.counts.set(local, position + 1)
      if (parent) parent.children++
      const pointer = `${parent?.pointer ?? ''}/${local}/${position}`
      const path = `${parent?.path ?? ''}/${local}`
      const own =
        spots.push({ pointer, path, kind: 'text', value: '', from: at, to: at, outer: [at, at], item: false }) - 1
      const siblings = parent && `${parent.pointer}/${local}`
      if (siblings !== undefined) positions.set(siblings, [...(positions.get(siblings) ?? []), own])
      const offset = at + 1 + name.length
      for (const attribute of attributes.matchAll(ATTRIBUTE)) {
        const [whole, key = '', double, single] = attribute
        if (key === 'xmlns' || key.startsWith('xmlns:')) continue
        const raw = double ?? single ?? ''
        const end = offset + attribute.index + whole.length
        const outer = [offset + attribute.index, end] as const
        const at = { pointer: `${pointer}/@${localOf(key)}`, path: `${path}/@${localOf(key)}`, item: false }
        spots.push({ ...at, kind: 'text', value: decoded(raw), from: end - 1 - raw.length, to: end - 1, outer })
      }
      const begun: Open = {
        name,
        pointer,
        path,
        begun: at,
        content: TOKEN.lastIndex,
        own,
        counts: new Map(),
        text: '',
        children: 0,
      }
      // An element without content is written over from its slash on.
      if (alone) close(begun, TOKEN.lastIndex - 2, TOKEN.lastIndex, TOKEN.lastIndex)
      else open.push(begun)
    } else if (closing !== undefined) {
      if (parent?.name !== closing) return undefined
      open.pop()
      close(parent, parent.content, at, TOKEN.lastIndex)
    } else if (token.startsWith('<![CDATA[')) {
      if (parent) parent.text += escaped(token.slice(9, -3))
    } else if (!token.startsWith('<')) {
      if (parent) parent.text += token
      else if (token.trim() !== '') return undefined
    }
  }
  for (const [, own] of positions) if (own.length > 1) for (const n of own) spots[n] = { ...spots[n]!, item: true }
  return root && open.length === 0 ? spots : undefined
}

const isAttribute = ({ pointer }: Spot): boolean => /\/@[^/]*$/.test(pointer)

export const xml: Notation = {
  write(text, spot, { text: value }) {
    if (UNWRITABLE.test(value)) return undefined
    if (isAttribute(spot))
      return escaped(value).replaceAll("'", '&apos;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
    const alone = text.slice(spot.from, spot.to) === '/>'
    if (!alone) return escaped(value)
    const name = /^<([^\s/>]+)/.exec(text.slice(spot.outer[0], spot.outer[1]))![1]
    return value === '' ? '/>' : `>${escaped(value)}</${name}>`
  },
  cut: (_, { outer }) => outer,
  twice: (text, spot) => (isAttribute(spot) ? undefined : text.slice(...spot.outer)),
  renamed: (text, spot, name) =>
    isAttribute(spot)
      ? undefined
      : text
          .slice(...spot.outer)
          .replace(/^<([^\s/>:]+:)?[^\s/>]+|<\/([^\s/>:]+:)?[^\s/>]+\s*>$/g, (tag, open = '', close = '') =>
            tag.startsWith('</') ? `</${close}${name}>` : `<${open}${name}`,
          ),
  foreign(text, spot, name, value) {
    if (spot.kind !== 'object') return undefined
    const prefix = /^<([^\s/>:]+:)?/.exec(text.slice(spot.outer[0]))?.[1] ?? ''
    return [spot.to, `<${prefix}${name}>${escaped(value)}</${prefix}${name}>`]
  },
}
