/** A document of each agency's system, as rich as its stories have one, and what its adapter makes of its bytes. */
import { adapter as police } from '../../adapters/cong-an/adapter.ts'
import { handle as policeService } from '../../adapters/cong-an/sandbox/service.ts'
import { adapter as front } from '../../adapters/mttq/adapter.ts'
import { nativePetition } from '../../adapters/mttq/sandbox/writer.ts'
import { type Holdings, makeHoldings } from '../../adapters/sandbox/holdings.ts'
import { makeWorld, type TrueFacet, type World } from '../../adapters/sandbox/world.ts'
import type { Outcome, SourceRequest } from '../../adapters/sdk/adapter.ts'
import { adapter as inspectorate } from '../../adapters/thanh-tra/adapter.ts'
import { encodeTcvn3 } from '../../adapters/thanh-tra/sandbox/tcvn3.ts'
import { cellsOf, fileOf } from '../../adapters/thanh-tra/sandbox/writer.ts'
import { adapter as court } from '../../adapters/toa-an/adapter.ts'
import { handle as courtService } from '../../adapters/toa-an/sandbox/service.ts'
import { adapter as procuracy } from '../../adapters/vien-kiem-sat/adapter.ts'
import { nativeDossier } from '../../adapters/vien-kiem-sat/sandbox/writer.ts'

export interface NativeDocument {
  readonly truth: TrueFacet
  readonly bytes: Uint8Array
}

export interface NativeFormat {
  readonly agency: string
  toShared(body: Uint8Array): Outcome<unknown>
  write(facet: TrueFacet, world: World): Uint8Array
}

type Service = (
  request: { method: string; path: string; headers: Record<string, string>; body: string },
  of: Holdings,
) => { readonly body: string | Uint8Array }

/** What a service answers to a request of its adapter, without a socket. */
function asked(
  handle: Service,
  agency: 'cong-an' | 'toa-an',
  { method, path, headers, body = '' }: SourceRequest,
  world: World,
): Uint8Array {
  const soapaction = headers?.SOAPAction
  const given = { ...headers, ...(soapaction === undefined ? {} : { soapaction }) }
  return new Uint8Array(Buffer.from(handle({ method, path, headers: given, body }, makeHoldings(world, agency)).body))
}

const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
const answer = (mediaType: string, body: Uint8Array) => ({ status: 200, mediaType, body })

export const formats: readonly NativeFormat[] = [
  {
    agency: 'cong-an',
    toShared: (body) => police.toShared(answer('text/xml', body)),
    write: ({ nativeKey }, world) =>
      asked(policeService as Service, 'cong-an', police.requests.dossier(nativeKey), world),
  },
  {
    agency: 'vien-kiem-sat',
    toShared: (body) => procuracy.toShared(answer('application/json', body)),
    write: (facet) => json(nativeDossier(facet)),
  },
  {
    agency: 'toa-an',
    toShared: (body) => court.toShared(answer('application/xml', body)),
    write: ({ nativeKey }, world) => asked(courtService as Service, 'toa-an', court.requests.dossier(nativeKey), world),
  },
  {
    agency: 'thanh-tra',
    toShared: (body) => inspectorate.toShared(answer('text/csv', body)),
    write: (facet) => new Uint8Array(encodeTcvn3(fileOf([cellsOf(facet)]))),
  },
  {
    agency: 'mttq',
    toShared: (body) => front.toShared(answer('application/json', body)),
    write: (facet) => json({ phanAnh: nativePetition(facet) }),
  },
]

/** The documents of one format for what its agency holds in `world`. */
export function documentsOf({ agency, write }: NativeFormat, world: World): readonly NativeDocument[] {
  const truths = world.matters.flatMap(({ facets }) => facets[agency as keyof typeof facets] ?? [])
  return truths.map((truth) => ({ truth, bytes: write(truth, world) }))
}

/** The largest document of each format in a world of stories alone. */
export function richest(): readonly (NativeFormat & NativeDocument)[] {
  const world = makeWorld({ seed: 2026 })
  return formats.map((format) => {
    const [first] = documentsOf(format, world).toSorted((a, b) => b.bytes.length - a.bytes.length)
    return { ...format, ...first! }
  })
}
