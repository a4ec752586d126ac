import t from 'tap'
import type { NativeAnswer } from '../../../../adapters/sdk/adapter.ts'
import { adapter } from '../../../../adapters/thanh-tra/adapter.ts'
import { encodeTcvn3 } from '../../../../adapters/thanh-tra/sandbox/tcvn3.ts'
import { cellsOf, fileOf } from '../../../../adapters/thanh-tra/sandbox/writer.ts'
import { answerOf, changedRow, deposited, facets, native, storyFacet, whole } from './harness.ts'

const bytes = encodeTcvn3(whole)
const facet = storyFacet('kien-nghi-khoi-to')
const lines = whole.split('\r\n')
const last = lines.length - 1

/** `whole` with the first `from` in it replaced by the bytes `to`. */
function spliced(from: string, to: Uint8Array): NativeAnswer {
  const at = bytes.indexOf(encodeTcvn3(from))
  return answerOf(Buffer.concat([bytes.subarray(0, at), to, bytes.subarray(at + encodeTcvn3(from).length)]))
}

const refused: readonly (readonly [string, NativeAnswer, object])[] = [
  ['empty', native(''), { code: 'header-missing', line: 1, column: 1 }],
  ['no trailer', native(whole.replace(/#HET.*\r\n/, '')), { code: 'trailer-missing' }],
  ['header alone', native(`${lines[0]}\r\n`), { code: 'trailer-missing' }],
  ['a trailer cut short', native(whole.slice(0, -3)), { code: 'trailer-missing', line: last, column: 1 }],
  [
    'one row too few',
    native(whole.replace(/#HET;\d+/, `#HET;${facets.length + 1}`)),
    { code: 'trailer-mismatch', line: last, column: 6 },
  ],
  ['a count that is none', native(whole.replace(/#HET;\d+/, '#HET;1e1')), { code: 'trailer-missing' }],
  ['something after the trailer', native(`${whole}${lines[1]}`), { code: 'document-malformed' }],
  ['two exports in one file', native(`${whole}${whole}`), { code: 'trailer-mismatch' }],
  [
    'another column',
    native(whole.replace('Nội dung', 'Nội dung khác')),
    { code: 'header-unexpected', line: 1, column: 114 },
  ],
  ['a column more', native(whole.replace('\r\n', ';Mới\r\n')), { code: 'header-unexpected', column: 356 }],
  [
    'columns in another order',
    native(whole.replace('Mã hồ sơ;Số hồ sơ', 'Số hồ sơ;Mã hồ sơ')),
    { code: 'header-unexpected', column: 1 },
  ],
  ['no header', native(lines.slice(1).join('\r\n')), { code: 'column-repeated', line: 1 }],
  [
    'an unclosed quote',
    native(fileOf([cellsOf(facet)]).replace('"Đã đối', 'Đã đối')),
    { code: 'document-malformed', line: 3 },
  ],
  ['lines that end with LF', native(whole.replaceAll('\r\n', '\n')), { code: 'document-malformed', line: 1 }],
  ['UTF-8', answerOf(Buffer.from(whole)), { code: 'encoding-invalid', line: 1, column: 2 }],
  ['UTF-8 with a byte order mark', answerOf(Buffer.from(`\ufeff${whole}`)), { code: 'encoding-invalid', line: 1 }],
  ['UTF-16', answerOf(Buffer.from(whole, 'utf16le')), { code: 'encoding-invalid', line: 1 }],
  ['a zero', spliced(facet.nativeKey, Buffer.from('TT\0')), { code: 'encoding-invalid' }],
  ['one cell in UTF-8', spliced('Đã đối chiếu', Buffer.from('Đã đối chiếu')), { code: 'encoding-invalid', line: 2 }],
  [
    'one UTF-8 letter whose bytes TCVN3 has too',
    spliced('Đã đối', Buffer.from('\xe1\xbb\xa7', 'latin1')),
    { code: 'encoding-invalid', line: 2 },
  ],
  ['a capital of the wider code page', spliced('Đã đối', Buffer.from([0x99])), { code: 'encoding-invalid', line: 2 }],
  ['a page', native('<html><body>Lỗi</body></html>'), { code: 'header-unexpected', line: 1, column: 1 }],
  ['another media type', answerOf(bytes, 200, 'application/json'), { code: 'media-type-unexpected' }],
  ['a status', answerOf(bytes, 404), { code: 'status-unexpected' }],
  ['too many bytes', answerOf(new Uint8Array(5 << 20)), { code: 'document-too-large' }],
  ['too many cells', native(';'.repeat(100_001)), { code: 'nodes-exceeded', line: 1 }],
  ['too many rows', native(fileOf(Array.from({ length: 2001 }, () => ['x']))), { code: 'records-exceeded' }],
]

t.test(
  'a file that is not whole or not of the format is refused with one finding, which has line and column',
  async (t) => {
    for (const [name, document, finding] of refused) {
      for (const outcome of [adapter.toDeposits(document), adapter.toShared(document)]) {
        t.match(outcome, { ok: false, findings: [{ effect: 'reject-document', pointer: '', ...finding }] }, name)
        t.equal(outcome.findings.length, 1, name)
      }
    }
  },
)

t.test('cut anywhere, a file is never taken for a whole one', async (t) => {
  const small = encodeTcvn3(fileOf(facets.slice(0, 2).map(cellsOf)))
  const taken: number[] = []
  // Without its last CRLF the trailer still says that all is there.
  for (let length = 0; length < small.length - 2; length++)
    if (adapter.toDeposits(answerOf(small.subarray(0, length))).ok) taken.push(length)
  t.strictSame(taken, [])
})

t.test('media types may have parameters', async (t) => {
  t.equal(deposited(answerOf(bytes, 200, 'Text/CSV; charset=x-tcvn3')).deposits.length, facets.length)
})

t.test('one bad row rejects itself and not its file', async (t) => {
  const bad = [
    changedRow(facet, (cells) => Object.assign(cells, { 'Giai đoạn': 'X' })),
    changedRow(facet).slice(0, -1),
    [...changedRow(facet), 'x'],
    [''],
    changedRow(facet, (cells) => Object.assign(cells, { 'Mã hồ sơ': '' })),
  ]
  const found = [
    ['code-unknown', '/1/Giai đoạn'],
    ['cells-unexpected', '/1'],
    ['cells-unexpected', '/1'],
    ['cells-unexpected', '/1'],
    ['field-missing', '/1/Mã hồ sơ'],
  ] as const
  for (const [i, row] of bad.entries()) {
    const [first, second] = facets.filter((of) => of !== facet)
    const { deposits, findings } = deposited(native(fileOf([cellsOf(first!), row, cellsOf(second!)])))
    t.strictSame(
      deposits.map(({ entry }) => entry.nativeKey),
      [first!.nativeKey, second!.nativeKey],
    )
    const rejecting = findings.filter(({ effect }) => effect === 'reject-record')
    t.match(rejecting, [{ code: found[i]![0], pointer: found[i]![1], line: 4 }])
    t.equal(rejecting.length, 1, 'one finding, so that rows can be counted')
  }
})

t.test('a cell in a row of several lines is found at its own line', async (t) => {
  const row = changedRow(facet, (cells) => Object.assign(cells, { 'Nội dung': 'một\r\nhai', 'Giai đoạn': 'X' }))
  const [finding] = deposited(native(fileOf([row]))).findings
  t.match(finding, { code: 'code-unknown', line: 3, column: 'hai";L4;;;;'.length + 1 })
})

t.test('of rows with one key the later one counts, with a finding at the earlier', async (t) => {
  const later = changedRow(facet, (cells) => Object.assign(cells, { 'Nội dung': 'Bản sau.' }))
  const { deposits, findings } = deposited(native(fileOf([cellsOf(facet), cellsOf(facets[0]!), later])))
  t.strictSame(
    deposits.map(({ entry }) => entry.nativeKey),
    [facets[0]!.nativeKey, facet.nativeKey],
  )
  t.match(
    Buffer.from(deposits[1]!.document).toString('latin1'),
    Buffer.from(encodeTcvn3('Bản sau.')).toString('latin1'),
  )
  t.match(
    findings.filter(({ code }) => code === 'record-duplicate'),
    [{ effect: 'note', pointer: '/0', line: 2, column: 1 }],
  )
})

t.test('of two states of a record in the wrong order the one that changed last counts', async (t) => {
  const state = (updated: string, summary: string) =>
    changedRow(facet, (cells) => Object.assign(cells, { 'Cập nhật': updated, 'Nội dung': summary }))
  const newer = state('12/11/2026 08:00:00', 'Bản mới.')
  const { deposits, findings } = deposited(native(fileOf([newer, state('11/11/2026 17:00:00', 'Bản cũ.')])))
  t.match(deposits, [{ entry: { updatedAt: '2026-11-12T08:00:00+07:00' } }])
  t.match(Buffer.from(deposits[0]!.document).toString('latin1'), encodeTcvn3('Bản mới.').toString('latin1'))
  t.match(
    findings.filter(({ code }) => code === 'record-duplicate'),
    [{ effect: 'note', pointer: '/1', line: 4 }],
  )
})

t.test('a kept record is one row', async (t) => {
  for (const rows of [[], facets.slice(0, 2).map(cellsOf)])
    t.match(adapter.toShared(native(fileOf(rows))), { ok: false, findings: [{ code: 'records-unexpected' }] })
})
