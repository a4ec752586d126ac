/** Canonical JSON beside a stock implementation of RFC 8785: the same text for whatever there is, and an error where there is none. */
import canonicalize from 'canonicalize'
import t from 'tap'
import { canonical } from '../../../gateway/audit/canonical.ts'

/** As many values as wanted, the same each time: nested, with members in any order. */
function* values(count: number): Generator<unknown> {
  let state = 7
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * below)
  }
  const texts = [
    '',
    'a',
    'b"',
    'c\\ud800',
    '\\ud',
    'é',
    'Ồ',
    '\u2028',
    '\u007f',
    '\u0000',
    '\u{1f600}',
    'z z',
    '€',
    '\ufb33',
  ]
  const numbers = [0, -0, 1, -1, 1e21, 1e-7, 333_333_333.333_333_3, 2 ** 53, Number.MIN_VALUE, Number.MAX_VALUE]
  const of = (depth: number): unknown => {
    const kind = next(depth > 3 ? 4 : 6)
    if (kind === 0) return numbers[next(numbers.length)]
    if (kind === 1) return [true, false, null][next(3)]
    if (kind < 4) return texts[next(texts.length)]
    const inner = Array.from({ length: next(6) }, () => of(depth + 1))
    return kind === 4
      ? inner
      : Object.fromEntries(inner.map((value) => [`${texts[next(texts.length)]}x${next(20)}`, value]))
  }
  for (let n = 0; n < count; n++) yield of(0)
}

t.test('the same text as the stock implementation', async (t) => {
  const different = [...values(20_000)].filter((value) => canonical(value) !== canonicalize(value))
  t.same(different, [])
})

t.test(
  'members in order of their UTF-16 code units, at any depth, in lists too; the value stays as it is',
  async (t) => {
    const value = {
      '€': 1,
      '\r': 2,
      '\ufb33': 3,
      '\u{1f600}': 4,
      '\u0080': 5,
      z: [{ b: 1, a: [{ d: 1, c: 2 }] }],
      a: { y: 1, x: 2 },
    }
    const before = JSON.stringify(value)
    t.equal(canonical(value), canonicalize(value))
    t.equal(JSON.stringify(value), before)
    const ordered = { a: { x: 1, y: [{ b: 1, c: 2 }] }, b: 'c' }
    t.equal(canonical(ordered), JSON.stringify(ordered))
  },
)

t.test('what has no canonical form, or none that an object can be put into, is an error', async (t) => {
  for (const value of ['\ud800', { a: ['x\udc00'] }, { '\ud800x': 1 }, { a: 1, 2: 1 }, { a: { 10: 1 } }])
    t.throws(() => canonical(value), TypeError, JSON.stringify(value))
  t.throws(() => canonical(JSON.parse('{"b":1,"__proto__":{"a":1}}')), TypeError)
  t.throws(() => canonical(JSON.parse(`${'['.repeat(30_000)}${']'.repeat(30_000)}`)), RangeError)
})
