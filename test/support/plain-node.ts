import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'

/**
 * Starts `file` in Node as a user would: without what the test runner puts into the children of a test by NODE_OPTIONS, which
 * listens to signals and writes files of its own. `env` is all that it gets, beside the path.
 */
export const plainNode = (
  file: string,
  env: Readonly<Record<string, string>>,
  options: SpawnOptions,
  args: readonly string[] = [],
): ChildProcess =>
  spawn('env', ['-u', 'NODE_OPTIONS', process.execPath, file, ...args], {
    ...options,
    env: { PATH: process.env.PATH, ...env },
  })
