/** The log before its witnesses: what they hold when it is opened, a quorum over every checkpoint from then on, and what follows when there is none. */
import type { Hash } from '../audit/merkle.ts'
import { isBy, parseVerifierKey, splitNote, type Verifier } from '../audit/note.ts'
import { isQuorum, openWitnessed, quorumTime_s } from '../audit/quorum.ts'
import { LogRefused } from '../audit/refusal.ts'
import type { PolicyWitness, WitnessPolicy } from '../audit/witness-policy.ts'
import { StartRefused } from '../errors/start-refused.ts'
import { limits } from '../limits.ts'
import type { Timers } from '../telemetry/clock.ts'
import { type Asked, createAsker } from './asker.ts'
import { heldBy } from './held.ts'
import { type Line, type LineTrust, openLine } from './line.ts'
import { createRounds, type Rounds } from './rounds.ts'
import { createWatch, type Watch, type WatchState } from './watch.ts'

/** What of the log is needed. */
export interface WitnessedLog {
  readonly verifierKey: string
  size(): number
  published(): string
  /** The newest checkpoint that was durable with cosignatures, of this run or an earlier one. */
  witnessed(): string | undefined
  /** When its first entry was made, since 1970. */
  begun_ms(): number
  onPublished(listener: (note: string) => void): void
  consistency(from: number, to: number): Promise<readonly Hash[]>
  cosign(note: string): Promise<void>
}

/** `cosigned`: it is well again. */
export type WitnessNews =
  | {
      readonly kind: 'held'
      readonly witness: string
      readonly state: 'unverified' | 'unreachable'
      readonly why: string
    }
  | { readonly kind: 'asked'; readonly witness: string; readonly asked: Asked }
  | { readonly kind: 'watch'; readonly state: WatchState; readonly age_ms: number }
  /** Cosignatures could not be kept. */
  | { readonly kind: 'unkept'; readonly cause: unknown }

export interface WitnessingOptions {
  readonly policy: WitnessPolicy
  readonly origin: string
  /** Verifier key beside the log, if there is one. */
  readonly verifierKey: string | undefined
  readonly trust: LineTrust
  readonly timers: Timers
  readonly interval_ms: number
  readonly alert_ms: number
  readonly refuse_ms: number
  /** Hears of every change, for the operator and the log. */
  readonly tell: (news: WitnessNews) => void
  /** A checkpoint has a quorum, durable. */
  readonly onWitnessed?: (note: string) => void
  /** Default: over TLS. */
  readonly lineTo?: (witness: PolicyWitness) => Line
}

export interface Witnessing {
  /** Signed checkpoints that witnesses hold: the log must cover them (openLog). */
  readonly checkpoints: readonly string[]
  /**
   * Begins to show what is published. Resolves when each witness was asked once. Rejects with LogRefused `missing` when a quorum of them says
   * that it holds more than the log has, and with StartRefused when the policy knows another key of it.
   */
  begin(log: WitnessedLog): Promise<void>
  /** Whether more goes on than transfers. */
  admits(): boolean
  /** What is wrong, by names for readiness. */
  problems(): readonly string[]
  trust(next: LineTrust): void
  close(): Promise<void>
}

