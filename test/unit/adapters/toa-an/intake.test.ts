/** What is handed over to the court's document service: taken once, told in list, feed and dossier, recalled, replaced, refused in its own words. */
import t from 'tap'
import { type Holdings, makeHoldings } from '../../../../adapters/sandbox/holdings.ts'
import type { Received } from '../../../../adapters/sandbox/received.ts'
import type { WritingContext } from '../../../../adapters/sdk/adapter.ts'
import { adapter } from '../../../../adapters/toa-an/adapter.ts'
import type { BookFacts } from '../../../../adapters/toa-an/sandbox/book.ts'
import { handle } from '../../../../adapters/toa-an/sandbox/service.ts'
import { answer, ask, inFile, replaced, story, translated, world } from './harness.ts'

const context: WritingContext = {
  reference: 'cg-2026-000042',
  at: '2026-11-20T09:00:00+07:00',
  from: { id: 'vien-kiem-sat', code: 'VKS', organId: '000.00.91.B05', title: 'Viện kiểm sát nhân dân tỉnh An Giang' },
  to: { id: 'toa-an', code: 'TA', title: 'Tòa án nhân dân khu vực 1 - An Giang' },
}
const { translation } = story('xet-xu-kin')
const key = (serial: number): string => `C05.91.01,2026/11/20,${serial}/2026/LT/TB-TA`

function written(reference = context.reference): string {
  const made = adapter.toNative!(translation, { ...context, reference })
  if (!made.ok) throw new Error(JSON.stringify(made.findings))
  return Buffer.from(made.value.body).toString()
}

const documentIdIn = (text: string): string =>
  /<edXML:DocumentId>([^<]+)<\/edXML:DocumentId><\/edXML:Mess/.exec(text)![1]!

/** The message as another kind, about others, sent at another second. */
function as(text: string, type: '1' | '2' | '3', about: string, second = '01'): string {
  const id = `<edXML:DocumentId>${about}</edXML:DocumentId>`
  const list = `<edXML:ReplacementInfoList><edXML:ReplacementInfo>${id}</edXML:ReplacementInfo></edXML:ReplacementInfoList>`
  const typed = replaced(text, 'DocType>0<', `DocType>${type}<`)
  const timed = replaced(typed, '09:00:00</edXML:Timestamp>', `09:00:${second}</edXML:Timestamp>`)
  return replaced(timed, '</edXML:Bussiness>', `${type === '3' ? list : id}</edXML:Bussiness>`)
}

const taking = (shelf?: Parameters<typeof makeHoldings<BookFacts>>[3], earlier: readonly string[] = []) =>
  makeHoldings<BookFacts>(world, 'toa-an', earlier, shelf)

/** What the service says: the code of the status and the words with it, or of the error and its place. */
function handed(body: string, held: Holdings<BookFacts>): string {
  const said = String(handle({ method: 'POST', path: '/vanban', headers: {}, body }, held).body)
  return [...said.matchAll(/<(?:edXML:StatusCode|edXML:Description|Ma|ViTri)>([^<]+)/g)].map(([, of]) => of).join(' ')
}

const dossier = (of: string, held: Holdings<BookFacts>) =>
  adapter.toShared(ask(adapter.requests.dossier(of), held as unknown as Holdings))
const feed = (from: string, held: Holdings<BookFacts>) => {
  const page = adapter.toIndex(ask(adapter.requests.changes(from), held as unknown as Holdings))
  if (!page.ok) throw new Error(JSON.stringify(page))
  return page
}

t.test('a record is taken once, and is in list, change feed and by its key as it was written', async (t) => {
  const held = taking()
  const body = written()
  t.equal(handed(body, held), `03 Đã tiếp nhận, vào sổ: ${key(1)}`)
  t.equal(handed(body, held), `03 Đã tiếp nhận, vào sổ: ${key(1)}`, 'the same again')
  t.equal(held.cursor(), 1)
  const { value, findings } = feed('0', held)
  t.strictSame(findings, [])
  const numbers = translation.facet.identifiers.map(({ value: of }) => ({ value: of }))
  t.match(value, {
    entries: [
      {
        nativeKey: key(1),
        identifiers: [{ system: 'toa-an:xet-xu', type: 'SO_TIEP_NHAN', value: '1/2026/LT/TB-TA' }, ...numbers],
        kind: translation.facet.report.kind.code,
        ...{ label: { level: translation.facet.label.level }, conceal: false, resolves: false },
      },
    ],
    next: '1',
  })
  const there = translated(body)
  const read = dossier(key(1), held)
  if (!read.ok || read.value === 'absent') throw new Error(JSON.stringify(read))
  const { identifiers, ...facet } = read.value.facet
  const { identifiers: sent, ...rest } = there.facet
  t.strictSame([facet, identifiers.slice(1), read.findings], [rest, sent, []])
  t.strictSame([read.value.labels, read.value.absent], [there.labels, there.absent])
  let last: string | undefined
  for (let cursor: string | undefined; ; ) {
    const page = adapter.toIndex(ask(adapter.requests.list(cursor), held as unknown as Holdings))
    if (!page.ok) throw new Error('refused')
    last = page.value.entries.at(-1)?.nativeKey
    cursor = page.value.next
    if (cursor === undefined) break
  }
  t.equal(last, key(1))
})

