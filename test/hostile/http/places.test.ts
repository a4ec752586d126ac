/** Acts upon the quarantine at once are bounded, and a place is free again when its answer is gone and its work is done, not before. */
import t from 'tap'
import { createPlaces } from '../../../gateway/http/places.ts'

const bounds = { per_agency_max: 2, all_max: 3 }
const tooMany = { code: 'quarantine-acts-too-many' }

t.test('of one agency, and of all', async (t) => {
  const places = createPlaces(bounds)
  const leave = places.take('a').hold()
  places.take('a').hold()
  t.throws(() => places.take('a'), tooMany)
  places.take('b').hold()
  t.throws(() => places.take('c'), { code: 'quarantine-busy' })
  leave()
  t.doesNotThrow(() => places.take('c'))
})

t.test('whoever hangs up while the act goes on gains no place by it', async (t) => {
  const places = createPlaces({ per_agency_max: 1, all_max: 1 })
  const place = places.take('a')
  const [answered, worked] = [place.hold(), place.hold()]
  answered()
  answered()
  t.throws(() => places.take('a'), tooMany)
  worked()
  t.doesNotThrow(() => places.take('a'))
})
