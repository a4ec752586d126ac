/**
 * The text of one object of a JSON document exactly as it stood there: what is kept of a petition is the portal's own.
 */
import type { JsonObject } from '../codecs/json.ts'

/** Index after the object that begins at `from`. The text is known to be well-formed. */
function endOf(text: string, from: number): number {
  let depth = 0
  let quoted = false
  for (let at = from; at < text.length; at++) {
    const character = text[at]
    if (quoted) {
      if (character === '\\') at++
      else if (character === '"') quoted = false
    } else if (character === '"') quoted = true
    else if (character === '{') depth++
    else if (character === '}' && --depth === 0) return at + 1
  }
  return text.length
}

/** Gives the own text of each object that `decodeJson` found in `body`. NOT for a body that it refused. */
export function ownTextOf(body: Uint8Array): (object: JsonObject) => string {
  const text = new TextDecoder().decode(body)
  const lineStarts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1)
  return ({ line, column }) => {
    const from = lineStarts[line - 1]! + column - 1
    return text.slice(from, endOf(text, from))
  }
}
