/** Diagrams are what truth tables say. */
import { deepStrictEqual, equal } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { always, createDiagrams, type Diagrams, type Node, never } from '../../../../gateway/policy/prove/bdd.ts'

const width = 5
/** Every assignment, as the variables that are true. */
const assignments = Array.from({ length: 2 ** width }, (_, number) =>
  Array.from({ length: width }, (_, variable) => (number & (2 ** variable)) !== 0),
)

interface Formula {
  build(diagrams: Diagrams): Node
  value(values: readonly boolean[]): boolean
}

const variable = (index: number): Formula => ({ build: (d) => d.variable(index), value: (values) => values[index]! })
const { formula } = fc.letrec<Record<'formula', Formula>>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 6 },
    fc.integer({ min: 0, max: width - 1 }).map(variable),
    tie('formula').map((f): Formula => ({ build: (d) => d.not(f.build(d)), value: (values) => !f.value(values) })),
    fc.array(tie('formula'), { maxLength: 3 }).map(
      (all): Formula => ({
        build: (d) => d.all(...all.map((f) => f.build(d))),
        value: (values) => all.every((f) => f.value(values)),
      }),
    ),
    fc.array(tie('formula'), { maxLength: 3 }).map(
      (some): Formula => ({
        build: (d) => d.any(...some.map((f) => f.build(d))),
        value: (values) => some.some((f) => f.value(values)),
      }),
    ),
    fc.tuple(tie('formula'), tie('formula'), tie('formula')).map(
      ([f, a, b]): Formula => ({
        build: (d) => d.ite(f.build(d), a.build(d), b.build(d)),
        value: (values) => (f.value(values) ? a.value(values) : b.value(values)),
      }),
    ),
  ),
}))

const check = (of: (d: Diagrams, f: Formula, node: Node) => void): void =>
  fc.assert(
    fc.property(formula, (f) => {
      const diagrams = createDiagrams(10_000)
      of(diagrams, f, f.build(diagrams))
    }),
    { numRuns: 400 },
  )

t.test('each assignment has the value that the formula has', async () => {
  check((d, f, node) => {
    for (const values of assignments)
      equal(
        d.valueAt(node, (variable) => values[variable]!),
        f.value(values),
      )
  })
})

t.test('one function has one node, however it was written', async () => {
  check((d, f, node) => {
    const table = assignments
      .filter((values) => f.value(values))
      .map((values) => d.all(...values.map((value, index) => (value ? d.variable(index) : d.not(d.variable(index))))))
    equal(d.any(...table), node)
    equal(node === never, table.length === 0)
    equal(node === always, table.length === assignments.length)
  })
})

t.test('what makes it true is counted', async () => {
  check((d, f, node) => equal(d.count(node, width), BigInt(assignments.filter((values) => f.value(values)).length)))
})

t.test('the simplest that makes it true has the fewest true variables', async () => {
  check((d, f, node) => {
    const counts = assignments.filter((values) => f.value(values)).map((values) => values.filter(Boolean).length)
    const found = d.simplest(node)
    equal(found?.size, counts.length === 0 ? undefined : Math.min(...counts))
    if (found) equal(f.value(Array.from({ length: width }, (_, index) => found.has(index))), true)
  })
})

t.test('where variables are fixed, the rest is as with those values', async () => {
  fc.assert(
    fc.property(formula, fc.array(fc.option(fc.boolean()), { minLength: width, maxLength: width }), (f, given) => {
      const d = createDiagrams(10_000)
      const fixed = new Map(given.flatMap((value, index) => (value === null ? [] : [[index, value] as const])))
      const node = d.fixed(f.build(d), fixed)
      for (const values of assignments) {
        const expected = f.value(values.map((value, index) => fixed.get(index) ?? value))
        deepStrictEqual(
          d.valueAt(node, (variable) => values[variable]!),
          expected,
        )
      }
    }),
    { numRuns: 400 },
  )
})

t.test('what grows too large gives no answer at all', async (t) => {
  const d = createDiagrams(20)
  t.throws(
    () => Array.from({ length: 30 }, (_, index) => d.variable(index)),
    /phép chứng minh lớn hơn 20 nút.* · the proof has grown beyond 20 nodes/,
  )
})
