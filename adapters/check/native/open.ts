/** A native document of any codec as a source of places. */
import type { Manifest } from '../../sdk/adapter.ts'
import type { Kit } from '../../sdk/kit.ts'
import { cellNotation, cellSpots, csv, csvSpots, separatorOf } from './csv.ts'
import { encodings } from './encoding.ts'
import { json, jsonSpots } from './json.ts'
import { makeSource, type Notation, type Place, type Source, type Spot } from './source.ts'
import { xml, xmlSpots } from './xml.ts'

/** What stands around the content in each codec's documents, and is no part of the paths of the manifest. */
const wrappers: Readonly<Record<Manifest['native']['codec'], readonly string[]>> = {
  json: [],
  xml: [],
  csv: [],
  'soap-1.1': ['/Envelope/Body'],
  edxml: ['/edXML/edXMLEnvelope/edXMLHeader', '/edXML/edXMLEnvelope/edXMLBody', '/edXML'],
}

const unwrapped = (codec: Manifest['native']['codec'], path: string): string => {
  const wrapper = wrappers[codec].find((of) => path.startsWith(`${of}/`))
  return wrapper === undefined ? path : path.slice(wrapper.length)
}

/** The cells' own syntax, by the kit of the adapter. */
function partsOf(place: Place, kit: Kit): readonly Place[] {
  const parts = kit.partsOf?.(place.path, place.value) ?? []
  if (parts.length === 0) return []
  const finish: Source['finish'] = (text) => {
    const written = place.source.notation.write(place.source.text, place, { kind: 'text', text })
    if (written === undefined) return undefined
    return place.source.finish(place.source.text.slice(0, place.from) + written + place.source.text.slice(place.to))
  }
  return makeSource(place.value, cellNotation(kit.escape ?? ((value) => value)), cellSpots(place, parts), finish).places
}

/** XML in base64, as edXML attaches it: a document with a root of its own, its pointers below those of the attachment. */
function attached(place: Place, kit: Kit): readonly Place[] {
  if (place.value.length < 16 || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(place.value)) return []
  const text = encodings['utf-8'].decode(Buffer.from(place.value, 'base64'))
  const spots = text === undefined || !/^\ufeff?\s*</.test(text) ? undefined : xmlSpots(text)
  if (text === undefined || spots === undefined) return []
  const { source, from, to } = place
  const finish: Source['finish'] = (inner) => {
    const bytes = encodings['utf-8'].encode(inner)
    if (bytes === undefined) return undefined
    return source.finish(source.text.slice(0, from) + Buffer.from(bytes).toString('base64') + source.text.slice(to))
  }
  const below = spots.map((spot) => ({ ...spot, pointer: place.pointer + spot.pointer }))
  return makeSource(text, xml, below, finish, (inner) => partsOf(inner, kit)).places
}

/**
 * The places of a native document; undefined when it is not well formed. Follows `native` of the manifest for codec and encoding,
 * and the kit for syntax within leaves. NOT verified: any schema; bounds.
 */
export function openNative({ native }: Manifest, kit: Kit, bytes: Uint8Array): Source | undefined {
  const { codec } = native
  const encoding = encodings[native.encoding]
  const text = encoding.decode(bytes)
  if (text === undefined) return undefined
  const [spots, notation]: readonly [readonly Spot[] | undefined, Notation] =
    codec === 'json'
      ? [jsonSpots(text), json]
      : codec === 'csv'
        ? [csvSpots(text), csv(separatorOf(text))]
        : [xmlSpots(text), xml]
  if (spots === undefined) return undefined
  const named = spots.map((spot) => ({ ...spot, path: unwrapped(codec, spot.path) }))
  return makeSource(text, notation, named, encoding.encode, (place) => {
    const within = codec === 'edxml' && place.path.endsWith('/ContentTransferEncoded') ? attached(place, kit) : []
    return within.length > 0 ? within : partsOf(place, kit)
  })
}
