/** The verifier keys of one log, as whoever verifies it was given them: Ed25519, and ML-DSA-44 when its checkpoints carry that too. */
import path from 'node:path'
import type { LogVerifier } from './checkpoint.ts'
import { readIfPresent } from './files.ts'
import { ML_DSA_KEY_FILE, VERIFIER_KEY_FILE } from './key.ts'
import { parseMlDsaVerifierKey } from './ml-dsa.ts'
import { parseVerifierKey } from './note.ts'

/**
 * Reads the verifier keys of one log, a key string a line: one of Ed25519, and at most one of ML-DSA-44 and the same name, whose signature is then
 * asked of every checkpoint. Undefined when they are anything else. Whom to trust is the caller's question.
 */
export function parseLogKeys(text: string): LogVerifier | undefined {
  const [first, ...more] = byLog(text.split('\n'))
  return more.length === 0 ? first : undefined
}

/** The same of several logs: the keys of one name are those of one log, in the order in which they come. Undefined for a line that is no key. */
export function parseKeysOfLogs(lines: readonly string[]): readonly LogVerifier[] | undefined {
  const logs = byLog(lines)
  return logs.includes(undefined) ? undefined : (logs as LogVerifier[])
}

function byLog(lines: readonly string[]): (LogVerifier | undefined)[] {
  const keys = lines.map((line) => line.trim()).filter((line) => line !== '')
  return [...Map.groupBy(keys, (key) => key.slice(0, key.indexOf('+'))).values()].map((of) => {
    const own = of.flatMap((key) => parseVerifierKey(key) ?? [])
    const mlDsa = of.flatMap((key) => parseMlDsaVerifierKey(key) ?? [])
    const [verifier] = own
    if (!verifier || own.length > 1 || mlDsa.length > 1 || own.length + mlDsa.length < of.length) return undefined
    return mlDsa[0] ? { ...verifier, mlDsa: { verifier: mlDsa[0], required: true } } : verifier
  })
}

/**
 * The keys that lie beside the log in `directory`, where whoever changed the log could change them too: an ML-DSA-44 signature is checked where there
 * is one and not asked for, since the log may have been signed without for a while. `missing` when there is no key, undefined when it is none.
 */
export function keysBeside(directory: string): LogVerifier | 'missing' | undefined {
  const own = readIfPresent(path.join(directory, VERIFIER_KEY_FILE))
  if (own === undefined) return 'missing'
  const keys = parseLogKeys(`${own}\n${readIfPresent(path.join(directory, ML_DSA_KEY_FILE)) ?? ''}`)
  return keys?.mlDsa ? { ...keys, mlDsa: { ...keys.mlDsa, required: false } } : keys
}
