/** What is measured and told of an adapter without judging it: its coverage, what becomes of one document, and of its like in other agencies' forms. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Pair, pairsTo } from './back/pairs.ts'
import { measure } from './coverage/measure.ts'
import { measurePlaces } from './coverage/places.ts'
import { coverageFile, coverageRows, placeRows } from './coverage/report.ts'
import { type Explained, explain } from './explain.ts'
import { type HandedOver, handedOver, type Places, placesWithout } from './handed-over.ts'
import { loadAdapter, loading, moduleOf } from './load.ts'
import { loadSubject } from './load-subject.ts'
import type { Subject } from './subject.ts'

const silent = (): void => undefined

/** The adapter in `folder` (absolute) as the checks look at it, in this thread. Throws when it can't be read or loaded. */
export const opened = (folder: string, progress: Subject['progress'] = silent): Promise<Subject> =>
  loading(folder, () =>
    loadSubject(folder, { seed: 1, called: silent, progress, load: () => loadAdapter(moduleOf(folder)) }),
  )

/** The text of coverage.json as it is measured now, the same whenever nothing has changed. */
export async function measuredCoverage(folder: string, progress?: Subject['progress']): Promise<string> {
  const subject = await opened(folder, progress)
  const fields = coverageRows(measure(subject))
  return coverageFile({ fields, ...(subject.write && { places: placeRows(measurePlaces(subject)) }) })
}

/** The text of the folder's coverage.json; undefined when there is none. */
export function writtenCoverage(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, 'coverage.json'), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** What becomes of one native document (explain.ts). */
export const explained = async (folder: string, bytes: Uint8Array): Promise<Explained> =>
  explain(await opened(folder), bytes)

/** What one native document of the adapter in `from` loses in the form of the one in `to` (handed-over.ts). Folders are absolute. */
export const handedOverTo = async (to: string, from: string, bytes: Uint8Array): Promise<HandedOver> =>
  handedOver(await opened(from), await opened(to), bytes)

/** What the form of the adapter in `to` has no place for (handed-over.ts); `from` is the name of another adapter beside it. */
export const placesOfForm = async (to: string, from?: string): Promise<Places> => placesWithout(await opened(to), from)

/** The pairs of all adapters in `adapters` (absolute) that write, by the receiver's name. */
export async function pairsIn(adapters: string): Promise<ReadonlyMap<string, readonly Pair[]>> {
  const folders = readdirSync(adapters)
    .map((name) => join(adapters, name))
    .filter((folder) => existsSync(join(folder, 'manifest.json')) && existsSync(join(folder, 'golden')))
  const subjects = await Promise.all(folders.sort().map((folder) => opened(folder)))
  const writers = subjects.filter(({ write }) => write !== undefined)
  const names = new Set(writers.map(({ name }) => name))
  return new Map(writers.map((to) => [to.name, pairsTo(to).filter(({ from }) => names.has(from))]))
}
