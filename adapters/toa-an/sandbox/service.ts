/** The court's document service: a list of messages, what changed, each message as edXML, and what is handed over to it. */
import type { Holdings } from '../../sandbox/holdings.ts'
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts'
import type { Mode } from '../../sandbox/misbehave.ts'
import type { TrueFacet } from '../../sandbox/world.ts'
import { number } from './acts.ts'
import { own, refusal, xml } from './answers.ts'
import { type Book, type BookFacts, bookOf, type Entry, toldOf } from './book.ts'
import { nativeCode } from './codes.ts'
import { documentIdIn, take } from './intake.ts'
import { e, isAct, type Kind, kindOf, leaf, listedHeader, predecessorOf, writeMessage } from './message.ts'
import { receivedMessage, receivedRow } from './received.ts'
import { element, markOf, ownDate, ownInstant, plain } from './xml.ts'

const PAGE_ROWS = 6
const TYPES: Readonly<Record<Kind, string>> = { new: '0', recall: '1', update: '2', replace: '3' }

/** A facet that was ever changed goes out as an update of its message. */
const kindIn = (holdings: Holdings<BookFacts>, facet: TrueFacet): Kind =>
  kindOf(facet, holdings.changesSince(0)?.some(({ nativeKey }) => nativeKey === facet.nativeKey) ?? false)

function row(facet: TrueFacet, kind: Kind): string {
  const { index } = facet
  const { code, promulgation, responseFor, documentId } = listedHeader(facet)
  const from = e('From', leaf('OrganId', nativeCode('agencies', 'TA')))
  const supervising = index.confirms?.find(({ relation }) => relation === 'supervising')?.agency
  const file =
    plain('NguonAn', nativeCode('kinds', index.kind)) +
    plain('GiaiDoan', nativeCode('stages', index.stage)) +
    plain('NgayNhan', ownInstant(index.receivedAt)) +
    plain('CapNhatLuc', ownInstant(index.updatedAt)) +
    plain('LinhVuc', index.corruptionField && nativeCode('corruptionFields', index.corruptionField)) +
    plain('HanToTung', index.dueOn && ownDate(index.dueOn)) +
    plain('CheGiau', index.conceal ? 'C' : 'K') +
    plain('KiemSatXetXu', supervising && nativeCode('agencies', supervising)) +
    facet.translation.facet.identifiers
      .slice(1)
      .filter((one) => !isAct(one))
      .map((one) =>
        element(
          'SoVuViec',
          number(one, (name, _, value) => plain(name, value)),
        ),
      )
      .join('')
  return element(
    'VanBan',
    e('MessageHeader', from + code + promulgation + responseFor + documentId) +
      leaf('BussinessDocType', TYPES[kind]) +
      element('HoSo', file),
    markOf(index.label),
  )
}

type Told = TrueFacet | Entry

const isEntry = (told: Told): told is Entry => 'content' in told

/** A system that tells its rows twice does so in the mode `duplicate`. */
function rows(holdings: Holdings<BookFacts>, told: readonly Told[], mode: Mode): string {
  const written = told.map((one) => (isEntry(one) ? receivedRow(one) : row(one, kindIn(holdings, one))))
  return `\n${(mode === 'duplicate' ? [...written, ...written] : written).join('\n')}\n`
}

/** Pages carry the cursor of the first one, so that the change feed goes on from where the list began. */
function list(query: URLSearchParams, holdings: Holdings<BookFacts>, book: Book, mode: Mode): SandboxAnswer {
  const [, page, cursor = String(holdings.cursor())] =
    /^([1-9]\d{0,6})(?:\.(\d{1,9}))?$/.exec(query.get('trang') ?? '1') ?? []
  const { facets, entries } = toldOf(holdings.all(), book)
  const all: readonly Told[] = [...facets, ...entries.filter(({ state }) => state === 'held')]
  const start = (Number(page) - 1) * PAGE_ROWS
  if (page === undefined || (start > 0 && start >= all.length)) return refusal('TRANG_SAI')
  const end = start + PAGE_ROWS
  const following = mode === 'cursor-back' ? 1 : Number(page) + 1
  const next = end < all.length || mode === 'cursor-back' ? plain('TrangSau', `${following}.${cursor}`) : ''
  const told = rows(holdings, all.slice(start, end), mode)
  return xml(200, own('DanhSachVanBan', told + next + plain('MocThayDoi', cursor)))
}

function changes(query: URLSearchParams, holdings: Holdings<BookFacts>, book: Book, mode: Mode): SandboxAnswer {
  const from = query.get('tu') ?? ''
  const changed = /^\d{1,9}$/.test(from) ? holdings.changesSince(Number(from)) : undefined
  if (changed === undefined) return refusal('MOC_KHONG_CON')
  const { facets, entries } = toldOf(changed, book)
  const cursor = mode === 'cursor-back' ? '0' : String(holdings.cursor())
  return xml(200, own('ThayDoi', rows(holdings, [...facets, ...entries], mode) + plain('MocThayDoi', cursor)))
}

const handsOver = ({ method, path }: SandboxRequest): boolean => method === 'POST' && path === '/vanban'

/** The message that a request asks for, or hands over; undefined for lists. */
export function nativeKeyOf(request: SandboxRequest): string | undefined {
  if (handsOver(request)) return documentIdIn(request)
  const found = /^\/vanban\/([^/?]+)$/.exec(request.path)?.[1]
  if (found === undefined || found === 'danh-sach' || found === 'thay-doi') return undefined
  try {
    return decodeURIComponent(found)
  } catch {
    return undefined
  }
}

/** One message by its key: what the court holds, what came from outside, or the recall of what was replaced. */
function one(key: string, holdings: Holdings<BookFacts>, book: Book): SandboxAnswer {
  const entry = book.entries.get(key)
  if (entry !== undefined) return entry.state === 'held' ? xml(200, receivedMessage(entry)) : refusal('DA_THU_HOI')
  const { facets } = toldOf(holdings.all(), book)
  const facet = facets.find(({ nativeKey }) => nativeKey === key)
  if (facet !== undefined) return xml(200, writeMessage(facet, kindIn(holdings, facet)))
  const recalled = facets.find((of) => predecessorOf(of) === key)
  return recalled === undefined ? refusal('KHONG_TIM_THAY') : xml(200, writeMessage(recalled, 'recall', key))
}

/** Answers one request from what the court holds. Throws only on a fault of the made-up world. */
export function handle(request: SandboxRequest, holdings: Holdings<BookFacts>, mode: Mode = 'none'): SandboxAnswer {
  if (handsOver(request)) return take(request, holdings)
  if (request.method !== 'GET') return refusal('PHUONG_THUC_SAI')
  const [path = '', query = ''] = request.path.split('?')
  const book = bookOf(holdings)
  if (path === '/vanban/danh-sach') return list(new URLSearchParams(query), holdings, book, mode)
  if (path === '/vanban/thay-doi') return changes(new URLSearchParams(query), holdings, book, mode)
  const key = nativeKeyOf(request)
  return key === undefined ? refusal('KHONG_TIM_THAY') : one(key, holdings, book)
}
