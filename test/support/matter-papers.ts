/** The life of a matter on paper: what the system of each agency writes of it, byte for byte. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AgencyId } from '../../adapters/sandbox/stories.ts'
import { makeWorld } from '../../adapters/sandbox/world.ts'
import { encodeTcvn3 } from '../../adapters/thanh-tra/sandbox/tcvn3.ts'
import { cellsOf, fileOf, HEADER } from '../../adapters/thanh-tra/sandbox/writer.ts'
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

/** The inspectorate's recommendation to prosecute, with its papers or without those that prove anything. */
export function recommendation(papers: 'all' | 'no-evidence'): Paper {
  const cells = [...cellsOf(truthOf('kien-nghi-khoi-to', 'thanh-tra'))]
  const at = HEADER.indexOf('Tài liệu')
  const kept = cells[at]!.split('|').filter((of) => papers === 'all' || !of.includes('chứng cứ'))
  cells[at] = kept.join('|')
  return paper('text/csv', encodeTcvn3(fileOf([cells])))
}

/** What the police's officers wrote down for themselves and for the procuracy. ASCII, as no encoding changes it. */
export const inside = {
  summary: 'TEN-CHUYEN-AN-1',
  note: 'DIA-DIEM-KHAM-XET-2',
  officer: 'DIEU-TRA-VIEN-3',
  ground: 'CAN-CU-NGHIEP-VU-4',
} as const

const decision = (number: string, type: 'GH' | 'KT', agency: '01' | '02', day: string): string =>
  `<dl:QuyetDinh ma="${number}"><dl:LoaiQuyetDinh>${type}</dl:LoaiQuyetDinh><dl:So>${number}</dl:So><dl:Ngay>${day}</dl:Ngay>` +
  `<dl:CoQuan>${agency}</dl:CoQuan><dl:LyDo>${inside.ground}</dl:LyDo></dl:QuyetDinh>`

const extension = decision('308/QĐ-VKS-P2', 'GH', '02', '2026-12-08')
const prosecution = decision('265/QĐ-CSKT-KTVA/2026', 'KT', '01', '2026-12-20')

/** The police's record, as it goes on from what they received under `key`: assigned, extended, a case started, and that marked MẬT by somebody. */
export function policeRecords(received: Buffer, key: string) {
  const assigned = `<dl:DanhSachPhanCong><dl:PhanCong ma="PC-1"><dl:NhiemVu>GQ</dl:NhiemVu><dl:CanBo>${inside.officer}</dl:CanBo></dl:PhanCong></dl:DanhSachPhanCong>`
  const number =
    '<dl:SoTiepNhan><dl:HeThong>cong-an:dieu-tra</dl:HeThong><dl:GiaTri>1501/2026/TN-PC03</dl:GiaTri><dl:CoQuanCap>01</dl:CoQuanCap></dl:SoTiepNhan>'
  const begun = received
    .toString('utf8')
    .replace(/<dl:MaHoSo>[^<]*/, `<dl:MaHoSo>${key}`)
    .replace('<dl:DanhSachSo>', `<dl:DanhSachSo>${number}`)
    .replace('</dl:NoiDung>', ` ${inside.summary}</dl:NoiDung>`)
    .replace('</dl:DoiTuong>', `<dl:GhiChu>${inside.note}</dl:GhiChu></dl:DoiTuong>`)
  const stage = (code: string, decisions: string) =>
    begun
      .replace(/<dl:GiaiDoan>\d+/, `<dl:GiaiDoan>${code}`)
      .replace(
        '</dl:DanhSachDoiTuong>',
        `</dl:DanhSachDoiTuong>${assigned}<dl:DanhSachQuyetDinh>${decisions}</dl:DanhSachQuyetDinh>`,
      )
  const started = stage('30', extension + prosecution)
  const xml = (text: string) => paper('text/xml', text)
  return {
    notice: xml(stage('20', '')),
    extended: xml(stage('22', extension)),
    started: xml(started),
    secret: xml(started.replace('<dl:NoiDung>', '<dl:NoiDung doMat="C">')),
  }
}
