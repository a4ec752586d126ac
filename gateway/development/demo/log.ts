/** The end of the demonstration: the log verified, and a copy of it in which one byte was changed caught. */
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { segmentNames } from '../../audit/segments.ts'
import { type Verdict, verifyLog } from '../../audit/verify.ts'
import type { RunFile } from '../run-file.ts'

/** Copies the log of a running gateway, its checkpoint first: what is written meanwhile is then more than it asks for, never less. */
function copyOf(directory: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'lienthong-log-'))
  const names = readdirSync(directory).filter((name) => !name.startsWith('lock'))
  for (const name of names.sort((a, b) => Number(b === 'checkpoint') - Number(a === 'checkpoint')))
    copyFileSync(join(directory, name), join(copy, name))
  return copy
}

/** Changes one letter of one entry: nothing that breaks the file's form. */
function tamper(directory: string): void {
  const name = '"agency":"cong-an"'
  for (const segment of segmentNames(directory)) {
    const path = join(directory, segment)
    const bytes = readFileSync(path)
    const at = bytes.indexOf(name)
    if (at < 0) continue
    bytes.write('cong-ah', at + '"agency":"'.length)
    writeFileSync(path, bytes)
    return
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
