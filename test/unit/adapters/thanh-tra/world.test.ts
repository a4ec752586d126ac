import t from 'tap'
import { addWorkingDays } from '../../../../adapters/sandbox/calendar.ts'
import { storyOf } from '../../../../adapters/sandbox/stories.ts'
import { makeWorld } from '../../../../adapters/sandbox/world.ts'
import { validateTranslation } from '../../../../schemas/generated/validators.js'
import { storyFacet } from './harness.ts'

t.test(
  'dates of the inspectorate: in order, before the police receive it, never after today, within 5 working days but for the story that breaks it',
  async (t) => {
    for (const seed of [1, 2, 3, 4])
      for (const [n, { facets: of }] of makeWorld({ seed, dossiers: 160 }).matters.entries()) {
        const held = of['thanh-tra']
        if (!held) continue
        const { facet, updatedAt } = held.translation
        t.strictSame(validateTranslation(held.translation), [])
        const [conclusion, letter] = (facet.decisions ?? []).map(({ decidedOn }) => decidedOn!)
        const passed = of['cong-an']?.index.receivedAt.slice(0, 10)
        const order = [facet.report.receivedAt.slice(0, 10), conclusion, letter, letter && passed].filter(
          (day) => day !== undefined,
        )
        const answered = facet.feedback?.map(({ receivedOn }) => receivedOn!) ?? []
        t.strictSame(order, order.toSorted())
        t.ok([...order, ...answered, updatedAt.slice(0, 10)].every((day) => day <= '2026-11-20'))
        t.equal(letter !== undefined, passed !== undefined)
        if (letter === undefined || conclusion === undefined) continue
        t.ok(letter < passed!)
        const late = storyOf(n)?.breaks === 'TTLT03-2018.5'
        t.equal(letter > addWorkingDays(conclusion, 5), late)
        t.match(facet.clocks, [{ rule: 'TTLT03-2018.5', startedOn: conclusion, state: late ? 'QUA_HAN' : 'DUNG_HAN' }])
      }
  },
)

t.test('what the stories say', async (t) => {
  const of = (name: string) => storyFacet(name).translation.facet
  const passedOn = storyFacet('kien-nghi-khoi-to')
  t.match(passedOn.index, {
    stage: 'CHUYEN_DI',
    conceal: false,
    confirms: [{ relation: 'supervising', agency: 'VKS' }],
  })
  t.match(passedOn.translation.facet.recommendations, [{ kind: 'KHOI_TO', state: 'DANG_THUC_HIEN' }])
  t.match(of('kien-nghi-da-khoi-to').feedback, [{ content: /^Đã khởi tố/ }])
  t.match(of('kien-nghi-bi-tu-choi').feedback, [{ content: /^Không khởi tố/ }])
  t.match(of('thanh-tra-chua-chuyen'), {
    report: { stage: { code: 'PHAN_LOAI' } },
    decisions: [{ type: { code: 'KET_LUAN_THANH_TRA' } }],
    clocks: [{ state: 'DANG_CHAY' }],
    offences: [],
  })
  t.match(of('thu-hoi-tai-san'), {
    recommendations: [{ kind: 'THU_HOI_TAI_SAN', state: 'DANG_THUC_HIEN' }],
    clocks: [],
  })
  t.match(storyFacet('thanh-tra-can-bo').index, { conceal: true, label: { tags: ['CAN_BO_QUAN_LY'] } })
  t.notOk('reporters' in of('nam-co-quan'), 'it is the inspectorate that reports')
})
