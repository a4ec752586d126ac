/** The audit log with all that stands behind it: its signer, the keys of its epochs, the clock that it is dated by, and its witnesses. */
import { join } from 'node:path'
import { createEpochs } from './audit/epochs.ts'
import { type Log, openLog } from './audit/log.ts'
import { ownerTags } from './audit/owner.ts'
import { refusalText } from './audit/refusal.ts'
import type { Config } from './config/config.ts'
import { eraseOrdered } from './erasures.ts'
import { auditKeysOf } from './identity/registry.ts'
import type { Snapshot } from './identity/trust.ts'
import type { OperatorLog } from './operator-log.ts'
import { recordSettings } from './recorded-settings.ts'
import { entryOf, epochEntry, eventEntry, type Standing } from './release/events.ts'
import { type SignerChild, startSignerChild } from './signer/child.ts'
import { secretFile } from './store/secret-file.ts'
import { now_ms, type Timers } from './telemetry/clock.ts'
import { watchClock } from './telemetry/clock-watch.ts'
import { newEventId } from './telemetry/ids.ts'
import { macKey } from './telemetry/mac.ts'
import { openWitnessServices } from './witness-services.ts'

export interface LogServicesOptions {
  readonly config: Config
  readonly operator: OperatorLog
  readonly node: Standing['node']
  versions(): ReturnType<Standing['versions']>
  /** What is in force. */
  trust(): Snapshot
  fault(error: unknown, event: string): void
  /** Asked before anything is appended. Rejects when the log, whose durable entries `size` counts, must not be written to. */
  admit(directory: string, size: () => number): Promise<void>
  /** Where the setting names none: development's own. */
  readonly witnessPolicyFile?: string | undefined
  /** Of what waits for witnesses. Default: the system's. */
  readonly timers?: Timers | undefined
}

export interface LogServices {
  readonly log: Log
  /** The log's folder. */
  readonly directory: string
  readonly standing: Standing
  /** Whether more goes on than transfers. */
  admits(): boolean
  /** Of the witnesses, by names for readiness. */
  readonly witnesses: { problems(): readonly string[] }
  /** Of the rest. */
  problems(): readonly string[]
  /** Carries out what is ordered to be erased, records what settings are new, and asks the witnesses. Rejects when the log must not be used. */
  begin(): Promise<void>
  /** Whoever may read and whom witnesses know is another from now on. */
  follow(next: Snapshot): void
  /** Carries out what is ordered to be erased. Never rejects. */
  erase(): Promise<void>
  /** Records that the gateway stops, and closes everything, the log and its signer last. */
  close(): Promise<void>
}

/** Opens the log, so that entries can be appended. Rejects, with nothing left open, when it must not be used. */
export async function openLogServices(options: LogServicesOptions): Promise<LogServices> {
  const { config, operator, node, versions, trust, fault } = options
  const directory = join(config.dataDir, 'audit')
  const keysDir = join(config.dataDir, 'keys')
  const clock = watchClock()
  const owner = ownerTags(macKey(secretFile(join(keysDir, 'receipt.key'), 32)))
  const standing: Standing = { node, versions, owner, clock: clock.state }
  const epochs = createEpochs({
    recipients: () => auditKeysOf(trust().registry.participants.values(), now_ms()),
    opened: (epoch) => epochEntry(standing, 'epoch-opened', epoch),
    failed: (error) => fault(error, 'audit-epoch-late'),
  })
  const witnesses = await openWitnessServices({
    ...{ config, directory, operator },
    policyFile: config.witnessPolicy ?? options.witnessPolicyFile,
    trust: trust().client,
    ...(options.timers && { timers: options.timers }),
  })
  const signer = await signerOf(config, directory, keysDir, operator)
  let log: Log | undefined
  try {
    log = await openLog({
      ...{ directory, copy: config.auditCopy, seal: epochs.seal },
      filled: (filled) => operator('error', 'audit-copy-filled', { ...filled }),
      origin: config.logOrigin,
      signer: { socket: signer.socket },
      checkpoints: witnesses.checkpoints,
      heartbeat: () => eventEntry(standing, 'heartbeat'),
      // Without detail: it may come before there is anything to seal it with.
      refusal: () =>
        entryOf(standing, { event: newEventId(), phase: 'incident', outcome: 'log-unavailable', detail: {} }),
      resumed: () => eventEntry(standing, 'incident', 'the signer of the log was away'),
    })
    log.onFailure((refusal) =>
      operator('fatal', 'audit-log-failed', { refusal: refusal.kind, text: refusalText(refusal) }),
    )
    await options.admit(directory, log.size)
    await epochs.begin(log)
  } catch (error) {
    await log?.close().catch(() => {})
    await signer.close()
    throw error
  }
  const opened = log
  clock.onStep((step_ms) => {
    const note = `the wall clock was set by ${step_ms} ms`
    operator('error', 'clock-stepped', { step_ms })
    opened.append(eventEntry(standing, 'incident', note)).catch((error: unknown) => fault(error, 'clock-stepped'))
  })
  const erase = () =>
    eraseOrdered({
      ...{ directory, copy: config.auditCopy, log: opened, epochs, standing, operator },
      folder: join(config.dataDir, 'erasures'),
      registry: () => trust().registry,
    })
  return {
    ...{ log, directory, standing, witnesses, erase },
    admits: witnesses.admits,
    problems: epochs.problems,
    async begin() {
      await erase()
      const file = join(config.dataDir, 'trust/recorded-settings.json')
      const notes = { log: logNote(config), ...retentionNotes(config), ...witnesses.settings }
      await recordSettings({ file, directory, log: opened, standing, notes })
      await witnesses.begin(opened, standing)
    },
    follow(next) {
      void epochs.follow()
      witnesses.follow(next.client)
    },
    async close() {
      await witnesses.close()
      await opened.append(eventEntry(standing, 'stopped')).catch(() => operator('error', 'stop-not-recorded'))
      epochs.close()
      await opened.close().finally(signer.close)
    },
  }
}

/** Who shortens them makes away with what others may still have to look at. */
const retentionNotes = ({ quarantineDays, transferDays, deadLetterDays }: Config) => ({
  quarantine: `quarantine: content is kept for ${quarantineDays} days`,
  transfers: `transfers: content is kept for ${transferDays} days after their end`,
  'dead letters': `dead letters: content is kept for ${deadLetterDays} days`,
})

function logNote({ auditCopy, signerSocket, mlDsa }: Config): string {
  const copy = auditCopy === undefined ? 'no second copy' : 'a second copy'
  const signer = signerSocket === undefined ? `its own signer, ML-DSA-44 ${mlDsa}` : 'a signer run by somebody else'
  return `log: ${copy}, ${signer}`
}

/** A signer that somebody else runs, or one of our own. */
async function signerOf(
  { signerSocket, logOrigin, mlDsa }: Config,
  directory: string,
  keysDir: string,
  operator: OperatorLog,
): Promise<SignerChild> {
  if (signerSocket !== undefined) return { socket: signerSocket, close: async () => {} }
  return startSignerChild({
    ...{ origin: logOrigin, directory, keysDir, mlDsa: mlDsa === 'on' },
    onChange: (state) => operator(state === 'ended' ? 'error' : 'info', 'audit-signer', { state }),
  })
}
