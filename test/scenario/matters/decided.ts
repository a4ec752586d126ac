/** A decision that the police take in their own system, of a matter that the Front passed on and the procuracy supervises: nobody sends it, and both have it. */
import type { Test } from 'tap'
import { control } from '../../../gateway/development/control.ts'
import type { Matter } from '../../support/matter.ts'
import { until } from '../../support/until.ts'

export async function decidedAndTold(t: Test, matter: Matter): Promise<void> {
  const { run, front, police, procuracy } = matter
  const ma = 'HS2026001054'
  const { made } = await matter.look(police, `?ma=${ma}`)
  const { summary } = made.facet.report
  t.strictSame((await police.call('/v1/notices')).json, { items: [] }, 'of the past nobody is told')
  t.equal((await control(run, 'cong-an', '/_sandbox/touch', { ma, quyetDinh: 'KHONG_KHOI_TO' })).status, 200)
  const told = await until(async () => {
    const { items } = (await police.call('/v1/notices?state=made')).json
    return items.length === 2 && items
  })
  const [toFront, toProcuracy] = ['mttq', 'vien-kiem-sat'].map(
    (agency) => told.find(({ receiver }: { receiver: string }) => receiver === agency).transfer,
  )
  for (const [who, id] of [
    [front, toFront],
    [procuracy, toProcuracy],
  ] as const) {
    await matter.delivered(police, id)
    t.ok(await matter.inBookOf(who, id), 'it is in its system')
    const { items } = (await who.call('/v1/inbox?state=delivered')).json
    t.ok(
      items.some((item: { id: string }) => item.id === id),
      'and in its inbox',
    )
  }
  const result = await matter.textFor(front, toFront)
  t.match(JSON.parse(result).phanAnh, { trangThai: 'KHONG_KHOI_TO', ketQua: [{ loai: 'KHONG_KHOI_TO' }] })
  t.notMatch(result, summary, 'no word from inside')
  t.match(await matter.textFor(procuracy, toProcuracy), summary)
  t.match(await matter.statusOf(police, toFront), { madeBy: 'gateway', stages: [{ stage: 'received' }] })
  t.match((await front.call('/v1/notices')).json, { items: [] }, 'whom the police told the police alone see')
  t.equal((await police.call('/v1/notices?state=sent')).json.code, 'parameter-invalid')
  await matter.answer(t, front, toFront, {})
}
