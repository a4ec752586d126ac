/**
 * Takes what is handed over to the portal: `POST /api/chuyen-den`, a push with a petition in the portal's own form. What the portal can't put in
 * its book is refused by place and reason, in its own words.
 */
import type { Holdings } from '../../sandbox/holdings.ts'
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts'
import type { Received } from '../../sandbox/received.ts'
import * as lists from './lists.ts'
import { second } from './times.ts'

export const INTAKE = '/api/chuyen-den'

type Json = { readonly [name: string]: unknown }

/** What the portal's own lists tell of what it received: the petition, whole. */
export interface Entered {
  readonly phanAnh: Json
}

const json = (status: number, value: unknown): SandboxAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
})

/** Why the portal does not take it, and at which member. */
type Fault = readonly [loi: string, truong: string]

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown, lengthMax: number): boolean =>
  typeof value === 'string' && value.length > 0 && value.length <= lengthMax
const among = (list: Readonly<Record<string, string>>, value: unknown): boolean =>
  typeof value === 'string' && Object.values(list).includes(value)

const TIME = /^(0[1-9]|[12]\d|3[01])\/(0[1-9]|1[0-2])\/\d{4} ([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/
const isTime = (value: unknown): boolean => typeof value === 'string' && TIME.test(value)

/** Lists of the book, and how many rows each may have: the portal adds a link of its own. */
const ROWS: Readonly<Record<string, number>> = {
  ...{ nguoiCungDon: 49, nguoiDuocNeu: 200, donThu: 50, phieuChuyen: 50, lienKet: 49, thoiHan: 50, phanHoi: 100 },
  ...{ ketQua: 200, taiLieu: 200 },
}

function faultInMarks(marks: unknown): Fault | undefined {
  if (!isObject(marks)) return ['THIEU_CHE_DO', 'cheDo']
  if (marks.doMat !== null) return ['TU_CHOI_BI_MAT_NHA_NUOC', 'cheDo/doMat']
  if (!among(lists.levels, marks.muc)) return ['MA_KHONG_HOP_LE', 'cheDo/muc']
  if (typeof marks.kin !== 'boolean') return ['THIEU_CHE_DO', 'cheDo/kin']
  const { dau } = marks
  return Array.isArray(dau) && dau.every((tag) => among(lists.tags, tag)) ? undefined : ['MA_KHONG_HOP_LE', 'cheDo/dau']
}

const NUMBERS_MAX = 17

function faultInRows(petition: Json): Fault | undefined {
  const numbers = petition.soLienQuan ?? []
  if (!Array.isArray(numbers) || numbers.length > NUMBERS_MAX) return ['DANH_SACH_KHONG_HOP_LE', 'soLienQuan']
  for (const [name, rowsMax] of Object.entries(ROWS)) {
    const rows = petition[name] ?? []
    if (!Array.isArray(rows) || rows.length > rowsMax || !rows.every(isObject)) return ['DANH_SACH_KHONG_HOP_LE', name]
    const keys = rows.map((row: Json) => row.ma)
    if (!keys.every((key) => isText(key, 64)) || new Set(keys).size < keys.length) return ['TRUNG_HOAC_THIEU_MA', name]
  }
  return undefined
}

function faultIn(push: Json): Fault | undefined {
  const { suKien, maSuKien, noiGui, phanAnh } = push
  if (suKien !== 'CHUYEN_DEN') return ['SU_KIEN_KHONG_HO_TRO', 'suKien']
  if (!isText(maSuKien, 40)) return ['THIEU_TRUONG', 'maSuKien']
  if (noiGui !== null && !among(lists.agencies, noiGui)) return ['MA_KHONG_HOP_LE', 'noiGui']
  if (!isObject(phanAnh)) return ['THIEU_TRUONG', 'phanAnh']
  const received = phanAnh.tiepNhan
  if (!isText(phanAnh.maPhanAnh, 64)) return ['THIEU_TRUONG', 'maPhanAnh']
  if (phanAnh.bangMa !== 'UNICODE') return ['BANG_MA_KHONG_HO_TRO', 'bangMa']
  if (!among(lists.kinds, phanAnh.loai)) return ['MA_KHONG_HOP_LE', 'loai']
  if (!among(lists.stages, phanAnh.trangThai)) return ['MA_KHONG_HOP_LE', 'trangThai']
  if (!isObject(received) || !isTime(received.luc)) return ['THOI_GIAN_KHONG_HOP_LE', 'tiepNhan/luc']
  if (!isTime(phanAnh.capNhatLuc)) return ['THOI_GIAN_KHONG_HOP_LE', 'capNhatLuc']
  return faultInMarks(phanAnh.cheDo) ?? faultInRows(phanAnh)
}

function parsed(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/**
 * Answers one handing over: 201 with the number that the portal gave it, 200 with the same one for the same document again, 409 for another document under the same number of its sender,
 * 4xx with `{loi, truong}` for what can't be entered. Total.
 */
export function take({ body, bytes, headers }: SandboxRequest, holdings: Holdings<Entered>): SandboxAnswer {
  if (headers['content-type']?.split(';')[0]?.trim() !== 'application/json') return json(415, { loi: 'KIEU_NOI_DUNG' })
  const push = parsed(body)
  if (push === undefined) return json(400, { loi: 'KHONG_DOC_DUOC' })
  const fault = faultIn(push)
  if (fault !== undefined) return json(422, { loi: fault[0], truong: fault[1] })
  const year = holdings.today.slice(0, 4)
  const receipt = holdings.receive({
    sender: String(push.noiGui ?? ''),
    number: String(push.maSuKien),
    facts: { phanAnh: push.phanAnh as Json },
    native: bytes ?? new TextEncoder().encode(body),
    keyOf: (serial) => `PA-${year}-${900_000 + serial}`,
  })
  if (receipt.kind === 'conflict') return json(409, { loi: 'TRUNG_SO', truong: 'maSuKien' })
  const { nativeKey, receivedAt } = receipt.received
  return json(receipt.kind === 'taken' ? 201 : 200, { maPhanAnh: nativeKey, vaoSoLuc: second(receivedAt) })
}

const PORTAL_NUMBER = /^PA-\d{4}-\d{6}$/

/** What was received as the portal has it now: under its own number, tied to the petition of the portal that it is about. */
export function enteredPetition({ nativeKey, receivedAt, sender, number, facts }: Received<Entered>): object {
  const { maPhanAnh: before, tiepNhan, lienKet, soLienQuan, ...petition } = facts.phanAnh
  const isAnswer = typeof before === 'string' && PORTAL_NUMBER.test(before)
  const about = { heThong: 'mttq:tiep-nhan', loai: 'HS', so: before, coQuan: 'MTT' }
  const link = { ma: `LK-${nativeKey}`, quanHe: 'LIEN_QUAN', maPhanAnh: before, ngay: second(receivedAt).slice(0, 10) }
  const received = tiepNhan as Json
  const rows = (list: unknown): readonly unknown[] => (Array.isArray(list) ? list : [])
  return {
    ...petition,
    maPhanAnh: nativeKey,
    tiepNhan: { ...received, nhanTu: received.nhanTu ?? (sender || null) },
    lienKet: [...rows(lienKet), ...(isAnswer ? [link] : [])],
    soLienQuan: [...rows(soLienQuan), ...(isAnswer ? [about] : [])],
    ghiChuNoiBo: `Chuyển đến, số ${number}`,
    capNhatLuc: second(receivedAt),
  }
}
