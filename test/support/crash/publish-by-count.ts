/**
 * Loaded into a log-writing process and its threads before anything else: a checkpoint is published after every second batch, whatever the clock
 * says, so that each run makes the same system calls; and segments are full after few entries.
 */
import { limits } from '../../../gateway/limits.ts'

const never_ms = 2 ** 30
/** The writer asks at each batch whether too much is unpublished. */
let asked = 0

Object.defineProperty(limits.log, 'unpublished_bytes_max', {
  get: () => (++asked % 2 === 0 ? 0 : Number.POSITIVE_INFINITY),
})
Object.assign(limits.log, {
  publish_interval_ms: never_ms,
  unpublished_ms_max: never_ms,
  segment_bytes_max: 24 * 1024,
})
