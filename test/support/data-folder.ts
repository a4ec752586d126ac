import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'

/** An empty folder of the test's own (0700), removed when the test ends. */
export function dataFolder(t: Test): string {
  const path = mkdtempSync(join(tmpdir(), 'lienthong-test-'))
  t.teardown(() => rmSync(path, { recursive: true, force: true, maxRetries: 3 }))
  return path
}
