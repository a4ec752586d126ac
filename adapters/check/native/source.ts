/**
 * A native document as text with places. Written apart from the codecs and the adapters, for what shares their mistakes
 * would not find them. A change is made by splicing the text: everything else in the document stays byte for byte.
 */

/** Of a leaf; `object` and `array` are branches. */
export type Kind = 'text' | 'number' | 'boolean' | 'null' | 'object' | 'array'

/** What is written to a leaf, with its kind in notations that have kinds. Of a branch whose name says something, the name. */
export interface Value {
  readonly kind: Exclude<Kind, 'object' | 'array'> | 'name'
  readonly text: string
}

export interface Place extends Spot {
  readonly source: Source
}

/** What a notation finds in a text. */
export interface Spot {
  /** As findings point to it: JSON Pointer into the codec's tree. */
  readonly pointer: string
  /** The pointer generalised as schemas/manifest.json has it (`fields[].native`). */
  readonly path: string
  readonly kind: Kind
  /** What a leaf says, unescaped; empty for branches. */
  readonly value: string
  /** Where its value stands in the text, and where the whole member does. */
  readonly from: number
  readonly to: number
  readonly outer: readonly [from: number, to: number]
  /** One of several of its kind: it may be left out, or stand there twice, without anybody's noticing. */
  readonly item: boolean
  /** Between items of a cell. */
  readonly separator?: string
}

/** How a notation is written. `undefined`: it can't be. */
export interface Notation {
  write(text: string, spot: Spot, value: Value): string | undefined
  /** The span to take out together with the member. */
  cut(text: string, spot: Spot): readonly [from: number, to: number]
  /** What goes behind the member for it to stand there twice. */
  twice(text: string, spot: Spot): string | undefined
  /** What stands in place of the member when it has another name. */
  renamed(text: string, spot: Spot, name: string): string | undefined
  /** A member of a foreign name put into a branch: where, and what. */
  foreign(text: string, spot: Spot, name: string, value: string): readonly [at: number, member: string] | undefined
}

export interface Source {
  readonly text: string
  readonly places: readonly Place[]
  readonly notation: Notation
  /** The document with `text` in place of this source's; undefined when the encoding can't carry it. */
  finish(text: string): Uint8Array | undefined
}

/** A source of `spots`; `inner` gives, for a leaf, the sources that stand in its value. */
export function makeSource(
  text: string,
  notation: Notation,
  spots: readonly Spot[],
  finish: Source['finish'],
  inner: (place: Place) => readonly Place[] = () => [],
): Source {
  const places: Place[] = []
  const source: Source = { text, notation, finish, places }
  for (const spot of spots) {
    const place = { ...spot, source }
    const within = isLeaf(place) ? inner(place) : []
    places.push(within.length > 0 ? { ...place, kind: 'array' } : place, ...within)
  }
  return source
}

export const isLeaf = ({ kind }: Pick<Spot, 'kind'>): boolean => kind !== 'object' && kind !== 'array'

/** What stands at a place, as it would be written there. */
export const valueAt = ({ kind, value, pointer }: Pick<Spot, 'kind' | 'value' | 'pointer'>): Value =>
  kind === 'object' || kind === 'array'
    ? {
        kind: 'name',
        text: pointer
          .replace(/\/\d+$/, '')
          .split('/')
          .at(-1)!,
      }
    : { kind, text: value }

/** A leaf that says nothing: null, or no text. */
export const isBlank = ({ kind, value }: Pick<Spot, 'kind' | 'value'>): boolean =>
  kind === 'null' || (kind === 'text' && value.trim() === '')

const splice = (text: string, from: number, to: number, by: string): string => text.slice(0, from) + by + text.slice(to)

/** The document with another value at a leaf, or another name of a member; undefined when it can't be written there. */
export function replaced({ source, ...spot }: Place, value: Value): Uint8Array | undefined {
  if (value.kind === 'name') {
    const member = source.notation.renamed(source.text, spot, value.text)
    return member === undefined ? undefined : source.finish(splice(source.text, ...spot.outer, member))
  }
  const written = source.notation.write(source.text, spot, value)
  return written === undefined ? undefined : source.finish(splice(source.text, spot.from, spot.to, written))
}

/** The document with `raw`, as it stands, at a leaf: what no writer would write. */
export const replacedRaw = ({ source, from, to }: Place, raw: string): Uint8Array | undefined =>
  source.finish(splice(source.text, from, to, raw))

/** The document without a member. */
export function removed({ source, ...spot }: Place): Uint8Array | undefined {
  const [from, to] = source.notation.cut(source.text, spot)
  return source.finish(splice(source.text, from, to, ''))
}

/** The document with a member twice. */
export function doubled({ source, ...spot }: Place, times = 1): Uint8Array | undefined {
  const more = source.notation.twice(source.text, spot)
  const [, end] = spot.outer
  return more === undefined ? undefined : source.finish(splice(source.text, end, end, more.repeat(times)))
}

/** The document with two members of one source, none within the other, in each other's place. */
export function exchanged(one: Place, other: Place): Uint8Array | undefined {
  const [a, b] = one.outer[0] < other.outer[0] ? [one, other] : [other, one]
  const { text } = a.source
  const [first, second] = [text.slice(...a.outer), text.slice(...b.outer)]
  const between = text.slice(a.outer[1], b.outer[0])
  return a.source.finish(splice(text, a.outer[0], b.outer[1], second + between + first))
}

/** The document with a member that the format does not have in a branch. */
export function enlarged({ source, ...spot }: Place, name: string, value: string): Uint8Array | undefined {
  const member = source.notation.foreign(source.text, spot, name, value)
  return member === undefined ? undefined : source.finish(splice(source.text, member[0], member[0], member[1]))
}

/** One-based line and column of an offset. */
export function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
