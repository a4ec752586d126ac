/** Opaque parts and whom they are for: the recipient alone, on a channel approved for the product that made the ciphertext. */
import type { NativeFacet } from '../../adapters/sdk/adapter.ts'
import { approvedChannelsOf } from '../identity/approved-channel.ts'
import type { Caller } from '../identity/caller.ts'
import type { Registry } from '../identity/registry.ts'
import type { Facts } from '../policy/engine.ts'
import { now_ms } from '../telemetry/clock.ts'

/** As whom the caller may be given opaque parts: the code of its agency, and its channels. */
export type Addressee = Pick<Caller, 'agencyCode' | 'channels'>

/** The places of the opaque parts of `facet` that are for `addressee`. */
export const addressedParts = (
  { opaque = [] }: Pick<NativeFacet, 'opaque'>,
  { agencyCode, channels = [] }: Addressee,
): readonly string[] =>
  opaque.flatMap(({ recipient, product: made }, n) =>
    recipient?.code === agencyCode && channels.some(({ product }) => product === made) ? [`/opaque/${n}`] : [],
  )

/** Products of the channels that `receiver` has open now, when `parts` of a document rest on one: a channel ends while nothing is loaded. */
export const openFor = (registry: Registry, receiver: string, parts: readonly string[] = []): readonly string[] =>
  parts.length === 0 ? [] : approvedChannelsOf(registry, receiver, now_ms()).map(({ product }) => product)

/** `facts` as they are within what is addressed to `caller`: until the first of its channels ends. */
export const factsWithin = (facts: Facts, { channels = [] }: Addressee): Facts =>
  channels.length === 0
    ? facts
    : { ...facts, approvedChannel: true, until: Math.min(...channels.map(({ until }) => until)) }
