/** The life of a matter on paper: what the system of each agency writes of it, byte for byte. */
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AgencyId } from '../../adapters/sandbox/stories.ts'
import { makeWorld } from '../../adapters/sandbox/world.ts'
import { encodeTcvn3 } from '../../adapters/thanh-tra/sandbox/tcvn3.ts'
import { cellsOf, fileOf, HEADER } from '../../adapters/thanh-tra/sandbox/writer.ts'
import { standInProduct } from '../../gateway/identity/approved-channel.ts'
import { formats } from './native-documents.ts'

export interface Paper {
  readonly mediaType: string
  readonly body: Buffer
}

const world = makeWorld({ seed: 1 })
const paper = (mediaType: string, body: string | Uint8Array): Paper => ({ mediaType, body: Buffer.from(body) })

function truthOf(story: string, agency: AgencyId) {
  const facet = world.matters.find(({ name }) => name === story)?.facets[agency]
  if (!facet) throw new Error(`${agency} holds nothing of ${story}`)
  return facet
}

/** What the system of `agency` holds of `story`, in its own form. */
export function held(story: string, agency: AgencyId, mediaType: string): Paper {
  const { write } = formats.find((format) => format.agency === agency)!
  return paper(mediaType, write(truthOf(story, agency), world))
}

/** A citizen's petition that the Front has not passed on yet. */
export const petition = paper(
  'application/json',
  readFileSync(join(import.meta.dirname, '../../adapters/mttq/golden/cho-phan-loai.json')),
)

/** The inspectorate's recommendation to prosecute, with its papers or without any. */
export function recommendation(papers: 'all' | 'none'): Paper {
  const cells = [...cellsOf(truthOf('kien-nghi-khoi-to', 'thanh-tra'))]
  if (papers === 'none') cells[HEADER.indexOf('Tài liệu')] = ''
  return paper('text/csv', encodeTcvn3(fileOf([cells])))
}

/** What the police's officers wrote down for themselves and for the procuracy. ASCII, as no encoding changes it. */
export const inside = {
  summary: 'TEN-CHUYEN-AN-1',
  note: 'DIA-DIEM-KHAM-XET-2',
  officer: 'DIEU-TRA-VIEN-3',
  ground: 'CAN-CU-NGHIEP-VU-4',
} as const

const decision = (number: string, type: 'GH' | 'KT' | 'TDC' | 'PH', agency: '01' | '02', day: string): string =>
  `<dl:QuyetDinh ma="${number}"><dl:LoaiQuyetDinh>${type}</dl:LoaiQuyetDinh><dl:So>${number}</dl:So><dl:Ngay>${day}</dl:Ngay>` +
  `<dl:CoQuan>${agency}</dl:CoQuan><dl:LyDo>${inside.ground}</dl:LyDo></dl:QuyetDinh>`

const extension = decision('308/QĐ-VKS-P2', 'GH', '02', '2026-12-08')
const prosecution = decision('265/QĐ-CSKT-KTVA/2026', 'KT', '01', '2026-12-20')

const xml = (text: string): Paper => paper('text/xml', text)
const reception = (number: string): string =>
  `<dl:SoTiepNhan><dl:HeThong>cong-an:dieu-tra</dl:HeThong><dl:GiaTri>${number}</dl:GiaTri><dl:CoQuanCap>01</dl:CoQuanCap></dl:SoTiepNhan>`

/** The police's record of what they received: under their own key and number, assigned, with their decisions behind those that came along; `further` follows. */
function policeRecord(
  received: Buffer,
  { key, number }: { readonly key: string; readonly number: string },
  {
    stage,
    decisions = '',
    further = '',
  }: { readonly stage: string; readonly decisions?: string; readonly further?: string },
): string {
  const assigned = `<dl:DanhSachPhanCong><dl:PhanCong ma="PC-1"><dl:NhiemVu>GQ</dl:NhiemVu><dl:CanBo>${inside.officer}</dl:CanBo></dl:PhanCong></dl:DanhSachPhanCong>`
  const came = received.toString('utf8')
  const list = '<dl:DanhSachQuyetDinh>'
  const isNew = !came.includes(list)
  return came
    .replace('</dl:DanhSachQuyetDinh>', `${decisions}</dl:DanhSachQuyetDinh>`)
    .replace(/<dl:MaHoSo>[^<]*/, `<dl:MaHoSo>${key}`)
    .replace('<dl:DanhSachSo>', `<dl:DanhSachSo>${reception(number)}`)
    .replace('</dl:NoiDung>', ` ${inside.summary}</dl:NoiDung>`)
    .replace('</dl:DoiTuong>', `<dl:GhiChu>${inside.note}</dl:GhiChu></dl:DoiTuong>`)
    .replace(/<dl:GiaiDoan>\d+/, `<dl:GiaiDoan>${stage}`)
    .replace(
      '</dl:DanhSachDoiTuong>',
      `</dl:DanhSachDoiTuong>${assigned}${isNew ? `${list}${decisions}</dl:DanhSachQuyetDinh>` : ''}${further}`,
    )
}

/** The police's record, as it goes on from what they received under `key`: assigned, extended, a case started, and that marked MẬT by somebody. */
export function policeRecords(received: Buffer, key: string) {
  const stage = (code: string, ...decisions: readonly string[]) =>
    policeRecord(received, { key, number: '1501/2026/TN-PC03' }, { stage: code, decisions: decisions.join('') })
  const started = stage('30', extension, prosecution)
  return {
    notice: xml(stage('20')),
    extended: xml(stage('22', extension)),
    started: xml(started),
    secret: xml(started.replace('<dl:NoiDung>', '<dl:NoiDung doMat="C">')),
    sealed: xml(sealed(started)),
  }
}

