import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { type DevelopmentCertificates, makeDevelopmentCertificates } from '../../certs-dev/index.ts'
import { askKeeper } from './keeper-socket.ts'

/**
 * A set of certificates under `dataDir` for a test that uses them and does not ask how they are made: a copy of the one that was made for
 * this test run, unless there is a set already.
 */
export async function testCertificates(dataDir: string): Promise<DevelopmentCertificates> {
  const kept = await askKeeper('certificates')
  const certs = join(dataDir, 'certs')
  if (kept?.folder !== undefined && !existsSync(certs)) cpSync(kept.folder, certs, { recursive: true })
  return makeDevelopmentCertificates(dataDir)
}
