/** Who counts as a minor: by the flag, and by a birth date as far as it is known. */
import t from 'tap'
import { minorsIn } from '../../../gateway/release/minors.ts'

const placesOf = (facet: object, ...dates: string[]) => minorsIn(facet, dates).map(({ path }) => path)
const born = (birth: string) => ({ participants: [{ id: 'n', person: { birth } }] })

for (const [birth, date, minor] of [
  ['2008-03-02', '2026-03-01', true],
  ['2008-03-02', '2026-03-02', false],
  ['2008-02-29', '2026-02-28', true],
  ['2008-02-29', '2026-03-01', false],
  ['2008', '2026-12-31', true],
  ['2008', '2027-01-01', false],
  ['2008-03', '2026-03-31', true],
  ['2008-03', '2026-04-01', false],
  ['2008-03-02', '2026', true],
  ['2007', '2026', false],
  ['2007-12-31', '2026', false],
  ['2030', '2026-03-01', true],
  ['1960-01-01', '2026-03-01', false],
] as const)
  t.test(`born ${birth}, ${date}: ${minor ? 'may be under age' : 'of age'}`, async (t) => {
    t.equal(placesOf(born(birth), date).length === 1, minor)
  })

t.test('of several dates the earliest counts', async (t) => {
  t.strictSame(placesOf(born('2008-03-02'), '2026-06-01', '2026-02-01'), ['/participants/0'])
  t.strictSame(placesOf(born('2008-03-02')), [], 'no date, no age')
})

t.test('the flag counts whatever the birth date says, and the birth date whatever the flag says', async (t) => {
  const participants = [
    { id: 'a', minor: true, person: { birth: '1960' } },
    { id: 'b', minor: false, person: { birth: '2015' } },
    { id: 'c', minor: false },
    { id: 'd' },
  ]
  t.match(minorsIn({ participants }, ['2026-03-01']), [
    { path: '/participants/0', said: true, label: { tags: ['NGUOI_CHUA_THANH_NIEN'] } },
    { path: '/participants/1', said: false, label: { tags: ['NGUOI_CHUA_THANH_NIEN'] } },
  ])
  t.equal(minorsIn({ participants }, ['2026-03-01']).length, 2)
})

t.test('a child may be who reported it', async (t) => {
  t.strictSame(placesOf({ reporters: [{ id: 'r', birth: '2012' }] }, '2026-03-01'), ['/reporters/0'])
})

t.test('a closed hearing is nobody', async (t) => {
  t.strictSame(placesOf({ hearings: [{ id: 'h', closed: true }] }, '2026-03-01'), [])
})
