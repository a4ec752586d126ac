/** Whose electronic identifier (OrganId) a document bears, by the shared list. Of one agency, the first is the one that is written. */
import { type Code, codeSystem } from '../../schemas/generated/codes.ts'

export type Table = Readonly<Record<string, string>>

const organIds: ReadonlyMap<string, Code> = new Map(codeSystem('organ-ids').codes.map((entry) => [entry.code, entry]))

/** Native code list of agencies. */
export const agencies: Table = Object.fromEntries([...organIds].map(([id, { agency = '' }]) => [id, agency]))

/**
 * Whose OrganId it is, and whether a document of `date` (`yyyy-MM-dd`) may bear it; a unit of a body that is known, which
 * has more groups behind those of the body, counts as that body. Undefined for one that is not known. NOT verified: its
 * syntax.
 */
export function agencyOf(
  organId: string,
  date: string,
): { readonly agency: string; readonly inForce: boolean } | undefined {
  const groups = organId.split('.')
  for (let n = groups.length; n > 0; n--) {
    const known = organIds.get(groups.slice(0, n).join('.'))
    if (known?.agency === undefined) continue
    const { agency, validFrom, validTo } = known
    return { agency, inForce: validFrom <= date && date <= (validTo ?? '9999') }
  }
  return undefined
}
