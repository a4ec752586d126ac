/** One key after the other, under which entries are sealed. The gateway has the present one in memory, and can open no earlier one. */
import { createHash } from 'node:crypto'
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { monotonic_ms } from '../telemetry/clock.ts'
import type { Entry, EntryEpoch } from './entry.ts'
import type { Log } from './log.ts'
import { newEpoch, type OfficerKey } from './new-epoch.ts'
import { type EpochSeal, type Seal, sealUnder } from './seal.ts'

export interface EpochsOptions {
  /** Keys of the audit officers who are to open what is sealed from now on. */
  readonly recipients: () => readonly OfficerKey[]
  /** Makes the entry that tells of an epoch: phase `epoch-opened`, without detail, for nothing may be sealed before it. */
  readonly opened: (epoch: EntryEpoch) => Entry
  /** The next epoch is due and could not be opened; the present one goes on. */
  readonly failed: (error: unknown) => void
  /** Default: limits.log. */
  readonly bounds?: { readonly epoch_ms: number; readonly epoch_entries_max: number }
  /** Default: the monotonic clock. */
  readonly monotonic_ms?: () => number
}

export interface Epochs {
  /** Seals under the present epoch. Throws GatewayError `log-unavailable` before there is one, and when its key has sealed all it may. */
  readonly seal: Seal
  /** Opens the first epoch in `log`; from then on looks by itself whether another is due. Rejects when it can't be opened: then do not start. */
  readonly begin: (log: Pick<Log, 'append' | 'keepEpoch'>) => Promise<void>
  /** Opens another epoch if one is due: the officers' keys are others than before, its time is over, or its key has sealed half of what it may. Never rejects. */
  readonly follow: () => Promise<void>
  /** Id of the present epoch. */
  readonly present: () => string | undefined
  /** What is wrong, by names for readiness. */
  readonly problems: () => readonly string[]
  /** Forgets the key: nothing more is sealed. */
  readonly close: () => void
}

interface Present extends EpochSeal {
  readonly id: string
  readonly since_ms: number
  readonly recipients: string
}

const noEpoch = new Error('no epoch of the log is open yet')
const noRecipients = new Error('the registry has no valid key of an audit officer')

/** What tells one set of keys from another, whatever their order. */
const setOf = (keys: readonly OfficerKey[]): string =>
  keys
    .map(({ kid, kty, crv, x, y }) => JSON.stringify([kid, kty, crv, x, y]))
    .sort()
    .join()

/** Makes no key yet: see `begin`. */
export function createEpochs(options: EpochsOptions): Epochs {
  const { epoch_ms, epoch_entries_max } = options.bounds ?? limits.log
  const clock_ms = options.monotonic_ms ?? monotonic_ms
  let log: Pick<Log, 'append' | 'keepEpoch'> | undefined
  let present: Present | undefined
  let opening: Promise<void> | undefined
  let late = false
  let closed = false
  let timer: NodeJS.Timeout | undefined

  const open = async (target: NonNullable<typeof log>) => {
    const recipients = options.recipients()
    if (recipients.length === 0) throw new GatewayError('log-unavailable', { cause: noRecipients })
    if (recipients.length > limits.log.officer_keys_max)
      throw new GatewayError('log-unavailable', { cause: new RangeError('too many keys of audit officers') })
    const { id, key, file } = await newEpoch(recipients)
    try {
      await target.keepEpoch(id, file)
      const kids = recipients.map(({ kid = '' }) => kid)
      // Durable before anything is sealed under it: an entry whose epoch the log does not name would be one that nobody is sure to open.
      await target.append(options.opened({ id, kids, file: createHash('sha256').update(file).digest('base64') }))
    } catch (error) {
      key.fill(0)
      throw error
    }
    const former = present
    const next = sealUnder(id, key, epoch_entries_max)
    present = { ...next, id, since_ms: clock_ms(), recipients: setOf(recipients) }
    former?.forget()
    if (closed) present.forget()
  }

  const isDue = ({ since_ms, recipients, count }: Present): boolean =>
    clock_ms() - since_ms >= epoch_ms || count() * 2 >= epoch_entries_max || recipients !== setOf(options.recipients())

  const follow = async () => {
    // What has changed while one was opened is looked at after it.
    await opening
    if (!log || !present || closed || !isDue(present)) return
    opening ??= open(log)
      .then(
        () => {
          late = false
        },
        (error: unknown) => {
          late = true
          options.failed(error)
        },
      )
      .finally(() => {
        opening = undefined
      })
    await opening
  }

  return {
    seal(text, slack_bytes, before, after) {
      if (!present) throw new GatewayError('log-unavailable', { cause: noEpoch })
      const sealed = present.seal(text, slack_bytes, before, after)
      if (present.count() * 2 === epoch_entries_max) void follow()
      return sealed
    },
    async begin(target) {
      await open(target)
      log = target
      timer = setInterval(() => void follow(), limits.log.epoch_interval_ms).unref()
    },
    follow,
    present: () => present?.id,
    problems: () => (late ? ['audit-epoch-late'] : []),
    close() {
      closed = true
      clearInterval(timer)
      present?.forget()
    },
  }
}
