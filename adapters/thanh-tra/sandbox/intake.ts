/** What is handed over to the inspection system: a file of its own form, and what it answers, row by row. */
import { type Holdings, isReceived } from '../../sandbox/holdings.ts'
import type { Received } from '../../sandbox/received.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import { type Cells, checkedRow } from './checks.ts'
import { rowsIn } from './csv.ts'
import { instant } from './members.ts'
import { encodeTcvn3 } from './tcvn3.ts'
import { cellsOf, csvOf, fileOf, HEADER } from './writer.ts'

/** `serial`: of what was handed over, from 1. */
export interface HandedFacts {
  readonly serial: number
}

export type InspectionHoldings = Holdings<HandedFacts>
type Taken = Received<HandedFacts>

/** One line of an answer. `NHAN` taken, `TRUNG` taken before, `LOI` not taken. */
interface Told {
  readonly number: string
  readonly result: 'NHAN' | 'TRUNG' | 'LOI'
  readonly nativeKey?: string
  readonly fileNumber?: string
  readonly reason?: string
}

export interface Answer {
  /** Whether everything of the file is there now. */
  readonly ok: boolean
  /** In TCVN3, as the system writes its files. */
  readonly file: Uint8Array
}

const ANSWER_HEADER = ['Tệp', 'Mã gửi', 'Kết quả', 'Mã hồ sơ', 'Số hồ sơ', 'Lý do'] as const

const answerOf = (name: string, told: readonly Told[]): Answer => {
  const rows = told.map(({ number, result, nativeKey = '', fileNumber = '', reason = '' }) => [
    ...[name, number, result, nativeKey, fileNumber, reason],
  ])
  return { ok: told.every(({ result }) => result !== 'LOI'), file: encodeTcvn3(csvOf(ANSWER_HEADER, rows)) }
}

/** Above what the made-up world numbers. */
const SERIAL_FROM = 80_000

const keyOf = (today: string, serial: number): string => `TT${today.slice(0, 4)}-${SERIAL_FROM + serial}`

/** The number that it came with, or the next of the book of what comes in. */
const fileNumberOf = (serial: number, today: string, cells: Cells): string =>
  cells['Số hồ sơ'] === '' ? `${SERIAL_FROM + serial}/${today.slice(0, 4)}/HS-TTr` : cells['Số hồ sơ']

function takeRow(row: readonly string[], holdings: InspectionHoldings): Told {
  const cells = checkedRow(row)
  const [number = ''] = row
  if (typeof cells === 'string') return { number, result: 'LOI', reason: cells }
  const serial = holdings.all().filter((held) => isReceived(held)).length + 1
  const receipt = holdings.receive({
    ...{ sender: cells['Người lập'], number, facts: { serial }, native: encodeTcvn3(fileOf([row])) },
    keyOf: () => keyOf(holdings.today, serial),
  })
  if (receipt.kind === 'conflict') return { number, result: 'LOI', reason: 'TRUNG_MA_KHAC_NOI_DUNG' }
  const { nativeKey, facts } = receipt.received
  const fileNumber = fileNumberOf(facts.serial, holdings.today, cells)
  return { number, result: receipt.kind === 'taken' ? 'NHAN' : 'TRUNG', nativeKey, fileNumber }
}

/** Takes what a file brings, each row for itself; what was taken is durable when this returns. The same again is harmless. */
export function takeFile(name: string, content: Uint8Array, holdings: InspectionHoldings): Answer {
  const read = rowsIn(content, HEADER)
  if ('fault' in read) return answerOf(name, [{ number: '', result: 'LOI', reason: read.fault }])
  return answerOf(
    name,
    read.rows.map((row) => takeRow(row, holdings)),
  )
}

/** The number of the first row that a file hands over. */
export function numberIn(content: Uint8Array): string | undefined {
  const read = rowsIn(content, HEADER)
  return 'rows' in read ? read.rows[0]?.[0] : undefined
}

/** What was received as the system exports it: under its own key and number, changed when it was taken. */
function receivedCells({ native, nativeKey, receivedAt, facts }: Taken): readonly string[] {
  const read = rowsIn(native, HEADER)
  const cells = 'rows' in read ? checkedRow(read.rows[0]!) : 'SAI:số ô'
  if (typeof cells === 'string') throw new Error(`${nativeKey} does not stand as it was taken`)
  const now: Cells = {
    ...cells,
    'Mã hồ sơ': nativeKey,
    'Số hồ sơ': fileNumberOf(facts.serial, receivedAt, cells),
    'Cập nhật': instant(receivedAt),
  }
  return HEADER.map((column) => now[column])
}

/** The row of an export for whatever the system holds. */
export const rowOf = (held: TrueFacet | Taken): readonly string[] =>
  isReceived<HandedFacts>(held) ? receivedCells(held) : cellsOf(held)
