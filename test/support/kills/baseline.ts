/** What each reader is given when all is well, and how an answer differs from it. */
import type { RunFile } from '../../../gateway/development/run-file.ts'
import { agencyClient, type Reply } from '../client.ts'
import type { Reader } from '../readers.ts'
import { until } from '../until.ts'
import type { Answer } from './load.ts'

interface Whole {
  readonly status: number
  /** Facet and what the meta says of it, by agency; as text. */
  readonly facets: ReadonlyMap<string, string>
}

/** What is out of order now. */
export interface Disturbance {
  readonly index: boolean
  /** Agencies. */
  readonly sources: ReadonlySet<string>
}

export interface Baseline {
  /** What is other in `answer` than it was and can't come from `disturbance`. */
  difference(answer: Answer, disturbance: Disturbance): string | undefined
  /** The agencies whose facets are missing in an answer; none if it is not one to dossier:read. */
  missing(answer: Answer): readonly string[]
  /** Somebody who was given a facet of `agency`, and in which dossier. */
  holding(agency: string): { readonly reader: Reader; readonly dossier: string } | undefined
  readonly facets: number
}

interface SourceState {
  readonly agency: string
  readonly state: string
}

/** What differs from answer to answer. */
const unstable = (name: string, value: unknown) => (name === 'receivedAt' ? '' : value)

/** Facets by agency as text, each with the notes on it: those name it by its place, which depends on which others are there. */
export function wholeOf({ status, json }: Reply): Whole {
  const facets = (json?.dossier?.facets ?? []) as readonly { readonly agency: string }[]
  const texts = facets.map((facet, index) => {
    const place = `/dossier/facets/${index}`
    const notes = (['withheld', 'masked', 'absent'] as const).map((kind) =>
      (json.meta[kind] as readonly { record?: string; path?: string }[])
        .filter(({ record, path = record }) => path === place || path?.startsWith(`${place}/`))
        .map((note) => JSON.stringify(note).replaceAll(place, '/dossier/facets')),
    )
    return [facet.agency, JSON.stringify([facet, notes], unstable)] as const
  })
  return { status, facets: new Map(texts) }
}

const statesIn = ({ json }: Reply) => (json.meta?.sources ?? []) as readonly SourceState[]
const keyOf = (reader: Reader, dossier: string) => `${reader.system} ${dossier}`
const rowsOf = ({ json }: Reply) => JSON.stringify(json.dossiers)

/** Names of the members of a facet in which two texts of wholeOf differ; `notes` for the meta. */
function otherMembers(before: string, now: string): string {
  const [[facet, notes], [other, otherNotes]] = [JSON.parse(before), JSON.parse(now)]
  const names = [...new Set([...Object.keys(facet), ...Object.keys(other)])].filter(
    (name) => JSON.stringify(facet[name]) !== JSON.stringify(other[name]),
  )
  return [...names, ...(JSON.stringify(notes) === JSON.stringify(otherNotes) ? [] : ['notes'])].join()
}

/** Reads what all `readers` are given, until it stays the same: parts may still be on their way in just after a start. */
export async function readBaseline(
  run: RunFile,
  readers: readonly Reader[],
  dossiers: readonly string[],
): Promise<Baseline> {
  const read = async () => {
    const replies = readers.map(async (reader): Promise<(readonly [string, Reply])[]> => {
      const client = agencyClient(run, reader.system)
      const token = await client.bearer({ ...reader, dossiers })
      const given = await Promise.all(
        dossiers.map(async (id) => [keyOf(reader, id), await client.get(`/v1/dossiers/${id}`, token)] as const),
      )
      const list = await client.get('/v1/dossiers?first=20', token)
      client.close()
      return [...given, [reader.system, list]]
    })
    const rows = (await Promise.all(replies)).flat()
    const well = rows.every(([, reply]) => statesIn(reply).every(({ state }) => state === 'ok'))
    const text = JSON.stringify(rows.map(([key, reply]) => [key, [...wholeOf(reply).facets], rowsOf(reply)]))
    return { rows, well, text }
  }
  let last = await read()
  const { rows } = await until(async () => {
    const before = last
    last = await read()
    return last.well && last.text === before.text && last
  })
  const wholes = new Map(rows.map(([key, reply]) => [key, wholeOf(reply)]))
  const lists = new Map(rows.map(([key, reply]) => [key, rowsOf(reply)]))

  function missing({ reader, operation, dossier = '', reply }: Answer): readonly string[] {
    if (operation !== 'dossier:read' || reply.status !== 200) return []
    const now = wholeOf(reply).facets
    return [...(wholes.get(keyOf(reader, dossier))?.facets.keys() ?? [])].filter((agency) => !now.has(agency))
  }

  function otherDossier(answer: Answer, { sources }: Disturbance): string | undefined {
    const { reader, dossier = '', reply } = answer
    const { status, facets } = wholes.get(keyOf(reader, dossier))!
    if (reply.status !== status) return `status ${reply.status} instead of ${status}`
    for (const [agency, facet] of wholeOf(reply).facets) {
      const before = facets.get(agency)
      if (before === undefined) return `a facet of ${agency}, which was not there`
      if (before !== facet) return `another facet of ${agency}: ${otherMembers(before, facet)}`
    }
    const states = new Map(statesIn(reply).map(({ agency, state }) => [agency, state]))
    for (const agency of missing(answer)) {
      const state = states.get(agency) ?? 'ok'
      // A machine that has too much to do may let anybody wait.
      if (state !== 'timeout' && (state === 'ok' || !sources.has(agency)))
        return `no facet of ${agency}, whose state is ${state}`
    }
    return undefined
  }

  return {
    difference: (answer, disturbance) => {
      const { reader, operation, reply } = answer
      if (reply.status === 503 && disturbance.index && reply.json?.code === 'index-unavailable') return undefined
      if (operation === 'dossier:read') return otherDossier(answer, disturbance)
      if (operation !== 'dossier:list') return undefined
      return rowsOf(reply) === lists.get(reader.system) ? undefined : `another list, status ${reply.status}`
    },
    missing,
    holding: (agency) =>
      readers
        .flatMap((reader) => dossiers.map((dossier) => ({ reader, dossier })))
        .find(({ reader, dossier }) => wholes.get(keyOf(reader, dossier))?.facets.has(agency)),
    facets: [...wholes.values()].reduce((sum, { facets }) => sum + facets.size, 0),
  }
}
