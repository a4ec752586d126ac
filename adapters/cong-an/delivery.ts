/** How Công an's service takes a dossier that is handed over to it (operation `GuiHoSo`), and what it says to one. */
import type { Delivery, DeliveryRefusal } from '../sdk/adapter.ts'
import { notTaken, taken, unclear } from '../sdk/delivery.ts'
import { childText, faultReasonIn, headersOf, PATH, readMessage } from './message.ts'

/** By the service's code. */
const refusals: Readonly<Record<string, DeliveryRefusal>> = {
  DU_LIEU_SAI: 'document-invalid',
  SAI_NOI_NHAN: 'receiver-wrong',
  TAI_LIEU_MAT: 'state-secret',
  TRUNG_SO_PHIEU: 'reference-used',
}

/** See adapters/sdk/adapter.ts. */
export const delivery: Delivery = {
  request: ({ body }) => ({ method: 'POST', path: PATH, headers: headersOf('GuiHoSo'), body }),
  answer(answer) {
    const reason = faultReasonIn(answer)
    const refusal = reason === undefined ? undefined : refusals[reason]
    if (refusal !== undefined) return notTaken(refusal)
    const message = readMessage(answer, ['GuiHoSoTraLoi'])
    if (!message.ok || message.value === 'absent') return unclear('GuiHoSoTraLoi, or a fault of the service')
    const state = childText(message.value.element, 'TrangThai')
    const key = childText(message.value.element, 'MaHoSo')
    if (state !== 'DA_NHAN' && state !== 'DA_CO') return unclear('TrangThai DA_NHAN or DA_CO')
    return taken(state === 'DA_NHAN' ? 'taken' : 'again', key)
  },
}
