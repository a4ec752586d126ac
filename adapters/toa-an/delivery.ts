/** How the court's document service takes a message that is handed over to it, and what it says to one. */
import { edxmlChild, edxmlText } from '../codecs/edxml.ts'
import { EDXML_NS } from '../codecs/edxml-tree.ts'
import { decodeXml, type XmlElement } from '../codecs/xml.ts'
import type { Delivery, DeliveryRefusal, NativeAnswer } from '../sdk/adapter.ts'
import { notTaken, taken, unclear } from '../sdk/delivery.ts'
import { bounds, errorOf, headProblem } from './answer.ts'
import manifest from './manifest.json' with { type: 'json' }

/** By the word of the service. */
const refusals: Readonly<Record<string, DeliveryRefusal>> = {
  VAN_BAN_SAI: 'document-invalid',
  SAI_NOI_NHAN: 'receiver-wrong',
  TAI_LIEU_MAT: 'state-secret',
  TRUNG_SO: 'reference-used',
}

/** QĐ 28/2018/QĐ-TTg: arrived, entered, assigned, worked on, done; 02 says that it is refused. */
const arrived: readonly string[] = ['01', '03', '04', '05', '06']
const REFUSED = '02'

/** The court's number for it, which stands at the end of the words that go with the status. */
const NUMBER = /[A-Z0-9.]{1,40},\d{4}\/\d\d\/\d\d,[^\s,]{1,100}$/

/** The status message in an answer; undefined when there is none. */
function statusIn(answer: NativeAnswer): XmlElement | undefined {
  if (headProblem(answer)) return undefined
  const decoded = decodeXml(answer.body, bounds)
  if (!decoded.ok || decoded.value.name !== 'edXML' || decoded.value.ns !== EDXML_NS) return undefined
  const path = ['edXMLEnvelope', 'edXMLHeader', 'Status']
  return path.reduce<XmlElement | undefined>((at, name) => at && edxmlChild(at, name), decoded.value)
}

/** See adapters/sdk/adapter.ts: `POST /vanban`, answered by a status message of edXML, which is the same for a message that had been taken. */
export const delivery: Delivery = {
  request: ({ mediaType, body }) => ({
    method: 'POST',
    path: '/vanban',
    headers: { 'content-type': mediaType, accept: manifest.native.mediaType },
    body,
  }),
  answer(answer) {
    const word = errorOf(answer)
    const refusal = word === undefined ? undefined : refusals[word]
    if (refusal !== undefined) return notTaken(refusal)
    const status = statusIn(answer)
    const code = status && edxmlText(status, 'StatusCode')
    if (code === REFUSED) return notTaken('document-invalid')
    if (status === undefined || code === undefined || !arrived.includes(code))
      return unclear('a Status of 01 to 06, or Loi')
    return taken('taken', NUMBER.exec(edxmlText(status, 'Description') ?? '')?.[0])
  },
}
