/** Why a log can't be opened, or can't go on. */
import { GatewayError } from '../errors/problem.ts'

export type Refusal =
  | { readonly kind: 'locked'; readonly pid: number }
  | { readonly kind: 'damaged'; readonly file: string; readonly offset: number; readonly why: string }
  /** Entries that a signed checkpoint covers, or that the store was compared with, are not there: indexes `first` to `last`. */
  | { readonly kind: 'missing'; readonly first: number; readonly last: number; readonly by?: 'store' }
  /** The entries up to `size` are not those that a signed checkpoint covers, or that the store was compared with. */
  | { readonly kind: 'forked'; readonly size: number; readonly by?: 'store' }
  | { readonly kind: 'checkpoint'; readonly why: string }
  | { readonly kind: 'key'; readonly why: string }
  /** Its signer can't be reached, or does not sign. The log is opened again as soon as it does. */
  | { readonly kind: 'signer'; readonly why: string }
  | { readonly kind: 'settings'; readonly why: string }
  /** The log and its second copy can't be brought to one state. */
  | { readonly kind: 'copy'; readonly why: string }
  /** Less than limits.log.free_bytes_min is left on the disk. Nothing was written. */
  | { readonly kind: 'space' }
  /** A write or sync failed: the log takes nothing more until it is opened again. */
  | { readonly kind: 'io'; readonly why: string }

/** Whoever does it knows. */
const acceptLoss = 'if none is left, delete the row of this log in the table compared_log, which accepts the loss'

/** One English sentence for the operator. Names files, offsets and indexes, never content. */
export function refusalText(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'locked':
      return `another writer has this log open (process ${refusal.pid}): stop it, or remove the lock file once it is surely gone`
    case 'damaged':
      return `${refusal.file} is damaged at byte ${refusal.offset} (${refusal.why}), before the end of what was committed: restore it from a copy`
    case 'missing': {
      const entries = `entries ${refusal.first} to ${refusal.last} are missing`
      return refusal.by === 'store'
        ? `${entries}: the store was compared with them; restore them from a copy, or ${acceptLoss}`
        : `${entries}: a signed checkpoint covers them; restore them from a copy`
    }
    case 'forked':
      return refusal.by === 'store'
        ? `entry ${refusal.size - 1} is not the one that the store was compared with: the log was changed, or set back and written on; restore it from a copy, or ${acceptLoss}`
        : `the entries up to size ${refusal.size} are not those of a signed checkpoint of that size: the log was changed`
    case 'checkpoint':
      return `the published checkpoint can't be relied on: ${refusal.why}`
    case 'key':
      return `the signing key does not fit this log: ${refusal.why}`
    case 'signer':
      return `the signer of the log gives no signature: ${refusal.why}`
    case 'settings':
      return `the settings of the log are wrong: ${refusal.why}`
    case 'copy':
      return `the log and its second copy don't fit together: ${refusal.why}`
    case 'space':
      return 'the disk of the log is nearly full: make room'
    case 'io':
      return `the log's files can't be used: ${refusal.why}`
  }
}

/** `log-unavailable` for the caller, with the reason for the operator as message and as data. */
export class LogRefused extends GatewayError {
  readonly refusal: Refusal
  constructor(refusal: Refusal, options?: { cause?: unknown }) {
    super('log-unavailable', options)
    this.name = 'LogRefused'
    this.message = `audit log: ${refusalText(refusal)}`
    this.refusal = refusal
  }
}

/** The text of a system error without its paths: `EIO: i/o error, fdatasync`. */
export const systemText = (error: unknown): string =>
  error instanceof Error ? error.message.replace(/ '[^']*'( -> '[^']*')?$/, '') : 'unknown error'
