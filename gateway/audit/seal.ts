/** Seals what an entry tells beyond its clear part: JWE in compact form (RFC 7516 §3.1) under the key of an epoch. Opening it is in opener.ts. */
import { createCipheriv, createSecretKey, type KeyObject } from 'node:crypto'
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { random_stream } from '../telemetry/random.ts'

/**
 * Seals canonical JSON of at most the largest length class; `slack_bytes` is room that counts as used, so that what it is kept for shows
 * in no length. Gives the bytes of `before`, of what is sealed (ASCII) and of `after`, which so are written once. Throws GatewayError
 * `internal` for what is longer, and `log-unavailable` when it may seal no more.
 */
export type Seal = (text: string, slack_bytes: number, before?: string, after?: string) => Buffer

const iv_bytes = 12
const tag_bytes = 16
const ivs_ahead = 340
const cipher = 'aes-256-gcm'
const space = 0x20

/** Of unpadded base64url. */
const encodedLength = (bytes: number): number => Math.ceil((bytes * 4) / 3)

/** The length to which `bytes` are padded, or undefined when they are too many. */
const lengthClassOf = (bytes: number): number | undefined =>
  limits.log.detail_bytes_classes.find((length) => bytes <= length)

const exhausted = new RangeError('the key of this epoch has sealed as many entries as it may')
const noLongerThere = new Error('the key of this epoch was forgotten')

export interface EpochSeal {
  readonly seal: Seal
  /** How many entries it has sealed. */
  readonly count: () => number
  /** From now on it seals nothing, and neither the key nor what was sealed last is in memory. */
  readonly forget: () => void
}

/**
 * Seals under `key` (32 bytes, overwritten by this call) as the epoch `id`, at most `entries_max` times: every IV is 96 random bits, and
 * two alike under one key would give away both texts (limits.log.epoch_entries_max says how unlikely).
 * The protected header (RFC 7516 §4.1) is one text for the whole epoch.
 */
export function sealUnder(id: string, key: Buffer, entries_max: number = limits.log.epoch_entries_max): EpochSeal {
  let secret: KeyObject | undefined = createSecretKey(key)
  key.fill(0)
  let count = 0
  const nextIv = random_stream(iv_bytes, ivs_ahead)
  const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid: id })).toString('base64url')
  // RFC 7516 §5.1 step 14: the encoded protected header, as ASCII.
  const authenticated = Buffer.from(header, 'ascii')
  const start = `${header}..`
  const around_bytes = start.length + encodedLength(iv_bytes) + encodedLength(tag_bytes) + 2
  const padded = Buffer.alloc(Math.max(...limits.log.detail_bytes_classes))
  return {
    seal(text, slack_bytes, before = '', after = '') {
      if (!secret) throw new GatewayError('log-unavailable', { cause: noLongerThere })
      const bytes = Buffer.byteLength(text)
      const length = lengthClassOf(bytes + slack_bytes)
      if (length === undefined)
        throw new GatewayError('internal', { cause: new RangeError(`an entry's detail of ${bytes} bytes`) })
      if (count >= entries_max) throw new GatewayError('log-unavailable', { cause: exhausted })
      count++
      // White space after a JSON text belongs to it (RFC 8259 §2).
      padded.fill(space, padded.write(text), length)
      const iv = nextIv()
      const sealing = createCipheriv(cipher, secret, iv)
      sealing.setAAD(authenticated)
      const sealed = sealing.update(padded.subarray(0, length))
      sealing.final()
      const tag = sealing.getAuthTag()
      const jwe_bytes = around_bytes + encodedLength(length)
      const target = Buffer.allocUnsafe(Buffer.byteLength(before) + jwe_bytes + Buffer.byteLength(after))
      // The long one by itself: to join all of it to one text first takes a tenth longer.
      let at = target.write(`${before}${start}${iv.toString('base64url')}.`)
      at += target.write(sealed.toString('base64url'), at, 'latin1')
      target.write(`.${tag.toString('base64url')}${after}`, at)
      return target
    },
    count: () => count,
    forget() {
      secret = undefined
      padded.fill(0)
    },
  }
}
