/**
 * What an adapter's folder may tell the check about its native format (`kit.ts`, exporting `kit`). The check alone uses it: it is no
 * part of the adapter, which must not import it, nor of the adapter's digest.
 */

/** One part of a cell or leaf that has a syntax of its own; spans are offsets in the leaf's text. */
export interface CellPart {
  /** Below the leaf's pointer, as findings point to it: `/0/ho-ten`. */
  readonly pointer: string
  /** The same generalised: array steps are `*`. */
  readonly path: string
  /** Unescaped; empty for a branch. */
  readonly value: string
  readonly from: number
  readonly to: number
  /** What stands between it and the next of its kind, for parts of a list. */
  readonly separator?: string
  /** It has parts itself. */
  readonly branch?: true
}

export interface Kit {
  /** Native code lists by name: the rows of the manifest name them (`fields[].codes`). All that the adapter should know. */
  readonly codeLists?: Readonly<Record<string, readonly string[]>>
  /** The parts of a leaf, each branch before its own; none when it has no syntax of its own. `path` is generalised. Total. */
  readonly partsOf?: (path: string, text: string) => readonly CellPart[]
  /**
   * The same document as `toNative` would spell it, where the format has several spellings of one thing (tables of letters, seconds that are none): what
   * comes back is held against that. Of documents that the adapter reads.
   */
  readonly asWritten?: (document: Uint8Array) => Uint8Array
  /** A part's value as it is written, escapes included. */
  readonly escape?: (value: string) => string
}

/** `partsOf` of one field (`path` as the manifest has it) whose text is a list with `separator` between its items, which has no escapes. */
export const partsBetween =
  (path: string, separator: string): NonNullable<Kit['partsOf']> =>
  (at, text) => {
    if (at !== path || text === '') return []
    let from = 0
    return text.split(separator).map((value, number) => {
      const part = { pointer: `/${number}`, path: '/*', value, from, to: from + value.length, separator }
      from = part.to + separator.length
      return part
    })
  }
