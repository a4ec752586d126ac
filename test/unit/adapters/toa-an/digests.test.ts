/** The digests of the scans that a message carries: of their bytes and nothing else, beside the document that they are of. */
import { createHash } from 'node:crypto'
import t from 'tap'
import { sha256 } from '../../../../adapters/codecs/sha256.ts'
import { inFile, story, textOf, translated } from './harness.ts'

const text = textOf(story('xet-xu-cong-khai'))
const whole = translated(text)

/** What a message carries for a content id. */
function carried(id: string): Buffer {
  const [, base64 = ''] =
    new RegExp(`<ContentId>${id}</ContentId>.*?<ContentTransferEncoded>([^<]*)<`, 's').exec(text) ?? []
  return Buffer.from(base64, 'base64')
}

t.test('SHA-256 of the examples of FIPS 180-4', async (t) => {
  t.equal(sha256(Buffer.from('abc')), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  t.equal(sha256(new Uint8Array()), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})

t.test('each document has the digest of its own bytes, and the file of the court has none', async (t) => {
  const expected = whole.facet.documents!.map(({ id }, i) => ({
    path: `/documents/${i}`,
    sha256: createHash('sha256').update(carried(id)).digest('hex'),
  }))
  t.ok(expected.length >= 4)
  t.strictSame(whole.digests, expected)
  t.equal(new Set(expected.map((of) => of.sha256)).size, expected.length)
  t.strictSame(whole.digests, story('xet-xu-cong-khai').translation.digests, 'as the oracle has it')
})

t.test('other bytes give another digest, other base64 of the same bytes the same', async (t) => {
  const scan = /(?<=<ContentId>TL-2<\/ContentId>.*?<ContentTransferEncoded>)[^<]*/s
  const bytes = carried('TL-2')
  const changed = Buffer.from(bytes)
  changed[bytes.length - 2] = changed[bytes.length - 2]! ^ 1
  const withScan = (base64: string) => translated(text.replace(scan, base64)).digests!
  t.not(withScan(changed.toString('base64'))[1]!.sha256, whole.digests![1]!.sha256)
  t.strictSame(withScan(changed.toString('base64')).toSpliced(1, 1), whole.digests!.toSpliced(1, 1))
  t.strictSame(withScan(`\n  ${bytes.toString('base64')}\n`), whole.digests)
})

t.test('a document that is left out takes its digest with it, and those after it close up', async (t) => {
  const without = translated(inFile(text, /<TaiLieu ma="TL-1".*<\/TaiLieu>\n/, ''))
  t.equal(without.facet.documents![0]!.id, 'TL-2')
  t.strictSame(
    without.digests,
    whole.digests!.slice(1).map((of, i) => ({ ...of, path: `/documents/${i}` })),
  )
})

t.test('a digest is in no finding', async (t) => {
  const { findings } = translated(inFile(text, '<TepDinhKem>TL-1<', '<TepDinhKem>TL-9<'))
  t.ok(findings.length > 0)
  t.notMatch(JSON.stringify(findings), new RegExp(whole.digests!.map((of) => of.sha256).join('|')))
})
