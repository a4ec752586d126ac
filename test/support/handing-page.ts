/** The blocks of gateway/http/handing-over.md, reading.md and directives.md, run from the pages' own text by a shell that has nothing of this repository. */
import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { RunFile } from '../../gateway/development/run-file.ts'

function blocksOf(name: string): readonly string[] {
  const page = readFileSync(join(import.meta.dirname, '../../gateway/http', name), 'utf8')
  return [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text)
}
const [common = '', sender = '', receiver = '', sendingPapers = '', fetchingPapers = '', proving = ''] =
  blocksOf('handing-over.md')
const [reading = ''] = blocksOf('reading.md')
const [giver = '', follower = '', supervisor = ''] = blocksOf('directives.md')
const blocks = { sender, receiver, sendingPapers, fetchingPapers, proving, reading, giver, follower, supervisor }

/** Why the page can't be followed here, or false. */
export const pageMissing = (): string | false =>
  spawnSync('bash', ['-c', 'curl --version && openssl version']).status === 0 ? false : 'no bash, curl or openssl here'

/** Does as the page says, as `system` of the running gateway, in the folder `cwd`. Gives what it printed; rejects when a command fails. */
export async function followPage(
  end: keyof typeof blocks,
  { run, system, cwd }: { readonly run: RunFile; readonly system: string; readonly cwd: string },
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const { cert, key, assertion_key, assertion_key_id } = run.clients[system]!
  const own = { URL: run.url, CA: run.ca, CERT: cert, CERT_KEY: key, KEY: assertion_key, KID: assertion_key_id }
  const env = { PATH: process.env.PATH, ...own, ...variables }
  const script = `set -euo pipefail\n${common}\n${blocks[end]}`
  return (await promisify(execFile)('bash', ['-c', script], { cwd, env })).stdout
}
