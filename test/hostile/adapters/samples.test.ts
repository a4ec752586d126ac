/** Samples from which no adapter can be drafted say why and what to do, and never repeat what is in them. */
import iconv from 'iconv-lite'
import t from 'tap'
import { draft } from '../../../adapters/check/draft/draft.ts'
import { encodeText } from '../../../adapters/codecs/encodings.ts'
import { encodeVni } from '../../../adapters/codecs/vni.ts'
import { bilingual } from '../../../schemas/validation/texts.ts'

const options = { id: 'thu', agency: 'SO', title: { vi: 'thử', en: 'trial' }, transport: 'https-query' } as const
const drafted = (bytes: Uint8Array, codec?: Parameters<typeof draft>[2]) =>
  draft([{ path: 'mau', bytes }], options, codec)
const words = 'Nguyễn Văn Mẫu là người của xã, không được cấp số trong năm'
const xml = `<?xml version="1.0" encoding="UTF-8"?><BaoCao><So>1</So><NoiDung>${words}</NoiDung></BaoCao>`
const vniOf = (text: string): string => {
  const encoded = encodeVni(text)
  return encoded.ok ? encoded.value : ''
}
const windows1258 = (text: string): Uint8Array => {
  const encoded = encodeText(text, 'windows-1258')
  return encoded.ok ? encoded.value : new Uint8Array()
}

const refused: readonly (readonly [
  what: string,
  bytes: Uint8Array,
  said: RegExp,
  codec?: Parameters<typeof draft>[2],
])[] = [
  ['an empty file', new Uint8Array(), /empty/],
  ['ten megabytes', new Uint8Array(10 * 1024 * 1024).fill(0x20), /cut one record/],
  ['a PDF', Buffer.from('%PDF-1.7\n'), /PDF/],
  ['a spreadsheet', Buffer.from('PK\x03\x04rest'), /xlsx/],
  ['a binary file', Buffer.from([0x7b, 0x00, 0x01]), /binary/],
  ['UTF-16', Buffer.from('\ufeff{"a":1}', 'utf16le'), /UTF-16/],
  ['JSON cut short', Buffer.from(`{"hoTen":"${words}","so":`), /no good json 1:\d+ \(document-malformed\)/],
  ['a key twice', Buffer.from('{"a":1,"a":2}'), /key-duplicate/],
  ['XML cut short', Buffer.from(xml.slice(0, -5)), /no good xml/],
  ['XML with a DTD', Buffer.from(`<!DOCTYPE a [<!ENTITY b "${words}">]><a>&b;</a>`), /dtd-forbidden/],
  ['a row that is too short', Buffer.from('So;Ten\r\n1\r\n'), /row-length/],
  ['prose', Buffer.from(words.replaceAll(',', '')), /--codec/],
  ['XML in TCVN3 that says UTF-8', iconv.encode(xml, 'tcvn'), /no good xml 1:1 \(encoding-unsupported\)/],
  [
    'edXML in TCVN3',
    iconv.encode(`<edXML>${words}</edXML>`, 'tcvn'),
    /in tcvn3, which the codecs csv, xml and soap-1.1/,
  ],
  ['VNI', Buffer.from(vniOf(`{"ten":"${words}"}`), 'latin1'), /in vni/],
  ['Windows-1258', windows1258(`{"ten":"${words}"}`), /windows-1258/],
  ['XML that is called JSON', Buffer.from(xml), /no good json/, 'json'],
]

t.test('refused, with what to do', async (t) => {
  for (const [what, bytes, said, codec] of refused) {
    const result = drafted(bytes, codec)
    if (result.ok) {
      t.fail(what)
      continue
    }
    t.match(bilingual(result.why), said, what)
    t.notMatch(bilingual(result.why), /Mẫu|người của/, `${what}: nothing of the content`)
  }
})

t.test('what may be odd and can be read', async (t) => {
  const bom = drafted(Buffer.from(`\ufeff{"ten":"${words}"}`))
  t.match(bom, { ok: true, samples: [{ bytes: Buffer.from(`{"ten":"${words}"}`) }], notes: [{ en: /BOM/ }] })
  const tcvn3 = drafted(iconv.encode(`So;Ten\r\n1;${words}\r\n`, 'tcvn'))
  t.match(tcvn3, { ok: true, manifest: { native: { codec: 'csv', encoding: 'tcvn3', separator: ';' } } })
  const xml1258 = drafted(windows1258(xml.replace('UTF-8', 'windows-1258')))
  t.match(xml1258, { ok: true, manifest: { native: { codec: 'xml', encoding: 'windows-1258' } } })
  const vni = drafted(Buffer.from(JSON.stringify({ ten: vniOf(words) })))
  t.match(vni, { ok: true, notes: [{ en: /VNI/ }] })
  const nfd = drafted(Buffer.from(JSON.stringify({ ten: words.normalize('NFD') })))
  t.match(nfd, { ok: true, notes: [{ en: /NFD/ }] })
})

t.test('samples of two formats are two adapters', async (t) => {
  const given = [Buffer.from('{"a":1}'), Buffer.from(xml)].map((bytes, n) => ({ path: `${n}`, bytes }))
  t.match(draft(given, options), { ok: false, path: '1', why: { en: /differ/ } })
})

t.test('a draft tells what fields look like, and nothing of what is in them', async (t) => {
  const record = {
    ma: 'A-1',
    hoTen: words,
    sinh: '02/09/1990',
    luc: '2026-01-02 03:04',
    so: '123456789',
    mat: 'H',
    co: true,
    ds: [],
  }
  const result = drafted(Buffer.from(JSON.stringify(record)))
  if (!result.ok) throw new Error(result.why.en)
  const { fields } = result.manifest
  t.ok(fields.every(({ relation }) => relation === 'undecided'))
  const because = Object.fromEntries(fields.map((row) => [row.native, row.because]))
  t.match(because, {
    '/ma': /a code/,
    '/hoTen': /up to 100 characters/,
    '/sinh': /date, month or year/,
    '/luc': /a time yyyy-MM-dd/,
    '/so': /personal id/,
    '/mat': /handling mark/,
    '/co': /true or false/,
  })
  t.notMatch(JSON.stringify(result.manifest), /Mẫu|1990|A-1|123456789/)
})

t.test('a draft from CSV is deposited, unless something else is said', async (t) => {
  const bytes = Buffer.from('Ma,Nhom,Luc,Handling\nA1,1111,02/13/2026 01:05:09 PM,H|C\n')
  const { transport: _, ...silent } = options
  const of = (given: typeof silent) => draft([{ path: 'ds.csv', bytes }], given)
  t.match(of(options), { ok: true, manifest: { transport: { kind: options.transport } } })
  const result = of(silent)
  if (!result.ok) throw new Error(result.why.en)
  t.equal(result.manifest.transport.kind, 'directory')
  t.match(Object.fromEntries(result.manifest.fields.map((row) => [row.native, row.because])), {
    '/*/Nhom': /a number/,
    '/*/Luc': /a 12-hour time/,
    '/*/Handling': /handling mark/,
  })
})
