/** `GET /v1/notices`: whom the gateway told by itself of the agency's own matters, and whom it could not tell, and why. Ids, codes and times; no content. */
import { limits } from '../../limits.ts'
import { prepareAnswer } from '../../release/door.ts'
import { type ListedNotice, listNotices as listRows } from '../../release/notices/rows.ts'
import { noticesQuery } from '../contract/handing-over.ts'
import { queryOf } from '../forms.ts'
import type { Handler } from '../services.ts'

const noticeTold = ({ dossier, receiver, kind, state, reason, at, transfer }: ListedNotice): object => ({
  ...{ dossier, receiver, kind, state, at: at.toISOString() },
  ...(reason !== null && { reason }),
  ...(transfer !== null && { transfer }),
})

/** In pages (`next` → `after`). With the certificate alone, as it is the agency's. */
export const listNotices: Handler = async ({ inquiry, query }, { reader }) => {
  const { state, first = limits.notices.page_items_default, after = '' } = queryOf(query, noticesQuery)
  const [dossier, receiver] = after.split(':')
  const items = await listRows(reader.db, inquiry.system!.agency, {
    ...{ first, state },
    ...(dossier && receiver && { after: { dossier, receiver } }),
  })
  const last = items.length === first ? items.at(-1) : undefined
  const body = { items: items.map(noticeTold), ...(last && { next: `${last.dossier}:${last.receiver}` }) }
  const filters = [{ ...(query as Record<string, string>) }]
  return prepareAnswer(inquiry, { body: JSON.stringify(body), detail: { rows: items.length, filters } })
}
