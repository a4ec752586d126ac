/** What an agency deposits with a lower label than before: kept as high, and in the log beside the deposit. */
import t from 'tap'
import type { NativeRecord } from '../../support/adapters/nop-json/adapter.ts'
import { coded } from '../../support/translations.ts'
import { world } from './world.ts'

const at = await world(t)
const day = (n: number) => `2026-03-0${n}T08:00:00Z`
const restricted = { level: 'HAN_CHE', tags: ['CAN_BO_QUAN_LY'] } as const
const open = { level: 'NOI_BO', tags: [] } as const
const by = { agency: coded('agencies', 'MTTQ'), officer: 'Trần Thị Mận', at: '2026-03-02', listItem: 'QĐ 774/QĐ-TTg' }

const take = (n: number, label: object, change: Partial<NativeRecord> = {}) =>
  at.take({ records: [{ key: '1', updatedAt: day(n), label: label as NonNullable<NativeRecord['label']>, ...change }] })
const told = () =>
  at.entries().map(({ phase, detail }) => [phase, ...(detail.labels ?? []).map(({ effect }) => effect)])
const indexed = async () => {
  const [row] = (await at.rows('facet')) as readonly { label_level: string; label_tags: string[]; sealed: boolean }[]
  return [row!.label_level, ...row!.label_tags, ...(row!.sealed ? ['sealed'] : [])]
}

t.test('one record, one version after the other', async (t) => {
  await take(1, restricted)
  t.strictSame(told(), [['deposited']])
  await take(2, open)
  t.strictSame(await indexed(), ['HAN_CHE', 'CAN_BO_QUAN_LY'])
  t.strictSame(told().slice(1), [['relabelled', 'kept'], ['deposited']])
  await take(2, open)
  await take(3, open, { text: 'x' })
  t.strictSame(told().slice(3), [['deposited']], 'said once')
  await take(4, { ...open, by }, { sealed: true })
  t.strictSame(await indexed(), ['NOI_BO', 'sealed'])
  t.strictSame(told().slice(4), [['relabelled', 'lowered', 'sealed'], ['deposited']])
  t.match(
    at.entries().flatMap(({ detail }) => detail.labels ?? []),
    [
      { effect: 'kept', facet_agency: 'mttq', dossier: /^hs-/ },
      { effect: 'lowered', from: restricted, to: open, by: { officer: 'Trần Thị Mận', at: '2026-03-02' } },
      { effect: 'sealed' },
    ],
  )
})
