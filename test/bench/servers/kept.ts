/** Sources that were asked once: what they gave is answered from memory, so that what stands around them can be weighed. */
import type { Asked, Sources } from '../../../gateway/sources/sources.ts'
import { newEventId } from '../../../gateway/telemetry/ids.ts'
import { type ServerSettings, sourcesOf } from './settings.ts'

/** Asks for every dossier that `given` names. Throws when a source does not answer. */
export async function keptSources<S>(given: ServerSettings, seal: (value: unknown) => S): Promise<Sources<S>> {
  const sources = await sourcesOf(given, seal)
  const kept = new Map<string, Asked<S>>()
  for (const held of Object.values(given.held))
    for (const [agency, nativeKey] of Object.entries(held)) {
      const answer = await sources.facet({ agency, nativeKey, eventId: newEventId() })
      if (answer.state !== 'ok') throw new Error(`${agency}: ${answer.state}`)
      kept.set(`${agency} ${nativeKey}`, answer)
    }
  return {
    ...sources,
    async facet({ agency, nativeKey }) {
      const answer = kept.get(`${agency} ${nativeKey}`)
      if (!answer) throw new Error('asked for what was not kept')
      return answer
    },
  }
}
