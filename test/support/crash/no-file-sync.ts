/** Loaded into a log-writing process, for a control: nothing that is written is ever synced, and the log does not notice. */
import fs from 'node:fs'

fs.fdatasyncSync = () => {}
