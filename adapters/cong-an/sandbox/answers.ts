/** How the service says anything: SOAP 1.1 with faults under HTTP 200, text in NFD. */
import { SOAP_11 } from '../../codecs/soap.ts'
import type { SandboxAnswer } from '../../sandbox/message.ts'
import { DATA_NS, MESSAGE_NS } from './xml.ts'

const answer = (body: string): SandboxAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope xmlns:soap="${SOAP_11}"><soap:Body>${body}</soap:Body></soap:Envelope>`.normalize(
    'NFD',
  ),
})

/** An element of the message namespace with `content`. */
export const message = (name: string, content: string): SandboxAnswer =>
  answer(`<td:${name} xmlns:td="${MESSAGE_NS}" xmlns:dl="${DATA_NS}">\n${content}\n</td:${name}>`)

const reasons = {
  KHONG_TIM_THAY: 'Không tìm thấy hồ sơ',
  THAM_SO_SAI: 'Yêu cầu không hợp lệ',
  MOC_KHONG_CON: 'Mốc thay đổi không còn',
  DU_LIEU_SAI: 'Hồ sơ gửi đến không đúng mẫu',
  SAI_NOI_NHAN: 'Hồ sơ không gửi cho cơ quan này',
  TAI_LIEU_MAT: 'Không nhận tài liệu mật qua dịch vụ này',
  TRUNG_SO_PHIEU: 'Số phiếu đã dùng cho hồ sơ khác',
} as const

export type Reason = keyof typeof reasons

/** A fault; `place` is the element that is to be mended, by its names. */
export const fault = (reason: Reason, place?: string): SandboxAnswer =>
  answer(
    `<soap:Fault><faultcode>soap:Client</faultcode><faultstring>${reasons[reason]}</faultstring>` +
      `<detail><td:LoiDichVu xmlns:td="${MESSAGE_NS}"><td:MaLoi>${reason}</td:MaLoi>` +
      `${place === undefined ? '' : `<td:ViTri>${place}</td:ViTri>`}</td:LoiDichVu></detail></soap:Fault>`,
  )
