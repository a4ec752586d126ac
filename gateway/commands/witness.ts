import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { makeDirectory } from '../audit/files.ts'
import { parseWitnessPolicy, policyFaultText } from '../audit/witness-policy.ts'
import { StartRefused } from '../errors/start-refused.ts'
import { limits } from '../limits.ts'
import { requireOwnerOnly } from '../store/owner-only.ts'
import { takeProcessLock } from '../store/process-lock.ts'
import { monotonic_ms, now_ms, timestamp } from '../telemetry/clock.ts'
import { openCosigner } from '../witness/key.ts'
import { startWitness, type WitnessServer, type WitnessTls } from '../witness/server.ts'
import { openState, StateRefused } from '../witness/state.ts'
import { type Command, needed, parsed, Usage } from './command.ts'

const options = {
  name: { type: 'string' },
  key: { type: 'string' },
  state: { type: 'string' },
  'policy-logs': { type: 'string' },
  listen: { type: 'string' },
  cert: { type: 'string' },
  'private-key': { type: 'string' },
  ca: { type: 'string' },
  crl: { type: 'string' },
  client: { type: 'string', multiple: true },
} as const

const tell = (event: string, facts: Readonly<Record<string, unknown>>): void =>
  void process.stderr.write(`${JSON.stringify({ at: timestamp(), event, ...facts })}\n`)

/** Runs a witness until SIGTERM or SIGINT. Its first two lines say its key, for the operators of gateways, and where it listens. SIGHUP reads certificates and lists anew. */
export const witness: Command = {
  usage:
    '--name NAME --key FILE --state FILE --policy-logs FILE --listen HOST:PORT --cert FILE --private-key FILE --ca FILE [--crl FILE] --client URI …',
  title: {
    vi: 'Chạy nhân chứng của một cơ quan: ký đồng chứng thực các điểm kiểm tra của nhật ký (C2SP tlog-witness)',
    en: "Run an agency's witness: it cosigns checkpoints of logs (C2SP tlog-witness)",
  },
  async run(args) {
    const { values } = parsed(args, options)
    const file = (name: 'cert' | 'private-key' | 'ca' | 'policy-logs') => readFileSync(needed(values[name], name))
    const [, host, port] = /^(.+):(\d{1,5})$/.exec(needed(values.listen, 'listen')) ?? []
    if (host === undefined || Number(port) > 65_535) throw new Usage('--listen HOST:PORT')
    const clients = new Set(values.client ?? [])
    if (clients.size === 0) throw new Usage('thiếu · missing: --client')
    const policy = parseWitnessPolicy(file('policy-logs'))
    if (!policy.ok) throw new Usage(`--policy-logs: ${policy.faults.map(policyFaultText).join('; ')}`)
    if (policy.policy.logs.length === 0) throw new Usage('--policy-logs: không có nhật ký nào · it names no log')
    const [name, keyFile, stateFile] = (['name', 'key', 'state'] as const).map((one) => needed(values[one], one))
    const tls = () => ({
      ca: String(file('ca')),
      cert: String(file('cert')),
      key: String(file('private-key')),
      ...(values.crl !== undefined && { crl: readFileSync(values.crl, 'utf8') }),
    })
    // Before anything is made.
    tls()
    let letGo = () => {}
    try {
      for (const secret of [keyFile!, values['private-key']!]) if (existsSync(secret)) requireOwnerOnly(secret)
      makeDirectory(dirname(resolve(stateFile!)))
      letGo = await lockOf(stateFile!)
      const cosigner = openCosigner({ name: name!, keyFile: keyFile!, stateFile: stateFile! })
      const server = await startWitness({
        witness: {
          cosigner,
          state: openState(stateFile!, cosigner),
          logs: policy.policy.logs.map(({ verifier }) => verifier),
          now_ms,
        },
        ...{ host: host.replace(/^\[|\]$/g, ''), port: Number(port), tls: tls(), clients, tell },
      })
      process.on('SIGHUP', () => trustAnew(server, tls))
      process.stdout.write(`${cosigner.verifierKey}\nready https://${host}:${server.port}\n`)
      await ended()
      await server.close()
      return 0
    } catch (error) {
      if (!(error instanceof StateRefused || error instanceof StartRefused)) throw error
      process.stderr.write(`${error.message}\n`)
      return 1
    } finally {
      letGo()
    }
  },
}

function trustAnew(server: WitnessServer, tls: () => WitnessTls): void {
  try {
    server.trust(tls())
    tell('certificates-loaded', {})
  } catch (error) {
    tell('certificates-refused', { code: (error as NodeJS.ErrnoException).code })
  }
}

/** Two witnesses on one state would each cosign what the other does not know of. One that was told to end may still be about to. */
async function lockOf(stateFile: string): Promise<() => void> {
  const until_ms = monotonic_ms() + limits.witness.lock_wait_ms
  for (;;)
    try {
      return takeProcessLock(`${stateFile}.lock`)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== undefined) throw error
      if (monotonic_ms() > until_ms)
        throw new StateRefused(
          `một nhân chứng khác đang dùng trạng thái này · another witness uses this state: ${stateFile}`,
        )
      await pause(50)
    }
}

/** Also when whoever started it with a channel is gone, however that came. */
const ended = (): Promise<void> =>
  new Promise((end) => {
    for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(event, () => end())
    // Listening to its end would keep this process from its own.
    process.channel?.unref()
  })
