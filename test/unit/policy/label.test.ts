/** The laws of the lattice: a join only ever rises. */
import fc from 'fast-check'
import t from 'tap'
import {
  isStateSecret,
  joinLabels,
  type LabelCore,
  type Level,
  labelKey,
  levels,
  rankOf,
} from '../../../gateway/policy/label.ts'
import { levels as schemaLevels, tags } from '../../../schemas/generated/fields.ts'

const label: fc.Arbitrary<LabelCore> = fc.record({ level: fc.constantFrom(...levels), tags: fc.subarray([...tags]) })
const same = (a: LabelCore, b: LabelCore): boolean => labelKey(a) === labelKey(b)
const dominates = (a: LabelCore, b: LabelCore): boolean =>
  rankOf(a.level) >= rankOf(b.level) && b.tags.every((tag) => a.tags.includes(tag))
const holds = (...[property]: Parameters<typeof fc.assert>) => fc.assert(property)

t.test('join is idempotent, commutative and associative; the empty join is its identity', async () => {
  holds(fc.property(label, (a) => same(joinLabels(a, a), a)))
  holds(fc.property(label, label, (a, b) => same(joinLabels(a, b), joinLabels(b, a))))
  holds(
    fc.property(label, label, label, (a, b, c) => {
      const together = joinLabels(a, b, c)
      return same(together, joinLabels(joinLabels(a, b), c)) && same(together, joinLabels(a, joinLabels(b, c)))
    }),
  )
  holds(fc.property(label, (a) => same(joinLabels(a, joinLabels()), a)))
})

t.test('a join dominates its parts, and is the least label that does', async () => {
  holds(fc.property(label, label, (a, b) => dominates(joinLabels(a, b), a) && dominates(joinLabels(a, b), b)))
  holds(
    fc.property(label, label, label, (a, b, c) => {
      const upper = joinLabels(a, b, c)
      return dominates(upper, joinLabels(a, b))
    }),
  )
})

t.test('keys are equal exactly when labels are', async () => {
  holds(fc.property(label, label, (a, b) => same(a, b) === (dominates(a, b) && dominates(b, a))))
})

t.test('the levels are those of the schema, undetermined on top', async (t) => {
  t.strictSame([...levels], [...schemaLevels])
  t.equal(levels.at(-1), 'CHUA_XAC_DINH')
})

t.test('what is not understood ranks as undetermined', async (t) => {
  for (const level of ['', 'MẬT', 'mat', 'constructor', '__proto__', 'CONG_KHAI '])
    t.equal(joinLabels({ level: level as Level, tags: [] }).level, 'CHUA_XAC_DINH', level)
})

t.test('the three levels of the law are state secrets; undetermined is none', async (t) => {
  t.strictSame(levels.filter(isStateSecret), ['MAT', 'TOI_MAT', 'TUYET_MAT'])
})