t.test('an update goes into its record; a recall takes it out, and nothing is done to it after that', async (t) => {
  const held = taking()
  const body = written()
  const id = documentIdIn(body)
  handed(body, held)
  const updated = as(inFile(body, /<TomTat>[^<]*/, '<TomTat>Bổ sung.'), '2', id)
  t.equal(handed(updated, held), `15 Đồng ý lấy lại, cập nhật: ${key(2)}`)
  t.equal(handed(updated, held), `15 Đồng ý lấy lại, cập nhật: ${key(2)}`)
  const after = dossier(key(1), held)
  t.equal(after.ok && after.value !== 'absent' && after.value.facet.report.summary, 'Bổ sung.')
  t.match(feed('1', held).value.entries, [{ nativeKey: key(1) }])
  t.equal(handed(as(body, '1', id, '02'), held), `15 Đồng ý lấy lại, cập nhật: ${key(3)}`)
  t.match(dossier(key(1), held), { ok: true, value: 'absent' })
  const { value, findings } = feed('2', held)
  t.match([value.entries, findings], [[], [{ code: 'document-recalled' }]])
  t.equal(handed(as(body, '2', id, '03'), held), 'VAN_BAN_HET_HIEU_LUC Bussiness/DocumentId', 'update after recall')
  t.equal(handed(as(body, '1', id, '04'), held), 'VAN_BAN_HET_HIEU_LUC Bussiness/DocumentId', 'recalled twice')
  t.equal(handed(as(written('b'), '1', 'C05.91.01,2026/01/01,1/A'), held), 'KHONG_CO_VAN_BAN Bussiness/DocumentId')
})

t.test('a replacement takes the place of another; chains end, and lead in no circle', async (t) => {
  const held = taking()
  const [a, b, c] = [written('a'), written('b'), written('c')]
  const [idA, idB, idC] = [a, b, c].map(documentIdIn) as [string, string, string]
  handed(a, held)
  t.equal(handed(as(b, '3', idA), held), `03 Đã tiếp nhận, vào sổ: ${key(2)}`)
  t.match(dossier(key(1), held), { ok: true, value: 'absent' })
  t.ok(dossier(key(2), held).ok)
  t.equal(handed(as(c, '3', idC), held), 'THAY_THE_VONG ReplacementInfoList', 'itself')
  t.equal(handed(as(c, '3', idA), held), 'VAN_BAN_HET_HIEU_LUC ReplacementInfoList', 'what is replaced already')
  t.equal(handed(as(a, '3', idB), held), 'TRUNG_SO MessageHeader/DocumentId', 'back to the first, in a circle')
  t.equal(handed(as(c, '3', idB), held), `03 Đã tiếp nhận, vào sổ: ${key(3)}`)
  const stranger = as(written('d').replaceAll('000.00.91.B05', 'G01.91'), '3', idC)
  t.equal(handed(stranger, held), 'KHONG_CO_VAN_BAN ReplacementInfoList', "another sender's")
  t.equal(held.cursor(), 3)
})

t.test('a status is about what the court sent or entered, and has a code of the standard', async (t) => {
  const held = taking()
  const own = story('xet-xu-kin').nativeKey
  const status = (id: string, code: string): string =>
    `<edXML xmlns="http://www.e-doc.vn/Schema/"><edXMLEnvelope><edXMLHeader><Status><ResponseFor><OrganId>C05.91.01</OrganId>
     <DocumentId>${id}</DocumentId></ResponseFor><From><OrganId>B05.91</OrganId></From><StatusCode>${code}</StatusCode>
     <Timestamp>2026/11/20 10:00:00</Timestamp></Status></edXMLHeader></edXMLEnvelope></edXML>`
  for (const code of ['01', '02', '03', '04', '05', '06', '13', '15', '16'])
    t.match(handed(status(own, code), taking()), /^03 /, code)
  for (const code of ['00', '07', '14', '1', ''])
    t.equal(handed(status(own, code), held), 'MA_TRANG_THAI_SAI Status/StatusCode')
  t.equal(handed(status('C05.91.01,2026/01/01,9/2026/TLST-HS', '06'), held), 'KHONG_CO_VAN_BAN Status/ResponseFor')
  t.equal(held.cursor(), 0)
  handed(status(own, '06'), held)
  t.strictSame(feed('0', held).value.entries, [], 'it is no record')
})

