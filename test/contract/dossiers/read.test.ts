/** A read of one dossier whose source gives what it should not. */
import t from 'tap'
import type { Translation } from '../../../adapters/sdk/adapter.ts'
import { createFinder } from '../../../gateway/dossiers/find.ts'
import { createPolicy } from '../../../gateway/policy/policy.ts'
import type { Inquiry } from '../../../gateway/release/inquiry.ts'
import { readDossier } from '../../../gateway/release/read-dossier.ts'
import { beginReading } from '../../../gateway/release/reading.ts'
import { type Sealed, seal } from '../../../gateway/release/sealed.ts'
import { everything } from '../../../gateway/release/selection.ts'
import { createServed } from '../../../gateway/release/served.ts'
import type { Sources } from '../../../gateway/sources/sources.ts'
import { macKey } from '../../../gateway/telemetry/mac.ts'
import { childOf } from '../../../gateway/telemetry/traceparent.ts'
import { labelKeeping } from '../../support/labels.ts'
import { parsed } from '../../support/parsed.ts'
import { callerOf, shipped } from '../../support/policy.ts'
import { translation } from '../../support/translations.ts'
import { entry, indexFor } from './index-world.ts'

const { db, keys, take } = await indexFor(t)
await take('cong-an', [entry('A', ['12/TN'])])
const [row] = await db.query<{ dossier: string }>('SELECT dossier FROM facet')
const policy = createPolicy(shipped)
const document = Buffer.from('{"maHoSo":"A"}')

/** On which legal bases the source was asked. */
const bases: unknown[] = []

async function read(facet: Partial<Translation['facet']>) {
  const content: Translation = { ...translation, facet: { ...translation.facet, ...facet } }
  const sources: Sources<Sealed> = {
    agencies: ['cong-an'],
    facet: async ({ agency, legalBasis }) => {
      bases.push(legalBasis)
      return {
        agency,
        state: 'ok',
        sealed: seal(content),
        document: seal({ status: 200, mediaType: 'application/json', body: document }),
        findings: [],
        adapter: 'thu-nghiem@1',
        asOf: '2026-03-01T00:00:00.000Z',
        requestId: 'f92591a3',
      }
    },
    page: async () => {
      throw new Error('no page is asked for')
    },
    write: async () => t.fail('nothing is handed over') as never,
    deposits: async () => {
      throw new Error('nothing is deposited')
    },
    hand: async () => {
      throw new Error('nothing is handed over')
    },
    takesAt: () => undefined,
    retranslate: async () => {
      throw new Error('nothing is tried again')
    },
    keeps: () => false,
    adapterOf: () => undefined,
    manifestOf: () => undefined,
    registered: () => true,
    states: () => new Map(),
    follow: async () => {},
    close: async () => {},
  }
  const quarantined: string[] = []
  const quarantine = {
    take: async ({ reason }: { readonly reason: string }) => {
      quarantined.push(reason)
    },
  }
  const nameKey = macKey(Buffer.alloc(32, 9))
  const reader = {
    db,
    keys,
    finder: createFinder(db, keys),
    nameKey,
    sources,
    quarantine,
    labels: labelKeeping(db, keys),
    served: createServed(db),
    policy: () => policy,
  }
  const about = { event: 'ev-1', language: 'vi', trace: childOf(undefined), operation: 'dossier:read' } as const
  const inquiry: Inquiry = { ...about, caller: callerOf() }
  const reading = beginReading(reader, inquiry)
  const text = await readDossier(reader, reading, {
    id: row!.dossier,
    selection: everything('Dossier'),
    absence: 'left-out',
    pointer: '/dossier',
  })
  const told = parsed(reading.meta()).sources
  const digest = inquiry.digests!.of(document)
  return { facets: parsed(text)?.facets, sources: reading.detail().sources, told, quarantined, digest }
}

const another = [{ ...translation.facet.identifiers[0]!, value: '13/TN' }]
const secret: Translation['facet']['label'] = { level: 'MAT', tags: [] }

t.test('the matter that was asked for', async (t) => {
  const { digest, ...given } = await read({})
  t.match(given, { facets: [{ agency: 'cong-an' }], sources: [{ state: 'ok', digest, request_id: 'f92591a3' }] })
  t.strictSame(bases, [callerOf().legalBasis])
  t.notMatch(JSON.stringify([given.facets, given.told]), 'f92591a3', 'for the log alone')
})

t.test('another matter is quarantined', async (t) => {
  const { digest, ...given } = await read({ identifiers: another })
  t.match(given, {
    facets: [],
    sources: [{ state: 'quarantined', reason: 'another-dossier', digest }],
    told: [{ state: 'quarantined' }],
    quarantined: ['another-dossier'],
  })
})

t.test('a state secret in clear is one, of whatever matter it is', async (t) => {
  for (const identifiers of [translation.facet.identifiers, another]) {
    const given = await read({ identifiers, label: secret })
    t.match(given, {
      facets: [],
      sources: [{ state: 'failed', reason: 'state-secret-in-clear' }],
      quarantined: ['state-secret-in-clear'],
    })
    t.notMatch(given.sources, [{ digest: String }], 'not even a digest of it')
  }
})
