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
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const lines = codec === 'csv' && /[^\r]\n/.test(text)
  const vi = lines ? '; các dòng kết thúc bằng LF: codec đòi CRLF (RFC 4180)' : ''
  const en = lines ? '; lines end with LF, and the codec wants CRLF (RFC 4180)' : ''
  return {
    vi: `không phải ${codec} tốt${at} (${code}): cần ${expected}${vi}`,
    en: `no good ${codec}${at} (${code}): expected ${expected}${en}`,
  }
}
