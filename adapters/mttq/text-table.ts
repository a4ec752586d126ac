/**
 * Which table the typed text is written in, and whether that can be true: what can be told is told, never garbled
 * in silence.
 */
import type { JsonNode, JsonObject } from '../codecs/json.ts'
import { unicodeSigns, vniSigns } from '../codecs/vni.ts'
import { typedTexts } from './format.ts'
import { readAs, type TextTable, tables } from './leaves.ts'
import { findingAt, member, type Reading } from './reading.ts'

function textsAt(node: JsonNode | undefined, [step, ...rest]: readonly string[]): readonly string[] {
  if (step === undefined) return node?.type === 'string' ? [node.value] : []
  if (node?.type === 'array' && step === '*') return node.items.flatMap((item) => textsAt(item, rest))
  return node?.type === 'object' ? textsAt(member(node, step), rest) : []
}

/**
 * Reads `bangMa`. Undefined, with a finding that rejects the petition, when it is missing or unknown, or when some
 * text contradicts it and none bears it out. Where other text bears it out, the single member that contradicts is left
 * to its own leaf. Not to be told: text whose every letter both tables have (adapters/codecs/vni.ts).
 */
export function readTextTable(reading: Reading, petition: JsonObject): TextTable | undefined {
  const reject = (node: JsonNode, code: string, expected: string): undefined => {
    reading.findings.push(findingAt(node, { code, effect: 'reject-record', target: '/report/summary', expected }))
  }
  const node = member(petition, 'bangMa')
  if (node === undefined) return reject(petition, 'field-missing', 'bangMa')
  const table = node.type === 'string' && Object.hasOwn(tables, node.value) ? (node.value as TextTable) : undefined
  if (table === undefined) return reject(node, 'code-unknown', 'UNICODE or VNI')
  const signs = table === 'VNI' ? vniSigns : unicodeSigns
  const texts = typedTexts.flatMap((path) => textsAt(petition, path.split('/')))
  const contradicted = texts.some((text) => readAs(table, text) === undefined)
  const borneOut = texts.some((text) => readAs(table, text) !== undefined && signs(text) > 0)
  return contradicted && !borneOut ? reject(node, 'text-garbled', 'the table that the text is written in') : table
}
