/** Loaded into a log-writing process and its threads: it keeps no room free on its disk, not even for tiles, so that the disk itself says when it is full. */
import { limits } from '../../../gateway/limits.ts'

Object.assign(limits.log, { free_bytes_min: Number.NEGATIVE_INFINITY, reserve_bytes: 0, publish_interval_ms: 50 })
