/** What the hardened codecs cost beside bare parsers that build a comparable tree: the agencies' own documents, in turns of one run. */
import iconv from 'iconv-lite'
import { SaxesParser } from 'saxes'
import { decodeCsv } from '../../adapters/codecs/csv.ts'
import type { CsvDialect } from '../../adapters/codecs/csv-dialect.ts'
import { decodeEdxml } from '../../adapters/codecs/edxml.ts'
import { decodeJson } from '../../adapters/codecs/json.ts'
import { decodeSoap } from '../../adapters/codecs/soap.ts'
import { makeWorld } from '../../adapters/sandbox/world.ts'
import type { Outcome } from '../../adapters/sdk/adapter.ts'
import { documentsOf, formats } from '../support/native-documents.ts'
import { median, quartiles, table } from './statistics.ts'

const DOCUMENTS = 60
/** Not counted: a compiler needs some thousands of documents. */
const WARM_UP_ROUNDS = 10
const ROUNDS = 31

const bounds = { bytesMax: 4 << 20, nodesMax: 100_000, depthMax: 32, attributesMax: 16, cellsMax: 100_000 }
const attached = { attachmentsMax: 200, attachmentBytesMax: 2 << 20, attachmentsBytesMax: 3 << 20 }
const dialect: CsvDialect = { encoding: 'tcvn3', separator: ';', quote: '"', lineEnds: 'crlf', header: true }

const utf8 = new TextDecoder('utf-8', { fatal: true })

interface Element {
  readonly name: string
  readonly ns: string
  readonly attributes: readonly { readonly name: string; readonly ns: string; readonly value: string }[]
  readonly children: Element[]
  text: string
}

/** The same tree as the XML codec's, but for places. */
function bareXml(bytes: Uint8Array): Element | undefined {
  const parser = new SaxesParser({ xmlns: true })
  const open: Element[] = []
  let root: Element | undefined
  const append = (run: string): void => {
    const inner = open.at(-1)
    if (inner) inner.text += run
  }
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ local, uri, attributes }) => {
    const own = Object.values(attributes).map((of) => ({ name: of.local, ns: of.uri, value: of.value }))
    open.push({ name: local, ns: uri, attributes: own, children: [], text: '' })
  })
  parser.on('text', append)
  parser.on('cdata', append)
  parser.on('closetag', () => {
    const closed = open.pop()
    const parent = open.at(-1)
    if (closed && parent) parent.children.push(closed)
    else root = closed
  })
  parser.write(utf8.decode(bytes)).close()
  return root
}

/** And what is attached, decoded. */
function bareEdxml(bytes: Uint8Array): readonly Uint8Array[] {
  const attachments = bareXml(bytes)?.children.find(({ name }) => name === 'AttachmentEncoded')?.children ?? []
  return attachments.map(({ children }) =>
    Buffer.from(children.find(({ name }) => name === 'ContentTransferEncoded')?.text ?? '', 'base64'),
  )
}

interface Pair {
  readonly bareName: string
  readonly bare: (bytes: Uint8Array) => unknown
  readonly codec: (bytes: Uint8Array) => Outcome<unknown>
}

const jsonPair: Pair = {
  bareName: 'JSON.parse',
  bare: (bytes) => JSON.parse(utf8.decode(bytes)),
  codec: (bytes) => decodeJson(bytes, bounds),
}

const pairs: Readonly<Record<string, Pair>> = {
  'cong-an': { bareName: 'saxes', bare: bareXml, codec: (bytes) => decodeSoap(bytes, bounds) },
  'vien-kiem-sat': jsonPair,
  'toa-an': {
    bareName: 'saxes, base64',
    bare: bareEdxml,
    codec: (bytes) => decodeEdxml(bytes, { ...bounds, ...attached }),
  },
  'thanh-tra': {
    bareName: 'iconv-lite, split',
    bare: (bytes) =>
      iconv
        .decode(Buffer.from(bytes), 'tcvn')
        .split('\r\n')
        .map((row) => row.split(';')),
    codec: (bytes) => decodeCsv(bytes, dialect, bounds),
  },
  mttq: { ...jsonPair, codec: (bytes) => decodeJson(bytes, { ...bounds, mixedEncodings: true }) },
}

/** Runs each codec beside its bare parser and gives both as text: documents a second, and the ratio. Takes some seconds. */
export function benchDecode(): string {
  const world = makeWorld({ seed: 7, dossiers: 200 })
  const rows = formats.map((format) => {
    const { bareName, bare, codec } = pairs[format.agency]!
    const documents = documentsOf(format, world)
      .slice(0, DOCUMENTS)
      .map(({ bytes }) => bytes)
    if (documents.some((bytes) => !codec(bytes).ok)) throw new Error(`a document of ${format.agency} is not read`)
    const round = (read: (bytes: Uint8Array) => unknown): number => {
      const from = performance.now()
      for (const bytes of documents) read(bytes)
      return (documents.length * 1000) / (performance.now() - from)
    }
    for (let turn = 0; turn < WARM_UP_ROUNDS; turn++) [bare, codec].map(round)
    const turns = Array.from({ length: ROUNDS }, (_, turn) => {
      // In turns, so that a machine that slows down favours none.
      const [first, second] = turn % 2 === 0 ? [bare, codec] : [codec, bare]
      const speeds = [round(first), round(second)]
      return (turn % 2 === 0 ? speeds : speeds.reverse()) as [number, number]
    })
    const ratios = turns.map(([alone, hardened]) => hardened / alone)
    const [low, high] = quartiles(ratios)
    const mean = documents.reduce((sum, { byteLength }) => sum + byteLength, 0) / documents.length
    return [
      format.agency,
      (mean / 1024).toFixed(1),
      bareName,
      median(turns.map(([alone]) => alone)).toFixed(0),
      median(turns.map(([, hardened]) => hardened)).toFixed(0),
      median(ratios).toFixed(2),
      `${low.toFixed(2)}–${high.toFixed(2)}`,
    ]
  })
  const heads = ['', 'KiB', 'bare parser', 'documents/s', 'codec', 'ratio', 'quartiles']
  return `From bytes to a tree: the codecs beside bare parsers (${ROUNDS} rounds)\n${table([heads, ...rows])}\n`
}
