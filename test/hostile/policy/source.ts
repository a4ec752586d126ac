/** A source of one record whose feed and documents the test writes, with the index on PostgreSQL and a reader on top. */
import type { Test } from 'tap'
import type { IndexEntry, IndexPage, Translation } from '../../../adapters/sdk/adapter.ts'
import type { EntryLabel } from '../../../gateway/audit/detail.ts'
import type { Entry } from '../../../gateway/audit/entry.ts'
import { createFinder } from '../../../gateway/dossiers/find.ts'
import type { Caller } from '../../../gateway/identity/caller.ts'
import type { LabelCore } from '../../../gateway/policy/label.ts'
import { createPolicy } from '../../../gateway/policy/policy.ts'
import { takeFeed } from '../../../gateway/release/indexing.ts'
import { readDossier } from '../../../gateway/release/read-dossier.ts'
import { beginReading } from '../../../gateway/release/reading.ts'
import { type Sealed, seal } from '../../../gateway/release/sealed.ts'
import { everything } from '../../../gateway/release/selection.ts'
import { createServed } from '../../../gateway/release/served.ts'
import type { Sources } from '../../../gateway/sources/sources.ts'
import type { Sql } from '../../../gateway/store/pool.ts'
import { macKey } from '../../../gateway/telemetry/mac.ts'
import { childOf } from '../../../gateway/telemetry/traceparent.ts'
import type { Determiner } from '../../../schemas/generated/types.ts'
import { entry, indexFor } from '../../contract/dossiers/index-world.ts'
import { manifestOf } from '../../support/agencies.ts'
import { labelKeeping } from '../../support/labels.ts'
import { noQuarantine } from '../../support/no-quarantine.ts'
import { parsed } from '../../support/parsed.ts'
import { callerOf, shipped } from '../../support/policy.ts'
import { coded, nativeAnswer, translation } from '../../support/translations.ts'

export type Facet = Translation['facet']

export interface MarkedSource {
  /** Forgets everything: the index is empty again. */
  clear(): Promise<void>
  /** What the log was told of labels, in order. */
  readonly log: readonly EntryLabel[]
  /** The source's feed tells this of the record, in a page of its own. */
  feed(change: Partial<IndexEntry>): Promise<void>
  /** The label by which the index decides. */
  label(): Promise<LabelCore>
  /** Rows of the history, the record's own or those of places in it. */
  history(
    of: 'record' | 'places',
  ): Promise<readonly { readonly effect: string; readonly level: string; readonly tags: readonly string[] }[]>
  /** The source answers with this document; `caller` asks for all of it. */
  read(
    document: { readonly facet?: Partial<Facet>; readonly labels?: Translation['labels']; readonly updatedAt?: string },
    caller?: Caller,
  ): Promise<{ readonly facet: Facet | undefined; readonly sources: readonly object[] }>
  /** The history as it stands in the store. */
  rows(): Promise<readonly object[]>
  /** Tries to. */
  overwrite(): Promise<unknown>
  /** Statements since the last call, by their names or first words. */
  statements(): readonly string[]
}

/** Who determined a level: an officer of `agency` on `at`, or nobody who is named. */
export const determinedBy = (at: string, agency = 'CA', named = true): Determiner => ({
  agency: coded('agencies', agency),
  at,
  listItem: 'QĐ 774/QĐ-TTg',
  ...(named && { officer: 'Đại tá Lê Văn Ngọ' }),
})

