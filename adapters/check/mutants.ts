/** Seeded changes to golden documents: of their bytes, and of their leaves. */
import {
  doubled,
  exchanged,
  isLeaf,
  type Place,
  removed,
  replaced,
  replacedRaw,
  type Source,
  type Value,
} from './native/source.ts'
import type { Random } from './random.ts'

/** What no writer of the format would write: an adapter must answer to it all the same. */
export const oddValues: readonly Value[] = [
  '',
  ' ',
  '0',
  '-1',
  '1e400',
  '9007199254740993',
  '\u0301',
  'Nguyễn Văn Ánh',
  'Nguye\u0302\u0303n',
  '<&>"\'',
  '=1+1',
  '|~^\\',
  '../..',
  '__proto__',
  'constructor',
  'x'.repeat(5000),
  '9'.repeat(400),
  '31/02/2024',
  '0000-00-00',
  '٣',
].map((text): Value => ({ kind: 'text', text }))

const oddRaw = [
  'null',
  'true',
  '-0',
  '1.5',
  '[]',
  '{}',
  '[[[[]]]]',
  '"\\u0000"',
  '"\\ud800"',
  '{"a":{"b":1}}',
  '<a/>',
  '&#0;',
] as const

const bytesOdd = [0x00, 0x0a, 0x22, 0x26, 0x2c, 0x3b, 0x3c, 0x5c, 0x7b, 0x7f, 0x80, 0xc3, 0xef, 0xff] as const

/** One to three changes to bytes: one other, one more, some less, a piece twice, the end cut off. */
export function changedBytes(random: Random, bytes: Uint8Array): Uint8Array {
  let now: Buffer = Buffer.from(bytes)
  for (let left = 1 + random.upTo(3); left > 0; left--) {
    const at = random.upTo(now.length + 1)
    const piece = now.subarray(at, at + 1 + random.upTo(40))
    const changes: readonly (() => Buffer)[] = [
      () => Buffer.concat([now.subarray(0, at), Buffer.of(random.of(bytesOdd)), now.subarray(at + 1)]),
      () => Buffer.concat([now.subarray(0, at), Buffer.of(random.of(bytesOdd)), now.subarray(at)]),
      () => Buffer.concat([now.subarray(0, at), now.subarray(at + 1 + random.upTo(12))]),
      () => Buffer.concat([now.subarray(0, at), piece, piece, now.subarray(at + piece.length)]),
      () => now.subarray(0, at),
      () => Buffer.concat([now.subarray(0, at), Buffer.from([...piece].reverse()), now.subarray(at + piece.length)]),
    ]
    now = random.of(changes)()
  }
  return Uint8Array.from(now)
}

export interface Mutant {
  readonly place: Place
  readonly bytes: Uint8Array
  /** What was written, where something was. */
  readonly value?: string
}

/** One leaf or branch changed as no writer would; undefined when the notation has no way to. */
export function changedPlace(random: Random, { places }: Source): Mutant | undefined {
  if (places.length === 0) return undefined
  const place = random.of(places)
  const odd = random.of(oddValues)
  const raw = random.of(oddRaw)
  const other = random.of(places)
  const changes: readonly (() => readonly [Uint8Array | undefined, string?])[] = isLeaf(place)
    ? [
        () => [replaced(place, odd), odd.text],
        () => [replaced(place, odd), odd.text],
        () => [replacedRaw(place, raw)],
        () => [replaced(place, { kind: 'text', text: other.value }), other.value],
        () => [removed(place)],
        () => [doubled(place)],
      ]
    : [
        () => [removed(place)],
        () => [doubled(place)],
        () => [replacedRaw(place, raw)],
        () => [apart(place, other) ? exchanged(place, other) : undefined],
      ]
  const [bytes, value] = random.of(changes)()
  return bytes && { place, bytes, ...(value !== undefined && { value }) }
}

/** Whether two places are of one source and neither is within the other. */
export const apart = (a: Place, b: Place): boolean =>
  a.source === b.source && a !== b && (a.outer[1] <= b.outer[0] || b.outer[1] <= a.outer[0])
