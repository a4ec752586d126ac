/**
 * Names of fields that no manifest has, and that may be content: a system can make keys of people's names. Such a field is told by its place at
 * once, by its name when that is likely to be a word of the format. Runs in the worker.
 */
import { createHmac } from 'node:crypto'
import type { Manifest } from '../../adapters/sdk/adapter.ts'
import { random_bytes } from '../telemetry/random.ts'
import { speaksOfSecret } from './replies.ts'
import type { ReportedFinding } from './reported.ts'

/** Different records in a row that have it at one place: matters of one person are often read one after the other. */
const RECORDS_MIN = 8
/** Of one reading: a longer page says nothing of its records. */
const IDENTITIES_MAX = 16
/** Places with names that are waited for; senders can make names up. */
const PLACES_MAX = 1000
/** A shorter name is near too many others. */
const NEAR_LENGTH_MIN = 6
const DISTANCE_MAX = 2

const folded = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** Whether `a` becomes `b` by at most DISTANCE_MAX letters put in, left out or changed. */
function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > DISTANCE_MAX) return false
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (letter === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row.at(-1)! <= DISTANCE_MAX
}

/** The names in native paths, as they compare. */
const namesIn = (fields: Manifest['fields']): ReadonlySet<string> =>
  new Set(fields.flatMap(({ native }) => native.split('/').map(folded)).filter((name) => name !== ''))

/** A pointer's last name, and what it stands in; positions of XML aside. */
function splitAt(pointer: string): readonly [parent: string, name: string] | undefined {
  const found = /^(.*)\/([^/]+?)(?:\/\d+)?$/s.exec(pointer)
  return found && !/^\d+$/.test(found[2]!) ? [found[1]!, found[2]!] : undefined
}

/** Records in a row with an unknown name at one place. */
interface Run {
  count: number
  /** MACs of what identifies them. */
  readonly identities: Set<string>
}

/** A field that may be named: its parent and its name. Of one that points to a branch the adapter itself counts what it would not name. */
const memberOf = ({ code, pointer, found }: ReportedFinding) =>
  code === 'field-unknown' && found?.type !== 'member' ? splitAt(pointer) : undefined

/**
 * Findings of a document, with names left out that may be content: where `field-unknown` points to, its parent then stands, with length and digest
 * of the name (keyed for this document alone, and none beside a state secret). A name is told that the manifest has elsewhere or nearly has (a
 * renamed field), and one that RECORDS_MIN different records in a row had at the same place. `record`: the identifiers of the record, or the keys
 * of all on a page; readings that share one are of one record. Empty when they are not known.
 */
export type NameTeller = (findings: readonly ReportedFinding[], record: readonly string[]) => readonly ReportedFinding[]

/** A teller for documents of one adapter. It remembers MACs of places and records, no names. */
export function nameTeller(fields: Manifest['fields']): NameTeller {
  const known = namesIn(fields)
  const near = [...known].filter(({ length }) => length >= NEAR_LENGTH_MIN)
  const runs = new Map<string, Run>()
  const secret = random_bytes(32)
  const mac = (key: Uint8Array, text: string): string =>
    createHmac('sha256', key).update(text).digest().subarray(0, 16).toString('base64url')
  const placeOf = (pointer: string): string => mac(secret, pointer.replace(/\/\d+(?=\/|$)/g, '/*'))

  const isKnown = (name: string): boolean => {
    const own = folded(name)
    return known.has(own) || (own.length >= NEAR_LENGTH_MIN && near.some((other) => isNear(own, other)))
  }
  const isCommon = (pointer: string): boolean => (runs.get(placeOf(pointer))?.count ?? 0) >= RECORDS_MIN

  /** Goes on with the runs of the places that a record has, and ends those of the places that it has not. */
  function count(places: ReadonlySet<string>, record: readonly string[]): void {
    if (record.length === 0 || record.length > IDENTITIES_MAX) return
    for (const place of places)
      if (!runs.has(place) && runs.size < PLACES_MAX) runs.set(place, { count: 0, identities: new Set() })
    if (runs.size === 0) return
    const own = record.map((identity) => mac(secret, identity))
    for (const [place, run] of runs) {
      if (run.count >= RECORDS_MIN) continue
      const isOther = own.every((identity) => !run.identities.has(identity))
      // One record can have ever more numbers.
      if ((isOther && !places.has(place)) || run.identities.size > RECORDS_MIN * IDENTITIES_MAX) runs.delete(place)
      else for (const identity of own) run.identities.add(identity)
      if (isOther) run.count += 1
      if (run.count >= RECORDS_MIN) run.identities.clear()
    }
  }

  return (findings, record) => {
    const members = findings.filter((finding) => memberOf(finding) !== undefined)
    count(new Set(members.map(({ pointer }) => placeOf(pointer))), record)
    if (members.length === 0) return findings
    const key = random_bytes(32)
    const digest = (name: string) => (speaksOfSecret(findings) ? {} : { digest: mac(key, name) })
    return findings.map((finding) => {
      const [parent, name] = memberOf(finding) ?? []
      if (parent === undefined || name === undefined || isKnown(name) || isCommon(finding.pointer)) return finding
      return { ...finding, pointer: parent, found: { type: 'member', length: name.length, ...digest(name) } }
    })
  }
}
