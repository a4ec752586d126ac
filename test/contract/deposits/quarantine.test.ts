/** What a source that is asked gives and no adapter can translate: in quarantine, sealed and recorded, before anybody is answered. */
import t, { type Test } from 'tap'
import type { NativeAnswer } from '../../../adapters/sdk/adapter.ts'
import { createFinder } from '../../../gateway/dossiers/find.ts'
import { registerPage } from '../../../gateway/dossiers/register.ts'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { createPolicy } from '../../../gateway/policy/policy.ts'
import { takeFeed } from '../../../gateway/release/indexing.ts'
import { readDossier } from '../../../gateway/release/read-dossier.ts'
import { beginReading } from '../../../gateway/release/reading.ts'
import { everything } from '../../../gateway/release/selection.ts'
import { createServed } from '../../../gateway/release/served.ts'
import { createVault, unpacked } from '../../../gateway/release/vault.ts'
import { newDossierId } from '../../../gateway/telemetry/ids.ts'
import { macKey } from '../../../gateway/telemetry/mac.ts'
import { childOf } from '../../../gateway/telemetry/traceparent.ts'
import { parsed } from '../../support/parsed.ts'
import { callerOf, prosecutorOf, shipped } from '../../support/policy.ts'
import { startSource } from '../../support/source-server.ts'
import { indexPage, translation } from '../../support/translations.ts'
import { tablesWith, type World, type WorldOptions, world } from './world.ts'

const canary = 'Nguyễn Văn Chín'
const policy = createPolicy(shipped)

interface Asked {
  readonly at: World
  /** What the source says now. */
  say(document: unknown): void
  read(caller?: ReturnType<typeof callerOf>): ReturnType<typeof readOne>
  list(): ReturnType<typeof takeFeed>
  readonly asked: readonly string[]
}

async function readOne(at: World, dossier: string, caller: ReturnType<typeof callerOf>) {
  const { db, keys, sources, keeping } = at
  const nameKey = macKey(Buffer.alloc(32, 9))
  const reader = {
    db,
    keys,
    finder: createFinder(db, keys),
    nameKey,
    sources,
    quarantine: keeping.quarantine,
    labels: keeping.labels,
    served: createServed(keeping.db),
    policy: () => policy,
  }
  const inquiry = { event: 'ev-read', language: 'vi', trace: childOf(undefined), operation: 'dossier:read' } as const
  const reading = beginReading(reader, { ...inquiry, caller })
  const asked = { selection: everything('Dossier'), absence: 'left-out', pointer: '/dossier' } as const
  const row = parsed(await readDossier(reader, reading, { id: dossier, ...asked }))
  return { facets: row?.facets, sources: reading.detail().sources }
}

/** One dossier, held by Công an. */
async function asking(t: Test, options: WorldOptions = {}, conceal = false): Promise<Asked> {
  const asked: string[] = []
  let document: unknown
  const { system } = await startSource(t, {
    handle: (request, response) => {
      asked.push(String(request.url))
      response.setHeader('content-type', 'application/json')
      response.end(typeof document === 'string' ? document : JSON.stringify(document))
    },
  })
  const at = await world(t, { ...options, systems: [{ ...system, agency: 'cong-an' }] })
  const { db, keys, sources, deposits, keeping } = at
  const position = { cursor: 'c0', listed: true }
  const entries = [{ ...indexPage.entries[0]!, conceal }]
  await registerPage(db, keys, newDossierId, { agency: 'cong-an', code: 'CA', entries, position })
  const [row] = await db.query<{ dossier: string }>('SELECT dossier FROM facet')
  return {
    at,
    asked,
    say: (said) => {
      document = said
    },
    read: (caller = callerOf()) => readOne(at, row!.dossier, caller),
    list: () => takeFeed({ db, sources, deposits, keeping }, 'cong-an', 'ev-feed', new AbortController().signal),
  }
}

const value = (facet: object) => ({ do: 'value', value: { ...translation, facet: { ...translation.facet, ...facet } } })
const other = value({ identifiers: [{ ...translation.facet.identifiers[0]!, value: '13/TN' }], reporters: [] })

