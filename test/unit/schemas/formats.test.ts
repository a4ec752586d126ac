import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ucs2length from 'ajv/dist/runtime/ucs2length.js'
import fc from 'fast-check'
import t from 'tap'
import { formats, isLonger, isShorter } from '../../../schemas/validation/formats.ts'

const { date, 'date-time': dateTime, 'partial-date': partialDate, 'partial-time': partialTime } = formats

const pad = (value: number, length = 2): string => String(value).padStart(length, '0')

t.test('a day is one that the calendar has, for every day that can be written of some years', async (t) => {
  const wrong: string[] = []
  for (const year of [1, 4, 99, 100, 400, 1900, 2000, 2024, 2025, 2026, 2100, 9999])
    for (let month = 0; month <= 13; month++)
      for (let day = 0; day <= 32; day++) {
        const text = `${pad(year, 4)}-${pad(month)}-${pad(day)}`
        const at = new Date(`${text}T00:00:00Z`)
        const exists = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
        if (date(text) !== exists || partialDate(text) !== exists) wrong.push(text)
      }
  t.strictSame(wrong, [])
})

const cases: readonly [format: (text: string) => boolean, good: readonly string[], bad: readonly string[]][] = [
  [
    partialDate,
    ['2026', '2026-02', '0001', '9999-12-31'],
    [
      '',
      '0000',
      '0000-01',
      '26',
      '20261',
      '2026-',
      '2026-00',
      '2026-13',
      '2026-2-1',
      '2026-02-',
      '2026/02/01',
      '２０２６',
      '2026-02-01T',
    ],
  ],
  [
    dateTime,
    [
      '2026-02-28T00:00:00Z',
      '2024-02-29T23:59:59+07:00',
      '2026-01-01T00:00:00.1Z',
      '2026-01-01T00:00:00.123456789-00:00',
      '2026-01-01T00:00:00+23:59',
    ],
    [
      '2026-02-29T00:00:00Z',
      '2026-02-28T24:00:00Z',
      '2026-02-28T00:60:00Z',
      '2016-12-31T23:59:60Z',
      '2026-02-28T00:00:00',
      '2026-02-28 00:00:00Z',
      '2026-02-28t00:00:00Z',
      '2026-02-28T00:00:00z',
      '2026-02-28T00:00Z',
      '2026-02-28T00:00:00.Z',
      '2026-02-28T00:00:00.1234567890Z',
      '2026-02-28T00:00:00+07',
      '2026-02-28T00:00:00+0700',
      '2026-02-28T00:00:00+24:00',
      '2026-02-28T00:00:00+07:60',
      '2026-02-28T00:00:00Z ',
      '2026-02-28',
    ],
  ],
  [
    partialTime,
    ['2026', '2026-02-28', '2026-02-28T00:00:00+07:00'],
    ['2026-02-30', '2026-02-28T00:00:00', '2026-02-28T'],
  ],
]

t.test('the forms, and what only looks like them', async (t) => {
  for (const [format, good, bad] of cases) {
    t.strictSame(
      good.filter((text) => !format(text)),
      [],
    )
    t.strictSame(bad.filter(format), [])
  }
})

t.test('a format is no wider than the pattern beside it, which other readers go by', async (t) => {
  for (const [file, format] of [
    ['partial-date', partialDate],
    ['partial-time', partialTime],
  ] as const) {
    const path = join(import.meta.dirname, `../../../schemas/case/v1/${file}.json`)
    const { pattern } = JSON.parse(readFileSync(path, 'utf8')) as { pattern: string }
    const written = new RegExp(pattern, 'u')
    const texts = [...cases.flatMap(([, good]) => good), ...cases.flatMap(([, , bad]) => bad)]
    t.strictSame(
      texts.filter((text) => format(text) && !written.test(text)),
      [],
      file,
    )
    t.doesNotThrow(() =>
      fc.assert(
        fc.property(
          fc.stringMatching(/^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,10})?(Z|[+-]\d{2}:\d{2}))?)?)?$/),
          (text) => !format(text) || written.test(text),
        ),
      ),
    )
  }
})

t.test('lengths count as JSON Schema counts: code points', async (t) => {
  const count = (ucs2length as unknown as { default: (text: string) => number }).default
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'ệ', '😀', '\ud83d', '\ude00'), maxLength: 12 }),
        fc.nat(12),
        (text, limit) =>
          isLonger(text, limit) === count(text) > limit && isShorter(text, limit) === count(text) < limit,
      ),
    ),
  )
})
