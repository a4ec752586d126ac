/**
 * The Front's own book of a matter: each petition that came of it, the notes with which it was passed on, and what else
 * of the portal belongs to it.
 */
import { codeSystem } from '../../schemas/generated/codes.ts'
import type { Coded, Custody, Identifier, Link, Petition } from '../../schemas/generated/types.ts'
import type { JsonNode, JsonObject } from '../codecs/json.ts'
import type { AbsenceReason } from '../sdk/adapter.ts'
import * as format from './format.ts'
import { portalNumber } from './identifiers.ts'
import type { TextTable } from './leaves.ts'
import { itemsOf, readList } from './lists.ts'
import { findingAt, member, noteAbsent, type Reading } from './reading.ts'

const ITEMS_MAX = 50

/** The Front, which the book does not name: it is its own. */
function front(): Coded {
  const { system, version } = codeSystem('agencies')
  return { system, code: 'MTTQ', version }
}

function whyUnanswered({ state }: Petition, anonymous: boolean): AbsenceReason {
  if (anonymous) return 'inapplicable'
  return state === 'DANG_XU_LY' || state === 'DA_CHUYEN' ? 'pending' : 'unknown'
}

/** The petitions of the matter, duplicates with the first. Who stays anonymous can't be answered. */
export function readPetitions(
  reading: Reading,
  petition: JsonObject,
  table: TextTable,
  anonymous: boolean,
): readonly Petition[] {
  const items = itemsOf(reading, petition, 'donThu', ITEMS_MAX, '/petitions')
  const petitions = readList<Petition>(reading, items, format.petition(table), '/petitions')
  petitions.forEach((row, i) => {
    const undecided = row.state === 'DANG_XU_LY' ? 'pending' : 'unknown'
    if (row.classification === undefined) noteAbsent(reading, `/petitions/${i}/classification`, undecided)
    if (row.answeredOn === undefined) noteAbsent(reading, `/petitions/${i}/answeredOn`, whyUnanswered(row, anonymous))
  })
  return petitions
}

/** The Front's own hand-overs. What is neither sent nor received is yet to come. */
export function readCustody(reading: Reading, petition: JsonObject, table: TextTable): readonly Custody[] {
  const items = itemsOf(reading, petition, 'phieuChuyen', ITEMS_MAX, '/custody')
  const notes = readList<Custody>(reading, items, format.custody(table), '/custody')
  return notes.map((row, i) => {
    const { sentAt, acknowledgedAt } = row
    if (sentAt === undefined) noteAbsent(reading, `/custody/${i}/sentAt`, acknowledgedAt ? 'unknown' : 'pending')
    if (acknowledgedAt === undefined) noteAbsent(reading, `/custody/${i}/acknowledgedAt`, 'pending')
    return { ...row, from: row.from ?? front() }
  })
}

const isElsewhere = (item: JsonNode): boolean =>
  item.type === 'object' && member(item, 'vuViec') !== undefined && member(item, 'maPhanAnh') === undefined

type NamedLink = Omit<Link, 'identifier'> & { readonly identifier: Pick<Identifier, 'value'> | Identifier }

/** A link by the portal's own number was made by the Front unless it says otherwise. */
const linkOf = ({ identifier, ...row }: NamedLink): Link =>
  'system' in identifier
    ? { ...row, identifier }
    : { ...row, identifier: portalNumber(identifier.value), agency: row.agency ?? front() }

/** Other petitions of the portal, and matters elsewhere. One that is linked with itself, `number`, leads nowhere and is left out. */
export function readLinks(reading: Reading, petition: JsonObject, number: string): readonly Link[] {
  const toItself = (item: JsonNode): boolean => {
    const named = item.type === 'object' ? member(item, 'maPhanAnh') : undefined
    return named?.type === 'string' && named.value === number
  }
  const items = itemsOf(reading, petition, 'lienKet', ITEMS_MAX, '/links')
  for (const item of items.filter(toItself)) {
    const expected = 'the number of another petition'
    reading.findings.push(
      findingAt(item, { code: 'reference-unresolved', effect: 'degraded', target: '/links', expected }),
    )
    noteAbsent(reading, '/links', 'unknown')
  }
  const others = items.filter((item) => !toItself(item))
  const rows = (item: JsonNode) => (isElsewhere(item) ? format.linkElsewhere : format.linkHere)
  return readList<NamedLink>(reading, others, rows, '/links', { others: ['maPhanAnh', 'vuViec'] }).map(linkOf)
}
