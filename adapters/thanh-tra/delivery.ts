/** How the inspection system takes a file that is handed over to it, and the file in which it answers. */
import { decodeCsv } from '../codecs/csv.ts'
import type { Delivery } from '../sdk/adapter.ts'
import { notTaken, taken, unclear } from '../sdk/delivery.ts'
import { dialect } from './file.ts'
import manifest from './manifest.json' with { type: 'json' }

const { mediaType, bytesMax, nodesMax } = manifest.native

const HEADER = ['Tệp', 'Mã gửi', 'Kết quả', 'Mã hồ sơ', 'Số hồ sơ', 'Lý do']

/** See adapters/sdk/adapter.ts: `POST /den` with a file of one row, answered by a file of one row under its own header. */
export const delivery: Delivery = {
  request: (document) => ({
    method: 'POST',
    path: '/den',
    headers: { 'content-type': document.mediaType, accept: mediaType },
    body: document.body,
  }),
  answer(answer) {
    const isFile = answer.mediaType.split(';')[0]?.trim().toLowerCase() === mediaType
    const read = decodeCsv(answer.body, dialect, { bytesMax, cellsMax: nodesMax })
    if (!isFile || ![200, 422].includes(answer.status) || !read.ok) return unclear('a file of one row')
    const { header, rows } = read.value
    const [row, trailer, ...more] = rows.map(({ cells }) => cells.map(({ text }) => text))
    const isWhole = header?.cells.length === HEADER.length && HEADER.every((name, i) => header.cells[i]?.text === name)
    if (!isWhole || row?.length !== HEADER.length || trailer?.join(';') !== '#HET;1;' || more.length > 0)
      return unclear('a file of one row')
    const [, , result, key, , reason] = row
    if (result === 'NHAN' || result === 'TRUNG') return taken(result === 'NHAN' ? 'taken' : 'again', key)
    if (result !== 'LOI') return unclear('NHAN, TRUNG or LOI')
    if (reason === 'TRUNG_MA_KHAC_NOI_DUNG') return notTaken('reference-used')
    return notTaken(reason === 'TAI_LIEU_MAT' ? 'state-secret' : 'document-invalid')
  },
}
