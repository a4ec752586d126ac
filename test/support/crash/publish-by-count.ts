/**
 * Loaded into a log-writing process and its threads before anything else: a checkpoint is published after every second message to the
 * writer, whatever the clock says, so that each run makes the same system calls; and segments are full after few entries.
 */
import { limits } from '../../../gateway/limits.ts'

const never_ms = 2 ** 30
/** The writer asks once for its timer, then at each message whether publishing is overdue. */
let asked = 0

Object.defineProperty(limits.log, 'publish_interval_ms', {
  get: () => (asked++ > 0 && asked % 2 === 1 ? -1 : never_ms),
})
Object.assign(limits.log, { segment_bytes_max: 24 * 1024 })
