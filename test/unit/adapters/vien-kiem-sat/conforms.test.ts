import t from 'tap'
import { comparable } from '../../../../adapters/sandbox/comparable.ts'
import { makeHoldings } from '../../../../adapters/sandbox/holdings.ts'
import type { IndexEntry } from '../../../../adapters/sdk/adapter.ts'
import { adapter } from '../../../../adapters/vien-kiem-sat/adapter.ts'
import { handle } from '../../../../adapters/vien-kiem-sat/sandbox/routes.ts'
import { validateIndexPage, validateTranslation } from '../../../../schemas/generated/validators.js'
import { answerOf, changed, facets, others, world } from './answers.ts'

/** The ciphertext is the one declared loss; native codes are the adapter's addition. */
const leftOut = ['native', 'ciphertext']

const ask = (request: { readonly path: string }, holdings = makeHoldings(world, 'vien-kiem-sat')) => {
  const { status, headers, body } = handle({ method: 'GET', path: request.path, headers: {}, body: '' }, holdings)
  return answerOf(body, status, headers['content-type'])
}

t.test(
  'every dossier comes back as the oracle has it, with the native codes beside, and nothing to remark',
  async (t) => {
    t.ok(facets.length >= 30)
    for (const facet of facets) {
      const outcome = adapter.toShared(ask(adapter.requests.dossier(facet.nativeKey)))
      if (!outcome.ok || outcome.value === 'absent') return t.fail(`${facet.nativeKey} was refused`)
      t.strictSame(comparable(outcome.value, leftOut), comparable(facet.translation, leftOut), facet.nativeKey)
      t.strictSame(outcome.findings, [])
      t.strictSame(validateTranslation(outcome.value), [])
      t.match(outcome.value.facet.report.stage.native, /^\d{3}$/)
    }
  },
)

t.test('so it is in worlds where limits are broken and charges wait for their approval', async (t) => {
  for (const facet of others) {
    const outcome = adapter.toShared(changed(facet))
    if (!outcome.ok || outcome.value === 'absent') return t.fail(`${facet.nativeKey} was refused`)
    t.strictSame(comparable(outcome.value, leftOut), comparable(facet.translation, leftOut), facet.nativeKey)
    t.strictSame(outcome.findings, [])
  }
  const told = others.map(({ translation: { facet } }) => facet)
  t.ok(told.some(({ charges = [] }) => charges.some(({ approval }) => approval === 'CHO_PHE_CHUAN')))
  t.ok(told.some(({ proceedings = [] }) => proceedings.some(({ closedOn }) => closedOn === undefined)))
  t.ok(told.some(({ suspensions = [] }) => suspensions.some(({ reviewedOn }) => reviewedOn === undefined)))
})

t.test('the list in pages gives every entry once, and where the change feed goes on', async (t) => {
  const entries: IndexEntry[] = []
  let cursor: string | undefined
  do {
    const page = adapter.toIndex(ask(adapter.requests.list(cursor)))
    if (!page.ok) return t.fail('page refused')
    t.strictSame([page.findings, validateIndexPage(page.value), page.value.changesFrom], [[], [], '0'])
    entries.push(...page.value.entries)
    cursor = page.value.next
  } while (cursor !== undefined)
  t.strictSame(
    entries,
    facets.map(({ index }) => index),
  )
})

t.test('what changes while the list is read comes with the change feed', async (t) => {
  const holdings = makeHoldings(world, 'vien-kiem-sat')
  const first = adapter.toIndex(ask(adapter.requests.list(undefined), holdings))
  const touched = facets[0]!.nativeKey
  holdings.touch(touched)
  const second = first.ok ? adapter.toIndex(ask(adapter.requests.list(first.value.next), holdings)) : first
  if (!second.ok) return t.fail('page refused')
  const feed = adapter.toIndex(ask(adapter.requests.changes(second.value.changesFrom!), holdings))
  if (!feed.ok) return t.fail('feed refused')
  t.strictSame(feed.value, { entries: [holdings.get(touched)!.index], next: '1' })
  t.not(holdings.get(touched)!.index.updatedAt, facets[0]!.index.updatedAt)
  const after = adapter.toIndex(ask(adapter.requests.changes('1'), holdings))
  t.strictSame(after.ok && after.value, { entries: [], next: '1' })
})

t.test('the source says absent with 404, and a bookmark it never gave is refused', async (t) => {
  t.strictSame(adapter.toShared(ask(adapter.requests.dossier('TB-2026-99999/../x'))), {
    ok: true,
    value: 'absent',
    findings: [],
  })
  const feed = adapter.toIndex(ask(adapter.requests.changes('7')))
  t.match(feed, { ok: false, findings: [{ code: 'cursor-unknown' }] })
})

t.test('a reason for an empty field is carried, whichever it is', async (t) => {
  const answer = changed(facets[0]!, (native) => {
    Object.assign(native.danhSachNguoiBiToGiac[0], {
      noiCuTru: null,
      ghiChu: null,
      lyDoTrong: { noiCuTru: 3, ghiChu: 2 },
    })
  })
  const outcome = adapter.toShared(answer)
  if (!outcome.ok || outcome.value === 'absent') return t.fail('refused')
  const why = new Map(outcome.value.absent.map((entry) => [entry.path, entry.why]))
  t.equal(why.get('/participants/0/person/address'), 'pending')
  t.equal(why.get('/participants/0/note'), 'inapplicable')
})
