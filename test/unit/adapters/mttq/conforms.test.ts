import t from 'tap'
import { adapter } from '../../../../adapters/mttq/adapter.ts'
import { handle } from '../../../../adapters/mttq/sandbox/routes.ts'
import { nativeEvent, nativePetition, oldForm } from '../../../../adapters/mttq/sandbox/writer.ts'
import { comparable } from '../../../../adapters/sandbox/comparable.ts'
import { makeHoldings } from '../../../../adapters/sandbox/holdings.ts'
import type { Mode } from '../../../../adapters/sandbox/misbehave.ts'
import type { Deposit, DepositPage, Outcome } from '../../../../adapters/sdk/adapter.ts'
import { validateIndexPage, validateTranslation } from '../../../../schemas/generated/validators.js'
import { answerOf, facets, pageOf, petition, storyFacet, unicodeFacet, vniFacet, world } from './petitions.ts'

const feed = adapter.feed!
const ask = ({ path }: { readonly path: string }, holdings = makeHoldings(world, 'mttq'), mode?: Mode) => {
  const { status, headers, body } = handle({ method: 'GET', path, headers: {}, body: '' }, holdings, mode)
  return answerOf(body, status, headers['content-type'])
}
const value = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.findings.map(({ code, pointer }) => `${code} ${pointer}`).join(', '))
  return outcome.value
}

/** Everything that the list tells, page by page. */
function listed(holdings = makeHoldings(world, 'mttq')): readonly DepositPage[] {
  const pages = [value(adapter.toDeposits(ask(feed.list(undefined), holdings)))]
  for (let next = pages[0]!.next; next !== undefined; next = pages.at(-1)!.next)
    pages.push(value(adapter.toDeposits(ask(feed.list(next), holdings))))
  return pages
}

t.test('every petition of every page comes back as the oracle has it, with nothing to remark', async (t) => {
  const pages = listed()
  t.ok(pages.length > 1 && facets.some(({ nativeKey }) => oldForm(nativeKey)))
  const deposits = pages.flatMap((page) => page.deposits)
  t.strictSame(
    deposits.map(({ entry }) => entry),
    facets.map(({ index }) => index),
  )
  t.strictSame(validateIndexPage({ entries: deposits.map(({ entry }) => entry) }), [])
  deposits.forEach(({ document }, i) => {
    const outcome = adapter.toShared(answerOf(document))
    t.strictSame(comparable(value(outcome)), comparable(facets[i]!.translation), facets[i]!.nativeKey)
    t.strictSame([outcome.findings, validateTranslation(value(outcome))], [[], []])
  })
  t.strictSame(
    pages.map(({ next, changesFrom }) => [next === undefined, changesFrom]),
    pages.map((_, i) => [i === pages.length - 1, '0']),
  )
})

t.test('what is kept is the same whether it was pushed or told by the feed, and can be taken again', async (t) => {
  const facet = storyFacet('nam-co-quan')
  const kept = (document: Parameters<typeof adapter.toDeposits>[0]) =>
    value(adapter.toDeposits(document)).deposits.find(({ entry }) => entry.nativeKey === facet.nativeKey)!
  const pushed = kept(answerOf(JSON.stringify(nativeEvent(facet, 'e-1'))))
  const told = kept(pageOf(facets.map((other) => nativePetition(other))))
  t.strictSame(pushed, told)
  t.strictSame(kept(answerOf(pushed.document)), pushed)
  t.equal(Buffer.from(pushed.document).toString(), `{"phanAnh":${JSON.stringify(nativePetition(facet))}}`)
})

t.test('what is kept is the portal’s own text to the letter, wherever it stood', async (t) => {
  const own = `{ "maPhanAnh" : "PA-1\\u0041",\n  "la": [9007199254740993, 1e2, "}\\"{" ],\n${JSON.stringify(
    petition(unicodeFacet),
  )
    .slice(1)
    .replace(/"maPhanAnh":"[^"]*",/, '')}`
  const page = `\n{"duLieu": [\n ${JSON.stringify(petition(vniFacet))},\t${own} ] ,"tiepTheo":"7"}`
  const { deposits, next } = value(adapter.toDeposits(answerOf(page)))
  t.equal(Buffer.from(deposits[1]!.document).toString(), `{"phanAnh":${own}}`)
  t.strictSame([deposits[1]!.entry.nativeKey, next], ['PA-1A', '7'])
})

t.test('what changes while the list is read comes with the change feed, in pages, each change once', async (t) => {
  const holdings = makeHoldings(world, 'mttq')
  const first = value(adapter.toDeposits(ask(feed.list(undefined), holdings)))
  const touched = facets.slice(0, 12).map(({ nativeKey }) => nativeKey)
  for (const key of touched) holdings.touch(key)
  const one = value(adapter.toDeposits(ask(feed.changes(first.changesFrom!), holdings)))
  holdings.touch(touched[0]!)
  const two = value(adapter.toDeposits(ask(feed.changes(one.next!), holdings)))
  t.strictSame(
    [one, two].flatMap(({ deposits }) => deposits.map(({ entry }) => entry.nativeKey)),
    touched,
  )
  t.strictSame([one.changesFrom, two.next], [undefined, '12'])
  const after = value(adapter.toDeposits(ask(feed.changes(two.next!), holdings)))
  t.strictSame(
    after.deposits.map(({ entry }) => entry),
    [holdings.get(touched[0]!)!.index],
  )
  const [{ document }] = after.deposits as readonly [Deposit]
  t.strictSame(
    comparable(value(adapter.toShared(answerOf(document)))),
    comparable(holdings.get(touched[0]!)!.translation),
  )
  t.strictSame(value(adapter.toDeposits(ask(feed.changes(after.next!), holdings))), {
    deposits: [],
    refused: [],
    next: '13',
  })
})

t.test('a bookmark that the portal never gave is said to be unknown', async (t) => {
  for (const cursor of ['7', '-1', 'x', '0.10.9'])
    t.match(
      adapter.toDeposits(ask(feed.changes(cursor))),
      { ok: false, findings: [{ code: 'cursor-unknown' }] },
      cursor,
    )
  t.match(adapter.toDeposits(ask(feed.list('99'))), { ok: false, findings: [{ code: 'status-unexpected' }] })
})

t.test('the trap of the portal: a feed whose bookmark goes back leads in a circle', async (t) => {
  const holdings = makeHoldings(world, 'mttq')
  for (const facet of facets.slice(0, 2)) holdings.touch(facet.nativeKey)
  const seen: string[] = []
  for (let cursor = '0'; !seen.includes(cursor); ) {
    seen.push(cursor)
    const page = value(adapter.toDeposits(ask(feed.changes(cursor), holdings, 'cursor-back')))
    t.ok(page.deposits.length > 0)
    cursor = page.next!
  }
  t.strictSame(seen, ['0', '2', '1'])
})

t.test(
  'who stays anonymous is named nowhere; the Front makes no recommendation to prosecute; its stories are told',
  async (t) => {
    const anonymous = storyFacet('mttq-an-danh')
    t.match(anonymous.translation.facet.reporters, [{ kind: 'AN_DANH' }])
    t.strictSame(Object.keys(anonymous.translation.facet.reporters![0]!).toSorted(), ['id', 'kind', 'reportedAt'])
    for (const facet of facets) t.not(facet.index.kind, 'KIEN_NGHI_KHOI_TO', facet.nativeKey)
    t.ok(storyFacet('mttq-can-bo').index.conceal)
    t.match(storyFacet('cham-chuyen-mttq').translation.facet.clocks, [{ rule: 'BLTTHS.146', state: 'QUA_HAN' }])
  },
)
