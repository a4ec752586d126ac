/** Papers that the law expects: told to the sender where the receiver gets none, by the article of the route, and never a reason to refuse. */
import t from 'tap'
import type { Translation } from '../../../adapters/sdk/adapter.ts'
import { loadRegistry } from '../../../gateway/identity/registry.ts'
import type { Attached } from '../../../gateway/release/transfers/attachable.ts'
import { goldensOf, handing, unknownRecord } from '../../support/handing-in-process.ts'
import { shippedRegistry } from '../../support/identity.ts'

type Facet = Record<string, unknown> & { report: { kind: { code: string } } }
const registry = await loadRegistry(shippedRegistry)
const [, recommendation] = goldensOf('thanh-tra').find(([name]) => name.startsWith('da-khoi-to'))!

/** The inspectorate's recommendation, changed; its papers have no digests, so that anything can be attached. */
function recommended(change: (facet: Facet) => void): Translation {
  const translation = { ...structuredClone(recommendation), digests: [] }
  change(translation.facet as unknown as Facet)
  return translation
}

const papers = (documents?: readonly object[]) =>
  recommended((facet) => {
    if (documents) facet.documents = documents
    else delete facet.documents
  })

const one = [{ place: '/documents/0', sha256: 'x' }]
const told = [{ path: '/documents', code: 'papers-expected', article: { en: /144\(3\)/ } }]

async function missingOf(
  translation: Translation,
  asked: { readonly to?: string; readonly attached?: readonly Attached[] } = {},
  change: Parameters<typeof handing>[2] = {},
) {
  const handed = await handing(registry, { from: 'thanh-tra', to: 'cong-an', translation, ...asked }, change)
  if (handed.state !== 'ok') throw new Error(handed.code)
  return handed.missing.filter(({ code }) => code === 'papers-expected')
}

t.test('where there are none, by each route that expects them', async (t) => {
  for (const to of ['cong-an', 'vien-kiem-sat']) t.match(await missingOf(papers(), { to }), told, to)
  t.match(await missingOf(papers([{ id: 'T' }])), told, 'a key is no paper')
})

t.test('not where there are some, told of in the document or beside it', async (t) => {
  t.strictSame(await missingOf(papers([{ id: 'T', type: 'Biên bản' }])), [])
  t.strictSame(await missingOf(papers([{ id: 'T' }]), { attached: one }), [])
})

t.test('not on a route that expects none', async (t) => {
  const other = recommended((facet) => {
    delete facet.documents
    facet.report.kind.code = 'TIN_BAO'
  })
  t.strictSame(await missingOf(other), [])
})

t.test('what the receiver may not have is none, attached or not', async (t) => {
  const mark = { mark: { level: 'HAN_CHE', tags: ['NGUOI_TO_GIAC'], since: '2026-01-01' } as const, said: '' }
  const known = { recordOf: async () => ({ ...unknownRecord, marks: new Map([['/documents', mark]]) }) }
  const given = papers([{ id: 'T', type: 'Biên bản' }])
  for (const attached of [[], one])
    t.match(await missingOf(given, { to: 'vien-kiem-sat', attached }, known), told, `${attached.length} attached`)
  t.strictSame(await missingOf(given, { to: 'vien-kiem-sat' }), [], 'without the mark it has it')
})
