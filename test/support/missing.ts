/** Whether a tool of the system works here: a reason to skip a test, or false. */
import { spawnSync } from 'node:child_process'

export const missing = (command: string, ...args: string[]): string | false =>
  spawnSync(command, args).status === 0 ? false : `${command} does not work here`