/** An empty index, and a source of `cong-an` that holds one record. */
export async function markedSource(t: Test): Promise<MarkedSource> {
  const index = await indexFor(t)
  const statements: string[] = []
  const counted = <S extends Sql>(sql: S): S => ({
    ...sql,
    query: (text: string, values?: readonly unknown[], prepared?: string) => {
      statements.push(prepared ?? text.slice(0, 40))
      return sql.query(text, values, prepared)
    },
  })
  const db = {
    ...counted(index.db),
    transaction: <T>(work: (tx: Sql) => Promise<T>) => index.db.transaction((tx) => work(counted(tx))),
  }
  const { keys } = index
  const entries: Entry[] = []
  const labels = labelKeeping(db, keys, entries)
  const pages: IndexPage[] = []
  let document: Translation = translation
  let cursor = 0
  const answered = { agency: 'cong-an', state: 'ok', findings: [], adapter: 'thu-nghiem@1' } as const
  const sources: Sources<Sealed> = {
    agencies: ['cong-an'],
    page: async ({ cursor: at }) => {
      const page = pages.shift() ?? { entries: [], ...(at !== undefined && { next: at }) }
      return { ...answered, sealed: seal(page), document: seal(nativeAnswer), asOf: '2026-11-20T00:00:00.000Z' }
    },
    facet: async () => ({
      ...answered,
      sealed: seal(document),
      document: seal(nativeAnswer),
      asOf: '2026-11-20T00:00:00.000Z',
    }),
    deposits: async () => t.fail('nothing is deposited') as never,
    write: async () => t.fail('nothing is handed over') as never,
    hand: async () => t.fail('nothing is handed over') as never,
    takesAt: () => undefined,
    retranslate: async () => t.fail('nothing is tried again') as never,
    keeps: () => false,
    adapterOf: () => 'thu-nghiem@1',
    manifestOf: () => manifestOf('cong-an'),
    registered: () => true,
    states: () => new Map(),
    follow: async () => {},
    close: async () => {},
  }
  const quarantine = noQuarantine(t)
  const keeping = { quarantine, incident: async () => {}, labels }
  const policy = createPolicy(shipped)
  const reader = {
    db,
    keys,
    finder: createFinder(db, keys),
    nameKey: macKey(Buffer.alloc(32, 9)),
    sources,
    quarantine,
    labels,
    served: createServed(db),
    policy: () => policy,
  }
  return {
    async clear() {
      await index.clear()
      for (const list of [entries, pages, statements]) list.splice(0)
      cursor = 0
    },
    get log() {
      return entries.flatMap(({ detail }) => detail.labels ?? [])
    },
    async feed(change) {
      const next = `c${++cursor}`
      // The first is the end of its list, the others are changes.
      pages.push({ entries: [entry('A', ['12/TN'], change)], ...(cursor === 1 ? { changesFrom: next } : { next }) })
      const deposits = { takePage: async () => t.fail('nothing is deposited') as never }
      const taken = await takeFeed(
        { db, sources, deposits, keeping },
        'cong-an',
        'ev-feed',
        new AbortController().signal,
      )
      t.equal(taken.state, 'ok')
    },
    async label() {
      const [row] = await index.db.query<{ label_level: LabelCore['level']; label_tags: string[] }>(
        'SELECT * FROM facet',
      )
      return { level: row!.label_level, tags: row!.label_tags }
    },
    history: (of) =>
      index.db.query(`SELECT effect, level, tags FROM label_mark WHERE (place IS NULL) = ($1 = 'record') ORDER BY id`, [
        of,
      ]),
    async read({ facet = {}, labels: narrower = [], updatedAt = translation.updatedAt }, caller = callerOf()) {
      document = { ...translation, facet: { ...translation.facet, ...facet }, labels: narrower, updatedAt }
      const [row] = await index.db.query<{ dossier: string }>('SELECT dossier FROM facet')
      const inquiry = { event: 'ev-1', language: 'vi', trace: childOf(undefined), operation: 'dossier:read' } as const
      const reading = beginReading(reader, { ...inquiry, caller })
      const text = await readDossier(reader, reading, {
        id: row!.dossier,
        selection: everything('Dossier'),
        absence: 'left-out',
        pointer: '/dossier',
      })
      return { facet: parsed(text)?.facets?.[0], sources: reading.detail().sources ?? [] }
    },
    rows: () => index.db.query('SELECT * FROM label_mark'),
    overwrite: () => index.db.query("UPDATE label_mark SET level = 'CONG_KHAI'"),
    statements: () => statements.splice(0),
  }
}
