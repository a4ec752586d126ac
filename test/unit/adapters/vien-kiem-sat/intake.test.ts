/** The procuracy's sandbox takes what is handed over in its own form, keeps it, and tells of it as of its own. */
import { join } from 'node:path'
import t from 'tap'
import { comparable } from '../../../../adapters/sandbox/comparable.ts'
import { type Holdings, makeHoldings } from '../../../../adapters/sandbox/holdings.ts'
import { openRecords } from '../../../../adapters/sandbox/records.ts'
import { makeWorld } from '../../../../adapters/sandbox/world.ts'
import type { Translation } from '../../../../adapters/sdk/adapter.ts'
import { adapter } from '../../../../adapters/vien-kiem-sat/adapter.ts'
import type { Facts } from '../../../../adapters/vien-kiem-sat/sandbox/intake.ts'
import { handle, nativeKeyOf } from '../../../../adapters/vien-kiem-sat/sandbox/routes.ts'
import { writeDossier } from '../../../../adapters/vien-kiem-sat/writing.ts'
import { dataFolder } from '../../../support/data-folder.ts'
import { answerOf, type Native, world } from './answers.ts'

const folder = dataFolder(t)
const settings = {
  ...{ seed: 5, dossiers: 12, port: 0, host: '', ca: '', cert: '', key: '' },
  requestsFile: join(folder, 'requests'),
  changesFile: join(folder, 'changes'),
  receivedFile: join(folder, 'received'),
}
const begun = (): Holdings<Facts> => {
  const { earlier, shelf } = openRecords<Facts>(settings)
  return makeHoldings<Facts>(
    makeWorld({ seed: 5, dossiers: 12, only: 'vien-kiem-sat' }),
    'vien-kiem-sat',
    earlier,
    shelf,
  )
}

/** What the police hold of a matter, and have no secret in. */
const { translation } = world.matters.find(({ name }) => name === 'cham-han')!.facets['cong-an']!

function native(of: Translation, reference = 'cg-1'): Native {
  const outcome = writeDossier(of, {
    reference,
    at: '2026-11-21T08:00:00+07:00',
    from: { id: 'cong-an', code: 'CA', title: 'Công an tỉnh An Giang' },
    to: { id: 'vien-kiem-sat', code: 'VKS', title: 'Viện kiểm sát nhân dân tỉnh An Giang' },
  })
  if (!outcome.ok) throw new Error('refused')
  return JSON.parse(Buffer.from(outcome.value.body).toString())
}

function ask(
  holdings: Holdings<Facts>,
  request: { path: string; post?: unknown; type?: string },
  mode = 'none' as const,
) {
  const { path, post, type = 'application/json' } = request
  const body = post === undefined ? '' : typeof post === 'string' ? post : JSON.stringify(post)
  const headers = { 'content-type': type }
  const method = post === undefined ? 'GET' : 'POST'
  const answer = handle({ method, path, headers, body }, holdings, mode)
  return {
    ...answerOf(answer.body, answer.status, answer.headers['content-type']),
    said: JSON.parse(String(answer.body)),
  }
}
const post = (holdings: Holdings<Facts>, document: unknown, type?: string) =>
  ask(holdings, { path: '/api/v1/tin-bao', post: document, ...(type && { type }) })

t.test('a matter that was handed over is in the list, in the feed and by its key, also after a restart', async (t) => {
  const first = begun()
  const before = first.all().length
  const taken = post(first, native(translation))
  t.match([taken.status, taken.said], [201, { maTinBao: 'TN-2026-00001', daCo: false }])
  for (const holdings of [first, begun()]) {
    t.equal(holdings.all().length, before + 1)
    const last = Math.ceil(holdings.all().length / 10)
    const pages = [
      ask(holdings, { path: `/api/v1/tin-bao?trang=${last}` }),
      ask(holdings, { path: '/api/v1/thay-doi?tu=0' }),
    ]
    for (const page of pages) {
      const read = adapter.toIndex(page)
      const entry = read.ok ? read.value.entries.at(-1) : undefined
      t.match(entry, { nativeKey: 'TN-2026-00001', kind: translation.facet.report.kind.code, resolves: false })
      t.strictSame(read.findings, [])
    }
    const dossier = adapter.toShared(ask(holdings, adapter.requests.dossier('TN-2026-00001')))
    if (!dossier.ok || dossier.value === 'absent') return t.fail('not read')
    const { report, participants } = dossier.value.facet
    t.strictSame(comparable(report), comparable(translation.facet.report))
    t.strictSame(comparable(participants), comparable(translation.facet.participants))
    t.not(dossier.value.updatedAt, translation.updatedAt, 'it changed here when it was taken')
  }
})

