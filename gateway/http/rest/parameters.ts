/** The query of `GET /v1/dossiers`. The same forms serve GraphQL's arguments. */
import type { Filter } from '../../dossiers/list.ts'
import { parameterInvalid } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import { dossierQuery } from '../contract/reading.ts'

export interface ListParameters {
  readonly filter: Filter
  readonly first: number
  readonly after: string | undefined
}

/** Throws GatewayError `parameter-invalid` on an unknown name, a wrong form, or a number out of bounds. */
export function listParameters(given: Readonly<Record<string, unknown>>): ListParameters {
  const read: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue
    if (!Object.hasOwn(dossierQuery, name)) throw parameterInvalid(name)
    read[name] = dossierQuery[name as keyof typeof dossierQuery].read(value, name)
  }
  const { first = limits.list.page_rows_default, after, ...filter } = read
  return { filter, first: first as number, after: after as string | undefined }
}
