/** How large a JSON document may be. */
export interface JsonBounds {
  /** The format has text of old tables beside Unicode: that is none of the codec's. */
  readonly mixedEncodings?: true
  readonly bytesMax: number
  /** Objects, arrays and scalars together. */
  readonly nodesMax: number
  readonly depthMax: number
}
