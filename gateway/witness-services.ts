/** The log's witnesses and timestamps, as the settings have them: what they are wanting in is told to the operator and recorded. */
import { hash } from 'node:crypto'
import { join } from 'node:path'
import { decodeEntry } from './audit/encoding.ts'
import { readEntries } from './audit/entries.ts'
import { readIfPresent } from './audit/files.ts'
import { VERIFIER_KEY_FILE } from './audit/key.ts'
import type { Log } from './audit/log.ts'
import type { Config } from './config/config.ts'
import { describeError, type OperatorLog } from './operator-log.ts'
import { eventEntry, type Standing } from './release/events.ts'
import { now_ms, systemTimers, type Timers } from './telemetry/clock.ts'
import type { Asked } from './witnessing/asker.ts'
import type { LineTrust } from './witnessing/line.ts'
import { readPolicyFile } from './witnessing/policy-file.ts'
import { startTimestamps, type TimestampsOptions } from './witnessing/timestamps.ts'
import { openWitnessing, type WitnessNews } from './witnessing/witnessing.ts'

export interface WitnessServicesOptions {
  readonly config: Pick<
    Config,
    | 'auditCopy'
    | 'logOrigin'
    | 'witnessInterval'
    | 'witnessAlert'
    | 'witnessRefuse'
    | 'timestampUrl'
    | 'timestampInterval'
  >
  /** Absolute; `none`, or undefined: no witnesses. */
  readonly policyFile: string | undefined
  /** The log's. */
  readonly directory: string
  readonly trust: LineTrust
  readonly operator: OperatorLog
  readonly timers?: Timers
}

export interface WitnessServices {
  /** For openLog: signed checkpoints that it must cover. */
  readonly checkpoints: readonly string[]
  /** What is in force, in words for the log. */
  readonly settings: { readonly witnesses: string; readonly timestamps: string }
  /** Asks each witness once, and from then on always. Rejects when the log must not be used (witnessing.ts), or does not take the entry. */
  begin(log: Log, standing: Standing): Promise<void>
  /** Whether more goes on than transfers. */
  admits(): boolean
  /** By names for readiness. */
  problems(): readonly string[]
  /** Shows other certificates from now on. */
  follow(next: LineTrust): void
  close(): Promise<void>
}

const minute_ms = 60_000

const minutes = (ms: number): string => `${Math.round(ms / 6_000) / 10} min`

/** What is written into the log when the state changes. */
const watchNotes = {
  degraded: (age_ms: number) => `no quorum of witnesses for ${minutes(age_ms)}`,
  restricted: (age_ms: number) => `no quorum of witnesses for ${minutes(age_ms)}: only transfers go on`,
  witnessed: (age_ms: number) => `a quorum of witnesses again, after ${minutes(age_ms)}`,
} as const

const disagreement = (witness: string, asked: Asked & { readonly state: 'disagrees' }): string =>
  asked.why === 'larger'
    ? `witness ${witness} says that it holds ${asked.size} entries of this log, more than there are`
    : `witness ${witness} holds another history of this log`

/** How loud the operator is told. */
function levelOf(news: WitnessNews): 'info' | 'warn' | 'error' | 'fatal' {
  switch (news.kind) {
    case 'asked':
      return ({ cosigned: 'info', failed: 'warn', disagrees: 'fatal' } as const)[news.asked.state]
    case 'watch':
      return ({ witnessed: 'info', degraded: 'error', restricted: 'fatal' } as const)[news.state]
    case 'held':
    case 'unkept':
      return 'error'
  }
}

function factsOf(news: WitnessNews): Readonly<Record<string, unknown>> {
  switch (news.kind) {
    case 'asked': {
      const { asked } = news
      if (asked.state === 'cosigned') return { witness: news.witness, state: asked.state }
      return { witness: news.witness, ...asked }
    }
    case 'watch':
      return { state: news.state, text: watchNotes[news.state](news.age_ms) }
    case 'held':
      return { witness: news.witness, state: news.state, why: news.why }
    case 'unkept':
      return describeError(news.cause)
  }
}

