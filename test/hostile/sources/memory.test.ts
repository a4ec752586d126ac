import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import t from 'tap'
import congAn from '../../../adapters/cong-an/manifest.json' with { type: 'json' }
import thanhTra from '../../../adapters/thanh-tra/manifest.json' with { type: 'json' }
import toaAn from '../../../adapters/toa-an/manifest.json' with { type: 'json' }
import vienKiemSat from '../../../adapters/vien-kiem-sat/manifest.json' with { type: 'json' }
import { limits } from '../../../gateway/limits.ts'
import { attachment, edxml, reference } from '../../unit/codecs/edxml-message.ts'

/** What one codec is given: text in a document of its own, and a document of very many values. */
interface Shape {
  readonly around: (text: string) => string
  readonly values: (count: number) => string
}

const soap = (text: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><r>${text}</r></s:Body></s:Envelope>`
const attaching = (base64: string) =>
  edxml({ references: reference({ id: 'a' }), attachments: attachment({ id: 'a', base64 }) })

const shapes: Readonly<Record<string, Shape>> = {
  json: { around: (text) => `["${text}"]`, values: (count) => `[${'[],'.repeat(count)}0]` },
  'soap-1.1': { around: soap, values: (count) => soap('<a/>'.repeat(count)) },
  edxml: {
    around: (text) => (text.startsWith('JVB') ? attaching(text) : edxml().replace('Nội dung', () => text)),
    values: (count) => edxml().replace('Nội dung', () => '<a/>'.repeat(count)),
  },
  csv: { around: (text) => `a\r\n"${text}"\r\n`, values: (count) => `a${';'.repeat(count)}\r\n` },
}

const sizeOf = (text: string): number => Buffer.byteLength(text)
t.test('a document as large as its manifest allows is decoded in the heap of a worker', async (t) => {
  for (const { native } of [congAn, vienKiemSat, toaAn, thanhTra]) {
    const { codec, bytesMax, nodesMax, depthMax } = native
    const { around, values } = shapes[codec]!
    const left = bytesMax - sizeOf(around('')) - 100
    const documents: readonly (readonly [what: string, text: string, ...expected: string[]])[] = [
      ['one long text', around('a'.repeat(left)), 'taken'],
      ['text in NFD', around('e\u0323\u0302 '.repeat(left / 6)), 'taken'],
      // It is read, and then is no such message, or has columns without a name.
      ['as many values as there may be', values(nodesMax - 100), 'taken', 'value-invalid', 'column-repeated'],
      ['as many as there is room for', values(Math.floor(left / 4)), 'nodes-exceeded'],
      ...(codec === 'edxml'
        ? [['one large attachment', around('JVBERi0x'.repeat(left / 8 - 100)), 'taken'] as const]
        : []),
    ]
    const worker = new Worker(new URL('../../support/decode-worker.ts', import.meta.url), {
      workerData: {
        codec,
        bounds: { bytesMax, nodesMax, depthMax },
        documents: documents.map(([, text]) => Buffer.from(text)),
      },
      resourceLimits: { maxOldGenerationSizeMb: limits.source.worker_heap_mb_max },
    })
    const [codes] = await once(worker, 'message')
    documents.forEach(([what, text, ...expected], i) => {
      t.ok(sizeOf(text) <= bytesMax, `${codec}: ${what} fits`)
      t.ok(expected.includes(codes[i]), `${codec}: ${what}: ${codes[i]}`)
    })
  }
})
