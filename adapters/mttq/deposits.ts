/** What a page of the feed or a push brings: each petition by itself. */
import type { JsonNode, JsonObject } from '../codecs/json.ts'
import { unknownMembers } from '../codecs/unknown.ts'
import type {
  Deposit,
  DepositOutcome,
  DepositPage,
  IndexEntry,
  NativeAnswer,
  Outcome,
  Translation,
} from '../sdk/adapter.ts'
import type { Finding } from '../sdk/finding.ts'
import { contentOf, refuse } from './answer.ts'
import { events } from './codes.ts'
import { stamped, strayMarks } from './marks.ts'
import { type Petition, readPetition } from './petition.ts'
import { findingAt, member } from './reading.ts'
import { refusedRecord } from './refused.ts'

const PAGE = ['duLieu', 'tiepTheo', 'mocThayDoi']
const PUSH = ['phanAnh', 'suKien', 'maSuKien', 'luc', 'noiGui']
const CURSOR_CHARACTERS_MAX = 1000
/** Each is read twice before it is kept: so many in seconds, and fewer than an index page holds (schemas/index-page.json). */
const ITEMS_MAX = 2000

/** The index row of a petition: what its translation says, without persons and text. */
function entryOf({ nativeKey, conceal, translation }: Petition): IndexEntry {
  const { facet, updatedAt } = translation
  const { report } = facet
  const running = facet.clocks?.find(({ state }) => state === 'DANG_CHAY' || state === 'QUA_HAN')
  const dueOn = running?.dueOn?.length === 10 ? running.dueOn : undefined
  return {
    nativeKey,
    identifiers: facet.identifiers.map(({ assigner, ...rest }) => ({ ...rest, assigner: assigner.code })),
    kind: report.kind.code,
    stage: report.stage.code,
    receivedAt: report.receivedAt,
    updatedAt,
    ...(report.corruptionField === undefined ? {} : { corruptionField: report.corruptionField.code }),
    ...(dueOn === undefined ? {} : { dueOn }),
    label: facet.label,
    conceal,
    // The Front receives, passes on and follows; it never resolves (BLTTHS Art. 145).
    resolves: false,
  }
}

/** What stands around petitions may not be a mark: it would be lost with the wrapping. */
function aroundPetitions(content: JsonObject, known: readonly string[]): readonly Finding[] | undefined {
  return strayMarks(content, ['duLieu', 'phanAnh']).length === 0 ? unknownMembers(content, new Set(known)) : undefined
}

type Read = { readonly deposit?: Deposit; readonly findings: readonly Finding[] }

function readDeposit(node: JsonNode): Read {
  const outcome = readPetition(node)
  if (!outcome.ok || node.type !== 'object') return { findings: outcome.findings }
  const document = new TextEncoder().encode(`{"phanAnh":${node.source}}`)
  return { deposit: { entry: entryOf(outcome.value), document }, findings: outcome.findings }
}

/** Of a petition that stands twice in one page the later state counts, at the place of the first. */
function onceEach(deposits: readonly Deposit[]): readonly Deposit[] {
  const once = new Map<string, Deposit>()
  for (const deposit of deposits) {
    const { nativeKey, updatedAt } = deposit.entry
    const before = once.get(nativeKey)
    if (before === undefined || before.entry.updatedAt <= updatedAt) once.set(nativeKey, deposit)
  }
  return [...once.values()]
}

/** A cursor of a page: its text, undefined for none, or null when it is neither. */
function cursorIn(page: JsonObject, name: string): string | undefined | null {
  const node = page.members.get(name)
  if (node === undefined || node.type === 'null') return undefined
  return node.type === 'string' && node.value !== '' && node.value.length <= CURSOR_CHARACTERS_MAX ? node.value : null
}

