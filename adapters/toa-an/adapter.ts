/** Tòa án nhân dân khu vực 1 - An Giang: its document service speaks edXML (native form: format.ts, manifest.json). */
import { readEdxml } from '../codecs/edxml.ts'
import { decodeXml } from '../codecs/xml.ts'
import type { QueryAdapter } from '../sdk/adapter.ts'
import { bounds, errorOf, headProblem } from './answer.ts'
import { delivery } from './delivery.ts'
import { readDossier } from './dossier.ts'
import { readPage } from './listing.ts'
import { bearsMark } from './marks.ts'
import { findSecrets } from './secrets.ts'
import { writeMessage } from './to-native.ts'

const headers = { accept: 'application/xml' }
const get = (path: string) => ({ method: 'GET', path: `/vanban/${path}`, headers }) as const

/** See adapters/sdk/adapter.ts: synchronous, total, without I/O, clock or randomness. */
export const adapter = {
  requests: {
    list: (cursor) => get(`danh-sach?trang=${encodeURIComponent((cursor ?? '1').toWellFormed())}`),
    changes: (cursor) => get(`thay-doi?tu=${encodeURIComponent(cursor.toWellFormed())}`),
    dossier: (nativeKey) => get(encodeURIComponent(nativeKey.toWellFormed())),
  },
  toIndex: readPage,
  toShared: (answer) => {
    const error = answer.status === 404 || answer.status === 410 ? errorOf(answer) : undefined
    const gone = answer.status === 404 ? 'KHONG_TIM_THAY' : 'DA_THU_HOI'
    if (error === gone) return { ok: true, value: 'absent', findings: [] }
    const problem = headProblem(answer)
    if (problem !== undefined) return problem
    const decoded = decodeXml(answer.body, bounds)
    if (!decoded.ok) return decoded
    // Nothing else is said of a document that must not be kept.
    const [secret, ...secrets] = findSecrets(decoded.value)
    if (secret !== undefined) return { ok: false, findings: [secret, ...secrets] }
    const edxml = readEdxml(decoded.value, bounds)
    if (!edxml.ok) return edxml
    const { value: message, findings } = edxml
    if (message.kind === 'recall') return { ok: true, value: 'absent', findings }
    const read = readDossier(message, bearsMark(decoded.value))
    return read.ok ? { ...read, findings: [...decoded.findings, ...findings, ...read.findings] } : read
  },
  toNative: writeMessage,
  delivery,
} satisfies QueryAdapter
