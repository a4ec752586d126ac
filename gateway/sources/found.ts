/** Digests of what findings are about, made here and not by an adapter: findings speak of equal values without saying any. Runs in the worker. */
import { createHmac } from 'node:crypto'
import { openDocument, openRows } from '../../adapters/codecs/open.ts'
import type { Manifest } from '../../adapters/sdk/adapter.ts'
import type { NativeNode } from '../../adapters/sdk/native.ts'
import { random_bytes } from '../telemetry/random.ts'
import { speaksOfSecret } from './replies.ts'
import type { ReportedFinding } from './reported.ts'

type Native = Manifest['native']

const key_bytes = 32
const digest_bytes = 16

/** Types (gateway/sources/reported.ts) of what has a value: for others a document need not be opened again. */
const leaves: ReadonlySet<string | undefined> = new Set(['text', 'string', 'number', 'inexact-number', 'boolean'])

/** Findings of `body` with the digests that can be had. */
export type Digester = (body: Uint8Array, findings: readonly ReportedFinding[]) => readonly ReportedFinding[]

/** Each pointer and all that it stands below. */
function prefixesOf(pointers: Iterable<string>): ReadonlySet<string> {
  const prefixes = new Set<string>()
  for (const pointer of pointers)
    for (let at = pointer.length; at > 0; at = pointer.lastIndexOf('/', at - 1)) prefixes.add(pointer.slice(0, at))
  return prefixes
}

/** What stands at `wanted` in a document that its codec can open; a text and a number that look alike are told apart. */
function valuesAt(body: Uint8Array, native: Native, wanted: ReadonlySet<string>): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  const onTheWay = prefixesOf(wanted)
  const visit = (node: NativeNode): void => {
    const { value, pointer } = node
    if (value !== undefined && value !== '' && wanted.has(pointer)) values.set(pointer, JSON.stringify(value))
    for (const item of node.items) if (onTheWay.has(item.pointer)) visit(item)
    for (const name of node.names()) {
      const member = node.member(name)
      // A list of XML stands nowhere itself: it has the place of its first item.
      if (member && (member.kind === 'list' || onTheWay.has(member.pointer))) visit(member)
    }
  }
  if (native.codec === 'csv') {
    const rows = openRows(body, native)
    if (rows.ok) for (const { record } of rows.value) if (onTheWay.has(record.pointer)) visit(record)
  } else {
    const opened = openDocument(body, native)
    if (opened.ok) visit(opened.value)
  }
  return values
}

/**
 * A digester for one document and its parts: HMAC-SHA-256 of the leaf that a finding points to and found something at, cut to 128 bits, 22
 * characters of base64url. So a reader of findings sees that two of one document are about the same value (one unknown code a hundred times, or
 * a hundred codes), and nobody can try guesses: the key is random, of this document alone, and gone with the digester. Digests of two documents,
 * or of two readings of one, say nothing of each other. There is none where the pointer leads to no leaf that the codec finds by itself (inside a
 * cell or an attached document, an empty leaf, a document that does not open), and none beside a state secret.
 */
export function createDigester(native: Native): Digester {
  let key: Buffer | undefined
  return (body, findings) => {
    const wanted = new Set(findings.filter(({ found }) => leaves.has(found?.type)).map(({ pointer }) => pointer))
    if (wanted.size === 0 || speaksOfSecret(findings)) return findings
    const values = valuesAt(body, native, wanted)
    key ??= random_bytes(key_bytes)
    const digests = new Map<string, string>()
    for (const [pointer, value] of values) {
      const mac = createHmac('sha256', key).update(value).digest()
      digests.set(pointer, mac.subarray(0, digest_bytes).toString('base64url'))
    }
    return findings.map((finding) => {
      const digest = digests.get(finding.pointer)
      return finding.found && digest !== undefined ? { ...finding, found: { ...finding.found, digest } } : finding
    })
  }
}
