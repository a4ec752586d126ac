/** Query parameters of `GET /v1/dossiers`: their names and forms. The same checks serve GraphQL's arguments. */
import { codeSystem } from '../../../schemas/generated/codes.ts'
import type { Filter } from '../../dossiers/list.ts'
import { parameterInvalid } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'

export interface ListParameters {
  readonly filter: Filter
  readonly first: number
  readonly after: string | undefined
}

const codes = (list: 'kinds' | 'stages') => new Set(codeSystem(list).codes.map(({ code }) => code))
const oneOf = (known: ReadonlySet<string>) => (text: string) => known.has(text)
const agencyId = (text: string) => /^[a-z][a-z0-9-]{0,39}$/.test(text)
const dateTime = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/i

/** RFC 3339 date-time of a day that exists, in a year of four digits from 0001 in UTC too: JavaScript and PostgreSQL differ beyond. */
function instant(text: string): boolean {
  const [, day] = dateTime.exec(text) ?? []
  if (day === undefined || Number.isNaN(Date.parse(text)) || Number.isNaN(Date.parse(day))) return false
  return new Date(day).toISOString().startsWith(day) && /^(?!0000)\d{4}-/.test(new Date(text).toISOString())
}

const filters: { readonly [Name in keyof Filter]-?: (text: string) => boolean } = {
  kind: oneOf(codes('kinds')),
  stage: oneOf(codes('stages')),
  agency: agencyId,
  receivedFrom: instant,
  receivedTo: instant,
  updatedSince: instant,
  identifier: (text) => text.isWellFormed() && /^[^\u0000-\u001f\u007f]{1,100}$/u.test(text),
}

/** Throws GatewayError `parameter-invalid` on an unknown name, a wrong form, or a number out of bounds. */
export function listParameters(given: Readonly<Record<string, unknown>>): ListParameters {
  const filter: Record<string, string> = {}
  let first: number = limits.list.page_rows_default
  let after: string | undefined
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue
    if (name === 'first') first = count(value)
    else if (name === 'after' && typeof value === 'string') after = value
    else if (Object.hasOwn(filters, name) && typeof value === 'string' && filters[name as keyof Filter](value))
      filter[name] = value
    else throw parameterInvalid(name)
  }
  return { filter, first, after }
}

function count(value: unknown): number {
  const number = typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value
  if (!Number.isInteger(number) || (number as number) < 1 || (number as number) > limits.list.page_rows_max)
    throw parameterInvalid('first')
  return number as number
}

/** The form of a dossier id alone: whether there is one has NOT been looked up. */
export const isDossierId = (text: string): boolean => /^hs-[a-z2-7]{26}$/.test(text)
