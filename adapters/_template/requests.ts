/** How the system is asked, and how it says that it has no such dossier. */
import { headProblem, openDocument } from '../codecs/open.ts'
import type { NativeAnswer, QueryAdapter } from '../sdk/adapter.ts'
import { filledAt } from '../sdk/native.ts'
import { manifest } from './format.ts'

const get = (path: string) => ({ method: 'GET', path, headers: { accept: manifest.native.mediaType } }) as const

/** Cursors are those of listing.ts. */
export const requests: QueryAdapter['requests'] = {
  list: (cursor = '1') => get(`/ho-so?${new URLSearchParams({ trang: cursor })}`),
  changes: (cursor) => get(`/thay-doi?${new URLSearchParams({ tu: cursor })}`),
  dossier: (nativeKey) => get(`/ho-so/${encodeURIComponent(nativeKey.toWellFormed())}`),
}

/** The system itself says so, in its own words: a 404 of anything in between does not. */
export function saysAbsent(answer: NativeAnswer): boolean {
  if (answer.status !== 404 || headProblem(answer, manifest.native, [404])) return false
  const opened = openDocument(answer.body, manifest.native)
  return opened.ok && filledAt(opened.value, 'loi')?.value === 'KHONG_TIM_THAY'
}
