import type { Step } from '../services.ts'

/**
 * So many acts upon the quarantine at once, of one agency and of all: each may translate megabytes and waits for the index. Before the body
 * is read. The place is held until the answer is gone and its work is done (http/server.ts). Throws GatewayError as Places.take.
 */
export const limitActs: Step = (request, { actPlaces }) => {
  const { caller } = request.inquiry
  if (!caller) throw new TypeError('the token comes first')
  request.place = actPlaces.take(caller.agency)
}
