/** Channels on which an agency may be given ciphertext of state secrets. Without one, none of it leaves. */
import type { OpenChannel } from './caller.ts'
import type { Registry } from './registry.ts'
import { begins_ms, ends_ms } from './vietnam-day.ts'

/** What the sandboxes' stand-in cipher calls itself. */
export const standInProduct = 'sandbox, not approved'

/**
 * The channels that the registry gives `agency` at `now_ms` (since 1970), first and last day included. One for the sandboxes' stand-in is
 * none where the registry comes from a signed bundle, which is outside development. That the approval is what its number says has NOT been
 * verified: two persons signed for it.
 */
export const approvedChannelsOf = (
  { participantOf, bundle }: Pick<Registry, 'participantOf' | 'bundle'>,
  agency: string,
  now_ms: number,
): readonly OpenChannel[] =>
  (participantOf(agency)?.channels ?? []).flatMap(({ product, validFrom, validTo }) =>
    now_ms >= begins_ms(validFrom) && now_ms < ends_ms(validTo) && !(bundle && product === standInProduct)
      ? [{ product, until: ends_ms(validTo) }]
      : [],
  )
