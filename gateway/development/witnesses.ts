/** Three agencies' witnesses: each its own process with key, state and folder, reached over mutual TLS only. They end when this process does. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { DevelopmentCertificates } from '../../certs-dev/index.ts'
import { gatewaySystem, systemUri } from '../../certs-dev/systems.ts'
import { makeDirectory, replaceFile } from '../audit/files.ts'
import { openSigner } from '../audit/signer.ts'
import { compileCache } from '../config/compile-cache.ts'
import { type Config, httpsUrl } from '../config/config.ts'

export interface Witnesses {
  /** Two of three are the quorum. */
  readonly policyFile: string
  stop(): Promise<void>
}

const agencies = ['vien-kiem-sat', 'toa-an', 'mttq'] as const
const threshold = 2
const cli = join(import.meta.dirname, '../cli.ts')

/** Starts them and writes the policy that names them; nothing when the settings name a policy, or none. Rejects when one does not get ready. */
export async function startWitnesses(
  { dataDir, host, logOrigin, signerSocket, witnessPolicy }: Config,
  certificates: DevelopmentCertificates,
): Promise<Witnesses | undefined> {
  if (witnessPolicy !== undefined) return undefined
  const folder = join(dataDir, 'witnesses')
  const audit = join(dataDir, 'audit')
  makeDirectory(audit)
  // Before the log is opened: a witness must know its key.
  const keyFile = join(dataDir, 'keys/log-signing.key')
  const signer = openSigner(audit, logOrigin, signerSocket === undefined ? { keyFile } : { socket: signerSocket })
  const [verifierKey] = signer.verifierKeys
  signer.close()
  makeDirectory(folder)
  const logs = join(folder, 'logs')
  replaceFile(logs, `log ${verifierKey}\nquorum none\n`)
  const children: ChildProcess[] = []
  const stop = async () => {
    await Promise.all(
      children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return
        const gone = once(child, 'exit')
        child.kill('SIGTERM')
        await gone
      }),
    )
  }
  const start = async (agency: (typeof agencies)[number]): Promise<string> => {
    const own = join(folder, agency)
    mkdirSync(own, { recursive: true, mode: 0o700 })
    const { server } = Object.values(certificates.systems).find((system) => system.agency === agency)!
    const options = {
      name: `${logOrigin.split('/')[0]}/witness/${agency}`,
      key: join(own, 'witness.key'),
      state: join(own, 'state.json'),
      'policy-logs': logs,
      listen: httpsUrl(host, 0).slice('https://'.length),
      cert: server!.cert,
      'private-key': server!.key,
      ca: certificates.ca,
      crl: certificates.crl,
      client: systemUri(gatewaySystem),
    }
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
    const child = spawn(process.execPath, [cli, 'witness', ...args], {
      // The channel tells it when this process is gone.
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: compileCache(),
    })
    child.channel?.unref()
    children.push(child)
    const { key, url } = await readyOf(child)
    return `witness ${agency} ${key} ${url}`
  }
  try {
    const lines = await Promise.all(agencies.map(start))
    const policyFile = join(folder, 'policy')
    const group = `group agencies ${threshold} ${agencies.join(' ')}`
    replaceFile(policyFile, `${[`log ${verifierKey}`, ...lines, group, 'quorum agencies'].join('\n')}\n`)
    return { policyFile, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The child's first two lines; rejects when it ends before. */
async function readyOf(child: ChildProcess): Promise<{ readonly key: string; readonly url: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ key: string; url: string }>()
  const said: string[] = []
  createInterface({ input: child.stdout! }).on('line', (line) => {
    said.push(line)
    if (said.length === 2) resolve({ key: said[0]!, url: said[1]!.replace(/^ready /, '') })
  })
  child.once('exit', (code) => reject(new Error(`a witness ended with ${code} before it was ready`)))
  return promise
}
