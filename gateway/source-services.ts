/** Where documents come from: systems that are asked, feeds, drop folders and pushes, opened and closed as the registry says. */
import { bilingual } from '../schemas/validation/texts.ts'
import { feedNote } from './audit/feed-note.ts'
import type { Log } from './audit/log.ts'
import { unservedRelations } from './dossiers/unserved.ts'
import { catalogue, type ErrorCode } from './errors/catalogue.ts'
import { type Directories, type DirectoriesOptions, startDirectories } from './exchange/directories.ts'
import { type PushChannel, pushChannels } from './exchange/push.ts'
import { startPushing } from './exchange/pushing.ts'
import { tooLargeRecorder } from './exchange/too-large.ts'
import type { TurnsState } from './exchange/turns.ts'
import { sourceSystems } from './identity/source-systems.ts'
import type { Snapshot } from './identity/trust.ts'
import { servedBy, unservedText } from './identity/unserved.ts'
import { limits } from './limits.ts'
import { describeError, type OperatorLog } from './operator-log.ts'
import type { Policy } from './policy/policy.ts'
import { createDeposits, type Deposits } from './release/deposits/deposits.ts'
import type { Door } from './release/door.ts'
import { entryOf, eventEntry, type Standing } from './release/events.ts'
import { type FeedAsked, type Feeds, startFeeds } from './release/feeds.ts'
import type { Keeping } from './release/keeping.ts'
import type { Loops } from './release/loops.ts'
import { createReturns } from './release/quarantine/returns.ts'
import { type Sealed, seal } from './release/sealed.ts'
import { createClearing, type MayHandOut } from './release/transfers/clearing.ts'
import { createPusher, type PushTold } from './release/transfers/pushing.ts'
import { formatChanges } from './sources/format-changes.ts'
import { goneFields } from './sources/gone.ts'
import { createSources, type ReportedFinding, type SourceState, type Sources } from './sources/sources.ts'
import { systemTimers, type Timers } from './telemetry/clock.ts'
import { newEventId } from './telemetry/ids.ts'
import type { Tracing } from './telemetry/tracing.ts'
import { sourceTrust } from './trust-effects.ts'

export interface SourceServicesOptions {
  readonly keeping: Keeping
  readonly log: Log
  readonly door: Pick<Door, 'send'>
  readonly tracing: Tracing
  /** Of workers. */
  readonly workers: number
  /** As in SourcesOptions. */
  readonly secretsDir: string
  /** Unlike any other node's. Default of the timers: the system's. */
  readonly node: string
  readonly timers?: Timers | undefined
  readonly operator: OperatorLog
  fault(error: unknown, event: string): void
  /** What is in force. */
  policy(): Policy
  trust(): Snapshot
}

export interface SourceServices {
  readonly sources: Sources<Sealed>
  readonly deposits: Deposits
  readonly mayHandOut: MayHandOut
  /** By system id, by the registry in force. */
  pushChannels(): ReadonlyMap<string, PushChannel>
  /** Begins to read feeds and folders, and to hand out what is for agencies' systems. Resolves once each has been tried once. */
  begin(): Promise<void>
  /** By the way in which documents come, and by agency. */
  states(): Readonly<Record<'source' | 'feed' | 'directory' | 'pushing', ReadonlyMap<string, string> | undefined>>
  /** Closes at once what `next` no longer has, and resolves when what it has anew is open, or can't be, which the operator is told. Never rejects. */
  follow(next: Snapshot): Promise<void>
  /** Reads no feed or folder any more, and hands nothing out. Resolves when nothing of that is under way. */
  end(): Promise<void>
  close(): Promise<void>
}

const systemsOf = (snapshot: Snapshot) =>
  sourceSystems(snapshot.registry).map((system) => ({ ...system, ...sourceTrust(snapshot) }))

const isNote = ({ effect }: ReportedFinding): boolean => effect === 'note'

/** What is told of a source by the catalogue. */
const codes = { unregistered: 'source-unregistered', unusable: 'source-unusable' } as const

function textOf(code: ErrorCode): string {
  const { title, detail } = catalogue[code]
  return `${bilingual(title)}. ${bilingual(detail)}`
}

function factsOf(state: SourceState, cause: unknown): Readonly<Record<string, unknown>> {
  if (!(state in codes)) return {}
  const code = codes[state as keyof typeof codes]
  return {
    code,
    text: textOf(code),
    // Of an adapter's folder: no document has been seen yet.
    ...(cause instanceof Error && { reason: cause.message, cause: describeError(cause) }),
  }
}

