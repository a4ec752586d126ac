/** The `Audit-Receipt` response header: an RFC 9651 dictionary that names one entry of one log. */
import { HASH_BYTES } from './merkle.ts'
import { strictBase64 } from './note.ts'

export interface Receipt {
  readonly origin: string
  readonly index: number
  /** Leaf hash, padded base64. */
  readonly leaf: string
}

const HEADER_CHARACTERS_MAX = 512

/** The header's value. `origin` is printable ASCII, as the log's always is. */
export function receiptHeader({ origin, index, leaf }: Receipt): string {
  return `origin="${origin.replace(/["\\]/g, '\\$&')}", index=${index}, leaf=:${leaf}:`
}

const MEMBER =
  /(?:origin="((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])+)"|index=(0|[1-9][0-9]{0,14})|leaf=:([A-Za-z0-9+/=]+):)/y
const COMMA = /[ \t]*,[ \t]*/y

/**
 * Reads the header's value strictly: the three members of RFC 9651 §3.2, each once, in any order, without parameters or
 * others; canonical numbers and base64. Undefined otherwise. That the entry is in the log has NOT been checked.
 */
export function parseReceipt(value: string): Receipt | undefined {
  if (value.length > HEADER_CHARACTERS_MAX) return undefined
  let origin: string | undefined
  let index: string | undefined
  let leaf: string | undefined
  let at = 0
  for (let member = 0; member < 3; member++) {
    if (member > 0) {
      COMMA.lastIndex = at
      if (!COMMA.test(value)) return undefined
      at = COMMA.lastIndex
    }
    MEMBER.lastIndex = at
    const match = MEMBER.exec(value)
    if (!match) return undefined
    at = MEMBER.lastIndex
    origin ??= match[1]
    index ??= match[2]
    leaf ??= match[3]
  }
  // Three members matched and all three names are set: so each came once.
  if (at !== value.length || origin === undefined || index === undefined || leaf === undefined) return undefined
  if (strictBase64(leaf)?.length !== HASH_BYTES) return undefined
  return { origin: origin.replace(/\\(["\\])/g, '$1'), index: Number(index), leaf }
}
