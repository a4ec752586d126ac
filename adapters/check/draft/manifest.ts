/** The manifest of a draft: what the samples show, everything else undecided. */
import type { FieldRow, Manifest, TransportKind } from '../../sdk/adapter.ts'
import { openNative } from '../native/open.ts'
import { isLeaf, type Place } from '../native/source.ts'
import { type Seen, toDecide } from './guess.ts'
import type { Recognised } from './sample.ts'
import { usualTransports } from './transports.ts'

type Native = Manifest['native']

export interface DraftOptions {
  readonly id: string
  /** Code of the list `agencies`, and its names there. */
  readonly agency: string
  readonly title: Manifest['title']
  /** Without it: what the codec allows, `directory` for CSV and `https-query` for every other. */
  readonly transport?: TransportKind | undefined
}

export interface Sample {
  /** As it lies in golden/. */
  readonly name: string
  readonly bytes: Uint8Array
}

const mediaTypes: Readonly<Record<Native['codec'], string>> = {
  json: 'application/json',
  xml: 'application/xml',
  'soap-1.1': 'text/xml',
  edxml: 'application/xml',
  csv: 'text/csv',
}

/** A sample is small; real records are as much larger, at most. */
const HEAD_ROOM = 16
const bytes_min = 256 * 1024
const nodes_min = 20_000
const depth_min = 16

const bounded = (seen: number, min: number, max: number): number =>
  Math.min(Math.max(2 ** Math.ceil(Math.log2(Math.max(seen, 1) * HEAD_ROOM)), min), max)

const depthOf = (places: readonly Place[]): number =>
  Math.max(1, ...places.map(({ pointer }) => pointer.split('/').length))

/** The manifest, and what can't be read as a tree of the codec (by name): then there is none. */
export function draftManifest(
  samples: readonly Sample[],
  recognised: Extract<Recognised, { ok: true }>,
  { id, agency, title, transport: chosen }: DraftOptions,
): { readonly ok: true; readonly manifest: Manifest } | { readonly ok: false; readonly unreadable: readonly string[] } {
  const { codec, encoding, separator } = recognised
  const transport = usualTransports[chosen ?? (codec === 'csv' ? 'directory' : 'https-query')]
  const wide: Native = {
    ...{ codec, mediaType: mediaTypes[codec], encoding, ...(separator && { separator }) },
    ...{ bytesMax: 67_108_864, nodesMax: 10_000_000, depthMax: 256 },
  }
  const draft: Manifest = {
    ...{ id, version: '0.1.0', agency, title, contract: 1, native: wide, directions: ['toShared'], transport },
    ...{ labelWhenUnmarked: { level: 'CHUA_XAC_DINH', tags: [] }, marks: [], fields: [] },
  }
  const opened = samples.map(({ name, bytes }) => ({ name, bytes, source: openNative(draft, {}, bytes) }))
  const unreadable = opened.filter(({ source }) => source === undefined).map(({ name }) => name)
  if (unreadable.length > 0) return { ok: false, unreadable }
  const places = opened.flatMap(({ source }) => source!.places)
  const seen = Map.groupBy(places.filter(isLeaf), ({ path }) => path)
  const fields = [...seen].map(([native, of]): FieldRow => {
    const values: readonly Seen[] = of
    return { native, shared: null, relation: 'undecided', because: toDecide(native, values) }
  })
  const largest = Math.max(...samples.map(({ bytes }) => bytes.byteLength))
  const native: Native = {
    ...wide,
    bytesMax: bounded(largest, bytes_min, wide.bytesMax),
    nodesMax: bounded(places.length, nodes_min, wide.nodesMax),
    depthMax: bounded(depthOf(places), depth_min, wide.depthMax),
  }
  return { ok: true, manifest: { ...draft, native, fields } }
}
