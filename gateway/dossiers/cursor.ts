/** Page cursors: the position, sealed and bound to who asked what under which policy, so that none can be forged or lent. */
import { hash } from 'node:crypto'
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import type { IndexKeys } from './keys.ts'

/** The list's order: (received, dossier, agency) of the facet by which a dossier was listed. */
export interface Position {
  readonly receivedAt: string
  readonly dossier: string
  readonly agency: string
}

/** `binding`: everything that must be the same for the next page: caller, filter, policy version. */
const contextOf = (binding: unknown): string => `cursor\0${hash('sha256', JSON.stringify(binding))}`

/** `place`: where a page ended, in the order of its list. */
export const sealPlace = (keys: IndexKeys, place: readonly string[], binding: unknown): string =>
  keys.seal(JSON.stringify(place), contextOf(binding)).toString('base64url')

/** Throws GatewayError `cursor-invalid` for a cursor of another caller, filter or policy, or no cursor at all. */
export function openPlace(keys: IndexKeys, cursor: string, binding: unknown): readonly string[] {
  if (cursor.length > limits.list.cursor_bytes_max || !/^[\w-]+$/.test(cursor)) throw new GatewayError('cursor-invalid')
  try {
    return JSON.parse(keys.unseal(Buffer.from(cursor, 'base64url'), contextOf(binding))) as string[]
  } catch (cause) {
    throw new GatewayError('cursor-invalid', { cause })
  }
}

export const sealCursor = (keys: IndexKeys, { receivedAt, dossier, agency }: Position, binding: unknown): string =>
  sealPlace(keys, [receivedAt, dossier, agency], binding)

/** Throws as openPlace. */
export function openCursor(keys: IndexKeys, cursor: string, binding: unknown): Position {
  const [receivedAt, dossier, agency] = openPlace(keys, cursor, binding) as [string, string, string]
  return { receivedAt, dossier, agency }
}
