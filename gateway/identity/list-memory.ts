/** Which revocation lists have been in force on this node, so that an older one is refused after a restart too. */
import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { writeOver } from './key-file.ts'
import type { RevocationList } from './revocation.ts'

/** What has to be known of a list to tell whether another is older. */
export type KnownList = Pick<RevocationList, 'issuer' | 'number' | 'thisUpdate_ms'>

interface Kept {
  readonly issuer: string
  readonly number: string | null
  readonly thisUpdate: string
}

const isKept = (value: Partial<Kept>): value is Kept =>
  typeof value.issuer === 'string' &&
  (value.number === null || /^\d{1,49}$/.test(String(value.number))) &&
  Number.isFinite(Date.parse(String(value.thisUpdate)))

/** The newest list of each authority so far; none when there is no such file. Throws when it is there and can't be read: it was meddled with. */
export async function readKnownLists(path: string): Promise<readonly KnownList[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]'
    throw error
  })
  const kept: unknown = JSON.parse(text)
  if (!Array.isArray(kept) || !kept.every(isKept)) throw new TypeError('not the lists that were in force')
  return kept.map(({ issuer, number, thisUpdate }) => ({
    issuer,
    number: number === null ? undefined : BigInt(number),
    thisUpdate_ms: Date.parse(thisUpdate),
  }))
}

/** Remembers `lists` in place of earlier ones of the same authorities. */
export async function keepKnownLists(path: string, lists: readonly KnownList[]): Promise<void> {
  const known = new Map((await readKnownLists(path)).map((list) => [list.issuer, list]))
  for (const list of lists) known.set(list.issuer, list)
  const kept = [...known.values()].map(
    ({ issuer, number, thisUpdate_ms }): Kept => ({
      issuer,
      number: number === undefined ? null : String(number),
      thisUpdate: new Date(thisUpdate_ms).toISOString(),
    }),
  )
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeOver(path, `${JSON.stringify(kept, null, 2)}\n`)
}
