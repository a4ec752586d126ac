/** Runs the test files of folders in one process: what each loads, tap first, is loaded once. */
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t, { type Test } from 'tap'

/**
 * Runs each test file in `folders` of `directory`, one after the other: the next is loaded when the tests of the one before have ended, and what
 * it tears down with tap's own `t` is gone. For files that leave the process as it was; what they set with that `t` for tests that follow is
 * theirs alone where it is `teardown` or `beforeEach`, and must be nothing else.
 */
export async function carry(directory: string, folders: readonly string[]): Promise<void> {
  const teardowns: (() => unknown)[] = []
  const before: ((t: Test) => unknown)[] = []
  t.beforeEach(async (each) => {
    for (const one of before) await one(each)
  })
  t.beforeEach = (one) => void before.push(one as (t: Test) => unknown)
  // Tap's own runs them when all is over; from the first on it ends when nothing is queued, as while a file is loaded.
  t.teardown = (teardown) => void teardowns.push(teardown)
  for (const file of folders.flatMap((folder) => globSync(`${folder}/*.test.ts`, { cwd: directory }).sort())) {
    await import(pathToFileURL(join(directory, file)).href).catch((error: unknown) => t.error(error, file))
    // Its turn comes after what the file has queued.
    await t.test(file, async () => {
      before.length = 0
      for (let last = teardowns.pop(); last !== undefined; last = teardowns.pop()) await last()
    })
  }
}
