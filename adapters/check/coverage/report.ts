/** coverage.json: what was measured of each field, sorted and stable, so that a change shows in review. */
import type { Coverage } from './measure.ts'

export interface CoverageRow {
  readonly native: string
  /** Declared places; none for what is discarded. */
  readonly shared: readonly string[]
  /** Of what is in the translation; of what is discarded too. */
  readonly toShared?: string
  /** Of what is in the index. */
  readonly toIndex?: string
  readonly toNative?: string
  /** Values that were put there, the golden documents' own included. */
  readonly tried: number
}

/** The rows in the order of their native paths. */
export const coverageRows = ({ fields }: Coverage): readonly CoverageRow[] =>
  fields
    .map(({ field, sides, toNative, tried }) => ({
      native: field.native,
      shared: field.rows.flatMap(({ shared }) => (shared === null ? [] : [shared])),
      ...Object.fromEntries(sides.map(({ side, of }) => [side === 'shared' ? 'toShared' : 'toIndex', of])),
      ...(toNative !== undefined && { toNative }),
      tried,
    }))
    .sort((a, b) => (a.native < b.native ? -1 : 1))

/** The file, one row a line. */
export const coverageFile = (rows: readonly CoverageRow[]): string =>
  `{\n  "fields": [\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]\n}\n`
