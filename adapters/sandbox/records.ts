/** What a sandbox process writes down: what it was asked, what changed, and what it received. */
import { fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { openShelf, type Shelf } from './received.ts'
import { linesOf, type SandboxSettings } from './settings.ts'

export interface Records<Facts> {
  /** Changes of earlier runs, in order: each a line (changeLine of holdings.ts). */
  readonly earlier: readonly string[]
  readonly shelf: Shelf<Facts>
  changed(line: string): void
  asked(request: IncomingMessage, client: string, at: Date): void
  /** The last `count` requests, each a line of JSON. */
  lastAsked(count: number): readonly string[]
}

/** Opens the files that the settings name. Throws what the system says. */
export function openRecords<Facts>({ requestsFile, changesFile, receivedFile }: SandboxSettings): Records<Facts> {
  const requests = openSync(requestsFile, 'a', 0o600)
  const log = changesFile === undefined ? undefined : openSync(changesFile, 'a', 0o600)
  const file: Shelf<Facts> = receivedFile === undefined ? { received: [], keep: () => {} } : openShelf(receivedFile)
  const changed = (line: string): void => {
    if (log !== undefined) writeSync(log, `${line}\n`)
  }
  const changes = linesOf(changesFile)
  // Kept, and then the power went: the change feed has still to tell of it.
  const untold = file.received.map(({ nativeKey }) => nativeKey).filter((nativeKey) => !changes.includes(nativeKey))
  for (const nativeKey of untold) changed(nativeKey)

  return {
    earlier: [...changes, ...untold],
    shelf: {
      received: file.received,
      keep: (received) => {
        file.keep(received)
        changed(received.nativeKey)
        if (log !== undefined) fsyncSync(log)
      },
    },
    changed,
    asked: ({ headers, method, url: path }, client, at) => {
      const { 'lienthong-event-id': event, traceparent } = headers
      const line = { at: at.toISOString(), method, path, event, traceparent, client }
      writeSync(requests, `${JSON.stringify(line)}\n`)
    },
    lastAsked: (count) => readFileSync(requestsFile, 'utf8').split('\n').filter(Boolean).slice(-count),
  }
}