t.test('each way in which a document can’t be translated', async (t) => {
  const { at, say, read } = await asking(t)
  const documents: Record<string, unknown> = {
    'document-rejected': `{"text": "${canary}"`,
    'adapter-threw': { do: 'throw', text: canary },
    'adapter-invalid': value({ canary }),
    'adapter-crashed': { do: 'exit', text: canary },
    'another-dossier': { ...other, text: canary },
  }
  for (const [reason, document] of Object.entries(documents)) {
    say(document)
    const from = at.log.size()
    const { facets, sources } = await read()
    t.same(facets, [], reason)
    t.match(sources, [{ agency: 'cong-an', state: 'quarantined', reason, adapter: /^thu-nghiem@/ }])
    const [entry, ...more] = at.entries().slice(from)
    t.match(entry, {
      phase: 'quarantined',
      event: 'ev-read',
      detail: { operation: 'dossier:read', quarantine: { agency: 'cong-an', transport: 'https-query', reason } },
    })
    t.same(more, [])
    const [row] = await at.db.query<{ id: string; ciphertext: Buffer }>('SELECT * FROM quarantine WHERE reason = $1', [
      reason,
    ])
    t.equal(row?.id, entry?.detail.quarantine?.id)
    const kept: NativeAnswer = unpacked(
      createVault(Buffer.alloc(32, 5)).unseal(row!.ciphertext, ['quarantine', 'cong-an', row!.id]),
    )
    t.match(Buffer.from(kept.body).toString(), canary, 'the bytes as they came')
    t.equal(kept.mediaType, 'application/json')
  }
  t.same(await tablesWith(at.db, canary), [])
})

t.test('an adapter that does not end', async (t) => {
  const { at, say, read } = await asking(t, { limits: { translate_timeout_ms: 1_500 } })
  say({ do: 'loop' })
  t.match((await read()).sources, [{ state: 'quarantined', reason: 'adapter-timeout' }])
  t.match(await at.rows('quarantine'), [{ reason: 'adapter-timeout' }])
})

t.test('the same bytes again are counted, and recorded once', async (t) => {
  const { at, say, read } = await asking(t)
  say({ do: 'reject', text: canary })
  await Promise.all(Array.from({ length: 5 }, () => read()))
  await read()
  t.match(await at.rows('quarantine'), [{ seen: 6 }])
  t.equal(at.entries().length, 1)
  say({ do: 'reject', text: 'another' })
  await read()
  t.equal((await at.rows('quarantine')).length, 2)
})

t.test('nothing is kept of what is not held, of a state secret, and of what was translated', async (t) => {
  const { at, say, read } = await asking(t)
  for (const document of [
    { do: 'absent' },
    { do: 'secret' },
    value({ label: { level: 'MAT', tags: [] }, canary }),
    value({}),
  ]) {
    say(document)
    await read()
  }
  t.same(await at.rows('quarantine'), [])
  t.same(at.entries(), [])
})

t.test('what is concealed is not asked for, so that nothing comes to be kept', async (t) => {
  const { at, say, read, asked } = await asking(t, {}, true)
  say({ do: 'reject' })
  t.match(await read(prosecutorOf()), { facets: undefined })
  t.same([asked, await at.rows('quarantine'), at.entries()], [[], [], []])
})

t.test('a page of the feed', async (t) => {
  const { at, say, list } = await asking(t)
  say({ do: 'reject', text: canary })
  for (let n = 0; n < 2; n++) t.match(await list(), { state: 'quarantined', reason: 'document-rejected' })
  t.match(await at.rows('quarantine'), [{ transport: 'feed', event: 'ev-feed', seen: 2 }])
  t.match(at.entries(), [{ phase: 'quarantined', event: 'ev-feed', detail: { operation: 'feed' } }])
  const noted = { do: 'value', value: { ...indexPage, next: 'c0' }, secret: true, text: canary }
  say(noted)
  const from = at.log.size()
  await list()
  t.match(at.entries().slice(from), [{ phase: 'incident' }], 'a record that is a state secret')
  t.equal((await at.rows('quarantine')).length, 1, 'is not kept with its page')
  const distant = { ...indexPage.entries[0]!, dueOn: '0000-01-01' }
  say({ do: 'value', value: { entries: [distant], next: 'c1' } })
  t.match(await list(), { state: 'quarantined', reason: 'adapter-invalid' }, 'a date that no database has')
})

t.test('without the log nobody is answered, and the document is there when it is back', async (t) => {
  let down = true
  const { at, say, read } = await asking(t, {
    log: (log) => ({
      ...log,
      appendEncoded: async (entry) => {
        if (down) throw new GatewayError('log-unavailable')
        return log.appendEncoded(entry)
      },
    }),
  })
  say({ do: 'reject', text: canary })
  await t.rejects(read(), { code: 'log-unavailable' })
  t.equal((await at.rows('quarantine')).length, 1)
  down = false
  t.match((await read()).sources, [{ state: 'quarantined' }])
  t.match(at.entries(), [{ phase: 'quarantined' }])
  t.match(await at.rows('quarantine'), [{ seen: 2 }])
})
