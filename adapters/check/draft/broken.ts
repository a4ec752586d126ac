/** Why a sample is no good document of its codec: the codec's own word, with the place and a next step. */

import type { Text } from '../../../schemas/validation/texts.ts'
import { openDocument, openRows } from '../../codecs/open.ts'
import type { Recognised } from './sample.ts'

const wide = { bytesMax: 67_108_864, nodesMax: 10_000_000, depthMax: 256 }

/** Undefined for a good one. Codes are those of adapters/codecs. */
export function reasonFor(
  bytes: Uint8Array,
  { codec, encoding, separator }: Extract<Recognised, { ok: true }>,
): Text | undefined {
  const native = { ...wide, codec, encoding, mediaType: 'application/octet-stream', ...(separator && { separator }) }
  const opened = codec === 'csv' ? openRows(bytes, native) : openDocument(bytes, native)
  if (opened.ok) return undefined
  const [{ code, line, column, expected = '' }] = opened.findings
  const at = line === undefined ? '' : ` ${line}:${column}`
  return {
    vi: `không phải ${codec} tốt${at} (${code}): cần ${expected}`,
    en: `no good ${codec}${at} (${code}): expected ${expected}`,
  }
}
