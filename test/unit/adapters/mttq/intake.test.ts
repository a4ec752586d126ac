/** The portal takes what is handed over to the Front in its own form, keeps it, and tells of it as of its own. */
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { adapter } from '../../../../adapters/mttq/adapter.ts'
import type { Entered } from '../../../../adapters/mttq/sandbox/intake.ts'
import { handle, nativeKeyOf } from '../../../../adapters/mttq/sandbox/routes.ts'
import { type Holdings, makeHoldings } from '../../../../adapters/sandbox/holdings.ts'
import type { Mode } from '../../../../adapters/sandbox/misbehave.ts'
import { openRecords } from '../../../../adapters/sandbox/records.ts'
import type { Translation } from '../../../../adapters/sdk/adapter.ts'
import { dataFolder } from '../../../support/data-folder.ts'
import { handingOver } from '../../../support/handing-over.ts'
import { answerOf, type Native, storyFacet, world } from './petitions.ts'

const police = world.matters.find(({ name }) => name === 'nam-co-quan')!.facets['cong-an']!.translation
const native = (translation: Translation): Native => {
  const made = adapter.toNative(translation, handingOver)
  if (!made.ok) throw new Error(made.findings[0].code)
  return JSON.parse(Buffer.from(made.value.body).toString())
}

function begun(t: Test): () => Holdings<Entered> {
  const folder = dataFolder(t)
  const settings = {
    ...{ seed: 2026, dossiers: 12, port: 0, host: '', ca: '', cert: '', key: '' },
    requestsFile: join(folder, 'requests'),
    changesFile: join(folder, 'changes'),
    receivedFile: join(folder, 'received'),
  }
  return () => {
    const { earlier, shelf } = openRecords<Entered>(settings)
    return makeHoldings<Entered>(world, 'mttq', earlier, shelf)
  }
}

const posted = (push: unknown, holdings: Holdings<Entered>, type = 'application/json') => {
  const body = typeof push === 'string' ? push : JSON.stringify(push)
  const request = { method: 'POST', path: '/api/chuyen-den', headers: { 'content-type': type }, body }
  const { status, body: said } = handle(request, holdings)
  return { status, ...JSON.parse(String(said)) } as Native
}

const changes = (holdings: Holdings<Entered>, mode?: Mode) => {
  const { status, body } = handle({ method: 'GET', path: '/api/thay-doi?tu=0', headers: {}, body: '' }, holdings, mode)
  const page = adapter.toDeposits(answerOf(body, status))
  if (!page.ok) throw new Error(page.findings[0].code)
  return page
}

t.test('what is handed over is in feed and list, also after a restart, and reads as it was', async (t) => {
  const begin = begun(t)
  const { status, maPhanAnh } = posted(native(police), begin())
  t.equal(status, 201)
  const holdings = begin()
  t.equal(holdings.all().at(-1)?.nativeKey, maPhanAnh)
  const { value, findings } = changes(holdings)
  t.strictSame([value.deposits.map(({ entry }) => entry.nativeKey), findings], [[maPhanAnh], []])
  const read = adapter.toShared(answerOf(value.deposits[0]!.document))
  t.match(read, { ok: true, findings: [], value: { facet: { report: { summary: police.facet.report.summary } } } })
  if (!read.ok) return
  const numbers = read.value.facet.identifiers.map(({ value: number }) => number)
  t.ok(police.facet.identifiers.every(({ value: number }) => numbers.includes(number)))
  t.equal(read.value.facet.decisions?.length, police.facet.decisions?.length)
})

t.test('an answer about a petition of the portal is tied to it', async (t) => {
  const holdings = begun(t)()
  const own = storyFacet('mttq-phan-hoi')
  posted(native(own.translation), holdings)
  const [deposit] = changes(holdings).value.deposits
  const read = adapter.toShared(answerOf(deposit!.document))
  t.match(read.ok && read.value.facet.links?.at(-1), { relation: 'LIEN_QUAN', identifier: { value: own.nativeKey } })
})

t.test('the same once more is the same receipt, another document under its number is none', async (t) => {
  const holdings = begun(t)()
  const push = native(police)
  const first = posted(push, holdings)
  t.strictSame(posted(push, holdings), { ...first, status: 200 })
  t.match(posted({ ...push, luc: '01/01/2026 08:00' }, holdings), { status: 409, loi: 'TRUNG_SO' })
  t.equal(holdings.cursor(), 1)
  t.equal(
    nativeKeyOf({ method: 'POST', path: '/api/chuyen-den', headers: {}, body: JSON.stringify(push) }),
    handingOver.reference,
  )
  const row = changes(holdings, 'duplicate')
  t.match([row.value.deposits.length, row.findings], [1, [{ code: 'record-repeated' }]])
})

t.test('what can not be entered is refused by its place, and nothing is kept', async (t) => {
  const holdings = begun(t)()
  const cases: readonly (readonly [change: (push: Native) => unknown, loi: string, truong: string])[] = [
    [(push) => Object.assign(push, { suKien: 'XOA' }), 'SU_KIEN_KHONG_HO_TRO', 'suKien'],
    [(push) => Object.assign(push, { maSuKien: '' }), 'THIEU_TRUONG', 'maSuKien'],
    [(push) => Object.assign(push, { noiGui: 'CA' }), 'MA_KHONG_HOP_LE', 'noiGui'],
    [(push) => Object.assign(push, { phanAnh: [] }), 'THIEU_TRUONG', 'phanAnh'],
    [({ phanAnh }) => Object.assign(phanAnh, { bangMa: 'VNI' }), 'BANG_MA_KHONG_HO_TRO', 'bangMa'],
    [({ phanAnh }) => Object.assign(phanAnh, { loai: 'TO_GIAC' }), 'MA_KHONG_HOP_LE', 'loai'],
    [({ phanAnh }) => Object.assign(phanAnh, { capNhatLuc: '2026-01-01' }), 'THOI_GIAN_KHONG_HOP_LE', 'capNhatLuc'],
    [({ phanAnh }) => Object.assign(phanAnh, { phanHoi: {} }), 'DANH_SACH_KHONG_HOP_LE', 'phanHoi'],
    [({ phanAnh }) => phanAnh.ketQua.push(phanAnh.ketQua[0]), 'TRUNG_HOAC_THIEU_MA', 'ketQua'],
    [({ phanAnh }) => delete phanAnh.cheDo, 'THIEU_CHE_DO', 'cheDo'],
    [({ phanAnh }) => Object.assign(phanAnh.cheDo, { dau: ['X'] }), 'MA_KHONG_HOP_LE', 'cheDo/dau'],
    [({ phanAnh }) => Object.assign(phanAnh.cheDo, { doMat: 'M' }), 'TU_CHOI_BI_MAT_NHA_NUOC', 'cheDo/doMat'],
  ]
  for (const [change, loi, truong] of cases) {
    const push = native(police)
    change(push)
    t.strictSame(posted(push, holdings), { status: 422, loi, truong })
  }
  t.match(posted('{', holdings), { status: 400, loi: 'KHONG_DOC_DUOC' })
  t.match(posted(native(police), holdings, 'text/xml'), { status: 415 })
  t.equal(holdings.cursor(), 0)
})
