/** The forms of ids: that there is such a thing has NOT been looked up. */
import { matching } from '../forms.ts'

const id = (prefix: string) => matching(`${prefix}-[a-z2-7]{26}`)

export const dossierId = id('hs')
export const transferId = id('cg')
export const directiveId = id('cd')
export const linkId = id('lk')
export const attachmentId = id('dk')
export const itemId = id('cl')
export const eventId = id('ev')
/** Registry id of an agency, as a filter takes it. */
export const agencyFilter = matching('[a-z][a-z0-9-]{0,39}')
export const agencyId = matching('[a-z][a-z0-9]*(?:-[a-z0-9]+)*', 64)
/** Of an entry of the log. */
export const entryIndex = matching('0|[1-9][0-9]{0,14}')
/** Of what came beside a document; `opaque-`: the ciphertext of an opaque part. */
export const attachmentNumber = matching('(?:opaque-)?(?:0|[1-9]\\d{0,2})')
