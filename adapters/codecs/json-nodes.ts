/** The values of a JSON document as nodes that know their place. Nodes and places are made when they are asked for. */
import type { JsonBounds } from './json-bounds.ts'
import { InexactNumber } from './json-number.ts'
import { type JsonPlace, jsonPlaces } from './json-places.ts'
import { locator, type Position } from './utf8.ts'

interface Place extends Position {
  /** JSON Pointer (RFC 6901). It contains the document's keys: in a finding only where those keys are known ones. */
  readonly pointer: string
  /** What stands there, as it is written. */
  readonly source: string
}

export type JsonObject = Place & { readonly type: 'object'; readonly members: ReadonlyMap<string, JsonNode> }
export type JsonArray = Place & { readonly type: 'array'; readonly items: readonly JsonNode[] }
export type JsonNode =
  | JsonObject
  | JsonArray
  | (Place & { readonly type: 'string'; readonly value: string })
  | (Place & { readonly type: 'number'; readonly value: number })
  /** A number that a double does not hold; see `source`. */
  | (Place & { readonly type: 'inexact-number' })
  | (Place & { readonly type: 'boolean'; readonly value: boolean })
  | (Place & { readonly type: 'null' })

/** A document that is JSON, and where things stand in it. */
interface Document {
  readonly text: string
  readonly positionOf: (index: number) => Position
  places(): JsonPlace
}

const typeOf = (value: unknown): JsonNode['type'] => {
  if (typeof value === 'string') return 'string'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (value instanceof InexactNumber) return 'inexact-number'
  return typeof value as 'object' | 'number' | 'boolean'
}

class LazyNode {
  readonly type: JsonNode['type']
  readonly value: unknown
  readonly #document: Document
  readonly #parent: LazyNode | undefined
  readonly #key: string | number
  #inner: unknown

  constructor(value: unknown, document: Document, parent: LazyNode | undefined, key: string | number) {
    this.type = typeOf(value)
    this.value = value
    this.#document = document
    this.#parent = parent
    this.#key = key
  }

  get members(): ReadonlyMap<string, LazyNode> {
    this.#inner ??= new Map(
      Object.entries(this.value as object).map(([key, inner]) => [key, new LazyNode(inner, this.#document, this, key)]),
    )
    return this.#inner as ReadonlyMap<string, LazyNode>
  }

  get items(): readonly LazyNode[] {
    this.#inner ??= (this.value as unknown[]).map((inner, i) => new LazyNode(inner, this.#document, this, i))
    return this.#inner as readonly LazyNode[]
  }

  get #extent(): JsonPlace {
    return this.#parent ? this.#parent.#extent.inner!.get(this.#key)! : this.#document.places()
  }

  get pointer(): string {
    const step = String(this.#key).replaceAll('~', '~0').replaceAll('/', '~1')
    return this.#parent ? `${this.#parent.pointer}/${step}` : ''
  }

  get line(): number {
    return this.#document.positionOf(this.#extent.from).line
  }

  get column(): number {
    return this.#document.positionOf(this.#extent.from).column
  }

  get source(): string {
    const { from, to } = this.#extent
    return this.#document.text.slice(from, to)
  }
}

/** The root of a document: `value` is what `text` says, within `bounds`. Both are known to be well-formed. */
export function jsonRoot(value: unknown, text: string, bounds: JsonBounds): JsonNode {
  let root: JsonPlace | undefined
  const places = (): JsonPlace => {
    if (root === undefined) {
      const found = jsonPlaces(text, bounds)
      if (!found.ok) throw new Error('places were asked for in a text that is no JSON')
      root = found.root
    }
    return root
  }
  return new LazyNode(value, { text, positionOf: locator(text), places }, undefined, '') as unknown as JsonNode
}
