/** The push transport: which systems may post documents to `POST /v1/deposits`, and of what kind. */
import type { Manifest } from '../../adapters/sdk/adapter.ts'
import type { Participant } from '../identity/registry.ts'
import { limits } from '../limits.ts'

export interface PushChannel {
  readonly agency: string
  readonly mediaType: string
  readonly bytes_max: number
}

/** By system id; `manifestOf` gives the manifest of an agency's adapter. */
export function pushChannels(
  participants: Iterable<Participant>,
  manifestOf: (agency: string) => Manifest | undefined,
): ReadonlyMap<string, PushChannel> {
  const channels = new Map<string, PushChannel>()
  for (const { id: agency, systems } of participants) {
    const manifest = manifestOf(agency)
    if (manifest?.transport.kind !== 'https-push') continue
    const { mediaType, bytesMax } = manifest.native
    const channel = { agency, mediaType, bytes_max: Math.min(bytesMax, limits.deposit.body_bytes_max) }
    for (const { id, source } of systems) if (source) channels.set(id, channel)
  }
  return channels
}
