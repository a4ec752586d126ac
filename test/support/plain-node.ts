import { type ChildProcess, type ChildProcessWithoutNullStreams, type SpawnOptions, spawn } from 'node:child_process'
import { compileCache } from '../../gateway/config/compile-cache.ts'

/** Starts `file` in Node as a user would: `env` is all that it gets, beside the path and the compiled code. */
export const plainNode = (
  file: string,
  env: Readonly<Record<string, string>>,
  options: SpawnOptions,
  args: readonly string[] = [],
): ChildProcess =>
  spawn(process.execPath, [file, ...args], {
    ...options,
    env: { PATH: process.env.PATH, ...compileCache(), ...env },
  })

/** The same, with a pipe for each of its streams. */
export const pipedNode = (
  file: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
): ChildProcessWithoutNullStreams => plainNode(file, env, { stdio: 'pipe' }, args) as ChildProcessWithoutNullStreams
