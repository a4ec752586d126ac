/** The end of the demonstration: the log verified, and a copy of it in which one byte was changed caught. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHECKPOINT_FILE } from '../../audit/checkpoint.ts'
import { ENTRY, putFrame, readFrame } from '../../audit/frame.ts'
import { VERIFIER_KEY_FILE } from '../../audit/key.ts'
import { segmentNames } from '../../audit/segments.ts'
import { type Verdict, verifyLog } from '../../audit/verify.ts'
import type { RunFile } from '../run-file.ts'

/** Copies the log of a running gateway, its checkpoint first: what is written meanwhile is then more than it asks for, never less. */
function copyOf(directory: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'lienthong-log-'))
  for (const name of [VERIFIER_KEY_FILE, CHECKPOINT_FILE, ...segmentNames(directory)])
    copyFileSync(join(directory, name), join(copy, name))
  return copy
}

/** Changes one letter of one entry and puts its checksum right, as someone would who wants it not to show. */
function tamper(directory: string): void {
  for (const segment of segmentNames(directory)) {
    const path = join(directory, segment)
    const bytes = readFileSync(path)
    let at = 0
    for (let frame = readFrame(bytes, at); frame.state === 'whole'; frame = readFrame(bytes, at)) {
      const entry = frame.body.subarray(1)
      const name = frame.kind === ENTRY ? entry.indexOf('"agency":"cong-an"') : -1
      if (name >= 0) {
        entry.write('cong-ah', name + '"agency":"'.length)
        putFrame(bytes, at, ENTRY, entry)
        writeFileSync(path, bytes)
        return
      }
      at = frame.next
    }
  }
  throw new Error('the log has no entry to change')
}

/** Verifies a copy of the log against its key and `receipts`, then the copy with one byte changed. Leaves nothing behind. */
export function verifyTwice(run: RunFile, receipts: readonly string[]): { whole: Verdict; tampered: Verdict } {
  const copy = copyOf(run.audit.dir)
  try {
    const check = () => verifyLog(copy, { receipts: [...receipts], verifierKey: run.audit.vkey })
    const whole = check()
    tamper(copy)
    return { whole, tampered: check() }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
