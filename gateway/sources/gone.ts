/** Optional fields that a source always or often filled and fills no more: by their absence alone no document is wrong, so records are counted. */
import type { Manifest } from '../../adapters/sdk/adapter.ts'
import { macKey } from '../telemetry/mac.ts'
import { random_bytes } from '../telemetry/random.ts'
import { type Filled, type Place, placesOf, type RecordForm } from './filled.ts'
import type { FormatChange } from './format-changes.ts'

/** Records that a source has just given. */
export interface FilledReport {
  readonly agency: string
  readonly adapter: string
  readonly fields: Manifest['fields']
  readonly records: readonly Filled[]
}

/** Of limits.source. */
interface Bounds {
  readonly gone_records_min: number
  readonly gone_groups_max: number
}

/** How seldom the field may have been missing this often in a row by chance, going by how often it was there until then. */
const CHANCE_MAX = 1e-6
/** The last records of a group: one that is read again says nothing new. */
const RECENT_MAX = 64

interface Group {
  readonly places: readonly Place[]
  readonly recent: string[]
  readonly filled: Uint32Array
  /** Before the last record with the field. */
  readonly missed: Uint32Array
  /** Records in a row, the last among them. */
  readonly missing: Uint32Array
}

function newGroup(fields: Manifest['fields'], form: RecordForm): Group {
  const places = placesOf(fields, form)
  const counts = () => new Uint32Array(places.length)
  return { places, recent: [], filled: counts(), missed: counts(), missing: counts() }
}

const isUnlikely = (filled: number, missed: number, missing: number): boolean =>
  missing * Math.log1p(-filled / (filled + missed + 1)) < Math.log(CHANCE_MAX)

/**
 * Gives of each report the declared places that are gone, as changes `field-gone`, each once for an adapter version: records of one stage of the
 * matter are compared with each other, for the stage decides what a record can have. Keeps counts and places; of keys a MAC that ends with the process.
 */
export function goneFields({
  gone_records_min: records_min,
  gone_groups_max: groups_max,
}: Bounds): (report: FilledReport) => readonly FormatChange[] {
  const groups = new Map<string, Group>()
  const told = new Set<string>()
  const secret = macKey(random_bytes(32))

  function groupOf({ agency, adapter, fields }: FilledReport, { form, stage }: Filled): Group | undefined {
    const name = JSON.stringify([agency, adapter, form, stage])
    const found = groups.get(name)
    if (found || groups.size >= groups_max) return found
    const group = newGroup(fields, form)
    groups.set(name, group)
    return group
  }
  /** Whether it is not among the last ones; from now on it is. */
  function isNew({ recent }: Group, key: string): boolean {
    const mac = secret.of(key).toString('latin1')
    if (recent.includes(mac)) return false
    recent.push(mac)
    if (recent.length > RECENT_MAX) recent.shift()
    return true
  }
  /** Counts one record; gives the places that are gone with it. */
  function count({ places, filled, missed, missing }: Group, record: Filled): readonly Place[] {
    return places.filter((_, at) => {
      if (record.places[at] === 1) {
        filled[at]! += 1
        missed[at]! += missing[at]!
        missing[at] = 0
        return false
      }
      missing[at]! += 1
      return (
        filled[at]! >= records_min && missing[at]! >= records_min && isUnlikely(filled[at]!, missed[at]!, missing[at]!)
      )
    })
  }

  return (report) => {
    const { agency, adapter, records } = report
    return records.flatMap((record) => {
      const group = groupOf(report, record)
      if (!group || !isNew(group, record.key)) return []
      return count(group, record).flatMap(({ target, natives }) => {
        const place = JSON.stringify([agency, adapter, target])
        if (told.has(place)) return []
        told.add(place)
        return natives.map((path) => ({ ...{ agency, adapter, code: 'field-gone', path, target } }))
      })
    })
  }
}
