/** A page as a caller gets it: the shipped policies over the index, and cursors that bind to caller, filter and policy. */
import t from 'tap'
import { createFinder } from '../../../gateway/dossiers/find.ts'
import type { Filter } from '../../../gateway/dossiers/list.ts'
import type { Caller } from '../../../gateway/identity/caller.ts'
import { createPolicy } from '../../../gateway/policy/policy.ts'
import type { AskedDossier } from '../../../gateway/release/dossier-text.ts'
import { listPage } from '../../../gateway/release/list-dossiers.ts'
import { beginReading, type Reader } from '../../../gateway/release/reading.ts'
import { everything, type Selection } from '../../../gateway/release/selection.ts'
import { createServed } from '../../../gateway/release/served.ts'
import { macKey } from '../../../gateway/telemetry/mac.ts'
import { childOf } from '../../../gateway/telemetry/traceparent.ts'
import { labelKeeping } from '../../support/labels.ts'
import { parsed } from '../../support/parsed.ts'
import { callerOf, prosecutorOf, shipped } from '../../support/policy.ts'
import { entry, indexFor } from './index-world.ts'

const { db, keys, take } = await indexFor(t)
const day = (n: number) => `2026-03-0${n}T08:00:00+07:00`
const supervised = { resolves: true, confirms: [{ relation: 'supervising', agency: 'VKS' }] } as const
await take('cong-an', [
  entry('A', ['1'], { ...supervised, receivedAt: day(1), corruptionField: 'DAT_DAI', dueOn: '2026-04-01' }),
  entry('concealed', ['2'], { ...supervised, receivedAt: day(2), conceal: true }),
  entry('alone', ['3'], { resolves: true, receivedAt: day(3) }),
  entry('restricted', ['4'], { ...supervised, receivedAt: day(4), label: { level: 'HAN_CHE', tags: [] } }),
  entry('undetermined', ['5'], { ...supervised, receivedAt: day(5), label: { level: 'CHUA_XAC_DINH', tags: [] } }),
])
await take('vien-kiem-sat', [
  entry('B', ['1'], { receivedAt: day(6) }),
  entry('B-concealed', ['2'], { receivedAt: day(7), stage: 'PHAN_CONG' }),
])

const policies = createPolicy(shipped)
const stricter = createPolicy({
  ...shipped,
  sources: [
    ...shipped.sources,
    '@id("x")\n@legalBasis("x")\n@vi("x")\n@reason("purpose")\nforbid (principal, action, resource) when { principal.agency == "x" };',
  ],
})

const summary = { selection: everything('DossierSummary'), absence: 'left-out' } as const
const whole: readonly AskedDossier[] = [{ ...summary, pointer: '/dossiers' }]

interface Listed {
  readonly id: string
  readonly facets: readonly { readonly agency: string; readonly receivedAt: string; readonly id: string }[]
}

async function page(
  caller: Caller,
  filter: Filter = {},
  first = 10,
  after?: string,
  policy = policies,
  asked: readonly AskedDossier[] = whole,
) {
  const reader: Reader = {
    db,
    keys,
    finder: createFinder(db, keys),
    nameKey: macKey(Buffer.alloc(32, 9)),
    labels: labelKeeping(db, keys),
    served: createServed(db),
    sources: { registered: () => true } as unknown as Reader['sources'],
    quarantine: undefined as never,
    policy: () => policy,
  }
  const reading = beginReading(reader, {
    event: 'ev-1',
    language: 'vi',
    trace: childOf(undefined),
    operation: 'dossier:list',
    caller,
  })
  const { texts, next } = await listPage(reader, reading, {
    filter,
    first,
    after,
    asked,
  })
  const lists: readonly (readonly Listed[])[] = texts.map(parsed)
  const rows = lists[0] ?? []
  const facets = rows.map((row) => row.facets)
  const meta = parsed(reading.meta())
  return { lists, rows, next, facets, meta, detail: reading.detail(), text: texts.join('') }
}
const seen = async (...asks: Parameters<typeof page>) =>
  (await page(...asks)).facets.map((of) =>
    of.map(({ agency, receivedAt }) => `${agency} ${new Date(receivedAt).getUTCDate()}`).join(' + '),
  )

t.test('each caller gets the dossiers it may know of, in the order of what it may see', async (t) => {
  t.strictSame(await seen(callerOf()), [
    'cong-an 1 + vien-kiem-sat 6',
    'cong-an 2 + vien-kiem-sat 7',
    'cong-an 3',
    'cong-an 4',
  ])
  t.strictSame(await seen(prosecutorOf()), ['cong-an 1 + vien-kiem-sat 6', 'cong-an 4', 'vien-kiem-sat 7'])
  t.strictSame(
    await seen(callerOf({ clearance: 'NOI_BO' })),
    ['cong-an 1 + vien-kiem-sat 6', 'cong-an 2 + vien-kiem-sat 7', 'cong-an 3'],
    'a clerk has no use of what it may not see the place of',
  )
  t.strictSame(await seen(callerOf({ agency: 'thanh-tra', agencyCode: 'TTr' })), [], 'no relation, no list')
})

