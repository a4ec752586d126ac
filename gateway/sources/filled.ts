/** Which of the places that a manifest declares a record fills: places and whether something stands there, never what. */
import type { IndexEntry, IndexPage, Manifest, Translation } from '../../adapters/sdk/adapter.ts'

type Fields = Manifest['fields']

/** A place of the shared form, with all native places whose values go there. */
export interface Place {
  readonly target: string
  readonly natives: readonly string[]
}

/** What a record is: a dossier, or a row of the source's own list. */
export type RecordForm = 'facet' | 'entries'

/** One record. `key`: native, '' when only the asker knows it. `places`: in the order of placesOf, 1 where something stands. */
export interface Filled {
  readonly form: RecordForm
  readonly key: string
  readonly stage: string
  readonly places: Uint8Array
}

/** Items of one list that are looked at: a field that is gone is gone from all. */
const ITEMS_MAX = 8

/** The places of `form` in the field table `fields`, each once, in its order. */
export function placesOf(fields: Fields, form: RecordForm): readonly Place[] {
  const start = form === 'facet' ? '/facet/' : '/entries/*/'
  const places = new Map<string, string[]>()
  for (const { native, shared } of fields) {
    if (!shared?.startsWith(start)) continue
    const natives = places.get(shared)
    if (!natives) places.set(shared, [native])
    else if (!natives.includes(native)) natives.push(native)
  }
  return [...places].map(([target, natives]) => ({ target, natives }))
}

interface Step {
  place?: number
  readonly inner: Map<string, Step>
}

function treeOf(targets: readonly string[]): Step {
  const root: Step = { inner: new Map() }
  for (const [place, target] of targets.entries()) {
    let at = root
    for (const name of target.split('/').slice(1)) {
      const next = at.inner.get(name) ?? { inner: new Map() }
      at.inner.set(name, next)
      at = next
    }
    at.place = place
  }
  return root
}

function mark(value: unknown, { place, inner }: Step, places: Uint8Array): void {
  if (value === undefined || value === null || value === '') return
  if (place !== undefined && !(Array.isArray(value) && value.length === 0)) places[place] = 1
  if (typeof value !== 'object' || inner.size === 0) return
  if (Array.isArray(value)) {
    const item = inner.get('*')
    if (item) for (const one of value.slice(0, ITEMS_MAX)) mark(one, item, places)
    return
  }
  for (const [name, step] of inner) mark((value as Readonly<Record<string, unknown>>)[name], step, places)
}

/** What records fill of the places of one manifest. */
export interface FilledReader {
  /** A translation, valid by its schema, under `key`. */
  facet(translation: Pick<Translation, 'facet'>, key: string): Filled
  /** Each row of a page, valid by its schema. */
  page(page: IndexPage): readonly Filled[]
}

/** A reader for the field table `fields`, whose places are then in the order of placesOf. */
export function filledReader(fields: Fields): FilledReader {
  const readerOf = (form: RecordForm) => {
    const targets = placesOf(fields, form).map(({ target }) => target)
    const tree = treeOf(targets)
    return (whole: unknown): Uint8Array => {
      const places = new Uint8Array(targets.length)
      mark(whole, tree, places)
      return places
    }
  }
  const ofFacet = readerOf('facet')
  const ofEntry = readerOf('entries')
  return {
    facet(translation, key) {
      const { stage } = translation.facet.report
      return { form: 'facet', key, stage: stage.code, places: ofFacet(translation) }
    },
    page: ({ entries }) =>
      entries.map((entry: IndexEntry) => ({
        ...{ form: 'entries', key: entry.nativeKey, stage: entry.stage, places: ofEntry({ entries: [entry] }) },
      })),
  }
}