t.test('what it does not take it refuses with its own error, and holds nothing of it', async (t) => {
  const body = written()
  const [trace = ''] = /<edXML:TraceHeaderList.*<\/edXML:TraceHeaderList>/s.exec(body) ?? []
  const [reference = ''] = /<edXML:Reference.*<\/edXML:Reference>/s.exec(body) ?? []
  const [attached = ''] = /<Attachment>.*<\/Attachment>/s.exec(body) ?? []
  const cases: readonly (readonly [body: string, said: string])[] = [
    ['<html/>', 'VAN_BAN_SAI edXML'],
    [body.slice(0, 900), 'VAN_BAN_SAI edXML'],
    [replaced(body, trace, ''), 'VAN_BAN_SAI TraceHeaderList'],
    [replaced(body, trace, trace + trace), 'VAN_BAN_SAI TraceHeaderList'],
    [body.replaceAll('Bussiness>', 'Business>'), 'VAN_BAN_SAI TraceHeaderList/Bussiness/BussinessDocType'],
    [replaced(body, 'DocType>0<', 'DocType>9<'), 'VAN_BAN_SAI TraceHeaderList/Bussiness/BussinessDocType'],
    [replaced(body, reference, ''), 'VAN_BAN_SAI edXMLManifest'],
    [replaced(body, attached, ''), 'VAN_BAN_SAI edXMLManifest'],
    [replaced(body, attached, attached + attached), 'VAN_BAN_SAI AttachmentEncoded/Attachment/ContentId'],
    [replaced(body, 'xlink:href="cid:', 'xlink:href="'), 'VAN_BAN_SAI edXMLManifest/Reference'],
    [replaced(body, '<ContentId>hoso', '<ContentId>cid:hoso'), 'VAN_BAN_SAI AttachmentEncoded/Attachment/ContentId'],
    [body.replaceAll('cg-2026-000042<', 'cg-2026-000043<'), 'VAN_BAN_SAI MessageHeader/DocumentId'],
    [replaced(body, '<edXML:OrganId>C05.91.01<', '<edXML:OrganId>B05.91<'), 'SAI_NOI_NHAN MessageHeader/To'],
    [inFile(body, /<NguonAn>\w+/, '<NguonAn>??'), 'VAN_BAN_SAI hoso.xml/ThongTinChung/NguonAn'],
    [inFile(body, /<CapNhatLuc>[^<]*/, '<CapNhatLuc>hôm qua'), 'VAN_BAN_SAI hoso.xml/HoSoVuAn/CapNhatLuc'],
    [inFile(body, '<TomTat>', '<TomTat muc="TM" dau="">'), 'TAI_LIEU_MAT hoso.xml'],
    [inFile(body, '<TomTat>', '<TomTat muc="A" dau="">'), 'VAN_BAN_SAI hoso.xml'],
  ]
  for (const [spoiled, said] of cases) {
    const held = taking()
    t.equal(handed(spoiled, held), said)
    t.equal(held.cursor(), 0)
  }
  const held = taking()
  handed(body, held)
  t.equal(handed(inFile(body, /<TomTat>/, '<TomTat>Khác. '), held), 'TRUNG_SO MessageHeader/DocumentId')
})

t.test('what came before is there again after a restart, recalls included', async (t) => {
  const kept: Received<BookFacts>[] = []
  const shelf = { received: kept, keep: (one: Received<BookFacts>) => void kept.push(one) }
  const held = taking({ received: [], keep: shelf.keep })
  const [a, b] = [written('a'), written('b')]
  for (const body of [a, b, as(a, '1', documentIdIn(a))]) handed(body, held)
  const again = taking(
    { received: kept, keep: shelf.keep },
    kept.map(({ nativeKey }) => nativeKey),
  )
  t.strictSame(again.cursor(), 3)
  t.match(dossier(key(1), again), { ok: true, value: 'absent' })
  t.strictSame(dossier(key(2), again), dossier(key(2), held))
  t.equal(handed(b, again), `03 Đã tiếp nhận, vào sổ: ${key(2)}`)
})

t.test('it misbehaves on request: rows told twice, a feed that leads in a circle', async (t) => {
  const held = taking()
  const told = (mode: 'duplicate' | 'cursor-back') =>
    adapter.toIndex(
      answer(String(handle({ method: 'GET', path: '/vanban/danh-sach', headers: {}, body: '' }, held, mode).body)),
    )
  const twice = told('duplicate')
  t.equal(twice.ok && twice.value.entries.length, 12)
  t.match(told('cursor-back'), { ok: true, value: { next: '1.0' } })
})
