/** The one module that makes ids: a prefix and 128 random bits in base32, without time or content. */
import { random_bytes, random_stream } from './random.ts'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
const id_bits = 128

/** RFC 4648 §6 in lower case, without padding. */
export function base32(bytes: Uint8Array): string {
  let out = ''
  let value = 0
  let bits = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      out += alphabet.charAt((value >>> bits) & 31)
    }
    value &= (1 << bits) - 1
  }
  return bits > 0 ? out + alphabet.charAt((value << (5 - bits)) & 31) : out
}

const events_ahead = 64
const nextEvent = random_stream(id_bits / 8, events_ahead)

/** A new event id: `ev-` and 26 characters. It names one request in the log, in problems and at the sources. */
export function newEventId(): string {
  return `ev-${base32(nextEvent())}`
}

/** A new id of one message among those of the event `eventId`, which it begins with: what X-Road logs leads to the event, and an answer to its question. */
export function newMessageId(eventId: string): string {
  return `${eventId}.${base32(random_bytes(id_bits / 8))}`
}

/** A new access token id (`jti`): `at-` and 26 characters. */
export function newTokenId(): string {
  return `at-${base32(random_bytes(id_bits / 8))}`
}

/** A new dossier id: `hs-` and 26 characters. */
export function newDossierId(): string {
  return `hs-${base32(random_bytes(id_bits / 8))}`
}

/** A new id of a link between dossiers: `lk-` and 26 characters. */
export function newLinkId(): string {
  return `lk-${base32(random_bytes(id_bits / 8))}`
}

/** A new id of a quarantined document: `cl-` and 26 characters. */
export function newQuarantineId(): string {
  return `cl-${base32(random_bytes(id_bits / 8))}`
}

/** A new id of a document that is handed over: `cg-` and 26 characters. */
export function newTransferId(): string {
  return `cg-${base32(random_bytes(id_bits / 8))}`
}

/** A new id of a paper that comes beside a document: `dk-` and 26 characters. */
export function newAttachmentId(): string {
  return `dk-${base32(random_bytes(id_bits / 8))}`
}

/** A new id of a directive: `cd-` and 26 characters. */
export function newDirectiveId(): string {
  return `cd-${base32(random_bytes(id_bits / 8))}`
}

/** A new id of an epoch of the log: `ep-` and 26 characters. */
export function newEpochId(): string {
  return `ep-${base32(random_bytes(id_bits / 8))}`
}
