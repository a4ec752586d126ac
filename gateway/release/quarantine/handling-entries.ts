/** What the log is told of work with the quarantine: who did what with which item, and what came of it, by counts and codes. */
import { createHmac, createSecretKey } from 'node:crypto'
import type { EntryDetail } from '../../audit/detail.ts'
import type { Entry } from '../../audit/entry.ts'
import type { ErrorCode } from '../../errors/catalogue.ts'
import { random_bytes } from '../../telemetry/random.ts'
import { entryOf, type Standing } from '../events.ts'
import type { Act, EndState, ItemRow, Result } from './rows.ts'

const told = {
  open: { phase: 'quarantine-opened' },
  try: { phase: 'quarantine-tried' },
  correct: { phase: 'quarantine-corrected' },
  release: { phase: 'quarantine-released' },
  return: { phase: 'quarantine-returned' },
  expire: { phase: 'quarantine-expired' },
  supersede: { phase: 'quarantine-superseded' },
  shred: { phase: 'quarantine-shredded' },
} as const satisfies Readonly<Record<Act, Pick<Entry, 'phase'>>>

/** Under which event, and by whom: absent for what the gateway does by itself. */
export interface Cause {
  readonly event: string
  readonly operation: string
  readonly traceparent?: string | undefined
  readonly by?: Pick<EntryDetail, 'who' | 'why'> & { readonly says: string }
}

export interface Done {
  readonly act: Act
  readonly state?: EndState | undefined
  readonly result?: Result | undefined
  /** The bytes that were opened or translated; absent where none were looked at, and of a state secret in clear. */
  readonly original?: Uint8Array | undefined
  readonly corrected?: Uint8Array | undefined
  /** Of a correction: whether a key of a record could be read in the original. */
  readonly keysUnread?: boolean | undefined
}

const outcomeOf = ({ act, result }: Done): 'ok' | ErrorCode =>
  act === 'shred' || result?.outcome === 'secret'
    ? 'state-secret-in-clear'
    : result?.outcome === 'rejected'
      ? 'document-rejected'
      : 'ok'

/** The entry of one act upon `item`. Digests are keyed by the entry's own key; of the reason that was given there is no more than one. */
export function handlingEntry(standing: Standing, item: ItemRow, cause: Cause, done: Done): Entry {
  const key = random_bytes(16)
  const digestOf = (bytes: Uint8Array | string | undefined) =>
    bytes === undefined ? undefined : createHmac('sha256', createSecretKey(key)).update(bytes).digest('base64')
  const { act, state, result } = done
  const digests = {
    digest: digestOf(done.original),
    corrected: digestOf(done.corrected),
    act: digestOf(cause.by?.says),
  }
  const given = Object.entries(digests).filter(([, digest]) => digest !== undefined)
  return entryOf(standing, {
    event: cause.event,
    ...told[act],
    outcome: outcomeOf(done),
    detail: {
      ...(cause.by?.who && { who: cause.by.who }),
      ...(cause.by?.why && { why: cause.by.why }),
      operation: cause.operation,
      ...(cause.traceparent !== undefined && { traceparent: cause.traceparent }),
      ...(given.length > 0 && { digest_key: key.toString('base64') }),
      handled: {
        item: item.id,
        agency: item.agency,
        transport: item.transport,
        came: item.event,
        adapter: item.adapter,
        reason: item.reason,
        ...(state && { state }),
        ...(result && {
          now: {
            adapter: result.adapter,
            outcome: result.outcome,
            ...(result.reason !== null && { reason: result.reason }),
            taken: result.taken,
            rejected: result.rejected,
          },
        }),
        ...Object.fromEntries(given),
        ...(done.keysUnread && { keys_unread: true }),
      },
    },
  })
}
