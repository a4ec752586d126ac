/** What is handed over to the procuracy's system: `POST /api/v1/tin-bao` with a dossier of its own form. */
import type { Holdings } from '../../sandbox/holdings.ts'
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts'
import type { Received } from '../../sandbox/received.ts'
import { json, refusal } from './answers.ts'
import { faultsOf, valueAt } from './checks.ts'
import { agencies } from './lists.ts'
import { nativeInstant } from './values.ts'

type Tree = Readonly<Record<string, unknown>>

/** What its lists tell of a dossier that was handed over: the members of a row that it came with. */
export type Facts = Tree

/** The largest dossier that it takes. */
export const BODY_BYTES_MAX = 2 * 1024 * 1024

const ROW = [
  ...['soHoSo', 'tinBaoDauTien', 'vuAn', 'soKhac', 'mucChiaSe', 'dauXuLy', 'doMat', 'trangThai', 'giaiDoan'],
  ...['phanLoaiTin', 'linhVuc'],
]

/** The body as it came. */
const bytesOf = ({ bytes, body }: SandboxRequest): Uint8Array => bytes ?? Buffer.from(body)

function dossierIn(bytes: Uint8Array): Tree | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : undefined
  } catch {
    return undefined
  }
}

/** Number of the handing over in a request, as far as there is one. */
export function numberIn(request: SandboxRequest): string | undefined {
  const number = valueAt(dossierIn(bytesOf(request)), '/chuyenGiao/soThamChieu')
  return typeof number === 'string' ? number : undefined
}

const nameOf = (code: unknown): string => Object.entries(agencies).find(([, own]) => own === code)?.[0] ?? ''

/** Takes a dossier, or says in the system's own form why not: 400 no JSON, 415, 422 with the faults, 409 the number of another one. */
export function intake(request: SandboxRequest, holdings: Holdings<Facts>): SandboxAnswer {
  const { headers } = request
  const bytes = bytesOf(request)
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? ''))
    return refusal(415, 'KIEU_DU_LIEU_KHONG_HO_TRO')
  const dossier = dossierIn(bytes)
  if (dossier === undefined) return refusal(400, 'JSON_KHONG_HOP_LE')
  if (dossier.phienBan !== '4.0') return refusal(422, 'PHIEN_BAN_KHONG_HO_TRO')
  const faults = faultsOf(dossier)
  if (faults.length > 0) return json(422, { loi: 'DU_LIEU_KHONG_HOP_LE', chiTiet: faults })
  const year = String(dossier.capNhatLuc).slice(6, 10)
  const receipt = holdings.receive({
    sender: nameOf(valueAt(dossier, '/chuyenGiao/benGiao/ma')),
    number: String(valueAt(dossier, '/chuyenGiao/soThamChieu')),
    facts: {
      ...Object.fromEntries(ROW.map((name) => [name, dossier[name] ?? null])),
      tiepNhanLuc: valueAt(dossier, '/coQuanTiepNhan/luc'),
    },
    native: bytes,
    keyOf: (serial) => `TN-${year}-${String(serial).padStart(5, '0')}`,
  })
  if (receipt.kind === 'conflict') return refusal(409, 'SO_THAM_CHIEU_DA_DUNG')
  const { nativeKey, receivedAt } = receipt.received
  const answer = { maTinBao: nativeKey, tiepNhanLuc: nativeInstant(receivedAt), daCo: receipt.kind === 'repeated' }
  return json(receipt.kind === 'taken' ? 201 : 200, answer)
}

/** Its row in lists and in the change feed: this system changed it last when it took it. */
export const receivedRow = ({ nativeKey, receivedAt, facts }: Received<Facts>): Tree => ({
  maTinBao: nativeKey,
  ...facts,
  toaAnThuLy: null,
  capNhatLuc: nativeInstant(receivedAt),
  hanGiaiQuyet: null,
})

/** The dossier as it came, under the key that the system gave it. */
export const receivedDossier = ({ nativeKey, receivedAt, native }: Received<Facts>): Tree => ({
  ...dossierIn(native),
  maTinBao: nativeKey,
  capNhatLuc: nativeInstant(receivedAt),
})
