/** Acts upon the quarantine at once are bounded, and a place is free again when its answer is gone and its work is done, not before. */
import type { FastifyRequest } from 'fastify'
import t from 'tap'
import { createPlaces } from '../../../gateway/http/places.ts'
import type { Services } from '../../../gateway/http/services.ts'
import { limitActs } from '../../../gateway/http/steps/limit-acts.ts'
import { limits } from '../../../gateway/limits.ts'

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

t.test('who is refused is told when to come again', async (t) => {
  const services = { actPlaces: createPlaces({ per_agency_max: 1, all_max: 1 }) } as Services
  const request = () => ({ inquiry: { caller: { agency: 'a' } } }) as FastifyRequest
  const first = request()
  limitActs(first, services)
  t.match([first.place, first.retry_s], [{ hold: Function }, undefined])
  const second = request()
  t.throws(() => limitActs(second, services), tooMany)
  t.equal(second.retry_s, limits.quarantine.acts_retry_s)
})
