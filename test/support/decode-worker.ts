/** Decodes documents one after the other, in whatever heap it is given, and tells what came of each: `taken`, or a code. */
import { parentPort, workerData } from 'node:worker_threads'
import { decodeCsv } from '../../adapters/codecs/csv.ts'
import { rfc4180 } from '../../adapters/codecs/csv-dialect.ts'
import { decodeEdxml } from '../../adapters/codecs/edxml.ts'
import { decodeJson } from '../../adapters/codecs/json.ts'
import { decodeSoap } from '../../adapters/codecs/soap.ts'
import { decodeXml } from '../../adapters/codecs/xml.ts'
import type { Manifest, Outcome } from '../../adapters/sdk/adapter.ts'

interface Given {
  readonly codec: Manifest['native']['codec']
  readonly bounds: { readonly bytesMax: number; readonly nodesMax: number; readonly depthMax: number }
  readonly documents: readonly Uint8Array[]
}

const { codec, bounds, documents } = workerData as Given
const { bytesMax } = bounds
const attached = { attachmentsMax: 200, attachmentBytesMax: bytesMax, attachmentsBytesMax: bytesMax }

const decode: Readonly<Record<Given['codec'], (bytes: Uint8Array) => Outcome<unknown>>> = {
  json: (bytes) => decodeJson(bytes, bounds),
  xml: (bytes) => decodeXml(bytes, { ...bounds, attributesMax: 16 }),
  'soap-1.1': (bytes) => decodeSoap(bytes, { ...bounds, attributesMax: 16 }),
  edxml: (bytes) => decodeEdxml(bytes, { ...bounds, ...attached, attributesMax: 16 }),
  csv: (bytes) => decodeCsv(bytes, { ...rfc4180, separator: ';' }, { bytesMax, cellsMax: bounds.nodesMax }),
}

parentPort?.postMessage(
  documents.map((bytes) => {
    const outcome = decode[codec](bytes)
    return outcome.ok ? 'taken' : outcome.findings[0].code
  }),
)
