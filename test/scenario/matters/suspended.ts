/** A matter that waits for a valuation and goes on: both decisions go to the procuracy in time, and to the inspectorate that recommended it. */
import type { Test } from 'tap'
import { addDays } from '../../../schemas/clocks/calendar.ts'
import { vietnamTime } from '../../../schemas/consistency/moment.ts'
import type { Matter } from '../../support/matter.ts'
import { inside, suspendedRecords } from '../../support/matter-papers.ts'

/** `id`: the transfer by which the police have the recommendation. */
export async function suspendedAndResumed(t: Test, matter: Matter, id: string): Promise<void> {
  const { police, procuracy, inspectorate } = matter
  const today = vietnamTime(new Date().toISOString()).slice(0, 10)
  const on = { suspended: addDays(today, -1), resumed: today }
  const records = suspendedRecords(await matter.documentFor(police, id), on)
  for (const [name, key, rule, stage] of [
    ['suspended', '1502-TDC', 'BLTTHS.148.2', ';TDC;'],
    ['resumed', '1502-PH', 'BLTTHS.149.2', ';PHOI;'],
  ] as const) {
    const toProcuracy = await matter.hand(t, police, procuracy, records[name], `${key}-VKS`)
    await matter.answer(t, procuracy, toProcuracy, {})
    t.match(await matter.textFor(procuracy, toProcuracy), inside.ground, `${name}: the procuracy sees the ground`)
    const { clocks } = await matter.statusOf(police, toProcuracy)
    t.match(clocks, [{ rule, owner: 'cong-an', state: 'met' }], `${name}: in time`)

    const toInspectorate = await matter.hand(t, police, inspectorate, records[name], `${key}-TTr`)
    await matter.answer(t, inspectorate, toInspectorate, {})
    const told = await matter.textFor(inspectorate, toInspectorate)
    t.match(told, stage, `${name}: the inspectorate is told so`)
    for (const word of Object.values(inside)) t.notMatch(told, word, `${name}: and no word from inside`)
  }
  const resumed = (await matter.statusOf(police, matter.kept.at(-1)!.id)).clocks
  t.match(resumed, [{ rule: 'BLTTHS.149.2', state: 'met' }], 'who recommended is told of the resumption in three days')
}
