/** Which places of the shared form have an element in the court's own file, and so can bear a mark there. */
import { lists } from './entities.ts'
import { type Row, report } from './format.ts'
import { number } from './rows-people.ts'

/** The shared place of the branch at the native path `path`, by the first row that is in it; undefined for no branch. */
export function branchOf(rows: readonly Row[], path: string): string | undefined {
  const [native, shared] = rows.find(([of]) => of.startsWith(`${path}/`)) ?? []
  if (native === undefined || shared === undefined) return undefined
  const inside = native.slice(path.length + 1).split('/').length
  return shared.split('/').slice(0, -inside).join('/')
}

/** Native paths of the branches that rows are in. */
const branchesIn = (rows: readonly Row[]): readonly string[] => [
  ...new Set(
    rows.flatMap(([native]) => {
      const steps = native.split('/')
      return steps.slice(1).map((_, i) => steps.slice(0, i + 1).join('/'))
    }),
  ),
]

const within = (rows: readonly Row[], at: string): readonly string[] => [
  at,
  ...rows.map(([, shared]) => `${at}/${shared}`),
  ...branchesIn(rows).map((native) => `${at}/${branchOf(rows, native)}`),
]

/** By their generalised pointers into the facet. */
export const places: readonly string[] = [
  '/identifiers',
  ...within(number, '/identifiers/*'),
  ...within(report, '/report'),
  ...lists.flatMap(({ shared, rows, inner }) => [
    `/${shared}`,
    ...within(rows, `/${shared}/*`),
    ...(inner ? within(inner.rows, `/${shared}/*/${inner.shared}/*`) : []),
  ]),
]
