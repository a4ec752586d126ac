/** Numbers of a record's values, as the log and whoever holds the answer come to them. */
import t from 'tap'
import { numbersIn, rangesOf, valuesOf } from '../../../gateway/audit/values.ts'

t.test('a value is neither an object nor a list with one in it, and the text has their order', async (t) => {
  const record = { b: 1, a: { z: null, empty: {}, none: [] }, list: [{ x: 'x' }, { y: [] }], texts: ['1', '2'] }
  t.same(valuesOf(record), ['/b', '/a/z', '/a/none', '/list/0/x', '/list/1/y', '/texts'])
})

t.test('ranges come back as the numbers that they were made of', async (t) => {
  for (const numbers of [[], [0], [0, 1, 2, 5], [3, 5, 6], [0, 2, 4]])
    t.same(numbersIn(rangesOf(numbers), 10), numbers, rangesOf(numbers))
  t.equal(rangesOf([0, 1, 2, 5]), '0-2,5')
})

t.test('what names a value that there is not, or none, or one twice, is no range', async (t) => {
  for (const text of ['10', '8-10', '3,3', '5-3', '2,1', '1-3,3', ',', '-1', '1-', 'x', '1,,2', ' 1'])
    t.equal(numbersIn(text, 10), undefined, text)
})
