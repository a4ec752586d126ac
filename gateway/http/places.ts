/** Places for requests that cost much: bounded for each agency and in all. */
import { finished } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { ErrorCode } from '../errors/catalogue.ts'
import { GatewayError } from '../errors/problem.ts'

/** Taken for one request, and free again once nobody holds it. */
export interface Place {
  /** Gives what lets go, which counts once. */
  hold(): () => void
}

export interface Places {
  /**
   * A place for a request of `agency`, to be held at once. Throws GatewayError `too_many` when the agency has as many as it may, `busy` when
   * all are taken.
   */
  take(agency: string): Place
}

/** `per_agency_max` and `all_max`: counts of requests under way. */
export function createPlaces({
  per_agency_max,
  all_max,
  too_many = 'quarantine-acts-too-many',
  busy = 'quarantine-busy',
}: {
  readonly per_agency_max: number
  readonly all_max: number
  readonly too_many?: ErrorCode
  readonly busy?: ErrorCode
}): Places {
  const taken = new Map<string, number>()
  let all = 0
  const free = (agency: string) => {
    all -= 1
    const left = taken.get(agency)! - 1
    if (left === 0) taken.delete(agency)
    else taken.set(agency, left)
  }
  return {
    take(agency) {
      const own = taken.get(agency) ?? 0
      if (own >= per_agency_max) throw new GatewayError(too_many)
      if (all >= all_max) throw new GatewayError(busy)
      taken.set(agency, own + 1)
      all += 1
      let holders = 0
      return {
        hold() {
          let holds = true
          holders += 1
          return () => {
            if (!holds) return
            holds = false
            holders -= 1
            if (holders === 0) free(agency)
          }
        },
      }
    },
  }
}

/** Holds `place` until the answer is sent or the connection is gone: nothing else tells of both. */
export function holdUntilAnswered(reply: FastifyReply, place: Place): void {
  finished(reply.raw, place.hold())
}
