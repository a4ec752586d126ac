/** Days off and the arithmetic of days, against a printed calendar. */
import t from 'tap'
import { addDays, addMonths, isWorkingDay, momentOf, workingDayFrom } from '../../../schemas/clocks/calendar.ts'
import { daysOff, workingWeekends } from '../../../schemas/generated/holidays.ts'

/** The first day of Tết by the Vietnamese calendar; 2030 is a day before the Chinese one. */
const tet = {
  2018: '02-16',
  2019: '02-05',
  2020: '01-25',
  2021: '02-12',
  2022: '02-01',
  2023: '01-22',
  2024: '02-10',
  2025: '01-29',
  2026: '02-17',
  2027: '02-06',
  2028: '01-26',
  2029: '02-13',
  2030: '02-02',
}

t.test('Tết is a period of at least five days around its first', async (t) => {
  for (const [year, first] of Object.entries(tet)) {
    const days = [-1, 0, 1, 2].map((n) => addDays(`${year}-${first}`, n))
    for (const day of days) t.ok(daysOff.has(day), day)
    const tetDays = [...daysOff].filter(([day, name]) => day.startsWith(year) && name === 'Tết Nguyên Đán')
    t.ok(tetDays.length >= 5, year)
  }
})

t.test('every year has its fixed days, and none that is only observed', async (t) => {
  for (let year = 2015; year <= 2045; year++) {
    for (const day of ['01-01', '04-30', '05-01', '09-02']) t.ok(daysOff.has(`${year}-${day}`), `${year}-${day}`)
    t.notOk(daysOff.has(`${year}-12-22`), 'an observance')
  }
})

t.test('a holiday on a weekend is made good on the next working day', async (t) => {
  // 2022: Saturday 30/4 and Sunday 1/5; 2026: Giỗ Tổ on Sunday 26/4.
  for (const day of ['2022-05-02', '2022-05-03', '2026-04-27']) t.notOk(isWorkingDay(day), day)
  for (const day of ['2022-05-04', '2026-04-28']) t.ok(isWorkingDay(day), day)
})

t.test('National Day has two days in the years that are decided, one before 2021', async (t) => {
  for (const day of ['2021-09-03', '2022-09-01', '2023-09-01', '2024-09-03', '2025-09-01', '2026-09-01'])
    t.notOk(isWorkingDay(day), day)
  for (const day of ['2020-09-01', '2020-09-03']) t.ok(isWorkingDay(day), day)
})

t.test('a made-up Saturday is worked, and no day is both', async (t) => {
  t.ok(isWorkingDay('2026-08-22'))
  t.notOk(isWorkingDay('2026-08-29'))
  for (const day of workingWeekends) t.notOk(daysOff.has(day), day)
  t.equal(workingDayFrom('2026-08-29'), '2026-09-03')
})

t.test('months end on their last day', async (t) => {
  t.equal(addMonths('2025-12-31', 2), '2026-02-28')
  t.equal(addMonths('2027-12-31', 2), '2028-02-29')
  t.equal(addMonths('2028-02-29', 12), '2029-02-28')
  t.equal(addMonths('2026-01-31', 1), '2026-02-28')
  t.equal(addMonths('2026-08-31', 1), '2026-09-30')
  t.equal(addMonths('2026-11-15', 2), '2027-01-15')
})

t.test('a moment is a date or an instant that exists, on its day in Viet Nam', async (t) => {
  t.strictSame(momentOf('2026-02-28'), { day: '2026-02-28' })
  t.equal(momentOf('2026-02-28T17:00:00Z')?.day, '2026-03-01')
  t.equal(momentOf('2026-02-28T16:59:59Z')?.day, '2026-02-28')
  t.equal(momentOf('2026-03-01T02:00:00+09:00')?.day, '2026-03-01')
  t.equal(momentOf('2028-02-29')?.day, '2028-02-29')
  const none = ['2026-02-29', '2026-02-30', '2100-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '0000-01-01']
  const malformed = [
    '2026-3-1',
    '2026-03-01T24:00:00Z',
    '2026-03-01T10:00:00',
    '2026-03-01T10:00Z',
    '2026-03-01T23:59:60Z',
  ]
  for (const text of [...none, ...malformed, '', ' 2026-03-01', '2026-03-01\n', null, 20260301, {}, ['2026-03-01']])
    t.equal(momentOf(text), undefined, String(text))
})
