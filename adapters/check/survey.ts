/** What is measured and told of an adapter without judging it: its coverage, and what becomes of one document. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { measure } from './coverage/measure.ts'
import { measurePlaces } from './coverage/places.ts'
import { coverageFile, coverageRows, placeRows } from './coverage/report.ts'
import { type Explained, explain } from './explain.ts'
import { loadAdapter, moduleOf } from './load.ts'
import { loadSubject } from './load-subject.ts'
import type { Subject } from './subject.ts'

const silent = (): void => undefined

/** The adapter in `folder` (absolute) as the checks look at it, in this thread. Throws when it can't be read or loaded. */
const opened = (folder: string, progress: Subject['progress'] = silent): Promise<Subject> =>
  loadSubject(folder, {
    seed: 1,
    called: silent,
    progress,
    load: () => loadAdapter(moduleOf(folder)),
  })

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
