/** How entries name the agency whose feed they tell of. */

const feedPrefix = 'feed of '

/** The note of the entries between which the feed of `agency` is read under their event: `started`, `stopped`. */
export const feedNote = (agency: string): string => `${feedPrefix}${agency}`

/** The agency that such a note names; undefined for another note. */
export const agencyOfFeed = (note: string | undefined): string | undefined =>
  note?.startsWith(feedPrefix) ? note.slice(feedPrefix.length) : undefined
