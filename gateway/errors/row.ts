/** One row of the catalogue of errors. */
export type Party = 'caller' | 'gateway' | 'source'

export interface Row {
  readonly status: number
  readonly party: Party
  readonly title: { readonly vi: string; readonly en: string }
  /** What to change. */
  readonly detail: { readonly vi: string; readonly en: string }
  /** After which it is worth sending the same again, where it is and nothing else of the request says when: every such answer has Retry-After. */
  readonly retry_s?: number
}

/** How a command ends that was refused, by who must act: a script sees whether to change what it sent or to come again later. 2 is wrong use. */
export const exitCodes: Readonly<Record<Party, number>> = { caller: 1, gateway: 3, source: 3 }

/** A row; texts are title and what to change. */
export const row = (
  status: number,
  party: Party,
  vi: [string, string],
  en: [string, string],
  retry_s?: number,
): Row => ({
  status,
  party,
  title: { vi: vi[0], en: en[0] },
  detail: { vi: vi[1], en: en[1] },
  ...(retry_s !== undefined && { retry_s }),
})
