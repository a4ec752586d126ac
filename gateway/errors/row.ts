/** One row of the catalogue of errors. */
export type Party = 'caller' | 'gateway' | 'source'

export interface Row {
  readonly status: number
  readonly party: Party
  readonly title: { readonly vi: string; readonly en: string }
  /** What to change. */
  readonly detail: { readonly vi: string; readonly en: string }
}

/** A row; texts are title and what to change. */
export const row = (status: number, party: Party, vi: [string, string], en: [string, string]): Row => ({
  status,
  party,
  title: { vi: vi[0], en: en[0] },
  detail: { vi: vi[1], en: en[1] },
})