t.test('the same number twice is one matter; another matter under it is refused', async (t) => {
  const holdings = begun()
  const repeated = post(holdings, native(translation))
  t.match([repeated.status, repeated.said], [200, { maTinBao: 'TN-2026-00001', daCo: true }])
  const other = post(holdings, { ...native(translation), noiDung: 'Khác.' })
  t.match([other.status, other.said], [409, { loi: 'SO_THAM_CHIEU_DA_DUNG' }])
  t.equal(holdings.all().length, begun().all().length)
})

t.test('what is no dossier of the form is refused in the own error form, with the places and no values', async (t) => {
  const holdings = begun()
  const cursor = holdings.cursor()
  const said = (document: unknown, type?: string) => {
    const { status, said: of } = post(holdings, document, type)
    return [status, of.loi]
  }
  t.strictSame(said('{"phienBan":'), [400, 'JSON_KHONG_HOP_LE'])
  t.strictSame(said('[]'), [400, 'JSON_KHONG_HOP_LE'])
  t.strictSame(said(native(translation), 'application/xml'), [415, 'KIEU_DU_LIEU_KHONG_HO_TRO'])
  t.strictSame(said({ ...native(translation, 'x'), phienBan: '3.0' }), [422, 'PHIEN_BAN_KHONG_HO_TRO'])

  const faults: readonly (readonly [spoil: (native: Native) => void, truong: string, loi: string])[] = [
    [(n) => delete n.chuyenGiao.soThamChieu, '/chuyenGiao/soThamChieu', 'THIEU'],
    [(n) => delete n.mucChiaSe, '/mucChiaSe', 'THIEU'],
    [(n) => Object.assign(n, { giaiDoan: 999 }), '/giaiDoan', 'NGOAI_DANH_MUC'],
    [(n) => Object.assign(n, { capNhatLuc: '2026-11-21T08:00:00+07:00' }), '/capNhatLuc', 'SAI_NGAY'],
    [(n) => Object.assign(n, { quyetDinh: {} }), '/quyetDinh', 'SAI_KIEU'],
    [(n) => n.thoiHan.push(n.thoiHan[0]), '/thoiHan', 'TRUNG_MA'],
    [(n) => delete n.danhSachNguoiBiToGiac[0].danhDau, '/danhSachNguoiBiToGiac/0/danhDau', 'THIEU'],
    [(n) => Object.assign(n, { doMat: 'C' }), '/doMat', 'TAI_LIEU_MAT'],
    [(n) => Object.assign(n, { noiDung: 'x'.repeat(4001) }), '/noiDung', 'QUA_DAI'],
  ]
  for (const [spoil, truong, loi] of faults) {
    const document = native(translation, 'hong')
    spoil(document)
    const answer = post(holdings, document)
    t.equal(answer.status, 422)
    t.match(answer.said, { loi: 'DU_LIEU_KHONG_HOP_LE', chiTiet: [{ truong, loi }] }, truong)
  }
  t.equal(holdings.cursor(), cursor, 'nothing of it was taken')
})

t.test(
  'misbehaviour: rows that are told twice are one, a bookmark that goes back, a field by another name',
  async (t) => {
    const holdings = begun()
    const twice = handle(
      { method: 'GET', path: '/api/v1/tin-bao?trang=1', headers: {}, body: '' },
      holdings,
      'duplicate',
    )
    const page = adapter.toIndex(answerOf(twice.body))
    t.strictSame(
      page.ok && new Set(page.value.entries.map(({ nativeKey }) => nativeKey)).size,
      page.ok && page.value.entries.length,
    )
    t.ok(page.findings.every(({ code }) => code === 'key-repeated'))
    const back = handle(
      { method: 'GET', path: '/api/v1/thay-doi?tu=1', headers: {}, body: '' },
      holdings,
      'cursor-back',
    )
    t.match(JSON.parse(String(back.body)), { moc: 0 })
    const request = { method: 'POST', path: '/api/v1/tin-bao', headers: {}, body: JSON.stringify(native(translation)) }
    t.equal(nativeKeyOf(request), 'cg-1', 'misbehaviour can be bound to one handing over')
  },
)
