/** Text of others on a terminal: no control characters, nothing that turns its direction, and an end. */
export const shown = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '—')).replace(/[\p{Cc}\p{Cf}]/gu, '?').slice(0, 200)
