import t from 'tap'
import { adapter } from '../../../../adapters/cong-an/adapter.ts'
import { comparable } from '../../../../adapters/sandbox/comparable.ts'
import type { IndexEntry } from '../../../../adapters/sdk/adapter.ts'
import { validateIndexPage, validateTranslation } from '../../../../schemas/generated/validators.js'
import { answer, ask, holdings, replaced, story, textOf, translated } from './harness.ts'

/** The ciphertext is the one declared loss; native codes are the adapter's addition. */
const leftOut = ['native', 'ciphertext']

t.test('every dossier comes back as it truly is, without a finding', async (t) => {
  const held = holdings()
  t.ok(held.all().length >= 30)
  for (const { nativeKey, translation } of held.all()) {
    const outcome = adapter.toShared(ask(adapter.requests.dossier(nativeKey), held))
    if (!outcome.ok || outcome.value === 'absent') throw new Error(JSON.stringify(outcome))
    t.strictSame(comparable(outcome.value, leftOut), comparable(translation, leftOut), nativeKey)
    t.strictSame(outcome.findings, [])
    t.strictSame(validateTranslation(outcome.value), [])
  }
})

t.test('the pages of the list give every index row once, and the cursor of the feed', async (t) => {
  const held = holdings()
  const entries: IndexEntry[] = []
  let cursor: string | undefined
  do {
    const outcome = adapter.toIndex(ask(adapter.requests.list(cursor), held))
    if (!outcome.ok) throw new Error(JSON.stringify(outcome))
    t.strictSame([outcome.findings, validateIndexPage(outcome.value)], [[], []])
    t.equal(outcome.value.changesFrom, '0')
    entries.push(...outcome.value.entries)
    cursor = outcome.value.next
  } while (cursor !== undefined)
  t.strictSame(
    entries,
    held.all().map(({ index }) => index),
  )
})

t.test('a change while the list is read is in the feed that the list leads to', async (t) => {
  const held = holdings()
  const [changed] = held.all()
  const first = adapter.toIndex(ask(adapter.requests.list(undefined), held))
  if (!first.ok) throw new Error('refused')
  held.touch(changed!.nativeKey)
  const second = adapter.toIndex(ask(adapter.requests.list(first.value.next), held))
  if (!second.ok) throw new Error('refused')
  const feed = adapter.toIndex(ask(adapter.requests.changes(second.value.changesFrom!), held))
  if (!feed.ok) throw new Error('refused')
  const now = held.get(changed!.nativeKey)!
  t.strictSame(feed.value, { entries: [now.index], next: '1' })
  t.not(now.index.updatedAt, changed!.index.updatedAt)
  const outcome = adapter.toShared(ask(adapter.requests.dossier(changed!.nativeKey), held))
  t.match(outcome, { ok: true, value: { updatedAt: now.index.updatedAt } })
  t.strictSame(adapter.toIndex(ask(adapter.requests.changes('1'), held)), {
    ok: true,
    value: { entries: [], next: '1' },
    findings: [],
  })
})

t.test('cursors longer than the index takes refuse their page', async (t) => {
  const held = holdings()
  const page = Buffer.from(ask(adapter.requests.list(undefined), held).body).toString()
  const long = replaced(page, /(?<=<td:MocThayDoi>)\d+/, '7'.repeat(1001))
  t.match(adapter.toIndex(answer(long)), { ok: false, findings: [{ code: 'value-too-long' }] })
})

t.test('text is NFD on the wire and NFC afterwards', async (t) => {
  const held = holdings()
  const { nativeKey, translation } = story('cham-han')
  const wire = Buffer.from(ask(adapter.requests.dossier(nativeKey), held).body).toString()
  const summary = translation.facet.report.summary!
  t.notOk(wire.includes(summary))
  t.ok(wire.includes(summary.normalize('NFD')))
  t.ok(JSON.stringify(translated(wire)).includes(summary))
})

t.test('native codes stay beside the shared ones', async (t) => {
  const { facet } = translated(textOf(story('tam-dinh-chi')))
  t.match(facet.report.stage, { code: 'TAM_DINH_CHI', native: '23' })
  t.match(facet.decisions?.[0], { type: { code: 'TAM_DINH_CHI', native: 'TDC' }, agency: { code: 'CA', native: '01' } })
})

t.test('the opaque part keeps all but its ciphertext', async (t) => {
  const text = textOf(story('to-giac-mat'))
  const ciphertext = /<dl:BanMa>(.+)<\/dl:BanMa>/.exec(text)?.[1]
  t.ok(ciphertext)
  const { facet } = translated(text)
  t.match(facet.opaque, [{ covers: '/reporters/0', level: 'MAT', product: 'sandbox, not approved' }])
  t.notOk(JSON.stringify(facet).includes(ciphertext!))
})

t.test('a dossier that the source has not is absent; a cursor that it does not know is named so', async (t) => {
  const held = holdings()
  t.match(adapter.toShared(ask(adapter.requests.dossier('HS-khác & <b>'), held)), { ok: true, value: 'absent' })
  t.match(adapter.toIndex(ask(adapter.requests.changes('999'), held)), {
    ok: false,
    findings: [{ code: 'cursor-unknown' }],
  })
  t.match(adapter.toIndex(ask(adapter.requests.list('x'), held)), { ok: false, findings: [{ code: 'source-fault' }] })
})
