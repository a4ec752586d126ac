/** A log that seals to two officers, with a clock and officers that the test changes. */
import type { Test } from 'tap'
import { decodeEntry } from '../../gateway/audit/encoding.ts'
import { readEntries } from '../../gateway/audit/entries.ts'
import type { Entry, LoggedEntry } from '../../gateway/audit/entry.ts'
import { epochFilesIn } from '../../gateway/audit/epoch-file.ts'
import { createEpochs, type EpochsOptions } from '../../gateway/audit/epochs.ts'
import { openLog } from '../../gateway/audit/log.ts'
import type { OfficerKey } from '../../gateway/audit/new-epoch.ts'
import { createOpener, officerKeyIn } from '../../gateway/audit/opener.ts'
import { entryOf, optionsIn } from './audit.ts'
import { dataFolder } from './data-folder.ts'
import { auditOfficer } from './officers.ts'

/** X25519 and EC P-256. */
export const [one, two] = await Promise.all([auditOfficer('x25519'), auditOfficer('ec')])

/** No epoch is open yet. */
export async function sealedLog(t: Test, change: Partial<EpochsOptions> = {}) {
  const root = dataFolder(t)
  const now = { recipients: [one.jwk, two.jwk] as readonly OfficerKey[], ms: 0 }
  const failures: unknown[] = []
  const epochs = createEpochs({
    recipients: () => now.recipients,
    opened: (epoch) => ({ ...entryOf('ev-epoch'), phase: 'epoch-opened', detail: {}, epoch }),
    failed: (error) => failures.push(error),
    monotonic_ms: () => now.ms,
    bounds: { epoch_ms: 1000, epoch_entries_max: 8 },
    ...change,
  })
  const options = { ...optionsIn(root), seal: epochs.seal }
  const log = await openLog(options)
  t.teardown(async () => {
    epochs.close()
    await log.close()
  })
  const { directory } = options
  const entries = (): LoggedEntry[] =>
    Array.from(readEntries(directory), ({ bytes }) => {
      const decoded = decodeEntry(bytes)
      if (!decoded.ok) throw new Error(decoded.why)
      return decoded.entry
    })
  /** What the officer with `pem` reads: the detail's note, or why not. */
  const readBy = async (pem: string) => {
    const opener = createOpener(epochFilesIn(directory), await officerKeyIn(pem))
    const read: (string | undefined)[] = []
    for (const entry of entries()) {
      opener.follow(entry)
      const opened = await opener.open(entry)
      if (entry.phase !== 'epoch-opened') read.push(opened.ok ? opened.detail.note : opened.why)
    }
    return read
  }
  const opened = () => entries().flatMap(({ epoch }) => (epoch ? [epoch] : []))
  return {
    now,
    epochs,
    log,
    directory,
    entries,
    readBy,
    opened,
    failures,
    append: (note: string, change: Partial<Entry> = {}) => log.append({ ...entryOf('ev', note), ...change }),
  }
}
