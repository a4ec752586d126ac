/** Single values as the rows of field tables read them. */
import t from 'tap'
import { openDocument } from '../../../adapters/codecs/open.ts'
import type { Manifest } from '../../../adapters/sdk/adapter.ts'
import { dayOf, instant, instantToMinute, when } from '../../../adapters/sdk/dates.ts'
import { count, form, joined, type Leaf, listOf, oneOf, sharedCodes, text } from '../../../adapters/sdk/leaves.ts'

const native: Manifest['native'] = {
  ...({ codec: 'json', mediaType: 'application/json', encoding: 'utf-8' } as const),
  ...{ bytesMax: 10_000, nodesMax: 1000, depthMax: 16 },
}

t.test('leaves', async (t) => {
  const valueBy = (leaf: Leaf, value: unknown) => {
    const opened = openDocument(Buffer.from(JSON.stringify({ v: value })), native)
    return opened.ok && leaf(opened.value.member('v')!).value
  }
  const cases: readonly (readonly [Leaf, unknown, unknown])[] = [
    [when('yyyy-MM-dd'), '2024-02-29', '2024-02-29'],
    [when('yyyy-MM-dd'), '2023-02-29', undefined],
    [when('dd.MM.yyyy', 'yyyy'), '05.06.2026', '2026-06-05'],
    [when('dd.MM.yyyy', 'yyyy'), '05x06x2026', undefined],
    [when('yyyy'), 1990, '1990'],
    [when('yyyy-MM-ddTHH:mm:ss'), '2026-01-02T03:04:05', '2026-01-02T03:04:05+07:00'],
    [when('HH:mm dd/MM/yyyy'), '24:00 01/01/2026', undefined],
    [when('HHhmm dd/MM/yyyy'), '14h30 01/01/2026', '2026-01-01T14:30:00+07:00'],
    [when('MM/dd/yyyy hh:mm:ss a'), '02/29/2024 12:05:00 AM', '2024-02-29T00:05:00+07:00'],
    [when('MM/dd/yyyy hh:mm:ss a'), '02/29/2024 12:05:00 PM', '2024-02-29T12:05:00+07:00'],
    [when('MM/dd/yyyy hh:mm:ss a'), '02/29/2024 01:05:00 PM', '2024-02-29T13:05:00+07:00'],
    [when('MM/dd/yyyy hh:mm:ss a'), '02/29/2024 13:05:00 PM', undefined],
    [dayOf(when('MM/dd/yyyy hh:mm:ss a')), '02/29/2024 12:05:00 AM', '2024-02-29'],
    [dayOf(when('MM/dd/yyyy hh:mm:ss a')), '02/30/2024 12:05:00 AM', undefined],
    [joined(['a', 'b'], ' - ', 9), { a: 'một', b: 'hai' }, 'một - hai'],
    [joined(['a', 'b'], ' - ', 9), { a: '', b: 'hai' }, 'hai'],
    [joined(['a', 'b'], ' - ', 8), { a: 'một', b: 'hai' }, undefined],
    [joined(['a', 'b'], ' - ', 8), { c: 'một' }, undefined],
    [joined(['a', 'b'], ' - ', 8), { a: 'một', b: [] }, undefined],
    [instant, '2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
    [instant, '2026-02-30T03:04:05Z', undefined],
    [instant, '2026-01-02T03:04:05', undefined],
    [instantToMinute, '2026-01-02T03:04+07:00', '2026-01-02T03:04:00+07:00'],
    [instantToMinute, '2026-01-02T03:04Z', '2026-01-02T03:04:00Z'],
    [instantToMinute, '2026-01-02T03:04:05.25Z', '2026-01-02T03:04:05.25Z'],
    [instantToMinute, '2026-01-02T03:04', undefined],
    [instantToMinute, '2026-01-02T24:04Z', undefined],
    [instantToMinute, 20260102, undefined],
    [oneOf(sharedCodes('communes')), '30742', '30742'],
    [oneOf(sharedCodes('communes')), '91-0557', undefined],
    [count(10), '7', 7],
    [count(10), 7, 7],
    [count(10), '07', undefined],
    [count(10), 11, undefined],
    [count(10), 1.5, undefined],
    [text(3), 'đủ ', 'đủ '],
    [text(3), 'dài quá', undefined],
    [text(3), 12, undefined],
    [form(/^\d+$/, 'digits'), '12', '12'],
    [oneOf({ C: true }), 'C', true],
    [oneOf({ C: true }), 'toString', undefined],
    [listOf(text(3), 2), ['a', 'quá dài', 'b'], undefined],
    [listOf(text(3), 2), ['a', 'quá dài'], ['a']],
    [listOf(text(3), 2), 'a', undefined],
  ]
  for (const [leaf, given, expected] of cases) t.same(valueBy(leaf, given), expected, JSON.stringify(given))
  t.throws(() => when('hh:mm dd/MM/yyyy'), RangeError)
  t.throws(() => when('DD/MM/YYYY'), { message: /^DD\/MM\/YYYY: / }, 'letters of another notation')
})
