import t from 'tap'
import { decodeTcvn3, losesCase } from '../../../adapters/codecs/tcvn3.ts'

const SMALL = 'àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưđ'
const CAPITAL_BASES = 'ĂÂÊÔƠƯĐ'
const decode = (...bytes: readonly number[]) => decodeTcvn3(Uint8Array.from(bytes))

/** As the fonts have it, spelt out by hand. */
const known: readonly (readonly [number, string])[] = [
  [0xb8, 'á'],
  [0xb5, 'à'],
  [0xa8, 'ă'],
  [0xae, 'đ'],
  [0xa7, 'Đ'],
  [0xd5, 'ế'],
  [0xd6, 'ệ'],
  [0xdd, 'í'],
  [0xe8, 'ố'],
  [0xf8, 'ứ'],
  [0xfe, 'ỵ'],
]

t.test('each byte is one letter in NFC, and every letter that TCVN3 has is one byte', async (t) => {
  for (const [byte, letter] of known) t.match(decode(byte), { ok: true, value: letter })
  t.match(decodeTcvn3(Buffer.from('Ti\xd5ng Vi\xd6t, \xa7\xa5n \x22kh\xc8n\x22\r\n', 'latin1')), {
    value: 'Tiếng Việt, ĐƠn "khẩn"\r\n',
  })
  const all = Array.from({ length: 256 }, (_, byte) => decode(byte)).flatMap((of) => (of.ok ? [of.value] : []))
  t.ok(all.every((text) => text.length === 1 && text.normalize('NFC') === text))
  t.strictSame(all.filter((text) => text > '\u00a0').sort(), [...SMALL, ...CAPITAL_BASES].sort())
})

t.test('what TCVN3 has not is refused with its place: zeros, controls, capitals of VN1, combining tones', async (t) => {
  for (const byte of [0x00, 0x01, 0x0b, 0x11, 0x1b, 0x7f, 0x80, 0x99, 0x9f, 0xaf, 0xb0, 0xb4, 0xc1, 0xda, 0xff])
    t.strictSame(
      decode(0x61, 0x0d, 0x0a, 0x62, byte, 0x00),
      {
        ok: false,
        findings: [
          { code: 'encoding-invalid', effect: 'reject-document', pointer: '', line: 2, column: 2, expected: 'TCVN3' },
        ],
      },
      byte.toString(16),
    )
  t.match(decode(0x00), { ok: false, findings: [{ line: 1, column: 1 }] })
})

t.test('every Vietnamese letter in UTF-8, composed or not, is told from TCVN3', async (t) => {
  const letters = [...SMALL, ...SMALL.toUpperCase()]
  for (const form of ['NFC', 'NFD'] as const)
    t.strictSame(
      letters.filter((letter) => letter.normalize(form) !== 'd' && decodeTcvn3(Buffer.from(letter.normalize(form))).ok),
      [],
      form,
    )
})

t.test('lost case shows among capitals, and in a name where a word begins small', async (t) => {
  for (const text of ['NGUYễN', 'THị', 'UBND HUYệN', 'ủY BAN', 'Tổ ĐộC lập']) t.ok(losesCase(text, 'text'), text)
  for (const text of ['Tổ 15, ấp Đông', 'Bé', 'Đỗ Thị Mỹ', 'QĐ-CSKT về việc', 'ủy ban'])
    t.notOk(losesCase(text, 'text'), text)
  for (const text of ['Ngọc ánh', 'ẩn', 'Thị ửng']) t.ok(losesCase(text, 'name'), text)
  for (const text of ['Trần Đức Bé Năm', 'Lê Như Y', 'H’Ép']) t.notOk(losesCase(text, 'name'), text)
})
