/** What identity rests on while the gateway runs: one snapshot in force, replaced as a whole when its files change and fit together. */
import { setTimeout as pause } from 'node:timers/promises'
import { bilingual } from '../../schemas/validation/texts.ts'
import { catalogue } from '../errors/catalogue.ts'
import { GatewayError } from '../errors/problem.ts'
import { limits } from '../limits.ts'
import { now_ms } from '../telemetry/clock.ts'
import { RegistryInvalid } from './registry.ts'
import { marksOf, readTrust, type Snapshot, type TrustFiles, TrustInvalid } from './trust-files.ts'

export type { CertificateFiles, Snapshot, TrustFiles } from './trust-files.ts'
export { TrustInvalid } from './trust-files.ts'

export type Loaded = 'changed' | 'same' | 'refused'

export interface TrustOptions extends TrustFiles {
  /** How often the files are looked at; a change counts when two looks in a row see the same. */
  readonly look_interval_ms: number
  /** Called at once with what is in force from now on, and what was. Must not throw. */
  readonly onChange: (next: Snapshot, previous: Snapshot) => void
  /** A set was refused; what was in force stays. The text is for the operator. */
  readonly onRefused: (text: string) => void
}

export interface TrustStore {
  current(): Snapshot
  /** Reads everything now, after what is being read. Never rejects. */
  reload(): Promise<Loaded>
  /** Begins to look at the files. */
  watch(): void
  /** What is wrong, by names for readiness; empty when nothing is. */
  problems(): readonly string[]
  close(): Promise<void>
}

/** Every violation of a registry, an own sentence, or the system's: it names the call and the file. */
function textOf(error: unknown): string {
  if (error instanceof TrustInvalid || error instanceof RegistryInvalid) return error.message
  if (error instanceof GatewayError) return bilingual(catalogue[error.code].title)
  if (error instanceof Error && (error as NodeJS.ErrnoException).syscall !== undefined) return error.message
  return "a file can't be read as what it should be"
}

/** From when on a set that was refused may be taken as it is: its day has come, or what could not be asked can be. */
function againFrom_ms(error: unknown): number {
  if (error instanceof GatewayError) return now_ms() + limits.registry.retry_ms
  return (error instanceof TrustInvalid && error.from_ms) || Number.POSITIVE_INFINITY
}

/** What of a set is another than before. */
export interface Changed {
  readonly registry: boolean
  readonly lists: boolean
  /** The authorities, the server's or the client's certificate, or the key of one. */
  readonly certificates: boolean
}

export const changedBetween = (next: Snapshot, previous: Snapshot): Changed => ({
  registry: next.registry.version !== previous.registry.version,
  // As texts: two lists of one second may have the same number and date, and revoke different certificates.
  lists: String(next.server.crl) !== String(previous.server.crl),
  certificates: (['server', 'client'] as const).some(
    (of) => next[of].ca !== previous[of].ca || next[of].cert !== previous[of].cert || next[of].key !== previous[of].key,
  ),
})

/** Reads the set for the first time. Rejects as readTrust when there is none that can be used. */
export async function openTrust({
  look_interval_ms,
  onChange,
  onRefused,
  ...files
}: TrustOptions): Promise<TrustStore> {
  let seen = await marksOf(files)
  let current = await readTrust(files, now_ms())
  let refused = false
  /** What was refused for nothing that is in it is read again by itself. */
  let again_ms = Number.POSITIVE_INFINITY

  async function load(): Promise<Loaded> {
    try {
      const next = await readTrust(files, now_ms())
      refused = false
      again_ms = Number.POSITIVE_INFINITY
      if (!Object.values(changedBetween(next, current)).includes(true)) return 'same'
      const previous = current
      current = next
      onChange(next, previous)
      return 'changed'
    } catch (error) {
      refused = true
      again_ms = againFrom_ms(error)
      onRefused(textOf(error))
      return 'refused'
    }
  }

  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work)
    turn = done
    return done
  }
  const reload = () =>
    inTurn(async () => {
      seen = await marksOf(files)
      return load()
    })

  let before = seen
  const look = () =>
    inTurn(async () => {
      const marks = await marksOf(files)
      if ((marks !== seen && marks === before) || now_ms() >= again_ms) {
        seen = marks
        await load()
      }
      before = marks
    })
  const closing = new AbortController()
  const watchUntilClosed = async () => {
    while (!closing.signal.aborted) {
      await pause(look_interval_ms, undefined, { signal: closing.signal, ref: false }).catch(() => {})
      if (!closing.signal.aborted) await look()
    }
  }
  let watching: Promise<void> | undefined

  return {
    current: () => current,
    reload,
    watch() {
      watching ??= watchUntilClosed()
    },
    problems: () => [
      ...(refused ? ['trust-refused'] : []),
      ...(current.authorities.halfLife_ms < now_ms() ? ['revocation-list-old'] : []),
      ...(current.authorities.unlisted.length > 0 ? ['revocation-list-missing'] : []),
    ],
    async close() {
      closing.abort()
      await watching
      await turn
    },
  }
}
