/** Which leaves (and branches whose names say something) are measured for a field: two of each side, filled ones first, and one of a refused record. */
import { isBlank, isLeaf, type Place, type Value, valueAt } from '../native/source.ts'
import { fits } from '../paths.ts'
import type { Field, Golden, Side, Subject } from '../subject.ts'

export interface Sample {
  readonly golden: Golden
  readonly side: Side
  readonly place: Place
  /** It stands in a record that is refused, of which a page of the index says that and whose it is. */
  readonly refused?: boolean
}

export interface Samples {
  /** Two for each side and field, of different values where there are, one beside another of its kind where there is; and one of a refused record. */
  of(field: Field): readonly Sample[]
  /** Values that the golden documents have at a path: those of the same document come first. */
  pool(sample: Sample): readonly Value[]
  /** Leaves that no row speaks of, by path. */
  readonly undeclared: ReadonlyMap<string, Sample>
}

const SAMPLES = 2
const POOL_MAX = 16

/** A leaf without a value may stand for a branch: its members have rows, or the branch has. */
const standsForBranch = ({ fields }: Subject, { path }: Place): boolean =>
  fields.some(({ native }) => native.startsWith(`${path}/`) || fits(native.replace(/\/[^/]*$/, ''), path))

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Names that the table has beside a path: what a branch might be called as well. */
function siblingNames({ fields }: Subject, path: string): readonly Value[] {
  const names = fields.map(({ native }) => native).filter((native) => fits(parentOf(native), parentOf(path)))
  const said = new Set(names.map(nameOf).filter((name) => /^[^/*@]+$/.test(name)))
  return [...said].map((text) => ({ kind: 'name', text }))
}

/** Whether a row is about the name of a branch: it ends with that name, and with no wildcard. */
const speaksOfName = (native: string | undefined, path: string): boolean =>
  native !== undefined && nameOf(native) === nameOf(path) && !path.endsWith('*')

/** Whether a place stands in a record that the page of the index refuses: what such a record says goes nowhere, and that is told. */
function refusedIn(subject: Subject, { file, bytes, sides, source }: Golden): (place: Place) => boolean {
  const answer = sides.includes('index') ? subject.ask('index', bytes, file) : undefined
  if (answer?.state !== 'ok') return () => false
  const refusals = answer.findings
    .filter(({ effect }) => effect === 'reject-record')
    .map(({ pointer }) => `${pointer}/`)
  const items = source.places.filter((of) => of.item && of.source === source).map(({ pointer }) => `${pointer}/`)
  const refused = items.filter((item) => refusals.some((at) => at.startsWith(item)))
  return ({ pointer }) => refused.some((item) => pointer.startsWith(item))
}

/** The samples of all golden documents. */
export function samplesOf(subject: Subject): Samples {
  const chosen = new Map<string, Sample[]>()
  const undeclared = new Map<string, Sample>()
  const besides = new Map<Place, number>()
  const values = new Map<string, { readonly golden: Golden; readonly value: Value }[]>()
  for (const golden of subject.goldens) {
    const inRefused = refusedIn(subject, golden)
    // Several at one place, as marks of one record may be, can mean less together than each does alone.
    const companies = Map.groupBy(golden.source.places, ({ path, pointer }) => `${path} ${parentOf(pointer)}`)
    for (const company of companies.values()) for (const place of company) besides.set(place, company.length - 1)
    for (const place of golden.source.places) {
      const field = subject.fieldOf(place.path)
      if (!isLeaf(place) && !speaksOfName(field?.native, place.path)) continue
      const value = valueAt(place)
      if (isLeaf(place) && !isBlank(place)) {
        const seen = values.get(place.path) ?? []
        values.set(place.path, seen)
        if (!seen.some((of) => of.golden === golden && of.value.text === value.text)) seen.push({ golden, value })
      }
      for (const side of golden.sides) {
        const sample: Sample = { golden, side, place, refused: side === 'index' && inRefused(place) }
        if (field === undefined) {
          if (!(isBlank(place) && standsForBranch(subject, place))) undeclared.set(place.path, sample)
          continue
        }
        const key = `${side} ${field.native}`
        chosen.set(key, [...(chosen.get(key) ?? []), sample])
      }
    }
  }
  const filledFirst = (samples: readonly Sample[]): readonly Sample[] => {
    const refused = samples.find((of) => of.refused && !isBlank(of.place))
    const taken = samples.filter((of) => !of.refused)
    const filled = taken.filter(({ place }) => !isBlank(place))
    const first = filled[0] ?? taken[0]
    const different = filled.filter(({ place }) => place.value !== first?.place.value)
    const alone = first !== undefined && besides.get(first.place) === 0
    const beside = alone ? different.find(({ place }) => besides.get(place)! > 0) : undefined
    const other = beside ?? different[0] ?? filled[1]
    return [...[first, other].slice(0, SAMPLES), refused].filter((of) => of !== undefined)
  }
  return {
    undeclared,
    of: ({ native }) =>
      (['shared', 'index'] as const).flatMap((side) => filledFirst(chosen.get(`${side} ${native}`) ?? [])),
    pool({ golden, place }) {
      if (!isLeaf(place)) return siblingNames(subject, place.path)
      const seen = values.get(place.path) ?? []
      const ordered = [...seen.filter((of) => of.golden === golden), ...seen.filter((of) => of.golden !== golden)]
      const distinct = new Map(ordered.map(({ value }) => [`${value.kind} ${value.text}`, value]))
      return [...distinct.values()].slice(0, POOL_MAX)
    },
  }
}
