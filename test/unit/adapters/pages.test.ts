/** Rows of a list by their table, and marks around rows and records. */
import t from 'tap'
import { openDocument } from '../../../adapters/codecs/open.ts'
import type { Manifest } from '../../../adapters/sdk/adapter.ts'
import { readPage } from '../../../adapters/sdk/index-page.ts'
import { oneOf, text } from '../../../adapters/sdk/leaves.ts'
import { nodeAt } from '../../../adapters/sdk/native.ts'
import { readRecord } from '../../../adapters/sdk/record.ts'
import { termsOf } from '../../../adapters/sdk/unknown.ts'
import { context, native, nodeOf, paths, table, termsAt, whole } from '../../support/field-table.ts'

const entry = {
  ...{
    rows: [
      ['ma', 'nativeKey', text(10), 'required'],
      ['loai', 'kind', oneOf({ '1': 'TIN_BAO' }), 'required'],
    ] as const,
    ...{ identifiers: [], marks: table.marks, confirms: [], resolves: false },
  },
}

t.test(
  'a mark around the rows of a list counts for each of them, one of a state secret refuses the page',
  async (t) => {
    const row = { ma: 'A', loai: '1', mat: 'T' }
    const ofPage = (page: object) => readPage(nodeOf(page), 'kq/ds', entry, termsAt('/kq/ds/*'), {}, context)
    const open = [{ nativeKey: 'A', conceal: false, label: { level: 'NOI_BO' } }]
    t.match(ofPage({ kq: { ds: [row] }, moc: 'M' }), { ok: true, value: { entries: open } }, 'no mark')
    for (const page of [
      { mat: 'T', kq: { ds: [row] } },
      { kq: { MAT: null, ds: [row] } },
      { kq: { ds: [row] }, phu: [{ xa: { mat: 'H' } }] },
    ])
      t.match(ofPage(page), {
        value: { entries: [{ nativeKey: 'A', conceal: true, label: { level: 'CHUA_XAC_DINH' } }] },
        findings: [{}, { code: 'mark-unknown' }],
      })
    for (const page of [
      { mat: 'M', kq: { ds: [row] } },
      { kq: { Mat: [' M '], ds: [row] } },
      { kq: { ds: [row] }, phu: [{ xa: { mat: 'M' } }] },
      // What stands in the way of the list is searched too, before it is refused for that.
      { kq: [{ mat: 'M', ds: [row] }] },
      { kq: { ds: { mat: 'M' } } },
    ])
      t.match(ofPage(page), { ok: false, findings: [{ code: 'state-secret-in-clear', effect: 'reject-document' }] })
    for (const kq of [[{ ds: [row] }], 'ds'])
      t.match(ofPage({ kq }), { ok: false, findings: [{ code: 'field-type' }] }, 'no page passes for an empty one')
  },
)

t.test(
  'so does one around a record: in attributes of the root, in a SOAP header, in what is left behind whole',
  async (t) => {
    const fields = Object.entries({ ...whole, nguoi: '' }).map(([name, of]) => `<${name}>${of}</${name}>`)
    const record = `<hs>${fields.join('').replace('<nguoi></nguoi>', '')}</hs>`
    const discarded = { native: '/tep/ky/**', shared: null, relation: 'unmapped', because: 'a signature' } as const
    const manifest = {
      labelWhenUnmarked: { level: 'CHUA_XAC_DINH', tags: [] },
      fields: [...paths.map((path) => ({ ...discarded, native: `/tep/hs/${path}` })), discarded],
      marks: [{ native: '/tep/hs/mat' }],
    } as unknown as Manifest
    const of = (xml: string, codec: 'xml' | 'soap-1.1' = 'xml') => {
      const opened = openDocument(Buffer.from(xml), { ...native, codec })
      if (!opened.ok) throw new Error(opened.findings[0].code)
      const root = opened.value
      return readRecord(nodeAt(root, 'tep/hs')!, table, termsOf(manifest, '/tep/hs'), context, root)
    }
    const soap = (header: string, at = '') =>
      `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"${at}>${header}<s:Body><tep>${record}</tep></s:Body></s:Envelope>`
    const level = (outcome: ReturnType<typeof of>) =>
      outcome.ok ? outcome.value.translation.facet.label.level : 'refused'
    t.equal(level(of(`<tep><ky><so>1</so></ky>${record}</tep>`)), 'HAN_CHE')
    t.equal(level(of(soap('', ' s:encodingStyle=""'), 'soap-1.1')), 'HAN_CHE')
    for (const mat of ['T', 'M']) {
      const wanted = mat === 'M' ? 'refused' : 'CHUA_XAC_DINH'
      t.equal(level(of(`<tep mat="${mat}">${record}</tep>`)), wanted)
      t.equal(level(of(`<tep><ky><so mat="${mat}">1</so></ky>${record}</tep>`)), wanted)
      t.equal(level(of(soap(`<s:Header><mat>${mat}</mat></s:Header>`), 'soap-1.1')), wanted)
      t.equal(level(of(soap('', ` mat="${mat}"`), 'soap-1.1')), wanted)
    }
  },
)

t.test('a row of the list that can not be read rejects itself', async (t) => {
  const page = nodeOf({
    ds: [
      { ma: 'A', loai: '1', mat: 'T' },
      { ma: 'B', loai: '8', mat: 'T' },
      { ma: 'C', loai: '1' },
    ],
  })
  const outcome = readPage(page, 'ds', entry, termsAt('/ds/*'), { next: '2' }, context)
  t.match(outcome, {
    ok: true,
    value: {
      next: '2',
      entries: [
        { nativeKey: 'A', conceal: false },
        { nativeKey: 'C', conceal: true },
      ],
    },
    findings: [{ code: 'code-unknown', effect: 'reject-record' }, { code: 'mark-missing' }],
  })
  t.match(readPage(nodeOf({ ds: {} }), 'ds', entry, termsAt('/ds/*'), {}, context), { ok: false })
})