/** Opens the sources in force. Rejects when the adapter of one can't be used. No feed or folder is read yet. */
export async function openSourceServices(standing: Standing, options: SourceServicesOptions): Promise<SourceServices> {
  const { keeping, log, operator, fault, trust } = options
  const { db, read } = keeping

  function tellState(agency: string, state: SourceState, cause?: unknown): void {
    operator(state === 'ok' ? 'info' : 'error', 'source', { agency, state, ...factsOf(state, cause) })
    if (state !== 'unregistered') return
    const entry = eventEntry(standing, 'stopped', `source of ${agency}: not registered any more`)
    log.append(entry).catch((error: unknown) => fault(error, entry.event))
  }

  const changesOf = formatChanges(limits.source.format_changes_max)
  const goneOf = goneFields(limits.source)
  const sources = await createSources<Sealed>({
    systems: systemsOf(trust()),
    seal,
    workers: options.workers,
    secretsDir: options.secretsDir,
    tracing: options.tracing,
    deposited: read,
    onState: tellState,
    onFilled: (report) => {
      for (const change of goneOf(report)) operator('warn', 'source-format', { ...change })
    },
    onFindings: (report) => {
      const { findings, ...about } = report
      for (const change of changesOf(report)) operator('warn', 'source-format', { ...change })
      // A note tells of nothing lost.
      operator(about.outcome === 'ok' && findings.every(isNote) ? 'debug' : 'warn', 'source-findings', {
        ...about,
        ...(Object.hasOwn(catalogue, about.outcome) && { text: textOf(about.outcome as ErrorCode) }),
        count: findings.length,
        first: findings[0],
      })
    },
  })
  const deposits = createDeposits(keeping, sources, fault)
  const mayHandOut = createClearing({
    ...{ keeping, sources },
    deciding: () => ({ policy: options.policy(), registry: trust().registry }),
  })
  let feeds: Feeds | undefined
  let directories: Directories | undefined
  let pushing: Loops<TurnsState> | undefined

  async function begun(agency: string): Promise<string> {
    const entry = eventEntry(standing, 'started', feedNote(agency))
    await log.append(entry)
    return entry.event
  }
  async function ended(agency: string, event: string, repeated: FeedAsked): Promise<void> {
    const entry = entryOf(standing, { event, phase: 'stopped', detail: { note: feedNote(agency), repeated } })
    await log.append(entry).catch((error: unknown) => fault(error, event))
  }
  const tellDirectory: DirectoriesOptions['report'] = (agency, state, odd, cause) =>
    operator(state === 'ok' && odd === 0 ? 'info' : 'warn', 'directory', {
      ...{ agency, state, odd },
      ...(cause !== undefined && (typeof cause === 'string' ? { reason: cause } : describeError(cause))),
    })
  const tellPush = ({ id, ...told }: PushTold) =>
    operator(told.outcome === 'undeliverable' ? 'error' : told.outcome === 'taken' ? 'info' : 'warn', 'transfer-push', {
      transfer: id,
      ...told,
    })
  function beginPushing(): Loops<TurnsState> {
    const { timers = systemTimers } = options
    const registry = () => trust().registry
    // Of this run: what an earlier one had claimed is not this one's.
    const node = `${options.node} ${newEventId()}`
    return startPushing({
      ...{ timers, takesAt: sources.takesAt, report: tellPush },
      pusher: createPusher({ keeping, sources, door: options.door, registry, node, timers, mayHandOut }),
      registered: () => [...registry().participants.keys()],
      fault: (error) => fault(error, 'transfer-push'),
    })
  }
  let looking = Promise.resolve()
  const toldUnserved = new Set<string>()
  /** Whoever "sees nothing" may not be told why; the operator is, once for each registry. */
  async function tellUnserved(): Promise<void> {
    const { participants, purposes, version } = trust().registry
    const serving = [...participants.values()]
      .filter(({ group }) => group === undefined)
      .map((of) => ({ agency: of.id, agencyCode: of.code, serves: servedBy(of, purposes) }))
    for (const { agency, relation } of await unservedRelations(db, serving)) {
      const told = `${version} ${agency} ${relation}`
      if (toldUnserved.has(told)) continue
      toldUnserved.add(told)
      operator('warn', 'relation-unserved', { agency, relation, text: bilingual(unservedText(agency, relation)) })
    }
  }
  function lookForUnserved(): Promise<void> {
    looking = looking.then(tellUnserved).catch((error: unknown) => fault(error, 'relation-unserved'))
    return looking
  }
  const followOpen = () => {
    feeds?.follow()
    pushing?.follow()
    directories?.follow()
  }

  return {
    sources,
    deposits,
    mayHandOut,
    pushChannels: () => pushChannels(trust().registry.participants.values(), sources.manifestOf),
    async begin() {
      feeds = startFeeds({
        ...{ db, sources, deposits, keeping, begun, ended },
        report: (agency, state, reason) => {
          operator(state === 'ok' ? 'info' : 'warn', 'feed', { agency, state, reason })
          if (state === 'ok') void lookForUnserved()
        },
      })
      directories = startDirectories({
        ...{ deposits, returns: createReturns(keeping), report: tellDirectory },
        recordTooLarge: tooLargeRecorder(log, standing),
        registered: () => sourceSystems(trust().registry),
        manifestOf: sources.manifestOf,
      })
      pushing = beginPushing()
      await Promise.all([feeds.first, directories.first])
      await lookForUnserved()
    },
    states: () => ({
      source: sources.states(),
      feed: feeds?.states(),
      directory: directories?.states(),
      pushing: pushing?.states(),
    }),
    async follow(next) {
      const opened = sources.follow(systemsOf(next))
      followOpen()
      await opened
      followOpen()
      await lookForUnserved()
    },
    async end() {
      await Promise.all([feeds?.stop(), directories?.stop(), pushing?.stop()])
      await looking
    },
    close: sources.close,
  }
}
