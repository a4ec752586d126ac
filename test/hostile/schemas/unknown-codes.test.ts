/**
 * Every native code of what the sandboxes hold, one at a time made one that no list has: no adapter may be silent about
 * it.
 */
import t from 'tap'
import { adapter as police } from '../../../adapters/cong-an/adapter.ts'
import { dossier } from '../../../adapters/cong-an/sandbox/service.ts'
import { adapter as front } from '../../../adapters/mttq/adapter.ts'
import { nativeEvent } from '../../../adapters/mttq/sandbox/writer.ts'
import type { AgencyId } from '../../../adapters/sandbox/stories.ts'
import { makeWorld, type TrueFacet } from '../../../adapters/sandbox/world.ts'
import type { NativeAnswer, Outcome, Translation } from '../../../adapters/sdk/adapter.ts'
import { adapter as inspectorate } from '../../../adapters/thanh-tra/adapter.ts'
import { encodeTcvn3 } from '../../../adapters/thanh-tra/sandbox/tcvn3.ts'
import { cellsOf, fileOf } from '../../../adapters/thanh-tra/sandbox/writer.ts'
import { adapter as court } from '../../../adapters/toa-an/adapter.ts'
import { kindOf, writeMessage } from '../../../adapters/toa-an/sandbox/message.ts'
import { adapter as procuracy } from '../../../adapters/vien-kiem-sat/adapter.ts'
import { nativeDossier } from '../../../adapters/vien-kiem-sat/sandbox/writer.ts'

/** In no list of any agency, but of the characters that codes have. */
const UNKNOWN = 'ZQ9'

interface Agency {
  readonly id: AgencyId
  /**
   * The document of a facet, and the same with the `n`-th place where `code` stands made UNKNOWN; undefined when there
   * is none.
   */
  readonly written: (facet: TrueFacet) => string
  readonly changed: (text: string, code: string, n: number) => string | undefined
  readonly body?: (text: string) => Uint8Array
  readonly mediaType: string
  readonly toShared: (answer: NativeAnswer) => Outcome<Translation | 'absent'>
}

/** The `n`-th of the places that `pattern` finds, its first group kept. */
function nth(text: string, pattern: RegExp, n: number, put: string): string | undefined {
  const found = [...text.matchAll(pattern)][n]
  return found && `${text.slice(0, found.index)}${found[1]}${put}${text.slice(found.index + found[0].length)}`
}
const literal = (code: string): string => code.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

const inJson = (text: string, code: string, n: number) =>
  nth(text, new RegExp(`([:\\[,])(?:"${literal(code)}"|${literal(code)})(?=[,\\]}])`, 'g'), n, `"${UNKNOWN}"`)
const inXml = (text: string, code: string, n: number) =>
  nth(text, new RegExp(`(>)${literal(code)}(?=</)`, 'g'), n, UNKNOWN)
const inCsv = (text: string, code: string, n: number) =>
  nth(text, new RegExp(`([;"|~^,])${literal(code)}(?=[;"|~^,\\r])`, 'g'), n, UNKNOWN)

const agencies: readonly Agency[] = [
  {
    id: 'cong-an',
    written: (facet) => String(dossier(facet).body),
    changed: inXml,
    mediaType: 'text/xml',
    toShared: police.toShared,
  },
  {
    id: 'vien-kiem-sat',
    written: (facet) => JSON.stringify(nativeDossier(facet)),
    changed: inJson,
    mediaType: 'application/json',
    toShared: procuracy.toShared,
  },
  {
    id: 'toa-an',
    written: (facet) => writeMessage(facet, kindOf(facet, false)),
    changed: inXml,
    mediaType: 'application/xml',
    toShared: court.toShared,
  },
  {
    id: 'thanh-tra',
    written: (facet) => fileOf([cellsOf(facet)]),
    changed: inCsv,
    body: encodeTcvn3,
    mediaType: 'text/csv',
    toShared: inspectorate.toShared,
  },
  {
    id: 'mttq',
    written: (facet) => JSON.stringify(nativeEvent(facet, `SK-${facet.nativeKey}`)),
    changed: inJson,
    mediaType: 'application/json',
    toShared: front.toShared,
  },
]

/** Shared codes by place, and the native codes that they came from; whether anything is null. */
function codesIn(node: unknown, at = '', into = new Map<string, { code: string; native?: string }>()) {
  if (node === null) throw new Error(`null at ${at}`)
  if (typeof node !== 'object') return into
  const coded = node as { system?: unknown; code?: unknown; native?: unknown }
  if (typeof coded.system === 'string' && typeof coded.code === 'string')
    into.set(at, { code: coded.code, ...(typeof coded.native === 'string' && { native: coded.native }) })
  else for (const [name, inner] of Object.entries(node)) codesIn(inner, `${at}/${name}`, into)
  return into
}

for (const { id, written, changed, mediaType, toShared, body = Buffer.from } of agencies)
  t.test(`${id}: an unknown code gives a finding, and never null or another code`, async (t) => {
    const held = makeWorld({ seed: 9 }).matters.flatMap(({ facets }) => facets[id] ?? [])
    const read = (text: string) => toShared({ status: 200, mediaType, body: body(text) })
    const silent: string[] = []
    const tried = new Set<string>()
    for (const facet of held) {
      const text = written(facet)
      const good = read(text)
      if (!good.ok || good.value === 'absent') throw new Error(`${id} ${facet.nativeKey}`)
      const before = codesIn(good.value)
      for (const [at, { native }] of before) {
        const place = `${at.replace(/\d+/g, '*')} ${native}`
        if (native === undefined || tried.has(place)) continue
        for (let n = 0; ; n++) {
          const other = changed(text, native, n)
          if (other === undefined) break
          const outcome = read(other)
          if (!outcome.ok) {
            tried.add(place)
            continue
          }
          const after = codesIn(outcome.value)
          const same = [...before].every(([where, { code }]) => after.get(where)?.code === code)
          if (!same) tried.add(place)
          if (!same && outcome.findings.length <= good.findings.length) silent.push(`${facet.nativeKey} ${place} ${n}`)
        }
      }
    }
    t.strictSame(silent, [])
    t.ok(tried.size >= 8, `${tried.size} codes at their places`)
  })
