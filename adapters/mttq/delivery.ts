/** How the portal takes a push that is handed over to the Front, and what it says to one. */
import { decodeJson, type JsonObject } from '../codecs/json.ts'
import type { Delivery, DeliveryRefusal, NativeAnswer } from '../sdk/adapter.ts'
import { notTaken, taken, unclear } from '../sdk/delivery.ts'
import manifest from './manifest.json' with { type: 'json' }

/** By the word of the portal. */
const refusals: Readonly<Record<string, DeliveryRefusal>> = {
  TRUNG_SO: 'reference-used',
  TU_CHOI_BI_MAT_NHA_NUOC: 'state-secret',
}

const statuses: readonly number[] = [400, 409, 415, 422]

function objectOf({ body, mediaType }: NativeAnswer): JsonObject | undefined {
  if (mediaType.split(';')[0]?.trim().toLowerCase() !== manifest.native.mediaType) return undefined
  const decoded = decodeJson(body, manifest.native)
  return decoded.ok && decoded.value.type === 'object' ? decoded.value : undefined
}

const textIn = (object: JsonObject | undefined, name: string): string | undefined => {
  const found = object?.members.get(name)
  return found?.type === 'string' ? found.value : undefined
}

/** See adapters/sdk/adapter.ts: `POST /api/chuyen-den`, 201 for what is new and 200 for what had been taken, each with the portal's number. */
export const delivery: Delivery = {
  request: ({ mediaType, body }) => ({
    method: 'POST',
    path: '/api/chuyen-den',
    headers: { 'content-type': mediaType, accept: manifest.native.mediaType },
    body,
  }),
  answer(answer) {
    const said = objectOf(answer)
    const key = textIn(said, 'maPhanAnh')
    if (key !== undefined && answer.status === 201) return taken('taken', key)
    if (key !== undefined && answer.status === 200) return taken('again', key)
    const word = textIn(said, 'loi')
    if (word === undefined || !statuses.includes(answer.status)) return unclear('maPhanAnh, or loi')
    return notTaken(refusals[word] ?? 'document-invalid')
  },
}
