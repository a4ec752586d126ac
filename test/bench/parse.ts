/** What reading a document safely costs beside reading it at all: the same documents, in turns of one run. */
import { makeWorld } from '../../adapters/sandbox/world.ts'
import type { Translation } from '../../adapters/sdk/adapter.ts'
import { inconsistencies } from '../../schemas/consistency/consistency.ts'
import { validateTranslation } from '../../schemas/generated/validators.js'
import { median, quartiles, table } from './statistics.ts'

const DOCUMENTS = 500
/** Not counted: a compiler needs some thousands of documents. */
const WARM_UP_ROUNDS = 20
const ROUNDS = 41

interface Way {
  readonly name: string
  /** Throws when it does not take the document. */
  read(text: string): void
}

const parsed = (text: string): Translation => JSON.parse(text) as Translation
function valid(value: Translation): Translation {
  if (validateTranslation(value).length > 0) throw new Error('the document does not conform')
  return value
}

const ways: readonly Way[] = [
  { name: 'JSON.parse', read: parsed },
  { name: '+ validate', read: (text) => valid(parsed(text)) },
  {
    name: '+ consistency',
    read: (text) => {
      const { facet, updatedAt } = valid(parsed(text))
      inconsistencies(facet, updatedAt)
    },
  },
]

/** Translations of a made-up world as JSON, all agencies' in turn. */
function documents(): readonly { text: string; bytes: Uint8Array }[] {
  const texts = makeWorld({ seed: 7, dossiers: DOCUMENTS })
    .matters.flatMap(({ facets }) => Object.values(facets))
    .map(({ translation }) => JSON.stringify(translation))
  return texts.slice(0, DOCUMENTS).map((text) => ({ text, bytes: new TextEncoder().encode(text) }))
}

/** Runs the ways beside each other and gives their ratios to JSON.parse as text. Takes some seconds. */
export function benchParse(): string {
  const all = documents()
  const round = ({ read }: Way): number => {
    const from = performance.now()
    for (const { text } of all) read(text)
    return (all.length * 1000) / (performance.now() - from)
  }
  for (let turn = 0; turn < WARM_UP_ROUNDS; turn++) for (const way of ways) round(way)
  const turns = Array.from({ length: ROUNDS }, (_, turn) => {
    const given: number[] = []
    // There and back, so that a machine that slows down favours none.
    const order = turn % 2 === 0 ? [...ways.keys()] : [...ways.keys()].reverse()
    for (const index of order) given[index] = round(ways[index]!)
    return given
  })
  const rows = ways.map(({ name }, index) => {
    const ratios = turns.map((given) => given[index]! / given[0]!)
    const [low, high] = quartiles(ratios)
    return [
      name,
      median(turns.map((given) => given[index]!)).toFixed(0),
      median(ratios).toFixed(2),
      `${low.toFixed(2)}–${high.toFixed(2)}`,
    ]
  })
  const mean = all.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) / all.length
  const title = `Reading ${all.length} translations of ${(mean / 1024).toFixed(1)} KiB (${ROUNDS} rounds)`
  return `${title}\n${table([['', 'documents/s', 'ratio', 'quartiles'], ...rows])}\n`
}
