/**
 * Of many like cases that take minutes together, one in this many is tried; LIENTHONG_EVERY=1 tries all. Shares no factor with how the
 * cases are built up, so that each value of each of their parts comes by.
 */
export const every = Number(process.env.LIENTHONG_EVERY ?? 13)
