import t from 'tap'
import { decodeText, type Encoding, encodeText, encodings } from '../../../adapters/codecs/encodings.ts'
import { decodeViqr, encodeViqr } from '../../../adapters/codecs/viqr.ts'
import { vietnameseLetters } from '../../../adapters/codecs/vni.ts'

const all = Object.keys(encodings) as Encoding[]
const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
const sentence = 'Nguyễn Thị Ửng ở ấp Vĩnh Lộc (xã Vĩnh Tế): "đã nhận đơn", hỏi vì sao?\r\n\tĐường số 3, kỹ sư.'
const toned = (letter: string) =>
  letter !== letter.toLowerCase() && /[\u0300\u0301\u0303\u0309\u0323]/.test(letter.normalize('NFD'))

const written = (text: string, encoding: Encoding): Uint8Array => {
  const outcome = encodeText(text, encoding)
  if (!outcome.ok) throw new Error(`${encoding}: ${JSON.stringify(outcome.findings)}`)
  return outcome.value
}
const read = (bytes: Uint8Array, encoding: Encoding): unknown => {
  const outcome = decodeText(bytes, encoding)
  return outcome.ok ? outcome.value : outcome.findings
}

t.test(
  'every Vietnamese letter and every ASCII character goes there and back, alone and beside any other',
  async (t) => {
    for (const encoding of all) {
      const carried = vietnameseLetters.filter((letter) => encoding !== 'tcvn3' || !toned(letter))
      const characters = [...carried, ...printable]
      const wrong = characters.flatMap((a) => {
        // Some pairs of letters that no word has are UTF-8 to who reads TCVN3.
        const text = characters.map((b) => (encoding === 'tcvn3' ? `${a} ${b} ` : a + b)).join('')
        return read(written(text, encoding), encoding) === text ? [] : [a]
      })
      t.strictSame(wrong, [], encoding)
    }
  },
)

t.test('a sentence in NFD is written as in NFC, and read in NFC', async (t) => {
  const [decomposed, capitals] = [sentence.normalize('NFD'), sentence.replace('Ử', 'ử')]
  for (const encoding of all)
    t.equal(read(written(decomposed, encoding), encoding), encoding === 'tcvn3' ? capitals : sentence, encoding)
  t.equal(read(Buffer.from(decomposed), 'utf-8'), sentence)
})

t.test('known bytes, as other programs write them', async (t) => {
  const latin1 = (text: string) => Buffer.from(text, 'latin1')
  t.equal(read(latin1('Ti\xea\xecng Vi\xea\xf2t \xf0\xfd\xf5\xccng'), 'windows-1258'), 'Tiếng Việt đường')
  t.equal(read(latin1('Ti\xd5ng Vi\xd6t'), 'tcvn3'), 'Tiếng Việt')
  t.equal(read(latin1('Tie\xe1ng Vie\xe4t \xd1\xf6\xf9c'), 'vni'), 'Tiếng Việt Đức')
  t.equal(read(latin1("Tie^'ng Vie^.t ddu+o+`ng, toi\\."), 'viqr'), 'Tiếng Việt đường, toi.')
  t.equal(read(Buffer.from('\ufeffTiếng'), 'utf-8'), 'Tiếng', 'a byte order mark is not text')
})

t.test('what an encoding can not carry is told by its place, and nothing is written', async (t) => {
  for (const encoding of all) {
    if (encoding !== 'utf-8')
      t.match(
        encodeText('ấp 1\nxã 漢 và ж', encoding),
        {
          ok: false,
          findings: [
            { code: 'character-unencodable', line: 2, column: 4 },
            { line: 2, column: 9 },
          ],
        },
        encoding,
      )
  }
  t.match(encodeText('ab\ud800', 'utf-8'), { ok: false, findings: [{ code: 'character-unencodable', column: 3 }] })
  t.match(encodeText('Möbius', 'vni'), { ok: false, findings: [{ column: 2 }] })
  t.match(encodeText(`Đ${'漢'.repeat(5000)}`, 'viqr'), { findings: { length: 100 } })
})

t.test('TCVN3 has no capitals with a tone: they are written small, which is told', async (t) => {
  const outcome = encodeText('NGUYỄN ĂN', 'tcvn3')
  t.match(outcome, { ok: true, findings: [{ code: 'case-lost', effect: 'degraded', line: 1, column: 5 }] })
  t.equal(outcome.ok && read(outcome.value, 'tcvn3'), 'NGUYễN ĂN')
})

t.test('another encoding is refused where it shows: UTF-8, UTF-16, zeros, bytes without a character', async (t) => {
  const invalid = (column: number) => [{ code: 'encoding-invalid', effect: 'reject-document', line: 2, column }]
  for (const encoding of all) {
    if (encoding !== 'utf-8')
      t.match(
        read(Buffer.from('a\nb Nguyễn'), encoding),
        [{ code: 'encoding-invalid', line: 2 }],
        `UTF-8 as ${encoding}`,
      )
    t.match(read(Buffer.from('a\nb\0'), encoding), invalid(2), `a zero in ${encoding}`)
    t.match(
      read(Buffer.from('ab', 'utf16le'), encoding),
      [{ code: 'encoding-invalid', column: 2 }],
      `UTF-16 as ${encoding}`,
    )
  }
  t.match(read(Buffer.from('a\nb\x81', 'latin1'), 'windows-1258'), invalid(2))
  t.match(read(Buffer.from('a\nb\xec', 'latin1'), 'windows-1258'), invalid(2), 'a tone on a consonant')
  t.match(read(Buffer.from('a\nb\xc3\x28', 'latin1'), 'utf-8'), invalid(2))
  t.match(read(Buffer.from('a\nab\xd5', 'latin1'), 'viqr'), invalid(3))
})

t.test('combining marks in a row are bounded in each', async (t) => {
  const marks = '\u0323\u0301'.repeat(100_000)
  t.match(read(Buffer.from(`a${marks}`), 'utf-8'), [{ code: 'encoding-invalid' }])
  t.match(read(Buffer.from(`a${'\xec\xf2'.repeat(100_000)}`, 'latin1'), 'windows-1258'), [{ code: 'encoding-invalid' }])
})

t.test('VIQR: escapes stand for themselves, d runs are told apart, states of RFC 1456 are refused', async (t) => {
  for (const [viqr, text] of [
    ['a\\^', 'a^'],
    ['\\\\a\\.', '\\a.'],
    ["a'.", 'á.'],
    ['\\ddd', 'dđ'],
    ['Ddo^`ng DD', 'Đồng Đ'],
    ['d\\d', 'dd'],
  ] as const)
    t.strictSame(decodeViqr(viqr), { ok: true, value: text, findings: [] }, viqr)
  for (const text of ['add', 'ddd', 'đd', 'dđđ', 'a.', 'â.', 'ơ?', 'u++', '\\', "o'", 'D d'])
    t.equal(read(written(text, 'viqr'), 'viqr'), text)
  t.match(decodeViqr('ab\\Vtie^'), { ok: false, findings: [{ code: 'encoding-invalid', column: 3 }] })
  t.match(decodeViqr('ab\\'), { ok: false })
  t.match(encodeViqr('a'), { ok: true, value: 'a' })
})
