import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { adapter as police } from '../../../adapters/cong-an/adapter.ts'
import { adapter as front } from '../../../adapters/mttq/adapter.ts'
import type { IndexEntry, NativeAnswer, Outcome, Translation } from '../../../adapters/sdk/adapter.ts'
import { adapter as court } from '../../../adapters/toa-an/adapter.ts'
import { adapter as procuracy } from '../../../adapters/vien-kiem-sat/adapter.ts'

interface Format {
  readonly agency: string
  readonly file: string
  readonly mediaType: string
  readonly read: (answer: NativeAnswer) => Outcome<unknown>
  /** Where a mark is put: what is replaced, and by what with the code of a mark. */
  readonly places: readonly (readonly [from: RegExp, to: (code: string) => string])[]
  /** Codes of an ordinary mark and of a state secret. */
  readonly codes: readonly [plain: string, secret: string]
}

const xml = (agency: string, file: string) => ({ agency, file: `${file}.xml`, mediaType: 'text/xml' })
const json = (agency: string, file: string) => ({ agency, file: `${file}.json`, mediaType: 'application/json' })
const data = 'xmlns:dl="urn:conganangiang:hoso:dulieu:1"'
const aroundSoap: Format['places'] = [
  [/(?=<soap:Body)/, (code) => `<soap:Header><k ${data}><dl:DoMat>${code}</dl:DoMat></k></soap:Header>`],
  [/<soap:Envelope/, (code) => `<soap:Envelope doMat="${code}"`],
  [/<soap:Envelope/, (code) => `<soap:Envelope DO-MAT="${code}"`],
  [/<soap:Body/, (code) => `<soap:Body soap:doMat="${code}"`],
]
const lists: readonly Format[] = [
  {
    ...{ ...xml('cong-an', 'danh-sach'), read: police.toIndex, codes: ['NB', 'C'] },
    places: [
      [/<td:TraCuuDanhSachTraLoi/, (code) => `<td:TraCuuDanhSachTraLoi doMat="${code}"`],
      [/(?=<td:DanhSach>)/, (code) => `<dl:DauMat><dl:DoMat>${code}</dl:DoMat></dl:DauMat>`],
      [/<td:DanhSach>/, (code) => `<td:DanhSach><td:Kem><dl:DoMat>${code}</dl:DoMat></td:Kem>`],
      ...aroundSoap,
    ],
  },
  {
    ...{ ...json('vien-kiem-sat', 'danh-sach'), read: procuracy.toIndex, codes: ['"?"', '"C"'] },
    places: [
      [/\{/, (code) => `{"doMat":${code},`],
      [/\{/, (code) => `{"kem":[{"xa":{"doMat":${code}}}],`],
      [/\{/, (code) => `{"DO_MAT":${code},`],
      [/\{/, (code) => `{"kem":{"domat":${code}},`],
    ],
  },
  {
    ...{ ...xml('toa-an', 'danh-sach'), mediaType: 'application/xml', read: court.toIndex, codes: ['HC', 'M'] },
    places: [
      [/<DanhSachVanBan/, (code) => `<DanhSachVanBan muc="${code}" dau=""`],
      [/<MocThayDoi/, (code) => `<MocThayDoi muc="${code}"`],
      [/(?=<VanBan)/, (code) => `<Kem><Muc>${code}</Muc></Kem>`],
      [/(?=<VanBan)/, (code) => `<Do_Mat>${code}</Do_Mat>`],
    ],
  },
  {
    ...{ ...json('mttq', 'trang'), read: front.toDeposits, codes: ['"NB"', '"M"'] },
    places: [
      [/\{/, (code) => `{"doMat":${code},`],
      [/\{/, (code) => `{"kem":[{"cheDo":{"doMat":${code}}}],`],
      [/\{/, (code) => `{"do_mat":${code},`],
    ],
  },
]
const dossiers: readonly Format[] = [
  {
    ...{ ...xml('cong-an', 'chuyen-den'), read: (answer) => police.toShared(answer), codes: ['NB', 'C'] },
    places: [
      [/<td:HoSoDienTu/, (code) => `<td:HoSoDienTu doMat="${code}"`],
      [/(?=<td:HoSo>)/, (code) => `<td:Kem><dl:DoMat>${code}</dl:DoMat></td:Kem>`],
      ...aroundSoap,
    ],
  },
  {
    ...{ ...json('vien-kiem-sat', 'xet-xu'), read: (answer) => procuracy.toShared(answer), codes: ['"?"', '"C"'] },
    places: [
      [/\{/, (code) => `{"domat":${code},`],
      [/\{/, (code) => `{"kem":{"Do_Mat":${code}},`],
    ],
  },
]

function reading({ agency, file, mediaType, read }: Format) {
  const text = readFileSync(join(import.meta.dirname, '../../../adapters', agency, 'golden', file), 'utf8')
  return (from = /^/, to = '') => {
    const marked = text.replace(from, to)
    return { changed: marked !== text, outcome: read({ status: 200, mediaType, body: Buffer.from(marked) }) }
  }
}
const isHidden = ({ conceal, label }: IndexEntry): boolean => conceal && label.level === 'CHUA_XAC_DINH'

/** By its own label, or by one of all that it holds. */
const isUndetermined = ({ facet, labels }: Translation): boolean =>
  [facet, ...labels.filter(({ path }) => path === '')].some(({ label }) => label.level === 'CHUA_XAC_DINH')

t.test('a mark around the rows of a list hides them all, one of a state secret refuses the list', async (t) => {
  for (const format of lists) {
    const read = reading(format)
    const [plain, secret] = format.codes
    t.ok(read().outcome.ok, format.agency)
    for (const [from, to] of format.places) {
      const what = `${format.agency}: ${to('…')}`
      const { changed, outcome } = read(from, to(plain))
      t.ok(changed, what)
      if (outcome.ok) {
        const { entries } = outcome.value as { entries: readonly IndexEntry[] }
        t.ok(entries.length > 0 && entries.every(isHidden), what)
        t.ok(
          outcome.findings.some(({ code }) => code.startsWith('mark-')),
          'and it is told',
        )
      } else t.match(outcome.findings, [{ code: 'mark-unknown' }], what)
      t.match(read(from, to(secret)).outcome, { ok: false, findings: [{ code: 'state-secret-in-clear' }] }, what)
    }
  }
})

t.test('so does one around a dossier', async (t) => {
  for (const format of dossiers) {
    const read = reading(format)
    const [plain, secret] = format.codes
    const { outcome: unmarked } = read()
    t.ok(unmarked.ok && !isUndetermined(unmarked.value as Translation), format.agency)
    for (const [from, to] of format.places) {
      const what = `${format.agency}: ${to('…')}`
      const { changed, outcome } = read(from, to(plain))
      t.ok(changed, what)
      t.ok(outcome.ok && isUndetermined(outcome.value as Translation), what)
      const refused = read(from, to(secret)).outcome
      t.match(refused, { ok: false }, what)
      t.ok(
        refused.findings.some(({ code }) => code === 'state-secret-in-clear'),
        what,
      )
    }
  }
})
