/** How the procuracy's case system takes a dossier that is handed over to it, and what it says to one. */
import type { Delivery } from '../sdk/adapter.ts'
import { notTaken, taken, unclear } from '../sdk/delivery.ts'
import { objectOf } from './answer.ts'
import manifest from './manifest.json' with { type: 'json' }

const statuses: readonly number[] = [400, 409, 415, 422]

/** See adapters/sdk/adapter.ts: `POST /api/v1/tin-bao`, 201 for what is new and 200 for what had been taken (`daCo`), each with the system's number. */
export const delivery: Delivery = {
  request: ({ mediaType, body }) => ({
    method: 'POST',
    path: '/api/v1/tin-bao',
    headers: { 'content-type': mediaType, accept: manifest.native.mediaType },
    body,
  }),
  answer(answer) {
    const read = objectOf(answer)
    const said = read.ok ? read.value.members : undefined
    const key = said?.get('maTinBao')
    const before = said?.get('daCo')
    if (key?.type === 'string' && before?.type === 'boolean' && [200, 201].includes(answer.status))
      return taken(before.value ? 'again' : 'taken', key.value)
    const word = said?.get('loi')
    if (word?.type !== 'string' || !statuses.includes(answer.status)) return unclear('maTinBao, or loi')
    return notTaken(word.value === 'SO_THAM_CHIEU_DA_DUNG' ? 'reference-used' : 'document-invalid')
  },
}
