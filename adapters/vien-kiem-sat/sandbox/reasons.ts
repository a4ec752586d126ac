/** Why fields are empty, as this system says it beside them (`lyDoTrong`). */
import type { Translation } from '../../sdk/adapter.ts'
import { absences } from './lists.ts'

/** What follows `prefix` in the path of an empty field, and the reason. */
export type Reason = readonly [path: string, why: number]

export const reasonsUnder = (absent: Translation['absent'], prefix: string): readonly Reason[] =>
  absent
    .filter(({ path }) => path.startsWith(prefix))
    .map(({ path, why }) => [path.slice(prefix.length), absences[why]!] as const)

/** `lyDoTrong` of an object: own name of a field to reason; `names` has the own names of the shared ones. */
export const reasonsOf = (reasons: readonly Reason[], names: Readonly<Record<string, string>>): object =>
  Object.fromEntries(reasons.map(([path, why]) => [names[path] ?? path, why]))
