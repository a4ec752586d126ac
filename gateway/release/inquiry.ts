/** One request, from its first byte to the record of its answer. Filled step by step by the pipeline (gateway/app.ts). */

import type { EntryDetail } from '../audit/detail.ts'
import type { Entry } from '../audit/entry.ts'
import type { Language } from '../errors/problem.ts'
import type { Caller, System } from '../identity/caller.ts'
import type { Sql } from '../store/pool.ts'
import type { TraceContext } from '../telemetry/traceparent.ts'
import type { Digests } from './digests.ts'

export type Operation =
  | 'token'
  | 'token:revoke'
  | 'token:introspect'
  | 'dossier:read'
  | 'dossier:list'
  | 'dossier:link'
  | 'link:undo'
  | 'link:list'
  | 'graphql'
  | 'deposit'
  | 'deposit:status'
  | 'transfer'
  | 'transfer:status'
  | 'attachment:upload'
  | 'clocks:list'
  | 'notice:list'
  | 'transfer:list'
  | 'transfer:recall'
  | 'transfer:ask-push'
  | 'directive:give'
  | 'directive:list'
  | 'directive:read'
  | 'directive:acknowledge'
  | 'quarantine:list'
  | 'quarantine:look'
  | 'quarantine:open'
  | 'quarantine:try'
  | 'quarantine:correct'
  | 'quarantine:release'
  | 'quarantine:return'
  | 'quarantine:expire'
  | 'inbox:list'
  | 'inbox:fetch'
  | 'inbox:attachment'
  | 'inbox:receipt'
  | 'inbox:acknowledge'
  | 'inbox:recall-acknowledge'
  | 'receipt:read'
  | 'log:follow'
  | 'log:read'
  | 'public'
  | 'unrouted'
  | 'malformed'

export interface Inquiry {
  /** Event id: in the log, in problems, at the sources. */
  readonly event: string
  readonly language: Language
  /** Of the span now running: the parent of whatever is asked next. */
  trace: TraceContext
  readonly operation: Operation
  system?: System
  caller?: Caller
  /**
   * Once the body of what changes something is here: whoever asks may still, by what is in force at the call. `sql`: of the transaction that
   * it is asked in. The caller is then the one of now. Throws GatewayError as the pipeline's rows.
   */
  confirm?: (sql?: Sql) => Promise<void>
  /** The caller asked for what opens the commitments to its answer. */
  wantsEvidence?: boolean
  /** Once reading has begun: what it is decided by, whatever is loaded meanwhile. */
  decidedBy?: Pick<Entry['versions'], 'policy' | 'registry'>
  /** Once reading has begun: whether what it is decided by is in force still. What is not, does not leave. */
  isCurrent?: () => boolean
  /** Once reading has begun: makes the digests of its entry, those of what sources answered and that of the answer. */
  digests?: Digests
  /** Sources that were asked for this answer in rounds that ended in no entry: the next entry tells of them. */
  earlier?: EntryDetail['sources']
  /** Once reading has begun: what was asked for and which sources were asked, for the record of a refusal too. */
  attempted?: () => Pick<EntryDetail, 'asked' | 'filters' | 'sources'>
}