t.test('a summary holds what the index knows, and nothing else', async (t) => {
  const { rows, meta } = await page(callerOf(), { stage: 'XAC_MINH' }, 1)
  t.match(rows, [
    {
      id: /^hs-/,
      facets: [
        {
          id: /^e-/,
          agency: 'cong-an',
          kind: { code: 'TO_GIAC' },
          stage: { code: 'XAC_MINH' },
          corruptionField: { code: 'DAT_DAI' },
          dueOn: '2026-04-01',
          label: { level: 'NOI_BO' },
        },
        {},
      ],
    },
  ])
  t.match(meta, {
    withheld: [],
    masked: [],
    policy_version: policies.version,
    sources: [{ agency: 'cong-an', state: 'ok' }, { agency: 'vien-kiem-sat' }],
  })
})

t.test('a concealed facet is found by no filter', async (t) => {
  const filters: readonly Filter[] = [
    { agency: 'cong-an', identifier: '2' },
    { stage: 'XAC_MINH', identifier: '2' },
    { receivedTo: day(3), identifier: '2' },
  ]
  for (const filter of filters) {
    t.strictSame(await seen(prosecutorOf(), filter), [])
    t.strictSame(await seen(callerOf(), filter), ['cong-an 2 + vien-kiem-sat 7'], 'its holder finds it')
  }
  const { text, meta, detail } = await page(prosecutorOf(), { identifier: '2' })
  t.notMatch(text + JSON.stringify([meta, detail]), /cong-an/, 'and is named nowhere beside what is found')
})

t.test('one page may be asked for at two places, each with parts of its own', async (t) => {
  const fields = everything('FacetSummary')
  const asking = (pointer: string, of: Selection): AskedDossier => ({
    ...summary,
    pointer,
    selection: summary.selection.map((selected) => (selected.of ? { ...selected, of } : selected)),
  })
  const code = everything('Coded').filter(({ answer }) => answer === 'code')
  const kinds = fields.filter(({ answer }) => answer === 'kind')
  const { lists } = await page(callerOf(), {}, 1, undefined, policies, [
    asking('/l/a', [...kinds, ...fields.filter(({ answer }) => answer === 'dueOn')]),
    asking(
      '/l/b',
      kinds.map((kind) => ({ ...kind, of: code })),
    ),
  ])
  t.match(lists[0]?.[0]?.facets, [{ kind: { system: /./, code: 'TO_GIAC' }, dueOn: '2026-04-01' }, {}])
  t.strictSame(lists[1]?.[0]?.facets[0], { kind: { code: 'TO_GIAC' } })
})

t.test('a cursor goes on for the same caller, filter and policy', async (t) => {
  const filter = { agency: 'cong-an', stage: 'XAC_MINH' }
  const { next } = await page(callerOf(), filter, 2)
  t.strictSame(await seen(callerOf(), filter, 2, next), ['cong-an 3', 'cong-an 4'])
  t.strictSame(
    await seen(callerOf({ jti: 'another' }), filter, 2, next),
    ['cong-an 3', 'cong-an 4'],
    'a new token does not end it',
  )
  t.strictSame(
    await seen(callerOf(), { stage: 'XAC_MINH', agency: 'cong-an' }, 9, next),
    ['cong-an 3', 'cong-an 4'],
    'nor another order of parameters or page size',
  )
  t.equal((await page(callerOf(), filter, 2, next)).next, undefined)
})

t.test('and for no other', async (t) => {
  const filter = { kind: 'TO_GIAC' }
  const { next } = await page(callerOf(), filter, 1)
  const others: Readonly<Record<string, Partial<Caller>>> = {
    agency: { agency: 'vien-kiem-sat' },
    system: { system: 'cong-an:khac' },
    officer: { officer: 'dtv-009' },
    clearance: { clearance: 'NOI_BO' },
    purpose: { purpose: 'KIEM_SAT_NGUON_TIN' },
    'legal basis': { legalBasis: 'BLTTHS.145' },
  }
  for (const [what, other] of Object.entries(others))
    await t.rejects(page(callerOf(other), filter, 1, next), { code: 'cursor-invalid' }, what)
  for (const other of [{}, { kind: 'TIN_BAO' }, { kind: 'TO_GIAC', agency: 'cong-an' }] satisfies Filter[])
    await t.rejects(page(callerOf(), other, 1, next), { code: 'cursor-invalid' }, JSON.stringify(other))
  await t.rejects(page(callerOf(), filter, 1, next, stricter), { code: 'cursor-invalid' }, 'another policy')
})
