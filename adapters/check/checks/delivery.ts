import type { NativeAnswer, NativeDocument } from '../../sdk/adapter.ts'
import type { Failure } from '../failures.ts'
import { changedBytes } from '../mutants.ts'
import { type Check, firstOf, type Subject } from '../subject.ts'

/** Of the documents that are handed over; and answers of each status that are made up. */
const DOCUMENTS = 8
const ANSWERS = 20

/** What a system that is asked may answer with, whatever stands in it. */
const statuses = [200, 201, 202, 400, 404, 409, 410, 422, 500]

/** Bodies of every kind: none, the document itself come back, its bytes changed, another type's page. */
function* answersTo({ random, manifest, every }: Subject, { body }: NativeDocument): Generator<NativeAnswer> {
  const numbers = random()
  const { mediaType } = manifest.native
  for (const status of statuses) {
    yield { status, mediaType, body: new Uint8Array() }
    yield { status, mediaType: 'text/html', body: Buffer.from('<html>') }
    yield { status, mediaType, body }
    for (let n = 0; n < ANSWERS; n += every) yield { status, mediaType, body: changedBytes(numbers, body) }
  }
}

function* ofDocument(subject: Subject, document: NativeDocument, file: string): Generator<Failure> {
  const { delivery, manifest } = subject
  const request = delivery!.request(document, file)
  if ('code' in request) return yield request
  const { method, path, body } = request
  const isSendable = method === 'POST' && /^\/(?!\/)[\x21-\x7e]*$/.test(path) && body.length <= manifest.native.bytesMax
  if (!isSendable)
    yield { code: 'delivery-unsendable', at: 'delivery.request', place: file, detail: `${method} ${path}` }
  const again = delivery!.request(document, file)
  if (JSON.stringify(again) !== JSON.stringify(request))
    yield { code: 'not-deterministic', at: 'delivery.request', measured: 'a second time', place: file }
  for (const answer of answersTo(subject, document)) {
    const failure = delivery!.answer(answer, `${file} answered with ${answer.status}`)
    if (failure) yield failure
  }
}

function* run(subject: Subject): Generator<Failure> {
  const { manifest, delivery, samples, write } = subject
  if ((manifest.delivery === undefined) !== (delivery === undefined))
    yield { code: 'delivery-untrue', at: 'manifest.json#/delivery' }
  if (delivery === undefined) return
  const written = samples.flatMap(({ translation, file }) => {
    const made = write?.(translation, file)
    return made?.state === 'ok' ? [{ document: made.document, file }] : []
  })
  for (const { document, file } of written.slice(0, DOCUMENTS)) yield* ofDocument(subject, document, file)
}

export const deliveryCheck: Check = {
  name: 'delivery',
  title: {
    vi: 'Chuyển đến hệ thống: yêu cầu gửi được, trả lời nào cũng đọc được mà không ném lỗi',
    en: 'Delivery to the system: requests can be sent, and no answer makes it throw',
  },
  run: (subject) => firstOf(run(subject)),
}
