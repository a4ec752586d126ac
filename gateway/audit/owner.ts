/**
 * Whose a receipt is, recognised without opening the entry: a keyed tag of event and system. Who has no key can't tell whose an entry is, nor
 * which two are of the same system.
 */
import type { MacKey } from '../telemetry/mac.ts'

const TAG_BYTES = 16

/** Gives the tag of an event's entry for the system that it belongs to: padded base64 of 16 bytes. */
export type OwnerTag = (event: string, system: string) => string

/** Tags under `key`, 32 random bytes of this node: the first 16 bytes of HMAC-SHA256 (RFC 2104) over the event, a newline and the system id. */
export const ownerTags =
  (key: MacKey): OwnerTag =>
  (event, system) =>
    key.of(`${event}\n${system}`).toString('base64', 0, TAG_BYTES)
