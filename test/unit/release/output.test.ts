/** The bytes of JSON text, as JSON.stringify would give it. */
import fc from 'fast-check'
import t from 'tap'
import {
  closeList,
  closeObject,
  comma,
  type Output,
  piece,
  put,
  putScalar,
  putString,
  written,
} from '../../../gateway/release/projection/output.ts'

const textOf = (write: (out: Output) => void): string => written(write).toString()

t.test('every UTF-16 unit, alone and beside others', async (t) => {
  for (let unit = 0; unit <= 0xffff; unit++) {
    const value = `ệ${String.fromCharCode(unit)}x`
    const text = textOf((out) => putString(out, value))
    if (text !== JSON.stringify(value)) return t.fail(`U+${unit.toString(16)}`)
  }
  t.pass()
})

t.test('any scalar', async () => {
  const units = fc.array(fc.nat({ max: 0xffff }), { maxLength: 8 }).map((codes) => String.fromCharCode(...codes))
  const scalar = fc.oneof(
    units,
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(units),
  )
  fc.assert(fc.property(scalar, (value) => textOf((out) => putScalar(out, value)) === JSON.stringify(value)))
})

t.test('what is no scalar is not written', async (t) => {
  for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY, {}, new Date(0), 1n, Symbol('x'), () => 1])
    t.throws(() => textOf((out) => putScalar(out, value)), TypeError)
  t.equal(
    textOf((out) => putScalar(out, 'x')),
    '"x"',
    'and nothing of it stays',
  )
})

t.test('lists and objects, empty, and far beyond what the buffer has at first', async (t) => {
  const count = 40_000
  const text = textOf((out) => {
    const from = out.length
    put(out, piece(',"none":'))
    closeList(out, out.length)
    put(out, piece(',"less":'))
    closeObject(out, out.length)
    put(out, piece(',"many":'))
    const list = out.length
    for (let n = 0; n < count; n++) {
      put(out, comma)
      putScalar(out, `mật ong ${n}`)
    }
    closeList(out, list)
    closeObject(out, from)
  })
  t.strictSame(JSON.parse(text), { none: [], less: {}, many: Array.from({ length: count }, (_, n) => `mật ong ${n}`) })
})

t.test('a text is written apart from the one before, and from one that is being written', async (t) => {
  const first = written((out) => putString(out, 'first'))
  const inner: string[] = []
  const outer = textOf((out) => {
    putString(out, 'outer')
    inner.push(textOf((apart) => putString(apart, 'inner')))
    putString(out, 'again')
  })
  t.strictSame([first.toString(), outer, ...inner], ['"first"', '"outer""again"', '"inner"'])
})