function readPage(page: JsonObject): Outcome<DepositPage> {
  const around = aroundPetitions(page, PAGE)
  const rows = page.members.get('duLieu')
  const next = cursorIn(page, 'tiepTheo')
  const changesFrom = cursorIn(page, 'mocThayDoi')
  if (around === undefined) return refuse('mark-unknown', 'marks in cheDo of each petition only')
  if (rows?.type !== 'array') return refuse('field-missing', 'duLieu')
  if (rows.items.length > ITEMS_MAX) return refuse('records-exceeded', `at most ${ITEMS_MAX} petitions`)
  if (next === null || changesFrom === null) return refuse('value-invalid', 'tiepTheo and mocThayDoi as text')
  const read = rows.items.map((item) => readDeposit(item))
  const whole = read.flatMap(({ deposit }) => deposit ?? [])
  const refused = rows.items.flatMap((item, i) =>
    read[i]?.deposit === undefined ? refusedRecord(item, stamped(item)) : [],
  )
  const deposits = onceEach(whole)
  const repeated: readonly Finding[] =
    deposits.length < whole.length
      ? [findingAt(rows, { code: 'record-repeated', effect: 'note', expected: 'each petition once' })]
      : []
  return {
    ok: true,
    value: {
      deposits,
      refused,
      ...(next === undefined ? {} : { next }),
      ...(changesFrom === undefined ? {} : { changesFrom }),
    },
    findings: [...around, ...read.flatMap(({ findings }) => findings), ...repeated],
  }
}

function readPush(push: JsonObject): Outcome<DepositPage> {
  const around = aroundPetitions(push, PUSH)
  if (around === undefined) return refuse('mark-unknown', 'marks in cheDo of the petition only')
  const event = member(push, 'suKien')
  if (event !== undefined && !(event.type === 'string' && events.includes(event.value)))
    return refuse('code-unknown', 'an event that brings a petition')
  const { deposit, findings } = readDeposit(push.members.get('phanAnh')!)
  if (deposit === undefined) return { ok: false, findings: findings as readonly [Finding, ...Finding[]] }
  return { ok: true, value: { deposits: [deposit], refused: [] }, findings: [...around, ...findings] }
}

function readContent(content: JsonObject): Outcome<DepositPage> {
  const [one, many] = [content.members.has('phanAnh'), content.members.has('duLieu')]
  if (one === many) return refuse('field-missing', 'either duLieu or phanAnh')
  return many ? readPage(content) : readPush(content)
}

/**
 * What is refused, for whatever reason, and has the stamp of a state secret somewhere, is refused for that: it is not
 * to be kept.
 */
function secretFirst<T>(content: JsonObject, outcome: Outcome<T>): Outcome<T> {
  return !outcome.ok && stamped(content) ? refuse('state-secret-in-clear', 'nothing secret') : outcome
}

/**
 * Takes a page of the list or of the change feed (`duLieu`), a push (`phanAnh` with its event), or one petition as it
 * is kept (`phanAnh` alone). In a page a petition that can't be read rejects itself, with findings at its place; alone
 * it rejects the document.
 */
export function readDeposits(document: NativeAnswer): DepositOutcome {
  const content = contentOf(document)
  if (!content.ok) return content
  const outcome = secretFirst(content.value, readContent(content.value))
  if (outcome.ok) return outcome
  const petition = content.value.members.get('phanAnh')
  return { ...outcome, refused: petition ? refusedRecord(petition, stamped(content.value)) : [] }
}

function readAlone(content: JsonObject): Outcome<Translation> {
  const petition = content.members.get('phanAnh')
  if (petition === undefined) return refuse('field-missing', 'phanAnh')
  if (aroundPetitions(content, PUSH) === undefined) return refuse('mark-unknown', 'marks in cheDo of the petition only')
  const read = readPetition(petition)
  return read.ok ? { ok: true, value: read.value.translation, findings: read.findings } : read
}

/** The translation of one petition as `readDeposits` gives it to be kept, or as it was pushed. */
export function readKept(document: NativeAnswer): Outcome<Translation> {
  const content = contentOf(document)
  return content.ok ? secretFirst(content.value, readAlone(content.value)) : content
}
