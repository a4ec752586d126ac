/** What is handed over to Công an's service: taken once, told in list, feed and dossier, refused in its own words. */
import t from 'tap'
import { adapter } from '../../../../adapters/cong-an/adapter.ts'
import { handle } from '../../../../adapters/cong-an/sandbox/service.ts'
import type { Holdings } from '../../../../adapters/sandbox/holdings.ts'
import type { WritingContext } from '../../../../adapters/sdk/adapter.ts'
import { answer, ask, replaced, story, taking } from './harness.ts'

const context: WritingContext = {
  reference: 'cg-2026-000042',
  at: '2026-11-20T09:00:00+07:00',
  from: { id: 'vien-kiem-sat', code: 'VKS', organId: '000.00.00.H01', title: 'Viện kiểm sát nhân dân tỉnh An Giang' },
  to: { id: 'cong-an', code: 'CA', organId: 'H01.03.1', title: 'Công an tỉnh An Giang' },
}
const { translation } = story('khong-khoi-to')

function written(of: Partial<WritingContext> = {}): string {
  const made = adapter.toNative(translation, { ...context, ...of })
  if (!made.ok) throw new Error(JSON.stringify(made.findings))
  return Buffer.from(made.value.body).toString()
}

/** What the service says to a body that is handed over: what it did, or why not and where. */
function handed(body: string, held: Holdings<never> | ReturnType<typeof taking> = taking()): string {
  const headers = { soapaction: '"urn:conganangiang:hoso:GuiHoSo"' }
  const said = handle({ method: 'POST', path: '/dichvu/HoSoService', headers, body }, held as ReturnType<typeof taking>)
  t.equal(said.status, 200)
  const text = String(said.body)
  return [...text.matchAll(/<td:(?:TrangThai|MaHoSo|MaLoi|ViTri)>([^<]+)/g)].map(([, value]) => value).join(' ')
}

t.test('a dossier is taken once, and is in list, change feed and by its key as it was written', async (t) => {
  const held = taking()
  const body = written()
  t.equal(handed(body, held), 'TN2026000001 DA_NHAN')
  t.equal(handed(body, held), 'TN2026000001 DA_CO')
  const feed = adapter.toIndex(ask(adapter.requests.changes('0'), held))
  t.match(feed, {
    ok: true,
    value: {
      entries: [
        {
          nativeKey: 'TN2026000001',
          identifiers: translation.facet.identifiers.map(({ value }) => ({ value })),
          kind: translation.facet.report.kind.code,
          label: { level: translation.facet.label.level },
          ...{ conceal: false, resolves: false, confirms: [{ relation: 'originator', agency: 'VKS' }] },
        },
      ],
      next: '1',
    },
  })
  const read = adapter.toShared(ask(adapter.requests.dossier('TN2026000001'), held))
  const there = adapter.toShared(answer(body))
  if (!read.ok || !there.ok || read.value === 'absent' || there.value === 'absent') throw new Error('refused')
  t.strictSame(read.value.facet, there.value.facet)
  t.strictSame([read.findings, read.value.labels, read.value.absent], [[], there.value.labels, there.value.absent])
  let pages = 0
  for (let cursor: string | undefined; ; pages++) {
    const page = adapter.toIndex(ask(adapter.requests.list(cursor), held))
    if (!page.ok) throw new Error('refused')
    cursor = page.value.next
    if (cursor !== undefined) continue
    t.equal(page.value.entries.at(-1)?.nativeKey, 'TN2026000001')
    break
  }
  t.ok(pages > 0)
})

t.test('what it does not take it refuses with its own fault, and holds nothing of it', async (t) => {
  const body = written()
  const secret = replaced(body, '<dl:NoiDung>', '<dl:NoiDung doMat="C">')
  const cases: readonly (readonly [body: string, said: string])[] = [
    ['<html/>', 'DU_LIEU_SAI HoSoDienTu'],
    [body.slice(0, 900), 'DU_LIEU_SAI HoSoDienTu'],
    [replaced(body, /<td:PhieuChuyen>.*<\/td:PhieuChuyen>/, ''), 'DU_LIEU_SAI HoSoDienTu'],
    [replaced(body, /<td:SoPhieu>[^<]*/, '<td:SoPhieu>'), 'DU_LIEU_SAI PhieuChuyen'],
    [replaced(body, 'maDinhDanh="000.00.00.H01"', 'maDinhDanh="H01.00.00.000.x"'), 'DU_LIEU_SAI PhieuChuyen/BenGui'],
    [replaced(body, />02<\/td:BenGui>/, '>99</td:BenGui>'), 'DU_LIEU_SAI PhieuChuyen/BenGui'],
    [replaced(body, />01<\/td:BenNhan>/, '>03</td:BenNhan>'), 'SAI_NOI_NHAN PhieuChuyen/BenNhan'],
    [secret, 'TAI_LIEU_MAT HoSo'],
    [replaced(body, /<dl:DoMat>\w+/, '<dl:DoMat>B'), 'TAI_LIEU_MAT HoSo'],
    [replaced(body, '<dl:TinBao>', '<dl:TinBao><Them xmlns="urn:khac"/>'), 'DU_LIEU_SAI HoSo'],
    [replaced(body, /<dl:LoaiTin>\d/, '<dl:LoaiTin>8'), 'DU_LIEU_SAI HoSo/TinBao/LoaiTin'],
    [replaced(body, /<dl:CapNhatLuc>[^<]*/, '<dl:CapNhatLuc>hôm qua'), 'DU_LIEU_SAI HoSo/CapNhatLuc'],
  ]
  for (const [spoiled, said] of cases) {
    const held = taking()
    t.equal(handed(spoiled, held), said)
    t.equal(held.cursor(), 0)
  }
  const held = taking()
  handed(body, held)
  const other = replaced(body, /<dl:NoiDung>/, '<dl:NoiDung>Khác. ')
  t.equal(handed(other, held), 'TRUNG_SO_PHIEU PhieuChuyen/SoPhieu', 'the number of another dossier')
})

t.test('it reads namespaces, not prefixes', async (t) => {
  const body = written()
  const rebound = body.replaceAll('dl:', 'q:').replaceAll('xmlns:q', 'xmlns:q').replace('xmlns:dl', 'xmlns:q')
  t.equal(handed(rebound), 'TN2026000001 DA_NHAN')
  const held = taking()
  handed(rebound, held)
  const read = adapter.toShared(ask(adapter.requests.dossier('TN2026000001'), held))
  t.ok(read.ok && read.value !== 'absent' && read.findings.length === 0)
})
