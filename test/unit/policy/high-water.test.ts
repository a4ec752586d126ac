/** Marks rise by anything and fall by a determination alone. */
import fc from 'fast-check'
import t from 'tap'
import { afterSaying, type Mark, sayingOf } from '../../../gateway/policy/high-water.ts'
import { dominates, joinLabels, levels, understood } from '../../../gateway/policy/label.ts'
import { tags } from '../../../schemas/generated/fields.ts'
import type { Determiner, Label } from '../../../schemas/generated/types.ts'
import { coded } from '../../support/translations.ts'

const at = { holder: 'CA', on: '2026-03-03', today: '2026-11-22' }
const date = fc.constantFrom('2025', '2026-03', '2026-03-02', '2026-03-03', '2026-05-01', '2199-01-01')
const determiner: fc.Arbitrary<Determiner> = fc.record(
  {
    agency: fc.constantFrom(coded('agencies', 'CA'), coded('agencies', 'VKS')),
    officer: fc.constant('Lê Văn Ngọ'),
    at: date,
    listItem: fc.constant('QĐ 774/QĐ-TTg'),
  },
  { requiredKeys: ['agency', 'at', 'listItem'] },
)
const plain = fc.record({ level: fc.constantFrom(...levels), tags: fc.subarray([...tags]) })
const said: fc.Arbitrary<Label> = fc.oneof(
  plain,
  fc.tuple(plain, determiner).map(([label, by]) => ({ ...label, by })),
)
const mark: fc.Arbitrary<Mark> = fc.tuple(plain, date).map(([label, since]) => ({ ...label, since }))

t.test('whatever is said without who determined it, the mark is never lower than before', async () => {
  fc.assert(
    fc.property(mark, fc.array(plain, { maxLength: 3 }), (before, labels) => {
      const { mark, effect } = afterSaying(before, sayingOf(...labels), at)
      return dominates(mark, before) && effect !== 'lowered'
    }),
  )
})

t.test('it falls exactly when an officer of the holder determined it after the mark, and not after today', async () => {
  fc.assert(
    fc.property(mark, said, (before, label) => {
      const { mark, effect } = afterSaying(before, sayingOf(label), at)
      const falls = !dominates(mark, before)
      if (falls !== (effect === 'lowered')) return false
      const { by } = label
      if (falls)
        return by?.officer !== undefined && by.agency.code === 'CA' && by.at > before.since && by.at < '2026-11-22'
      return true
    }),
    { numRuns: 2_000 },
  )
})

t.test('what is decided by is never less than what is said, nor than the mark', async () => {
  fc.assert(
    fc.property(mark, said, (before, label) => {
      const saying = sayingOf(label)
      const effective = joinLabels(afterSaying(before, saying, at).mark, saying.label)
      return dominates(effective, understood(label))
    }),
  )
})

t.test('saying the same again changes nothing', async () => {
  fc.assert(
    fc.property(said, (label) => {
      const saying = sayingOf(label)
      const { mark } = afterSaying(undefined, saying, at)
      const again = afterSaying(mark, saying, { ...at, on: '2026-06-01' })
      return again.effect === 'same' && JSON.stringify(again.mark) === JSON.stringify(mark)
    }),
  )
})

t.test('several labels of one place are determined by nobody', async (t) => {
  const by = { agency: coded('agencies', 'CA'), officer: 'Lê Văn Ngọ', at: '2026-05-01', listItem: 'QĐ 774/QĐ-TTg' }
  const open: Label = { level: 'CONG_KHAI', tags: [], by }
  const held: Mark = { level: 'HAN_CHE', tags: [], since: '2026-03-03' }
  t.equal(afterSaying(held, sayingOf(open), at).effect, 'lowered')
  t.equal(afterSaying(held, sayingOf(open, open), at).effect, 'kept')
  t.equal(afterSaying(held, sayingOf(), at).effect, 'kept')
})
