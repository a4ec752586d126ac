/** The inspection system takes what is handed over to it, by its own reading of its own form. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { comparable } from '../../../../adapters/sandbox/comparable.ts'
import { makeHoldings } from '../../../../adapters/sandbox/holdings.ts'
import { openRecords } from '../../../../adapters/sandbox/records.ts'
import { makeWorld } from '../../../../adapters/sandbox/world.ts'
import type { Translation } from '../../../../adapters/sdk/adapter.ts'
import { adapter } from '../../../../adapters/thanh-tra/adapter.ts'
import { type HandedFacts, numberIn, rowOf, takeFile } from '../../../../adapters/thanh-tra/sandbox/intake.ts'
import { decodeTcvn3, encodeTcvn3 } from '../../../../adapters/thanh-tra/sandbox/tcvn3.ts'
import { fileOf, HEADER } from '../../../../adapters/thanh-tra/sandbox/writer.ts'
import { dataFolder } from '../../../support/data-folder.ts'
import { every } from '../../../support/every.ts'
import { deposited, native, translated } from './harness.ts'

const others = makeWorld({ seed: 11, dossiers: 60 }).matters.flatMap(({ facets }) =>
  Object.values(facets).map(({ translation }) => translation),
)
const small = makeWorld({ seed: 5, dossiers: 12, only: 'thanh-tra' })

function written(of: Translation, reference = 'cg-1'): Uint8Array | undefined {
  const outcome = adapter.toNative(of, {
    reference,
    at: '2026-11-20T09:00:00+07:00',
    from: { id: 'cong-an', code: 'CA', title: 'Công an tỉnh An Giang' },
    to: { id: 'thanh-tra', code: 'TTr', title: 'Thanh tra tỉnh An Giang' },
  })
  return outcome.ok ? outcome.value.body : undefined
}
/** Some have a state secret, and are not handed over. */
const open = others.find((of) => written(of) !== undefined)!
const first = written(open)!

/** The cells of the lines of a file of ours. */
const changedFile = (change: (cells: string[]) => unknown, content = first): Buffer => {
  const [row] = (decodeTcvn3(content) ?? '').split('\r\n').slice(1, -2)
  const cells = [...row!.matchAll(/(?:"((?:[^"]|"")*)"|([^;]*))(?:;|$)/g)]
    .map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain)
    .slice(0, HEADER.length)
  change(cells)
  return encodeTcvn3(fileOf([cells]))
}
const at = (column: (typeof HEADER)[number]): number => HEADER.indexOf(column)

const begun = (t: Test, folder = dataFolder(t)) => {
  const { earlier, shelf } = openRecords<HandedFacts>({
    ...{ seed: 5, dossiers: 12, port: 0, host: '', ca: '', cert: '', key: '' },
    requestsFile: join(folder, 'requests'),
    changesFile: join(folder, 'changes'),
    receivedFile: join(folder, 'received'),
  })
  return makeHoldings<HandedFacts>(small, 'thanh-tra', earlier, shelf)
}

/** The lines of an answer, without header and trailer. */
const linesOf = (file: Uint8Array): readonly string[] => (decodeTcvn3(file) ?? '').split('\r\n').slice(1, -2)

t.test('whatever the adapter writes the system takes, and exports as it was handed over', async (t) => {
  const holdings = makeHoldings<HandedFacts>(small, 'thanh-tra')
  for (const [i, of] of others.entries()) {
    if (i % every !== 0) continue
    const document = written(of, `cg-${i}`)
    if (document === undefined) continue
    const { ok, file } = takeFile('a.csv', document, holdings)
    t.ok(ok, linesOf(file).join())
    const held = holdings.changesSince(holdings.cursor() - 1)![0]!
    const now = translated(native(fileOf([rowOf(held)])))
    const handed = translated({ status: 200, mediaType: 'text/csv', body: document })
    const { identifiers, ...facet } = handed.facet
    t.match(
      now.facet.identifiers.map(({ value }) => value),
      identifiers.map(({ value }) => value).length > 0 ? /./ : [],
    )
    t.strictSame(comparable({ ...now.facet, identifiers: [] }), comparable({ ...facet, identifiers: [] }))
    t.strictSame(now.facet.identifiers.slice(-identifiers.length), identifiers)
    t.strictSame([now.labels, now.absent], [handed.labels, handed.absent])
  }
})

