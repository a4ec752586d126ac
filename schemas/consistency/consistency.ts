/**
 * Findings about a facet that conforms to the schema and can't be right all the same: impossible orders, events ahead
 * of their source, stages and states against decisions and dates, references to nothing, codes outside their validity.
 * Pure; nothing is changed for it.
 */
import type { Coded } from '../generated/types.ts'
import { checkPeople, checkReport, checkSuccession, checkTrial } from './across.ts'
import { type EntityRow, entityRows } from './entities.ts'
import { type Doubt, doubts, type HeldFacet, type Inconsistency, type Note } from './finding.ts'
import { dayOf, isAfter } from './moment.ts'
import { checkReferences } from './references.ts'
import { checkStage } from './stages.ts'
import { validityOf } from './validity.ts'

export type { HeldFacet, Inconsistency } from './finding.ts'

type Element = Readonly<Record<string, unknown>>

/**
 * What is doubtful in `facet`, which its source last changed at `updatedAt` (RFC 3339); at most `max`, what can't be
 * first. Both conform to the schema: that is NOT verified. A missing part contradicts nothing, for every agency holds a
 * part only.
 */
export function inconsistencies(facet: HeldFacet, updatedAt: string, max = 100): readonly Inconsistency[] {
  const found: Inconsistency[] = []
  const note: Note = (code, pointer, other) => {
    const { effect, expected } = doubts[code]
    found.push({
      code,
      effect,
      pointer,
      expected: other === undefined ? expected : { vi: `không trước ${other}`, en: `not before ${other}` },
    })
  }
  const last: Last = { at: updatedAt, day: dayOf(updatedAt) }
  checkReport(facet, note)
  for (const member of ['receivedAt', 'recordedAt', 'occurredAt'] as const) {
    const date = facet.report[member]
    if (date !== undefined && isAhead(date, last)) note('date-ahead', `/report/${member}`)
  }
  for (const [list, row] of entityRows) {
    const elements = facet[list] as unknown as readonly Element[] | undefined
    if (elements !== undefined)
      for (let i = 0; i < elements.length; i++) checkElement(elements[i]!, row, `/${list}/${i}`, last, note)
  }
  checkPeople(facet, note)
  checkSuccession(facet, note)
  checkTrial(facet, updatedAt, note)
  checkStage(facet, note)
  checkReferences(facet, note)
  checkOwnCodes(facet, note)
  return found.sort((a, b) => weight(a) - weight(b)).slice(0, max)
}

const weight = ({ effect }: Inconsistency): number => (effect === 'degraded' ? 0 : 1)

/** When the source last changed the facet. */
interface Last {
  readonly at: string
  readonly day: string
}

const isAhead = (date: string, { at, day }: Last): boolean => isAfter(date, date.length > 10 ? at : day)

/**
 * Runs `visit` for the value of a member, or for each of its values when it is a list; most elements have few of them.
 */
function each(value: unknown, pointer: string, member: string, visit: (value: unknown, pointer: string) => void): void {
  if (value === undefined) return
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) visit(value[i], `${pointer}/${member}/${i}`)
  else visit(value, `${pointer}/${member}`)
}

function checkElement(element: Element, row: EntityRow, at: string, last: Last, note: Note): void {
  for (const member of row.past)
    each(element[member], at, member, (date, pointer) => {
      if (isAhead(date as string, last)) note('date-ahead', pointer)
    })
  for (const [first, second] of row.orders) {
    const before = element[first]
    if (before !== undefined)
      each(element[second], at, second, (date, pointer) => {
        if (isAfter(before as string, date as string)) note('order-impossible', pointer, `${at}/${first}`)
      })
  }
  for (const [member, value, other] of row.denies)
    if (element[member] === value && element[other] !== undefined) note('state-contradicted', `${at}/${member}`)
  for (const [member, on] of row.codes)
    each(element[member], at, member, (value, pointer) => {
      checkCode(value as Coded, element[on] as string | undefined, pointer, note)
    })
}

const ofValidity: Readonly<Record<ReturnType<typeof validityOf>, Doubt | undefined>> = {
  valid: undefined,
  invalid: 'code-not-valid-then',
  unknown: 'code-validity-unknown',
}

function checkCode(coded: Coded, on: string | undefined, pointer: string, note: Note): void {
  const doubt = ofValidity[validityOf(coded, on)]
  if (doubt !== undefined) note(doubt, pointer)
}

/**
 * Codes whose day stands elsewhere: an offence is one of the day it was committed, a commune one of the day it was
 * written down.
 */
function checkOwnCodes({ report, offences = [] }: HeldFacet, note: Note): void {
  offences.forEach(({ offence }, i) => {
    checkCode(offence, report.occurredAt, `/offences/${i}/offence`, note)
  })
  if (report.place?.commune) checkCode(report.place.commune, report.receivedAt, '/report/place/commune', note)
}
