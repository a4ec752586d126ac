/**
 * Electronic identifiers of agencies (OrganId) as data: those of QĐ 20/2020/QĐ-TTg (most general first), those of QCVN 102
 * (most specific first), which are still in circulation, and those of bodies that were merged. Whoever runs an agency's
 * system says which it has; a new one is a row here.
 */

export type Table = Readonly<Record<string, string>>

/** `from` and `to`: first and last day (`yyyy-MM-dd`) on which documents bear it; open where nothing is said. */
interface OrganId {
  readonly agency: string
  readonly from?: string
  readonly to?: string
}

/** The first one of an agency is the one that is written. */
export const organIds: Readonly<Record<string, OrganId>> = {
  'C05.91.01': { agency: 'TA', from: '2025-07-01' },
  'B05.91': { agency: 'VKS' },
  'G01.91': { agency: 'CA' },
  'H01.12': { agency: 'TTr' },
  'D05.91': { agency: 'MTTQ' },
  'G11.91': { agency: 'QS' },
  'G11.91.5': { agency: 'BP' },
  'A05.91.1': { agency: 'NC' },
  'A05.91.2': { agency: 'UBKT' },
  H01: { agency: 'UBND' },
  'H01.10': { agency: 'SO' },
  'G12.91': { agency: 'HQ' },
  'H01.10.21': { agency: 'KL' },
  'H01.10.22': { agency: 'KN' },
  'G11.40': { agency: 'CSB' },
  'E05.91': { agency: 'KTNN' },
  '000.01.91.C05': { agency: 'TA' },
  '000.00.91.B05': { agency: 'VKS' },
  '000.00.91.G01': { agency: 'CA' },
  '000.00.00.H01': { agency: 'UBND' },
  // The district court whose work the court of the region took over (Luật 99/2025/QH15).
  '000.02.89.C05': { agency: 'TA', to: '2025-06-30' },
}

/** Native code list of agencies. */
export const agencies: Table = Object.fromEntries(Object.entries(organIds).map(([id, { agency }]) => [id, agency]))

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
    const known = groups.slice(0, n).join('.')
    if (!Object.hasOwn(organIds, known)) continue
    const { agency, from = '', to = '9999' } = organIds[known]!
    return { agency, inForce: from <= date && date <= to }
  }
  return undefined
}
