/** Timestamps of an authority over witnessed checkpoints: each note and the answer for it lie beside the log, for whoever verifies. */
import path from 'node:path'
import { parseCheckpoint } from '../audit/checkpoint.ts'
import { makeDirectory, replaceFile } from '../audit/files.ts'
import { splitNote } from '../audit/note.ts'
import { limits } from '../limits.ts'
import type { Timers } from '../telemetry/clock.ts'
import { random_bytes } from '../telemetry/random.ts'
import { type Line, lineFailure, openLine } from './line.ts'
import { readTimestamp, timestampRequest } from './timestamp.ts'

/** Folder beside the log's files: `<size>.note`, and `<size>.tsr`, a TimeStampResp over its bytes. */
const TIMESTAMP_FOLDER = 'timestamp'

export interface TimestampsOptions {
  readonly url: string
  /** The log's folders: its own, and that of its second copy if it has one. */
  readonly directories: readonly string[]
  readonly interval_ms: number
  readonly timers: Timers
  /** Hears when one came, and when one did not for the first time since; `why` is a word for the operator. */
  readonly tell: (news: { readonly size: number; readonly at: string } | { readonly why: string }) => void
  readonly line?: Line
}

export interface Timestamps {
  /** There is a witnessed checkpoint. */
  offer(note: string): void
  /** By names for readiness. */
  problems(): readonly string[]
  close(): Promise<void>
}

/** Asks over what is offered, not more often than the interval; after a failure again with the next offer after limits.timestamp.retry_ms. */
export function startTimestamps(options: TimestampsOptions): Timestamps {
  const { interval_ms, timers, tell } = options
  const line = options.line ?? openLine(options.url, limits.timestamp)
  const folders = options.directories.map((directory) => path.join(directory, TIMESTAMP_FOLDER))
  let due_ms = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | undefined
  let failed = false
  let closed = false
  let last: string | undefined

  const ask = async (note: string): Promise<void> => {
    const { size } = parseCheckpoint(splitNote(note)!.text)!
    const asked = timestampRequest(Buffer.from(note), random_bytes(8))
    const body = asked.request
    const reply = await line.send({ method: 'POST', path: '', mediaType: 'application/timestamp-query', body })
    if (reply.status !== 200) throw new Refused(`status ${reply.status}`)
    if (reply.mediaType !== 'application/timestamp-reply') throw new Refused('media type')
    const read = readTimestamp(reply.body, asked)
    if (!read.ok) throw new Refused(read.why)
    for (const folder of folders) {
      makeDirectory(folder)
      replaceFile(path.join(folder, `${size}.note`), note)
      replaceFile(path.join(folder, `${size}.tsr`), reply.body)
    }
    tell({ size, at: read.at })
  }

  return {
    offer(note) {
      if (asking || note === last || timers.monotonic_ms() < due_ms) return
      // That a log was empty is worth no timestamp, and would put off the first that is.
      if (parseCheckpoint(splitNote(note)!.text)!.size === 0) return
      asking = ask(note)
        .then(
          () => {
            last = note
            failed = false
            due_ms = timers.monotonic_ms() + interval_ms
          },
          (error: unknown) => {
            // The connection was cut by us.
            if (closed) return
            if (!failed) tell({ why: error instanceof Refused ? error.message : lineFailure(error) })
            failed = true
            due_ms = timers.monotonic_ms() + Math.min(interval_ms, limits.timestamp.retry_ms)
          },
        )
        .finally(() => {
          asking = undefined
        })
    },
    problems: () => (failed ? ['timestamps:failed'] : []),
    async close() {
      closed = true
      await line.close()
      await asking
    },
  }
}

/** The authority's answer is none. */
class Refused extends Error {}
