/** How the SOAP service is asked, and how it says that it has no such dossier. */
import { headProblem } from '../codecs/open.ts'
import { decodeSoap, encodeSoap } from '../codecs/soap.ts'
import type { NativeAnswer, QueryAdapter, SourceRequest } from '../sdk/adapter.ts'
import { manifest } from './format.ts'

const SERVICE = '/dich-vu'
const NAMESPACE = 'urn:co-quan:dich-vu:1'
const ATTRIBUTES_MAX = 16

const ask = (operation: string, parameters: readonly (readonly [name: string, value: string])[]): SourceRequest => ({
  method: 'POST',
  path: SERVICE,
  headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${NAMESPACE}/${operation}"` },
  body: encodeSoap(NAMESPACE, operation, parameters),
})

/** Cursors are those of listing.ts. */
export const requests: QueryAdapter['requests'] = {
  list: (cursor = '1') => ask('LayDanhSach', [['trang', cursor]]),
  changes: (cursor) => ask('LayThayDoi', [['tu', cursor]]),
  dossier: (nativeKey) => ask('LayHoSo', [['ma', nativeKey]]),
}

/** A fault (HTTP 500) whose detail says so: a failure of anything in between does not. */
export function saysAbsent(answer: NativeAnswer): boolean {
  if (answer.status !== 500 || headProblem(answer, manifest.native, [500])) return false
  const decoded = decodeSoap(answer.body, { ...manifest.native, attributesMax: ATTRIBUTES_MAX })
  return (
    decoded.ok && decoded.value.kind === 'fault' && decoded.value.detail.some(({ name }) => name === 'KhongTimThay')
  )
}
