/**
 * When a log's entries are taken into tiles and a checkpoint of them is published, for which no answer waits: when nobody has waited for the log
 * for a moment, at the latest when too much is unpublished or for too long (limits.log). In slices, so that whoever comes meanwhile waits for
 * one of them only.
 */
import { limits } from '../limits.ts'
import { systemTimers, type Timers } from '../telemetry/clock.ts'
import type { Writer } from './writer.ts'

export interface Publishing {
  /** A batch of so many bytes was written, and whoever waited for it has been answered. Throws what `publish` and Writer.tile throw. */
  readonly wrote: (bytes: number) => void
  /** No more by itself. */
  readonly stop: () => void
}

/**
 * Publishes what is written with `writer` by `publish`. What goes wrong when nobody is there to throw it to, `failed` hears; then nothing more is
 * done until the next batch.
 */
export function startPublishing(
  writer: Pick<Writer, 'backlog_bytes' | 'tile'>,
  publish: () => void,
  failed: (error: unknown) => void,
  timers: Timers = systemTimers,
): Publishing {
  let published_ms = timers.monotonic_ms()
  /** Since when something is unpublished. */
  let since_ms: number | undefined
  let [unpublished, last] = [0, 0]
  let cancel = () => {}

  const after = (wait_ms: number) => {
    cancel()
    cancel = timers.after(wait_ms, goOn)
  }

  const step = () => {
    // Less than twice of what comes with each batch might never come to an end.
    const slice = Math.max(limits.log.tiled_at_once_bytes, 2 * last)
    if (writer.backlog_bytes() > slice) return writer.tile(slice)
    since_ms = undefined
    unpublished = 0
    published_ms = timers.monotonic_ms()
    publish()
  }

  const goOn = () => {
    try {
      step()
    } catch (error) {
      return failed(error)
    }
    // What came meanwhile is written first.
    if (since_ms !== undefined) after(0)
  }

  return {
    wrote: (bytes) => {
      const now_ms = timers.monotonic_ms()
      since_ms ??= now_ms
      unpublished += bytes
      last = bytes
      const isDue =
        unpublished >= limits.log.unpublished_bytes_max || now_ms - since_ms >= limits.log.unpublished_ms_max
      if (isDue) step()
      if (since_ms === undefined) cancel()
      else after(Math.max(limits.log.quiet_ms, published_ms + limits.log.publish_interval_ms - now_ms))
    },
    stop: () => cancel(),
  }
}
