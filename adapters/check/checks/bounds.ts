import { validateManifest } from '../../../schemas/generated/validators.js'
import type { Failure } from '../failures.ts'
import { doubled, type Place } from '../native/source.ts'
import type { Answer, Check, Golden, Side, Subject } from '../subject.ts'

/** Space behind the last line, which every notation passes over but CSV: there the last cell that is text grows. */
function padded(bytes: Uint8Array, size: number): Uint8Array | undefined {
  if (bytes.length > size) return undefined
  const all = Buffer.alloc(size, 0x20)
  all.set(bytes)
  return Uint8Array.from(all)
}

const nodesOf = ({ source }: Pick<Golden, 'source'>): number => source.places.length

/** Places of `item` that every codec counts: of CSV those of cells, without the row itself and what has a syntax of its own in a cell. */
const countedIn = ({ source }: Golden, item: Place, codec: string): number =>
  source.places.filter((of) => {
    const within = of.outer[0] >= item.outer[0] && of.outer[1] <= item.outer[1]
    return within && (codec !== 'csv' || (of.source === source && !of.item))
  }).length

/** The item that, repeated, makes the document of most places; repeated as often as `size` and `nodes` let it. */
function enlargedTo(golden: Golden, size: number, nodes: number, codec: string): Uint8Array | undefined {
  const items = golden.source.places.filter(({ item, source }) => item && source === golden.source)
  const weight = ({ outer: [from, to] }: Place): number => to - from
  const item = items.toSorted((a, b) => weight(a) - weight(b))[items.length >> 1]
  if (item === undefined) return undefined
  const [from, to] = item.outer
  const own = countedIn(golden, item, codec)
  if (own === 0) return undefined
  const times = Math.min(Math.floor((size - golden.bytes.length) / (to - from + 2)), Math.ceil(nodes / own))
  return times < 1 ? undefined : doubled(item, times)
}

function* failuresOf(subject: Subject, golden: Golden, side: Side): Generator<Failure> {
  const { bytesMax, nodesMax, depthMax, codec } = subject.manifest.native
  const at = (bound: string): string => `manifest.json#/native/${bound}`
  const ask = (bytes: Uint8Array, what: string): Answer => subject.ask(side, bytes, `${golden.file} ${what}`)
  const failed = (answer: Answer): readonly Failure[] => (answer.state === 'broken' ? [answer.failure] : [])

  const full = padded(golden.bytes, bytesMax)
  if (full) yield* failed(ask(full, 'at bytesMax'))
  const over = padded(golden.bytes, bytesMax + 1)
  const answer = over && ask(over, 'one over bytesMax')
  if (answer?.state === 'ok') yield { code: 'bound-ignored', at: at('bytesMax'), place: golden.file }
  else if (answer) yield* failed(answer)

  // The header of CSV is counted too, and a last row that is not whole.
  const taken = nodesOf(golden) * (codec === 'csv' ? 2 : 1)
  const large = enlargedTo(golden, bytesMax, nodesMax - taken, codec)
  if (large) yield* failed(ask(large, 'at its largest'))
  const many = enlargedTo(golden, 64 * bytesMax, nodesMax + 1, codec)
  if (many && many.length <= bytesMax) {
    const taken = ask(many, 'over nodesMax')
    if (taken.state === 'ok') yield { code: 'bound-ignored', at: at('nodesMax'), place: golden.file }
    else yield* failed(taken)
  }
  const deep = codec === 'csv' ? undefined : deeper(codec === 'json', depthMax + 1)
  if (deep) {
    const taken = ask(deep, 'deeper than depthMax')
    if (taken.state === 'ok') yield { code: 'bound-ignored', at: at('depthMax'), place: golden.file }
    else yield* failed(taken)
  }
}

const deeper = (json: boolean, levels: number): Uint8Array =>
  Buffer.from(json ? '['.repeat(levels) + ']'.repeat(levels) : '<a>'.repeat(levels) + '</a>'.repeat(levels))

/** One golden document of each side is enough: bounds are the codec's. Of bounds that are none the manifest's own check tells, and no document is made so large. */
function run(subject: Subject): readonly Failure[] {
  if (validateManifest(subject.manifest).some(({ pointer }) => /^\/native(\/|$)/.test(pointer))) return []
  return (['shared', 'index'] as const).flatMap((side) => {
    const golden = subject.goldens.find(({ sides }) => sides.includes(side))
    return golden === undefined ? [] : [...failuresOf(subject, golden, side)]
  })
}

export const boundsCheck: Check = {
  name: 'bounds',
  title: { vi: 'Trả lời ở kích thước lớn nhất, từ chối khi vượt', en: 'Answers at the largest size, refuses beyond' },
  run,
}