t.test('it is there after a restart, under its own key and number; the same again is harmless', async (t) => {
  const folder = dataFolder(t)
  const before = begun(t, folder)
  const [told] = linesOf(takeFile('a.csv', first, before).file)
  t.match(told, /^a\.csv;LT-cg-1;NHAN;TT2026-80001;/)
  const after = begun(t, folder)
  const [again] = linesOf(takeFile('b.csv', first, after).file)
  t.match(again, /^b\.csv;LT-cg-1;TRUNG;TT2026-80001;/)
  t.strictSame([after.all().map(rowOf), after.cursor()], [before.all().map(rowOf), 1])
  const { entry } = deposited(native(fileOf([rowOf(after.get('TT2026-80001')!)]))).deposits[0]!
  t.match(entry, { nativeKey: 'TT2026-80001', identifiers: [{ value: /./ }] })
  const [line] = readFileSync(join(folder, 'changes'), 'utf8').split('\n')
  t.equal(line, 'TT2026-80001')
})

t.test('another content under the same number is refused, with nothing taken', async (t) => {
  const holdings = begun(t)
  takeFile('a.csv', first, holdings)
  const other = changedFile((cells) => {
    cells[at('Nội dung')] = 'Khác'
  })
  t.match(takeFile('b.csv', other, holdings), { ok: false })
  t.match(linesOf(takeFile('b.csv', other, holdings).file), [/;LT-cg-1;LOI;;;TRUNG_MA_KHAC_NOI_DUNG$/])
  t.equal(holdings.cursor(), 1)
})

const bad: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['UTF-8', Buffer.from(decodeTcvn3(first)!), /SAI_BANG_MA/],
  ['half of it', first.subarray(0, first.length - 20), /THIEU_DU_LIEU|SAI_CU_PHAP/],
  ['a column by another name', encodeTcvn3(decodeTcvn3(first)!.replace('Nội dung', 'Trích yếu')), /SAI_MAU/],
  [
    'a quote that is not closed',
    encodeTcvn3(decodeTcvn3(first)!.replace('\r\nLT-', '\r\n"LT-')),
    /SAI_CU_PHAP|SAI_MAU/,
  ],
  ...(
    [
      ['Mã hồ sơ', 'TT2026-0001', /SAI:M/],
      ['Loại việc', 'XX', /SAI:Lo/],
      ['Ngày thụ lý', '2026-11-20', /SAI:Ng/],
      ['Đối tượng', 'DT-1~KN', /SAI:Đ/],
      ['Độ bảo mật', '', /SAI:Đ/],
      ['Độ bảo mật', 'BMNN-C', /TAI_LIEU_MAT/],
      ['Tài liệu', 'TL-1~Sổ~~~~~BMNN-B', /TAI_LIEU_MAT/],
    ] as const
  ).map(
    ([column, value, reason]) =>
      [`${column} = ${value}`, changedFile((cells) => cells.splice(at(column), 1, value)), reason] as const,
  ),
]

t.test('what is not of the form is refused in the own words of the system, with nothing taken', async (t) => {
  const holdings = begun(t)
  for (const [name, content, reason] of bad) {
    const { ok, file } = takeFile('a.csv', content, holdings)
    t.notOk(ok, name)
    t.match(linesOf(file), [reason], name)
  }
  t.equal(holdings.cursor(), 0)
})

t.test('a bad row rejects itself', async (t) => {
  const holdings = begun(t)
  const [good, wrong] = ['cg-1', 'cg-2'].map((reference) => decodeTcvn3(written(open, reference)!)!.split('\r\n'))
  const rows = [good!.slice(1, -2), wrong!.slice(1, -2)].map((lines) => lines.join('\r\n'))
  const spoilt = rows[1]!.replace(/;(CK|TH|HC);/, ';??;')
  const file = encodeTcvn3(`${good![0]}\r\n${rows[0]}\r\n${spoilt}\r\n#HET;2;\r\n`)
  t.match(linesOf(takeFile('a.csv', file, holdings).file), [/;NHAN;/, /;LOI;/])
  t.strictSame([holdings.cursor(), numberIn(file)], [1, 'LT-cg-1'])
})
