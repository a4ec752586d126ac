/** coverage.json: what was measured of each field, sorted and stable, so that a change shows in review. */
import type { Coverage } from './measure.ts'
import type { MeasuredPlace, PlaceClass } from './places.ts'

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

/** Of an adapter that writes: what of the shared form comes back. */
export interface PlaceRow {
  /** Generalised; a list of objects stands for its items. */
  readonly shared: string
  readonly toNative: PlaceClass
  readonly tried: number
}

export interface CoverageFile {
  readonly fields: readonly CoverageRow[]
  readonly places?: readonly PlaceRow[]
}

/** The rows in the order of their paths; what no document or item shows has none. */
export const placeRows = (measured: readonly MeasuredPlace[]): readonly PlaceRow[] =>
  measured.filter(({ of }) => of !== 'unseen').map(({ path, of, tried }) => ({ shared: path, toNative: of, tried }))

const lines = (rows: readonly object[]): string => rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n')

/** The file, one row a line. */
export const coverageFile = ({ fields, places }: CoverageFile): string =>
  `{\n  "fields": [\n${lines(fields)}\n  ]${places === undefined ? '' : `,\n  "places": [\n${lines(places)}\n  ]`}\n}\n`
