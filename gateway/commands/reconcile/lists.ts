/** The lists that others keep, a line at a time: what a source was asked, and which receipts a receiver holds. */
import { createReadStream } from 'node:fs'
import { parseReceipt, type Receipt } from '../../audit/receipt.ts'
import { headerOf } from '../audit-receipt.ts'
import { Usage } from '../command.ts'

/** A file of one party. */
export interface ListFile {
  /** Agency of a list of requests, system of a list of receipts. */
  readonly of: string
  readonly file: string
}

export interface Line<T> {
  /** Counted from 1. */
  readonly number: number
  /** Undefined when the line is malformed. */
  readonly value: T | undefined
}

/** A request as the source that got it wrote it down. */
export interface ListedRequest {
  readonly at: string
  readonly at_ms: number
  readonly path: string
  /** What the request's `Lienthong-Event-Id` said; undefined when it had none. */
  readonly event: string | undefined
}

export interface HeldReceipt extends Receipt {
  /** When the receiver wrote them down beside it. */
  readonly event?: string
  readonly at?: string
}

/** `NAME=FILE`. Throws Usage. */
export function listFile(text: string, option: string): ListFile {
  const at = text.indexOf('=')
  if (at < 1 || at === text.length - 1) throw new Usage(`--${option}: TÊN=TỆP · NAME=FILE: ${text}`)
  return { of: text.slice(0, at), file: text.slice(at + 1) }
}

const LINE_CHARACTERS_MAX = 64 * 1024

/** Lines of a file that are not empty; one that is longer than the bound comes cut. Throws the system's errors. */
async function* linesOf(file: string): AsyncGenerator<{ number: number; text: string }, void> {
  let number = 1
  let rest = ''
  for await (const chunk of createReadStream(file, 'utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!.slice(0, LINE_CHARACTERS_MAX)
    for (const text of lines) {
      if (text.trim() !== '') yield { number, text }
      number++
    }
  }
  if (rest.trim() !== '') yield { number, text: rest }
}

/** What is told of a line is told on a terminal: nothing else may be in it. */
const isMoment = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]{5,20}(Z|[+-]\d{2}:\d{2})$/.test(value)
const isEvent = (value: unknown): value is string => typeof value === 'string' && /^[\w.:-]{1,100}$/.test(value)

function requestIn(text: string): ListedRequest | undefined {
  try {
    const { at, path, event } = JSON.parse(text) as Record<string, unknown>
    const at_ms = isMoment(at) ? Date.parse(at) : Number.NaN
    const none = event === undefined || event === null || event === ''
    if (!isMoment(at) || Number.isNaN(at_ms) || typeof path !== 'string' || !(none || isEvent(event))) return undefined
    return { at, at_ms, path, event: none ? undefined : event }
  } catch {
    return undefined
  }
}

/** The value of a header, the whole header line, or JSON: of a receipt, or with one as `receipt`. */
function receiptIn(text: string): HeldReceipt | undefined {
  const receipt = parseReceipt(headerOf(text))
  if (!receipt || !text.trimStart().startsWith('{')) return receipt
  const { event, at } = JSON.parse(text) as Record<string, unknown>
  return { ...receipt, ...(isEvent(event) && { event }), ...(isMoment(at) && { at }) }
}

/** JSON lines with `event`, `at` (RFC 3339) and `path`; other members are left aside. Throws the system's errors. */
export async function* requestsIn(file: string): AsyncGenerator<Line<ListedRequest>, void> {
  for await (const { number, text } of linesOf(file)) yield { number, value: requestIn(text) }
}

/** A receipt a line. That the log has them is NOT checked. Throws the system's errors. */
export async function* receiptsIn(file: string): AsyncGenerator<Line<HeldReceipt>, void> {
  for await (const { number, text } of linesOf(file)) yield { number, value: receiptIn(text) }
}
