import t from 'tap'
import { comparable } from '../../../../adapters/sandbox/comparable.ts'
import { makeHoldings } from '../../../../adapters/sandbox/holdings.ts'
import { pdf } from '../../../../adapters/sandbox/pdf.ts'
import { makeWorld } from '../../../../adapters/sandbox/world.ts'
import type { IndexEntry } from '../../../../adapters/sdk/adapter.ts'
import { adapter } from '../../../../adapters/toa-an/adapter.ts'
import { writeMessage } from '../../../../adapters/toa-an/sandbox/message.ts'
import { validateIndexPage, validateTranslation } from '../../../../schemas/generated/validators.js'
import { answer, ask, holdings, inFile, story, textOf, translated } from './harness.ts'

const kindOf = (text: string): string | undefined => /BussinessDocType>(\d)</.exec(text)?.[1]

t.test('every dossier comes back as it truly is, without a finding', async (t) => {
  const held = makeHoldings(makeWorld({ seed: 5, dossiers: 80 }), 'toa-an')
  t.ok(held.all().length >= 10)
  for (const { nativeKey, translation } of held.all()) {
    const outcome = adapter.toShared(ask(adapter.requests.dossier(nativeKey), held))
    if (!outcome.ok || outcome.value === 'absent') throw new Error(JSON.stringify(outcome))
    t.strictSame(comparable(outcome.value), comparable(translation), nativeKey)
    t.strictSame([outcome.findings, validateTranslation(outcome.value)], [[], []])
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

t.test('a change while the list is read is in the feed, and goes out as an update', async (t) => {
  const held = holdings()
  const [changed] = held.all()
  const first = adapter.toIndex(ask(adapter.requests.list(undefined), held))
  if (!first.ok) throw new Error('refused')
  held.touch(changed!.nativeKey)
  const second = adapter.toIndex(ask(adapter.requests.list(first.value.next), held))
  if (!second.ok) throw new Error('refused')
  const now = held.get(changed!.nativeKey)!
  const feed = adapter.toIndex(ask(adapter.requests.changes(second.value.changesFrom!), held))
  t.strictSame(feed.ok && feed.value, { entries: [now.index], next: '1' })
  const message = ask(adapter.requests.dossier(changed!.nativeKey), held)
  t.equal(kindOf(Buffer.from(message.body).toString()), '2')
  const outcome = adapter.toShared(message)
  t.strictSame(comparable(outcome.ok && outcome.value), comparable(now.translation))
  t.strictSame(adapter.toIndex(ask(adapter.requests.changes('1'), held)), {
    ok: true,
    value: { entries: [], next: '1' },
    findings: [],
  })
})

t.test('new, replacement and recall: what was replaced is absent', async (t) => {
  t.equal(kindOf(textOf(story('toa-thu-ly'))), '0')
  const replacing = textOf(story('xet-xu-cong-khai'))
  t.equal(kindOf(replacing), '3')
  const before = /<edXML:ReplacementInfo><edXML:DocumentId>([^<]+)</.exec(replacing)?.[1]
  const recall = ask(adapter.requests.dossier(before!), holdings())
  t.equal(kindOf(Buffer.from(recall.body).toString()), '1')
  t.strictSame([recall.status, adapter.toShared(recall)], [200, { ok: true, value: 'absent', findings: [] }])
})

t.test('a matter that the court found itself has a number of its own, and names nobody', async (t) => {
  const { facet } = translated(textOf(story('toa-tu-phat-hien')))
  t.match(facet.identifiers, [{ type: 'SO_TIEP_NHAN', system: 'toa-an:xet-xu', assigner: { code: 'TA' } }])
  t.equal(facet.identifiers.length, 1)
  t.notOk(story('toa-tu-phat-hien').index.confirms)
})

t.test('what is cited has its number, its agency and the system of that agency', async (t) => {
  const { facet } = translated(textOf(story('nam-co-quan')))
  t.match(facet.identifiers, [
    { system: 'toa-an:xet-xu', type: 'SO_HO_SO', assigner: { code: 'TA', native: 'C05.91.01' } },
    { system: 'vien-kiem-sat:kiem-sat', type: 'SO_QUYET_DINH', value: /CT-VKS/, assigner: { native: 'B05.91' } },
    { system: 'cong-an:dieu-tra', type: 'SO_QUYET_DINH', value: /KTVA/, assigner: { native: 'G01.91' } },
  ])
  const old = translated(inFile(textOf(story('nam-co-quan')), />B05\.91</, '>000.00.91.B05<'))
  t.match(
    old.facet.identifiers[1],
    { assigner: { code: 'VKS', native: '000.00.91.B05' } },
    'the old form of its OrganId',
  )
})

t.test('of a paper only the reference is carried, with its decoded size', async (t) => {
  const text = textOf(story('xet-xu-cong-khai'))
  const { facet } = translated(text)
  const [paper] = facet.documents!
  t.match(paper, { id: 'TL-1', fileName: 'Cao-trang.pdf', mediaType: 'application/pdf', title: /^Cáo trạng/ })
  t.strictSame(paper?.bytes, story('xet-xu-cong-khai').translation.facet.documents?.[0]?.bytes)
  t.notMatch(JSON.stringify(facet), /JVBER|%PDF/)
  t.equal(
    facet.documents?.some(({ fileName }) => fileName === 'hoso.xml'),
    false,
  )
})

t.test('a hearing still to come, and one put off', async (t) => {
  const held = story('xet-xu-kin')
  const [hearing] = held.translation.facet.hearings!
  for (const state of ['DA_LEN_LICH', 'HOAN'] as const) {
    const facet = { ...held.translation.facet, hearings: [{ ...hearing!, state, closed: false }] }
    const text = writeMessage({ ...held, translation: { ...held.translation, facet } }, 'new')
    t.match(translated(text).facet.hearings, [{ state, closed: false, instance: 'SO_THAM' }])
  }
})

t.test('a dossier that the source has not is absent; a cursor that it does not know is named so', async (t) => {
  const held = holdings()
  for (const key of ['KHONG-CO', 'Tòa & <b>', 'a\ud800', '..'])
    t.match(adapter.toShared(ask(adapter.requests.dossier(key), held)), { ok: true, value: 'absent' }, key)
  for (const cursor of ['999', '-1', 'x', ''])
    t.match(adapter.toIndex(ask(adapter.requests.changes(cursor), held)), {
      ok: false,
      findings: [{ code: 'cursor-unknown' }],
    })
  const beyond = adapter.toIndex(ask(adapter.requests.list('99'), held))
  t.match(beyond, { ok: false, findings: [{ code: 'status-unexpected' }] })
})

t.test('only the service itself can say absent, or that a cursor is gone', async (t) => {
  const said = (code: string) => `<Loi xmlns="urn:toaan.angiang:trucvanban:1"><Ma>${code}</Ma></Loi>`
  const shared = (code: string, status: number, type?: string) => {
    const outcome = adapter.toShared(answer(said(code), status, type))
    return outcome.ok ? outcome.value : outcome.findings[0].code
  }
  t.equal(shared('KHONG_TIM_THAY', 404), 'absent')
  t.equal(shared('DA_THU_HOI', 410), 'absent')
  t.equal(shared('KHONG_TIM_THAY', 410), 'status-unexpected')
  t.equal(shared('KHONG_TIM_THAY', 404, 'text/html'), 'media-type-unexpected')
  t.equal(shared('KHONG_TIM_THAY', 200), 'edxml-root-missing')
  t.match(adapter.toShared(answer('<html/>', 404)), { ok: false })
  t.match(adapter.toIndex(answer(said('MOC_KHONG_CON'), 404)), { findings: [{ code: 'status-unexpected' }] })
  t.match(adapter.toIndex(answer('<html/>', 410)), { findings: [{ code: 'status-unexpected' }] })
})

t.test('the papers of the sandbox are PDF files of the size that is told', async (t) => {
  for (const bytes of [700, 999, 1_000, 1_001, 2_500]) {
    const file = pdf('Bản án hình sự sơ thẩm', bytes)
    t.strictSame([file.length, file.subarray(0, 5).toString()], [bytes, '%PDF-'])
    const at = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(file.toString('latin1'))?.[1])
    t.equal(file.subarray(at, at + 4).toString(), 'xref')
  }
  t.throws(() => pdf('Bản án', 100))
})
