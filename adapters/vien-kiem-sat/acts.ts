/** What is done in a matter: the lists of acts of a dossier, and the registers that the procuracy keeps. */
import type { JsonObject } from '../codecs/json.ts'
import type { NativeFacet } from '../sdk/adapter.ts'
import { type Also, itemsOf, readList, refuseSecret } from './entities.ts'
import { type Book, books } from './format-books.ts'
import { checkForms } from './forms.ts'
import { readEntityMarks } from './marks.ts'
import { findingAt, member, type Reading } from './reading.ts'

export type Books = Required<Pick<NativeFacet, Book['shared']>>

/** Of a paper that is a state secret not even its title may stand here. */
const paperMarks: Also = (reading, item, target) => {
  if (readEntityMarks(reading, item, target)) refuseSecret(reading, item, target)
}

/** `thuTu` numbers the decisions as the list has them. Where it does not, one of the two orders is wrong: they are carried as listed, and it is told. */
function tellOrder(reading: Reading, dossier: JsonObject): void {
  const list = member(dossier, 'quyetDinh')
  if (list?.type !== 'array') return
  const numbers = list.items.flatMap((item) => {
    const number = item.type === 'object' ? member(item, 'thuTu') : undefined
    return number?.type === 'number' ? [number.value] : []
  })
  if (numbers.every((number, i) => i === 0 || numbers[i - 1]! < number)) return
  const expected = 'decisions in the order of thuTu'
  reading.findings.push(findingAt(list, { code: 'order-contradicted', effect: 'note', target: '/decisions', expected }))
}

function readBook(reading: Reading, dossier: JsonObject, book: Book): readonly object[] {
  const { native, shared, itemsMax, rows, reasons, marked, others = [], formOn } = book
  const target = `/${shared}`
  const items = itemsOf(reading, dossier, native, itemsMax, target)
  const besides = [...others, ...(reasons ? ['lyDoTrong'] : []), ...(marked ? ['danhDau'] : [])]
  const read = readList<{ readonly [name: string]: unknown }>(
    reading,
    items,
    rows,
    target,
    besides,
    marked && paperMarks,
  )
  if (formOn !== undefined) checkForms(reading, shared, read, formOn)
  return read
}

/** The keys that these have of each other are not resolved yet (references.ts). A list that is not there has no entity. */
export function readActs(reading: Reading, dossier: JsonObject): Books {
  tellOrder(reading, dossier)
  const read = books.map((book) => [book.shared, readBook(reading, dossier, book)])
  return Object.fromEntries(read) as Books
}
