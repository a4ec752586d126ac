/**
 * Reading sessions of the log: nobody reads entries without an entry that says so, durable before the first byte, and one that says which
 * they were. A session is what one system reads over one connection without a long pause.
 */
import type { EventEmitter } from 'node:events'
import type { EntryDetail } from '../audit/detail.ts'
import type { Entry } from '../audit/entry.ts'
import type { Appended, Log } from '../audit/log.ts'
import type { System } from '../identity/caller.ts'
import { limits } from '../limits.ts'
import { newEventId } from '../telemetry/ids.ts'
import { entryOf, type Standing } from './events.ts'

declare const opened: unique symbol
/** A session whose opening is durable, and in whose record that will be which is about to leave. */
export interface LogReading {
  readonly [opened]: true
  /** Where its opening is recorded. */
  readonly recorded: Appended
}

/** What is read: the entries from index `first` to `last`, or the file of an epoch. */
export type LogPart =
  | { readonly kind: 'bundle'; readonly first: number; readonly last: number }
  | { readonly kind: 'epoch' }

export interface LogReadings {
  /**
   * The session of `system` on `connection`, with `part` in what it has read; begun when there is none. It ends with the connection (`close`).
   * Rejects with GatewayError `log-unavailable` when its opening can't be recorded: then nothing may leave.
   */
  read(system: System, connection: EventEmitter, part: LogPart): Promise<LogReading>
  /** Ends all sessions, and waits for the record of that. Never rejects. */
  close(): Promise<void>
}

interface Session {
  readonly reading: Promise<LogReading>
  readonly end: () => Promise<void>
  readonly take: (part: LogPart) => void
}

type Range = NonNullable<EntryDetail['reading']>

/** What was read, with `part` too. */
const withPart = (read: Range, part: LogPart): Range =>
  part.kind === 'epoch'
    ? { ...read, epochs: (read.epochs ?? 0) + 1 }
    : {
        ...read,
        first: Math.min(read.first ?? part.first, part.first),
        last: Math.max(read.last ?? part.last, part.last),
        bundles: (read.bundles ?? 0) + 1,
      }

/** Sessions are recorded in `log`. */
export function createLogReadings(log: Pick<Log, 'append'>, standing: Standing): LogReadings {
  const sessions = new Map<EventEmitter, Session>()

  const begin = (system: System, connection: EventEmitter): Session => {
    const event = newEventId()
    const who = { agency: system.agency, system: system.id, certificate: system.thumbprint }
    const entry = (phase: Entry['phase'], more: Pick<EntryDetail, 'reading'> = {}) =>
      entryOf(standing, { event, phase, detail: { who, operation: 'log:read', ...more } })
    let range: Range = {}
    let ended: Promise<void> | undefined
    const reading = log.append(entry('reading-opened')).then((recorded) => ({ recorded }) as LogReading)
    const tell = async () => {
      await reading
      await log.append(entry('reading-closed', { reading: range }))
    }
    const end = () => {
      clearTimeout(timer)
      connection.off('close', end)
      if (sessions.get(connection) === session) sessions.delete(connection)
      // A log that does not take it shows a session without an end.
      ended ??= tell().catch(() => {})
      return ended
    }
    const timer = setTimeout(end, limits.log.reading_idle_ms).unref()
    const session: Session = {
      reading,
      end,
      take: (part) => {
        range = withPart(range, part)
        timer.refresh()
      },
    }
    connection.once('close', end)
    sessions.set(connection, session)
    reading.catch(end)
    return session
  }

  return {
    read: (system, connection, part) => {
      const session = sessions.get(connection) ?? begin(system, connection)
      session.take(part)
      return session.reading
    },
    close: async () => {
      await Promise.all([...sessions.values()].map(({ end }) => end()))
    },
  }
}
