/** What the log is told of documents that are kept: who sent what, what became of it, by counts, codes and places. */
import { createHmac, createSecretKey } from 'node:crypto'
import type { EntryDeposit, EntryDetail, EntryLabel, EntryQuarantine } from '../audit/detail.ts'
import type { Entry } from '../audit/entry.ts'
import { limits } from '../limits.ts'
import type { ReportedFinding } from '../sources/sources.ts'
import { random_bytes } from '../telemetry/random.ts'
import { entryOf, type Occasion, type Standing } from './events.ts'
import { relabelledEntries } from './relabelled.ts'

/** Where a document came from, and under which event it stands in the log. */
export interface Origin {
  readonly agency: string
  readonly transport: string
  /** `id@version#hash` */
  readonly adapter: string
  readonly event: string
  /** What the gateway was doing when it came: `deposit`, `feed`, `dossier:read`, … */
  readonly operation: string
  readonly traceparent?: string | undefined
  readonly who?: EntryDetail['who'] | undefined
  /** The event under which a feed was asked for it. */
  readonly feed?: string | undefined
  /** Of the quarantine, that it is taken from. */
  readonly item?: string | undefined
}

/** Makes the entries of one document, which share the random key of their digests. */
export interface KeptEntries {
  /** Of what followed from it. */
  readonly occasion: Occasion
  incident(): Entry
  /** With `counts` when nothing of a deposited document could be taken. */
  quarantined(
    about: Pick<EntryQuarantine, 'id' | 'reason'>,
    findings: readonly ReportedFinding[],
    counts?: Counts,
  ): Entry
  /** As many as the labels need. */
  relabelled(labels: readonly EntryLabel[]): Entry[]
  /** As many as the dossiers need. */
  deposited(counts: Counts, dossiers: readonly string[]): [Entry, ...Entry[]]
  refused(counts: Counts): Entry
}

export type Counts = Pick<EntryDeposit, 'taken' | 'fresh' | 'rejected' | 'refused'>

/** State secrets in clear came: that, from whom, and nothing of them. */
export const incidentEntry = (
  standing: Standing,
  { agency, adapter, event, operation, traceparent, who }: Omit<Origin, 'transport'>,
): Entry =>
  entryOf(standing, {
    event,
    phase: 'incident',
    outcome: 'state-secret-in-clear',
    detail: {
      ...(who && { who }),
      operation,
      ...(traceparent !== undefined && { traceparent }),
      sources: [{ agency, state: 'failed', adapter, reason: 'state-secret-in-clear' }],
    },
  })

/** `bytes`: the document as it came. */
export function keptEntries(standing: Standing, origin: Origin, bytes: Uint8Array): KeptEntries {
  const { agency, transport, adapter, event, operation, traceparent, who, feed, item } = origin
  const key = random_bytes(16)
  const digest = createHmac('sha256', createSecretKey(key)).update(bytes).digest('base64')
  const source = { agency, transport, adapter, bytes: bytes.length }
  const about: EntryDetail = {
    ...(who && { who }),
    operation,
    ...(traceparent !== undefined && { traceparent }),
  }
  const keyed: EntryDetail = { ...about, digest_key: key.toString('base64') }
  const depositOf = (counts: Counts, dossiers: readonly string[] = []): EntryDeposit => ({
    ...source,
    // Of a document with a state secret in it not even that is told.
    ...(counts.refused === 0 && { digest }),
    ...counts,
    dossiers,
    ...(feed !== undefined && { feed }),
    ...(item !== undefined && { item }),
  })
  const occasion: Occasion = { event, detail: { ...about, sources: [{ agency, state: 'ok', adapter }] } }
  return {
    occasion,
    incident: () => incidentEntry(standing, origin),
    quarantined: ({ id, reason }, findings, counts) =>
      entryOf(standing, {
        event,
        phase: 'quarantined',
        outcome: 'document-rejected',
        detail: {
          ...keyed,
          quarantine: { id, ...source, digest, reason, findings: loggable(findings) },
          ...(counts && { deposit: depositOf(counts) }),
        },
      }),
    relabelled: (labels) => relabelledEntries(standing, occasion, labels),
    deposited(counts, dossiers) {
      const { dossiers_per_entry_max } = limits.log
      const parts = Math.max(1, Math.ceil(dossiers.length / dossiers_per_entry_max))
      return Array.from({ length: parts }, (_, part) => {
        const some = dossiers.slice(part * dossiers_per_entry_max, (part + 1) * dossiers_per_entry_max)
        const detail = { ...keyed, deposit: depositOf(counts, some) }
        const note = `part ${part + 1} of ${parts}`
        return entryOf(standing, { event, phase: 'deposited', detail: parts > 1 ? { ...detail, note } : detail })
      }) as [Entry, ...Entry[]]
    },
    refused: (counts) =>
      entryOf(standing, {
        event,
        phase: 'refused',
        outcome: 'state-secret-in-clear',
        detail: { ...about, deposit: depositOf(counts) },
      }),
  }
}

/** As many as leave the entry below its bound. */
function loggable(findings: readonly ReportedFinding[]): EntryQuarantine['findings'] {
  const kept: EntryQuarantine['findings'][number][] = []
  let bytes = 0
  for (const { code, pointer, line, target } of findings) {
    const finding = { code, pointer, ...(line !== undefined && { line }), ...(target !== undefined && { target }) }
    bytes += Buffer.byteLength(JSON.stringify(finding))
    if (bytes > limits.log.records_bytes_max) break
    kept.push(finding)
  }
  return kept
}
