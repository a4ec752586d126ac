import t from 'tap'
import * as vni from '../../../adapters/codecs/vni.ts'
import { unicodeSigns, vietnameseLetters, vniSigns } from '../../../adapters/codecs/vni.ts'
import { asVni } from '../../../adapters/mttq/sandbox/vni.ts'
import { makeWorld } from '../../../adapters/sandbox/world.ts'
import type { Outcome } from '../../../adapters/sdk/adapter.ts'

const given = (outcome: Outcome<string>) => (outcome.ok ? outcome.value : undefined)
const decodeVni = (text: string) => given(vni.decodeVni(text))
const encodeVni = (text: string) => given(vni.encodeVni(text))

/** Every text of a value. */
const texts = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value ? Object.values(value).flatMap(texts) : []

t.test('known words, among them those that the usual package gets wrong', async (t) => {
  for (const [written, unicode] of [
    ['Tieáng Vieät', 'Tiếng Việt'],
    ['Ñöùc', 'Đức'],
    ['ôû', 'ở'],
    ['ÔÛ', 'Ở'],
    ['Nguyeãn Thò Höôøng', 'Nguyễn Thị Hường'],
    ['NGUYEÃN VAÊN ÑÖÏC', 'NGUYỄN VĂN ĐỰC'],
    ['nghóa vuï, tæ leä, kyõ sö, lyù do, Myõ Quyù, chuù yù', 'nghĩa vụ, tỉ lệ, kỹ sư, lý do, Mỹ Quý, chú ý'],
    ['öôùc mô, öôïc, löôõng', 'ước mơ, ược, lưỡng'],
    ['huyønh huîch', 'huỳnh huỵch'],
  ] as const)
    t.strictSame([decodeVni(written), encodeVni(unicode)], [unicode, written], unicode)
})

t.test('all 134 letters go both ways, each with a writing of its own, and the other writer agrees', async (t) => {
  t.equal(new Set(vietnameseLetters).size, 134)
  t.equal(new Set(vietnameseLetters.map((letter) => encodeVni(letter))).size, 134)
  for (const letter of vietnameseLetters) {
    t.equal(letter, letter.normalize('NFC'))
    t.equal(decodeVni(encodeVni(letter)!), letter)
    t.equal(asVni(letter), encodeVni(letter), letter)
  }
})

t.test('letters next to each other do not run into one another', async (t) => {
  const all = [...vietnameseLetters, ...'aeiouydAEIOUYD', ' ', '1']
  const wrong = all.flatMap((a) => all.flatMap((b) => (decodeVni(encodeVni(a + b)!) === a + b ? [] : [a + b])))
  t.strictSame(wrong, [])
})

t.test('all text of a world goes there and back, by either writer', async (t) => {
  const all = new Set(texts(makeWorld({ seed: 3, dossiers: 80 }).matters))
  t.ok(all.size > 2000)
  for (const text of all) {
    const written = encodeVni(text)
    if (written === undefined || decodeVni(written) !== text || asVni(text) !== written) t.fail(text)
  }
})

t.test('plain ASCII, digits and signs stay as they are', async (t) => {
  const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('')
  for (const text of [ascii, '', 'a\n\tb', '– “so” … 12.000 ₫'])
    t.strictSame([decodeVni(text), encodeVni(text), vniSigns(text)], [text, text, 0])
})

t.test('decomposed Unicode is written like composed', async (t) => {
  t.equal(encodeVni('Đức ở Huế'.normalize('NFD')), 'Ñöùc ôû Hueá')
})

t.test('what is no VNI is not decoded: Unicode letters, marks without a base, marks of the other case', async (t) => {
  for (const text of [
    'Nguyễn',
    'Đức',
    'ở',
    'cá',
    'tố cáo',
    'ýkiến',
    'ù',
    'Tieáng Việt',
    'e\u0301',
    'AÙu Aù',
    'café',
    'iù',
  ])
    t.equal(decodeVni(text), undefined, text)
})

t.test('letters of other languages that would be read as Vietnamese are not written', async (t) => {
  for (const text of ['España', 'Möbius', 'Müller', 'Ångström', 'naïf']) t.equal(encodeVni(text), undefined, text)
  t.equal(decodeVni(encodeVni('façade')!), 'façade')
})

t.test('signs tell the two apart, but for what both of them have', async (t) => {
  for (const { facets } of makeWorld({ seed: 9 }).matters)
    for (const { translation } of Object.values(facets)) {
      const { summary = '' } = translation.facet.report
      t.strictSame([vniSigns(summary), unicodeSigns(asVni(summary))], [0, 0])
      t.ok(unicodeSigns(summary) > 10 && vniSigns(asVni(summary)) > 10)
    }
  for (const text of ['hoà', 'hoá', 'xoã', 'Ích', 'lò', 'tính', 'Cô Lô'])
    t.strictSame([vniSigns(text), unicodeSigns(text)], [0, 0], `${text} is both`)
  t.equal(decodeVni('Hoà'), 'Hồ')
})
