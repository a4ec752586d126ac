/** Which leaves of golden documents are measured. */
import t from 'tap'
import { samplesOf } from '../../../../adapters/check/coverage/sample.ts'
import { openNative } from '../../../../adapters/check/native/open.ts'
import type { Field, Golden, Subject } from '../../../../adapters/check/subject.ts'
import type { Manifest } from '../../../../adapters/sdk/adapter.ts'

const manifest = {
  native: {
    ...{ codec: 'xml', mediaType: 'text/xml', encoding: 'utf-8' },
    ...{ bytesMax: 10_000, nodesMax: 100, depthMax: 16 },
  },
} as unknown as Manifest

const golden = (text: string): Golden => {
  const bytes = Buffer.from(text)
  return { file: text, bytes, source: openNative(manifest, {}, bytes)!, expected: {}, sides: ['shared'] }
}

const field: Field = { native: '/a/m', rows: [{ native: '/a/m', shared: '/facet/label', relation: 'equivalent' }] }
const measuredOf = (...texts: readonly string[]) => {
  const subject = { goldens: texts.map(golden), fields: [field], fieldOf: () => field } as unknown as Subject
  return samplesOf(subject)
    .of(field)
    .map(({ place }) => place.value)
}

t.test('two of different values, of which one stands beside another where a document has several', async (t) => {
  t.same(measuredOf('<a><m>P</m></a>', '<a><m>P</m></a>', '<a><m>N</m></a>'), ['P', 'N'])
  t.same(measuredOf('<a><m>P</m></a>', '<a><m>N</m></a>', '<a><m>P</m><m>K</m></a>'), ['P', 'K'])
  t.same(measuredOf('<a><m>K</m><m>T</m></a>', '<a><m>P</m></a>'), ['K', 'T'])
  t.same(measuredOf('<a><m/></a>', '<a><m>P</m></a>'), ['P'])
})
