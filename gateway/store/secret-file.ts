import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * The secret kept in `path` (0600), made at random and synced when it is missing. Two processes that make it at once get
 * the same one. Throws when the file exists with another length: a truncated secret must not be replaced silently.
 */
export function secretFile(path: string, length_bytes: number): Buffer {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    const file = openSync(path, 'wx', 0o600)
    try {
      writeSync(file, randomBytes(length_bytes))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const secret = readFileSync(path)
  if (secret.length !== length_bytes) throw new Error(`${path} holds ${secret.length} bytes instead of ${length_bytes}`)
  return secret
}
