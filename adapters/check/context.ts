import type { Manifest, ReadingContext } from '../sdk/adapter.ts'

/** What an adapter is told of a document that lies here: its own agency, and always the same instant. */
export const contextHere = ({ id, agency }: Manifest): ReadingContext => ({
  agency: { id, code: agency },
  receivedAt: '2026-03-16T02:30:00.000Z',
})