/** Asks every witness what it holds. Rejects with LogRefused when one proves that the log is gone. Unreachable ones are told of. */
export async function openWitnessing(options: WitnessingOptions): Promise<Witnessing> {
  const { policy, origin, timers, tell } = options
  const lines = new Map<PolicyWitness, Line>()
  for (const witness of policy.witnesses.filter(({ url }) => url !== undefined))
    lines.set(witness, options.lineTo?.(witness) ?? openLine(witness.url!, limits.witness, options.trust))
  const closeLines = () => Promise.all([...lines.values()].map((line) => line.close()))
  const held = new Map<string, number>()
  const checkpoints: string[] = []
  const states = new Map<string, string>()
  let rounds: Rounds | undefined
  let watch: Watch | undefined

  const ask = async (witness: PolicyWitness, line: Line): Promise<void> => {
    const found = await heldBy({ witness, line, origin, verifiers: verifiersOf(options) })
    if (found.state === 'note') {
      held.set(witness.name, found.size)
      checkpoints.push(found.note)
    } else if (found.state !== 'none') tell({ kind: 'held', witness: witness.name, state: found.state, why: found.why })
  }
  try {
    await Promise.all([...lines].map(([witness, line]) => ask(witness, line)))
  } catch (error) {
    await closeLines()
    throw error
  }

  const onAsked = (witness: string, asked: Asked): void => {
    const now = stateOf(asked)
    const before = states.get(witness)
    states.set(witness, now)
    if (now !== before && (before !== undefined || now !== 'ok')) tell({ kind: 'asked', witness, asked })
  }

  const begin = async (log: WitnessedLog): Promise<void> => {
    requireKnownKey(policy, log.verifierKey)
    const keep = keeper(
      log,
      (note) => {
        watch!.quorum()
        options.onWitnessed?.(note)
      },
      (cause) => tell({ kind: 'unkept', cause }),
    )
    watch = createWatch({
      ...{ timers, alert_ms: options.alert_ms, refuse_ms: options.refuse_ms },
      age_ms: ageOf(log, policy, timers.now_ms()),
      onChange: (state, age_ms) => tell({ kind: 'watch', state, age_ms }),
    })
    const claimed = new Map<string, number>()
    rounds = createRounds({
      ...{ quorum: policy.quorum, timers, interval_ms: options.interval_ms },
      interval_ms_min: limits.witness.round_interval_ms_min,
      askers: [...lines].map(([witness, line]) =>
        createAsker({ witness, line, consistency: log.consistency, held: held.get(witness.name) }),
      ),
      published: () => bare(log.published(), policy),
      onQuorum: keep,
      onAsked: (witness, asked) => {
        if (asked.state === 'disagrees' && asked.why === 'larger') claimed.set(witness, asked.size)
        onAsked(witness, asked)
      },
    })
    log.onPublished(() => rounds!.news())
    const size = log.size()
    await rounds.begin()
    const larger = quorumClaim(policy, claimed)
    if (larger > size) throw new LogRefused({ kind: 'missing', first: size, last: larger - 1 })
  }

  return {
    checkpoints,
    begin,
    admits: () => watch?.state() !== 'restricted',
    problems: () => [
      ...(watch === undefined || watch.state() === 'witnessed' ? [] : [`witnesses:${watch.state()}`]),
      ...[...states]
        .filter(([, state]) => state !== 'ok')
        .map(([name, state]) => `witness:${name}:${state}`)
        .sort(),
    ],
    trust: (next) => {
      for (const line of lines.values()) line.trust(next)
    },
    async close() {
      watch?.end()
      const ended = rounds?.end()
      await closeLines()
      await ended
    },
  }
}

const stateOf = (asked: Asked): string => (asked.state === 'cosigned' ? 'ok' : asked.state)

function verifiersOf({ policy, origin, verifierKey }: WitnessingOptions): readonly Verifier[] {
  const own = verifierKey === undefined ? undefined : parseVerifierKey(verifierKey)
  const listed = policy.logs.map(({ verifier }) => verifier).filter(({ name }) => name === origin)
  return own ? [own, ...listed] : listed
}

/**
 * The largest size that a quorum of witnesses claims to hold at least, 0 without one. One witness that is wrong, or lies, keeps no log shut: it only
 * counts as one that is not there. What a quorum says is believed, as its cosignatures are.
 */
function quorumClaim({ quorum }: WitnessPolicy, claimed: ReadonlyMap<string, number>): number {
  if (quorum.kind === 'none') return 0
  const names = new Set<string>()
  for (const [name, size] of [...claimed].sort(([, a], [, b]) => b - a)) {
    names.add(name)
    if (isQuorum(quorum, names)) return size
  }
  return 0
}

/** Whoever reads the policy to verify would refuse every checkpoint. */
function requireKnownKey({ logs }: WitnessPolicy, verifierKey: string): void {
  if (logs.length === 0 || logs.some((log) => log.verifierKey === verifierKey)) return
  throw new StartRefused(
    `LIENTHONG_WITNESS_POLICY: nhật ký có khóa khác với dòng log · the log has another key than the log line says: ${verifierKey}`,
  )
}

/** The checkpoint with the log's own signatures alone: cosignatures are asked for anew. */
function bare(note: string, { witnesses }: WitnessPolicy): string {
  const { text, signatures } = splitNote(note)!
  const own = signatures.filter((one) => !witnesses.some(({ key }) => isBy(one, key)))
  return `${text}\n${own.map(({ line }) => line).join('')}`
}

/** How old the last quorum is that was kept. None was, or it is gone: as old as the log, so that deleting it wins no time; the first quorum ends that. */
function ageOf(log: WitnessedLog, policy: WitnessPolicy, now_ms: number): number {
  const note = log.witnessed()
  const verifier = parseVerifierKey(log.verifierKey)
  const opened = note === undefined || !verifier ? undefined : openWitnessed(note, policy, verifier)
  const time_s = opened?.ok ? quorumTime_s(policy.quorum, opened.times_s) : undefined
  return Math.max(0, now_ms - (time_s === undefined ? log.begun_ms() : time_s * 1000))
}

/** Keeps the newest cosigned note, one after the other; of several that wait only the last. */
function keeper(
  log: Pick<WitnessedLog, 'cosign'>,
  kept: (note: string) => void,
  failed: (cause: unknown) => void,
): (note: string) => void {
  let waiting: string | undefined
  let busy = false
  const run = async (): Promise<void> => {
    busy = true
    for (let note = waiting; note !== undefined; note = waiting) {
      waiting = undefined
      try {
        await log.cosign(note)
        kept(note)
      } catch (error) {
        failed(error)
      }
    }
    busy = false
  }
  return (note) => {
    waiting = note
    if (!busy) void run()
  }
}
