import { preparePublic } from '../../release/door.ts'
import type { Handler } from '../services.ts'

/** Counts against no quota: whoever looks after a system asks it all the time, and it costs less than a refusal. */
export const healthUrl = '/healthz'

/** The process answers. Says nothing of what it stands on. */
export const getHealth: Handler = async () => preparePublic({ status: 'ok' })

/** What traffic needs is there: log, index, replay store, revocation list. The reasons are in the answer. */
export const getReadiness: Handler = async (_request, { readiness, draining }) => {
  const { ready, problems } = await readiness()
  const all = draining() ? [...problems, 'draining'] : problems
  const serves = ready && !draining()
  // Without its witnesses it answers, for a while, and then takes what is handed over: whoever shares out traffic must leave it in.
  const status = !serves ? 'not-ready' : all.some((problem) => problem.startsWith('witnesses:')) ? 'degraded' : 'ready'
  return preparePublic({ status, problems: all }, serves ? 200 : 503)
}
