/** `GET /v1/notices`: whom the gateway told by itself of the agency's own matters, and whom it could not tell, and why. Ids, codes and times; no content. */
import { GatewayError } from '../../errors/problem.ts'
import { limits } from '../../limits.ts'
import { prepareAnswer } from '../../release/door.ts'
import { type ListedNotice, listNotices as listRows, type NoticeRow } from '../../release/notices/rows.ts'
import type { Handler } from '../services.ts'

const states: readonly string[] = ['made', 'known', 'failed'] satisfies NoticeRow['state'][]
const AFTER = /^(hs-[a-z2-7]{26}):([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/

/** Members of the query and their form. */
const parameters: Readonly<Record<string, (text: string) => boolean>> = {
  state: (text) => states.includes(text),
  first: (text) => /^[1-9]\d{0,2}$/.test(text) && Number(text) <= limits.notices.page_items_max,
  after: (text) => text.length <= 100 && AFTER.test(text),
}

const noticeTold = ({ dossier, receiver, kind, state, reason, at, transfer }: ListedNotice): object => ({
  ...{ dossier, receiver, kind, state, at: at.toISOString() },
  ...(reason !== null && { reason }),
  ...(transfer !== null && { transfer }),
})

/** In pages (`next` → `after`). With the certificate alone, as it is the agency's. */
export const listNotices: Handler = async ({ inquiry, query }, { reader }) => {
  for (const [name, value] of Object.entries(query as object))
    if (typeof value !== 'string' || !parameters[name]?.(value)) throw new GatewayError('parameter-invalid')
  const { state, first, after } = query as Readonly<Record<string, string | undefined>>
  const count = first === undefined ? limits.notices.page_items_default : Number(first)
  const [, dossier, receiver] = AFTER.exec(after ?? '') ?? []
  const items = await listRows(reader.db, inquiry.system!.agency, {
    ...{ first: count, state },
    ...(dossier !== undefined && { after: { dossier, receiver: receiver! } }),
  })
  const last = items.length === count ? items.at(-1) : undefined
  const body = { items: items.map(noticeTold), ...(last && { next: `${last.dossier}:${last.receiver}` }) }
  const filters = [{ ...(query as Record<string, string>) }]
  return prepareAnswer(inquiry, { body: JSON.stringify(body), detail: { rows: items.length, filters } })
}
