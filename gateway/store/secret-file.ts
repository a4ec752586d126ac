import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { StartRefused } from '../errors/start-refused.ts'
import { random_bytes } from '../telemetry/random.ts'
import { requireOwnerOnly } from './owner-only.ts'

/** Makes it whole or not at all; leaves one that another process made meanwhile. */
function makeSecret(path: string, length_bytes: number): void {
  const made = `${path}.${process.pid}.new`
  writeFileSync(made, random_bytes(length_bytes), { mode: 0o600, flush: true })
  try {
    linkSync(made, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(made)
  }
  if (process.platform === 'win32') return
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/**
 * The secret kept in `path` (0600), made at random and synced with its name when it is missing. Two processes that make it at once get
 * the same one. Throws StartRefused when the file exists with another length, for a truncated secret must not be replaced silently, and when
 * group or others may read it.
 */
export function secretFile(path: string, length_bytes: number): Buffer {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  if (!existsSync(path)) makeSecret(path, length_bytes)
  requireOwnerOnly(path)
  const secret = readFileSync(path)
  if (secret.length === length_bytes) return secret
  throw new StartRefused(
    `khóa hỏng, khôi phục từ bản sao · damaged key, restore it from a copy: ${path} (${secret.length} bytes, not ${length_bytes})`,
  )
}
