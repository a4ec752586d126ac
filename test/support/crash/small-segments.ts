/** Loaded into a log-writing process and its threads before anything else: segments, slices and checkpoints change after few entries. */
import { limits } from '../../../gateway/limits.ts'

Object.assign(limits.log, {
  segment_bytes_max: 96 * 1024,
  publish_interval_ms: 150,
  unpublished_bytes_max: 160 * 1024,
  tiled_at_once_bytes: 32 * 1024,
})
