/** Takes what is handed over to the document service, and answers as the standard has it: with a status message, or with an error of its own. */
import type { Holdings } from '../../sandbox/holdings.ts'
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts'
import { type Reason, refusal, xml } from './answers.ts'
import { type Book, type BookFacts, bookOf } from './book.ts'
import { incomingIn, type Letter, type StatusNote } from './incoming.ts'
import { predecessorOf } from './message.ts'
import { writeStatus } from './status.ts'

const bytesOf = ({ body, bytes }: SandboxRequest): Uint8Array => bytes ?? Buffer.from(body)

/** By which a repeat is known: the document, or what was done to it and when. */
const numberOf = (of: Letter | StatusNote): string =>
  of.what === 'new' || of.what === 'replace' ? of.documentId : `${of.documentId} ${of.what} ${of.sentAt}`

/** Why a letter can't be followed, as the book stands. */
function hindrance({ what, sender, documentId, about }: Letter, book: Book): readonly [Reason, string] | undefined {
  if (what === 'replace' && about.includes(documentId)) return ['THAY_THE_VONG', 'ReplacementInfoList']
  const place = what === 'replace' ? 'ReplacementInfoList' : 'Bussiness/DocumentId'
  for (const id of about) {
    const entry = book.of(sender, id)
    if (entry === undefined) return ['KHONG_CO_VAN_BAN', place]
    if (entry.state === 'recalled') return ['VAN_BAN_HET_HIEU_LUC', place]
  }
  return undefined
}

/** Whether the court ever sent a document, or entered one under that number. */
const isKnown = (documentId: string, holdings: Holdings<BookFacts>): boolean =>
  holdings.get(documentId) !== undefined ||
  holdings.all().some((held) => 'translation' in held && predecessorOf(held) === documentId)

/**
 * Takes the message or the status that a request brings, or says why not. Durable when it answers; the same again gets the same answer,
 * and another under the same number is refused.
 */
export function take(request: SandboxRequest, holdings: Holdings<BookFacts>): SandboxAnswer {
  const native = bytesOf(request)
  const sent = incomingIn(native)
  if (sent.what === 'wrong') return refusal(sent.reason, sent.place)
  const { today } = holdings
  const keyOf = (serial: number): string =>
    `C05.91.01,${today.replaceAll('-', '/')},${serial}/${today.slice(0, 4)}/LT/TB-TA`
  const about = sent.what === 'status' ? [] : sent.about
  const facts: BookFacts = { what: sent.what, documentId: sent.documentId, about }
  const handed = { sender: sent.sender, number: numberOf(sent), facts, native, keyOf }
  const weighed = holdings.weigh(handed)
  if (weighed.kind === 'conflict') return refusal('TRUNG_SO', 'MessageHeader/DocumentId')
  if (weighed.kind === 'taken') {
    if (sent.what === 'status' && !isKnown(sent.documentId, holdings))
      return refusal('KHONG_CO_VAN_BAN', 'Status/ResponseFor')
    const hindered = sent.what === 'status' ? undefined : hindrance(sent, bookOf(holdings))
    if (hindered !== undefined) return refusal(...hindered)
  }
  const receipt = holdings.receive(handed)
  if (receipt.kind === 'conflict') return refusal('TRUNG_SO', 'MessageHeader/DocumentId')
  const { nativeKey, receivedAt } = receipt.received
  // 15: the court agrees to what is asked of a document that it has; 03: entered in its book.
  const code = sent.what === 'recall' || sent.what === 'update' ? '15' : '03'
  return xml(200, writeStatus({ code, about: sent, key: nativeKey, at: receivedAt }))
}

/** The DocumentId of what a request hands over; undefined for what is none. */
export function documentIdIn(request: SandboxRequest): string | undefined {
  const sent = incomingIn(bytesOf(request))
  return sent.what === 'wrong' ? undefined : sent.documentId
}
