/** What the gateway keeps at rest of others' documents, behind the one door: only here they are sealed and opened. */
import type { Log } from '../audit/log.ts'
import type { IndexKeys } from '../dossiers/keys.ts'
import type { Deposited, Withheld } from '../sources/sources.ts'
import type { Database } from '../store/pool.ts'
import { type Kept, readDeposit } from './deposits/rows.ts'
import type { Standing } from './events.ts'
import { incidentEntry } from './kept-entries.ts'
import { createLabelKeeping, type LabelKeeping } from './label-keeping.ts'
import { createQuarantine, type Quarantine } from './quarantine/quarantine.ts'
import { createRecordings, type Recordings } from './recordings.ts'
import { createVault } from './vault.ts'

export interface Keeping {
  readonly db: Database
  readonly kept: Kept
  readonly standing: Standing
  readonly recordings: Recordings
  readonly quarantine: Quarantine
  readonly labels: LabelKeeping
  /** The newest state of a deposited record, opened. Throws GatewayError, or an Error when the row does not open. */
  read(agency: string, nativeKey: string): Promise<Deposited | Withheld | undefined>
  /** Records that what `agency` was asked for bore a state secret in clear: by default a page of its feed. Throws GatewayError `log-unavailable`. */
  incident(about: {
    readonly agency: string
    readonly adapter: string
    readonly event: string
    readonly operation?: string
  }): Promise<void>
}

/** `secret`: 32 random bytes that stay the same. `directory`: the log's. Nothing is read or written yet. */
export function openKeeping({
  db,
  keys,
  secret,
  log,
  directory,
  standing,
}: {
  readonly db: Database
  readonly keys: IndexKeys
  readonly secret: Uint8Array
  readonly log: Log
  readonly directory: string
  readonly standing: Standing
}): Keeping {
  const vault = createVault(secret)
  const kept: Kept = { keys, vault }
  const recordings = createRecordings({ db, vault, log, directory })
  return {
    db,
    kept,
    standing,
    recordings,
    quarantine: createQuarantine({ db, kept, recordings, standing }),
    labels: createLabelKeeping({ db, keys, recordings, standing }),
    async incident(about) {
      await log.append(incidentEntry(standing, { operation: 'feed', ...about }))
    },
    read: (agency, nativeKey) => readDeposit(db, kept, agency, nativeKey),
  }
}