/** Reads the policy and asks the witnesses what they hold. Rejects with StartRefused, or LogRefused when they hold a log that is gone. */
export async function openWitnessServices(options: WitnessServicesOptions): Promise<WitnessServices> {
  const { config, policyFile, directory, operator, timers = systemTimers } = options
  const record: { as: (note: string) => void } = { as: () => {} }
  const tell = (news: WitnessNews): void => {
    operator(levelOf(news), `witness-${news.kind}`, factsOf(news))
    if (news.kind === 'watch') record.as(watchNotes[news.state](news.age_ms))
    if (news.kind === 'asked' && news.asked.state === 'disagrees') record.as(disagreement(news.witness, news.asked))
  }
  const timestamps = startedTimestamps(options, timers)
  if (policyFile === undefined || policyFile === 'none') {
    operator('warn', 'log-unwitnessed', {
      text: 'nhật ký không có nhân chứng · the log has no witnesses (LIENTHONG_WITNESS_POLICY)',
    })
    return {
      checkpoints: [],
      settings: { witnesses: 'no witnesses', timestamps: timestampsNote(config) },
      async begin(log) {
        if (timestamps) log.onPublished(timestamps.offer)
      },
      admits: () => true,
      problems: () => timestamps?.problems() ?? [],
      follow: () => {},
      close: async () => timestamps?.close(),
    }
  }
  const policy = readPolicyFile(policyFile, config.logOrigin)
  const witnessing = await openWitnessing({
    ...{ policy, timers, tell, trust: options.trust, origin: config.logOrigin },
    verifierKey: readIfPresent(join(directory, VERIFIER_KEY_FILE))?.trim(),
    interval_ms: config.witnessInterval,
    alert_ms: config.witnessAlert,
    refuse_ms: config.witnessRefuse,
    ...(timestamps && { onWitnessed: timestamps.offer }),
  })
  return {
    checkpoints: witnessing.checkpoints,
    settings: { witnesses: witnessesNote(policy, config), timestamps: timestampsNote(config) },
    async begin(log, standing) {
      record.as = (note) =>
        void log
          .append(eventEntry(standing, 'incident', note))
          .catch((error: unknown) => operator('error', 'witness-unrecorded', describeError(error)))
      await witnessing.begin({ ...log, begun_ms: () => begunAt_ms(directory) })
    },
    admits: witnessing.admits,
    problems: () => [...witnessing.problems(), ...(timestamps?.problems() ?? [])],
    follow: witnessing.trust,
    async close() {
      await Promise.all([witnessing.close(), timestamps?.close()])
    },
  }
}

function witnessesNote(policy: ReturnType<typeof readPolicyFile>, config: WitnessServicesOptions['config']): string {
  const digest = hash('sha256', JSON.stringify(policyFacts(policy)), 'hex').slice(0, 16)
  const { witnessInterval, witnessAlert, witnessRefuse } = config
  return `witnesses: policy ${digest} of ${policy.witnesses.length}, at least every ${witnessInterval} ms, alert after ${witnessAlert} ms, transfers alone after ${witnessRefuse} ms`
}

const timestampsNote = ({ timestampUrl, timestampInterval }: WitnessServicesOptions['config']): string =>
  timestampUrl === undefined
    ? 'no timestamps'
    : `timestamps: of ${new URL(timestampUrl).host}, at most every ${timestampInterval} min`

/** When the first entry of the log in `directory` was made, since 1970, by the clock of then; now when it has none that can be read. */
function begunAt_ms(directory: string): number {
  const [first] = readEntries(directory)
  const decoded = first && decodeEntry(first.bytes)
  return decoded?.ok ? Date.parse(decoded.entry.at) : now_ms()
}

/** What the policy says, wherever its witnesses are. */
const policyFacts = ({ logs, witnesses, quorum }: ReturnType<typeof readPolicyFile>) => ({
  logs: logs.map(({ verifierKey }) => verifierKey),
  witnesses: witnesses.map(({ name, key }) => [name, key.verifierKey]),
  quorum,
})

function startedTimestamps({ config, directory, operator }: WitnessServicesOptions, timers: Timers) {
  if (config.timestampUrl === undefined) return undefined
  const tell: TimestampsOptions['tell'] = (news) =>
    'why' in news ? operator('error', 'timestamp-failed', news) : operator('info', 'timestamp', news)
  const interval_ms = config.timestampInterval * minute_ms
  const directories = config.auditCopy === undefined ? [directory] : [directory, config.auditCopy]
  return startTimestamps({ url: config.timestampUrl, directories, interval_ms, timers, tell })
}
