/** When is a file whole? When two looks in a row see the same. The sender may write, replace or delete meanwhile. */
import type { BigIntStats } from 'node:fs'
import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'

/** The same sight twice means the same bytes, as far as a file system tells. */
export interface Sight {
  readonly ino: bigint
  readonly size: bigint
  readonly mtimeNs: bigint
}

export interface Seen {
  readonly name: string
  readonly sight: Sight
}

export interface Looked {
  /** Seen alike twice in a row, oldest first. */
  readonly whole: readonly Seen[]
  /** All that may be taken, now or later, by name. */
  readonly present: ReadonlyMap<string, Sight>
  /** How many entries will never be taken: no regular files, or of a name that is none. */
  readonly odd: number
}

export interface Looker {
  /** Throws what reading the folder throws. */
  look(): Promise<Looked>
}

/** What a look at a file sees of it. */
export const sightOf = ({ ino, size, mtimeNs }: BigIntStats): Sight => ({ ino, size, mtimeNs })

/** Whether nothing has changed between two sights. */
export const sameSight = (a: Sight | undefined, b: Sight): boolean =>
  a?.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs

/** Looks at the folder `path`, at no more than `files_max` files of a kind that is taken at once. `kindOf` judges names. */
export function createLooker(
  path: string,
  kindOf: (name: string) => 'deposit' | 'hidden' | 'odd',
  files_max: number,
): Looker {
  let last: ReadonlyMap<string, Sight> = new Map()
  return {
    async look() {
      const sights = new Map<string, Sight>()
      let odd = 0
      for await (const { name } of await opendir(path)) {
        const kind = kindOf(name)
        if (kind === 'odd') odd++
        if (kind !== 'deposit') continue
        const stats = await lstat(join(path, name), { bigint: true }).catch(() => undefined)
        if (!stats) continue
        if (!stats.isFile()) odd++
        // A second name, and no byte yet: a sender that is not done.
        else if (stats.nlink === 1n && stats.size > 0n) sights.set(name, sightOf(stats))
        if (sights.size >= files_max) break
      }
      const whole = [...sights]
        .filter(([name, sight]) => sameSight(last.get(name), sight))
        .map(([name, sight]) => ({ name, sight }))
        .sort((a, b) => compare(a.sight.mtimeNs, b.sight.mtimeNs) || compare(a.name, b.name))
      last = sights
      return { whole, present: sights, odd }
    },
  }
}

const compare = <T extends bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)
