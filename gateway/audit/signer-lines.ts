/** What a log and its signer say to each other over a unix socket: a line of JSON each. */

export interface ToSigner {
  readonly id: number
  /** A checkpoint's text. */
  readonly text: string
  /** It is one that others will see: with every signature there is. */
  readonly published: boolean
}

export type FromSigner =
  /** First, once. */
  | { readonly kind: 'keys'; readonly verifierKeys: readonly string[] }
  | { readonly kind: 'signed'; readonly id: number; readonly lines: string }
  | { readonly kind: 'refused'; readonly id: number; readonly why: string }

/** A listener to data that calls `each` with every whole line, and `tooLong` when one would be longer than `bytes_max`. */
export function lines(bytes_max: number, each: (line: string) => void, tooLong: () => void): (data: Buffer) => void {
  let held = Buffer.alloc(0)
  return (data) => {
    held = Buffer.concat([held, data])
    for (let end = held.indexOf(0x0a); end >= 0; end = held.indexOf(0x0a)) {
      const line = held.toString('utf8', 0, end)
      held = held.subarray(end + 1)
      each(line)
    }
    if (held.length > bytes_max) tooLong()
  }
}
