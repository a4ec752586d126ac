/** How the document service says anything that is no edXML message: lists and errors in XML of its own. */
import type { SandboxAnswer } from '../../sandbox/message.ts'
import { EDXML_NS } from './message.ts'
import { element, plain } from './xml.ts'

const LIST_NS = 'urn:toaan.angiang:trucvanban:1'

/** An answer in XML that is written already. */
export const xml = (status: number, body: string): SandboxAnswer => ({
  status,
  headers: { 'content-type': 'application/xml; charset=utf-8' },
  body,
})

/** A document of the service's own namespace. */
export const own = (name: string, content: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n${element(name, content, ` xmlns="${LIST_NS}" xmlns:edXML="${EDXML_NS}"`)}`

const refusals = {
  TRANG_SAI: 400,
  MOC_KHONG_CON: 410,
  PHUONG_THUC_SAI: 405,
  KHONG_TIM_THAY: 404,
  DA_THU_HOI: 410,
  /** What is handed over is no edXML message as the standard has it, or its file is not as this court has it. */
  VAN_BAN_SAI: 400,
  SAI_NOI_NHAN: 422,
  TAI_LIEU_MAT: 422,
  TRUNG_SO: 409,
  KHONG_CO_VAN_BAN: 404,
  /** The message is about one that was recalled, or replaced. */
  VAN_BAN_HET_HIEU_LUC: 409,
  THAY_THE_VONG: 409,
  MA_TRANG_THAI_SAI: 422,
} as const

export type Reason = keyof typeof refusals

/** The service's own error; `place` are the names of the element that is to be mended. */
export const refusal = (code: Reason, place?: string): SandboxAnswer =>
  xml(refusals[code], own('Loi', plain('Ma', code) + plain('ViTri', place)))