/** The police's record of a matter that waits for a valuation, and goes on when that has come. Days are `yyyy-MM-dd`. */
export function suspendedRecords(received: Buffer, on: { readonly suspended: string; readonly resumed: string }) {
  const own = { key: 'HS2026001502', number: '1502/2026/TN-PC03' }
  const suspension = decision('91/QĐ-CSKT', 'TDC', '01', on.suspended)
  const book = (resumed: string) =>
    `<dl:SoTamDinhChi><dl:TamDinhChi ma="TDC-1"><dl:QuyetDinh>91/QĐ-CSKT</dl:QuyetDinh><dl:MaCanCu>148.1a</dl:MaCanCu><dl:NgayTamDinhChi>${on.suspended}</dl:NgayTamDinhChi>${resumed}</dl:TamDinhChi></dl:SoTamDinhChi>`
  const resumption = decision('91/QĐ-CSKT-PH', 'PH', '01', on.resumed)
  const again = `<dl:NgayPhucHoi>${on.resumed}</dl:NgayPhucHoi><dl:TinhTrang>2</dl:TinhTrang>`
  return {
    suspended: xml(
      policeRecord(received, own, {
        stage: '23',
        decisions: suspension,
        further: book('<dl:TinhTrang>1</dl:TinhTrang>'),
      }),
    ),
    resumed: xml(
      policeRecord(received, own, { stage: '24', decisions: suspension + resumption, further: book(again) }),
    ),
  }
}

/** The police's record into which they merged (NHAP) what they received by another channel: both reporters, both numbers. */
export function mergedRecord(received: Buffer, other: { readonly received: Buffer; readonly number: string }): Paper {
  const [, second = ''] = /<dl:NguoiToGiac [^>]*>(.*?)<\/dl:NguoiToGiac>/s.exec(other.received.toString('utf8')) ?? []
  const number = `<dl:LoaiSo>TN</dl:LoaiSo><dl:HeThong>cong-an:dieu-tra</dl:HeThong><dl:GiaTri>${other.number}</dl:GiaTri><dl:CoQuanCap>01</dl:CoQuanCap>`
  const link = `<dl:DanhSachLienKet><dl:LienKet ma="LK-1"><dl:QuanHe>TV</dl:QuanHe><dl:SoLienKet>${number}</dl:SoLienKet></dl:LienKet></dl:DanhSachLienKet>`
  return xml(
    policeRecord(
      received,
      { key: 'HS2026001503', number: '1503/2026/TN-PC03' },
      { stage: '21', further: link },
    ).replace(
      '</dl:DanhSachNguoiToGiac>',
      `<dl:NguoiToGiac ma="NTG-2">${second}</dl:NguoiToGiac></dl:DanhSachNguoiToGiac>`,
    ),
  )
}

const post = readFileSync(join(import.meta.dirname, '../../adapters/cong-an/sandbox/cong-an-xa.xml'), 'utf8')

/** A report as the system of a commune's police post has it: received there at `receivedAt` (RFC 3339, +07:00). */
export const postReport = (commune: string, receivedAt: string): Paper =>
  xml(post.replaceAll('31078', commune).replace(/<dl:ThoiDiemTiepNhan>[^<]*/, `<dl:ThoiDiemTiepNhan>${receivedAt}`))
/** Made at the seat of the police, by a product that the gateway has no key to; and a scanned paper. */
export const ciphertext = Buffer.from('ban ma cua nguoi to giac, san pham tai cho ngoi cua Cong an')
export const scanned = Buffer.from('%PDF-1.7 bien ban 1501')

/** The record with an opaque part for the procuracy in place of who reported it, and a paper in its list. */
function sealed(record: string): string {
  const [, key] = /<dl:NguoiToGiac ma="([^"]*)"/.exec(record)!
  const part =
    `<dl:DanhSachPhanMat><dl:PhanMat ma="PM-1"><dl:ThayCho>NguoiToGiac:${key}</dl:ThayCho><dl:DoMat>C</dl:DoMat><dl:NguoiXacDinh>` +
    `<dl:CoQuan>01</dl:CoQuan><dl:CanBo>Đại tá Trần Quốc Thưởng</dl:CanBo><dl:ThoiDiem>2026-12-01</dl:ThoiDiem><dl:MucDanhMuc>QĐ 774/QĐ-TTg</dl:MucDanhMuc>` +
    `</dl:NguoiXacDinh><dl:NoiNhan>02</dl:NoiNhan><dl:SanPham>${standInProduct}</dl:SanPham>` +
    `<dl:GiaTriBam>${hash('sha256', ciphertext, 'base64')}</dl:GiaTriBam></dl:PhanMat></dl:DanhSachPhanMat>`
  const list =
    '<dl:BangKeTaiLieu><dl:TaiLieu ma="TL-1"><dl:LoaiTaiLieu>Biên bản</dl:LoaiTaiLieu></dl:TaiLieu></dl:BangKeTaiLieu>'
  return record
    .replace(/(<dl:NguoiToGiac ma="[^"]*">)[\s\S]*?(<\/dl:NguoiToGiac>)/, '$1<dl:LoaiNguoi>C</dl:LoaiNguoi>$2')
    .replace(/<dl:BangKeTaiLieu>[\s\S]*?<\/dl:BangKeTaiLieu>|<dl:BangKeTaiLieu\/>/, '')
    .replace('</td:HoSo>', `${list}${part}</td:HoSo>`)
}
