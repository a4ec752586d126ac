/** Every indicator over one small history, counted by hand. */
import t from 'tap'
import { evaluate } from '../../../schemas/statistics/evaluate.ts'
import type { Indicator } from '../../../schemas/statistics/indicator.ts'
import { indicators, indicatorsOn } from '../../../schemas/statistics/indicators.ts'
import { course, history, opaque } from './history.ts'

const period = { from: '2026-03-15', to: '2026-06-14' }
const police = { agencies: ['CA'] }

/** Value, and which sources make it up. */
const expected: Readonly<Record<string, readonly [value: number, why: string]>> = {
  'tiep-nhan.ky-truoc': [2, 'A M; G is suspended'],
  'tiep-nhan.moi': [7, 'B C D E F H I'],
  'tiep-nhan.tong': [9, '2 + 7'],
  'giai-quyet.tong': [4, 'A B C M, B once'],
  'giai-quyet.khoi-to.vu-an': [2, 'A and B one case, M another'],
  'giai-quyet.khoi-to.nguon-tin': [3, 'A B M'],
  'giai-quyet.khong-khoi-to': [2, 'B C'],
  'giai-quyet.chuyen': [2, 'F H'],
  'giai-quyet.nhap': [1, 'I'],
  'giai-quyet.ty-le': [400 / 9, '4 of 9'],
  'dang-giai-quyet.tong': [2, 'D E'],
  'dang-giai-quyet.qua-han': [1, 'E'],
  'dang-giai-quyet.trong-gia-han': [1, 'D'],
  'tam-dinh-chi.trong-ky': [1, 'C'],
  'tam-dinh-chi.cuoi-ky': [1, 'G'],
  'tam-dinh-chi.phuc-hoi': [1, 'C'],
  'tam-dinh-chi.qua-thoi-hieu': [1, 'G'],
  'dung-han.giai-quyet': [500 / 7, 'due A B C E F H M, missed by B E'],
  'dung-han.thong-bao-tiep-nhan': [200 / 7, 'due B C D E F H I, kept C E'],
  'dung-han.thong-bao-ket-qua': [60, 'due A B B C M, kept A, B the first time, C suspended'],
  'dung-han.xac-nhan-chuyen': [50, 'F kept, H late'],
  'trung-vi.phan-cong': [2, 'C; A was assigned before'],
  'trung-vi.giai-quyet': [21.5, 'A 18, M 20, B 23, C 70'],
  'trung-vi.chuyen': [2, 'F 1, H 3'],
  'trung-vi.phuc-hoi': [20, 'C'],
  'trung-vi.thong-bao-ket-qua': [4, 'A 3, B 5'],
  'kiem-sat.yeu-cau': [3, 'D, E twice'],
  'kiem-sat.tra-loi': [2, 'D E'],
  'kiem-sat.trung-vi-tra-loi': [3, 'E 2, D 4'],
  'kiem-sat.huy-khong-khoi-to': [1, 'B'],
  'thanh-tra.kien-nghi': [2, 'C K'],
  'thanh-tra.chap-nhan': [1, 'C'],
  'thanh-tra.tu-choi': [1, 'K'],
  'thanh-tra.khoi-to': [1, 'M'],
  'thanh-tra.khong-khoi-to': [1, 'C'],
  'mttq.chuyen': [1, 'L; B went before'],
  'mttq.tra-loi': [1, 'B'],
}

const named = (id: string): Indicator => indicators.find((indicator) => indicator.id === id)!

/** These look at the books of others. */
const ofOthers = (id: string) => /^(thanh-tra|mttq)\./.test(id)

for (const [id, [value, why]] of Object.entries(expected))
  t.test(`${id} is ${value}: ${why}`, async (t) => {
    t.equal(evaluate(named(id), history, period, ofOthers(id) ? {} : police).value, value)
  })

t.test('every indicator has been counted by hand', async (t) => {
  t.strictSame(indicators.map(({ id }) => id).toSorted(), Object.keys(expected).toSorted())
})

const broken: Readonly<Record<string, Readonly<Record<string, number | null>>>> = {
  'tiep-nhan.moi kind': {
    KIEN_NGHI_KHOI_TO: 1,
    TIN_BAO: 1,
    TIN_BAO_TTDC: 1,
    TO_GIAC: 2,
    TRUC_TIEP_PHAT_HIEN: 1,
    TU_THU: 1,
  },
  'giai-quyet.tong kind': { KIEN_NGHI_KHOI_TO: 2, TIN_BAO: 1, TO_GIAC: 1 },
  'giai-quyet.khong-khoi-to ground': { KKT_1: 1, KKT_2: 1 },
  'giai-quyet.chuyen to': { BP: 1, QS: 1 },
  'giai-quyet.khoi-to.nguon-tin corruptionField': { DAT_DAI: 1, null: 2 },
  'giai-quyet.khoi-to.vu-an corruptionField': { DAT_DAI: 1, null: 2 },
  'tam-dinh-chi.cuoi-ky ground': { TDC_148_1_B: 1 },
  'dang-giai-quyet.tong channel': { BAO_CHI: 1, BUU_CHINH: 1 },
  'tiep-nhan.ky-truoc commune': { 30307: 1, null: 1 },
  'dung-han.giai-quyet kind': { KIEN_NGHI_KHOI_TO: 100, TIN_BAO: 0, TIN_BAO_TTDC: 0, TO_GIAC: 100, TU_THU: 100 },
  'trung-vi.chuyen to': { BP: 3, QS: 1 },
}

for (const [name, groups] of Object.entries(broken))
  t.test(`broken down: ${name}`, async (t) => {
    const [id, by] = name.split(' ') as [string, 'kind']
    const { groups: found } = evaluate(named(id), history, period, { ...police, by })
    t.strictSame(Object.fromEntries(found!.map(({ code, value }) => [String(code), value])), groups)
  })

t.test('by agency, a source in two books counts in both', async (t) => {
  const { value, groups } = evaluate(named('giai-quyet.chuyen'), history, period, { by: 'agency' })
  t.strictSame(groups, [
    { code: 'CA', value: 2 },
    { code: 'MTTQ', value: 1 },
  ])
  t.equal(value, 3)
})

t.test('nothing to divide by and nothing to measure is null, not 0', async (t) => {
  for (const id of ['giai-quyet.ty-le', 'dung-han.giai-quyet', 'trung-vi.phan-cong'])
    t.equal(evaluate(named(id), [], period).value, null, id)
  t.equal(evaluate(named('tiep-nhan.tong'), [], period).value, 0)
})

t.test('what came after the period is not looked at', async (t) => {
  const later = course('D', ['2026-06-15', 'KHOI_TO'], ['2026-06-15', 'HET_THOI_HIEU'])
  for (const indicator of indicators)
    t.strictSame(evaluate(indicator, [...history, ...later], period), evaluate(indicator, history, period))
})

t.test('the order in which events are given does not matter', async (t) => {
  for (const indicator of indicators)
    t.strictSame(evaluate(indicator, history.toReversed(), period), evaluate(indicator, history, period))
})

t.test('the days of a period are days in Viet Nam', async (t) => {
  const eve = course('Z', ['2026-06-14T16:59:59Z', 'TIEP_NHAN'])
  const next = course('Z', ['2026-06-14T17:00:00Z', 'TIEP_NHAN'])
  t.equal(evaluate(named('tiep-nhan.moi'), eve, period).value, 1)
  t.equal(evaluate(named('tiep-nhan.moi'), next, period).value, 0)
})

t.test('an extension moves the last day from when it is told, and only to the day that it tells', async (t) => {
  const overdue = named('dang-giai-quyet.qua-han')
  const received = course('X', ['2026-05-04', 'TIEP_NHAN'])
  const extended = course('X', ['2026-05-20', 'GIA_HAN', { dueOn: '2026-06-12' }])
  const silent = course('X', ['2026-05-20', 'GIA_HAN'])
  const until = (to: string, ...more: (typeof received)[]) =>
    evaluate(overdue, [received, ...more].flat(), { from: '2026-05-01', to }).value
  t.equal(until('2026-05-25'), 0, 'the 20th day is a Sunday')
  t.equal(until('2026-05-26'), 1)
  t.equal(until('2026-06-12', extended), 0)
  t.equal(until('2026-06-13', extended), 1)
  t.equal(until('2026-05-26', silent), 1)
})

t.test('a definition holds for the reports of its days', async (t) => {
  const [old] = indicators
  const replaced = [
    { ...old!, validTo: '2026-12-14' },
    { ...old!, title: { vi: 'mới', en: 'new' }, validFrom: '2026-12-15' },
  ]
  t.strictSame(indicatorsOn('2026-12-14', replaced), replaced.slice(0, 1))
  t.strictSame(indicatorsOn('2026-12-15', replaced), replaced.slice(1))
  t.strictSame(indicatorsOn('2025-12-28'), [])
  t.equal(indicatorsOn('2026-06-14').length, indicators.length)
})

t.test('asked for what is not defined', async (t) => {
  t.throws(() => evaluate(named('giai-quyet.tong'), history, period, { by: 'ground' }), /not broken down by ground/)
  t.throws(() => evaluate(named('dung-han.giai-quyet'), history, period, { limits: [] }), /no such limit: giai-quyet/)
})

t.test('one case of several sources, told without its id, counts by its sources', async (t) => {
  const cases = named('giai-quyet.khoi-to.vu-an')
  const joined = { case: opaque('va', 'one') }
  const both = (more?: object) =>
    ['P', 'Q'].flatMap((name) => course(name, ['2026-04-01', 'TIEP_NHAN'], ['2026-04-02', 'KHOI_TO', { ...more }]))
  t.equal(evaluate(cases, both(joined), period).value, 1)
  t.equal(evaluate(cases, both(), period).value, 2)
})

t.test('a difference, of which each side has groups of its own', async (t) => {
  const [received, resolved] = [named('tiep-nhan.moi'), named('giai-quyet.tong')]
  const rest: Indicator = { ...received, formula: { op: 'difference', of: [received.formula, resolved.formula] } }
  const { value, groups } = evaluate(rest, history, period, { ...police, by: 'kind' })
  t.equal(value, 3)
  t.match(groups, [
    { code: 'KIEN_NGHI_KHOI_TO', value: -1 },
    { code: 'TIN_BAO', value: 0 },
    { code: 'TIN_BAO_TTDC', value: 1 },
    { code: 'TO_GIAC', value: 1 },
  ])
})

t.test('a filter lets nothing by that is not told', async (t) => {
  const received = named('tiep-nhan.moi')
  const filtered = (where: object): Indicator => ({ ...received, formula: { ...received.formula, where } as never })
  t.equal(evaluate(filtered({ corruptionField: ['DAT_DAI'] }), history, period, police).value, 1)
  t.equal(evaluate(filtered({ commune: ['30742'] }), history, period, police).value, 0)
  t.equal(evaluate(filtered({ kind: ['TO_GIAC', 'TU_THU'], channel: ['TRUC_TIEP'] }), history, period, police).value, 2)
})

t.test('an answer of the same day comes after an act of which only the day is known', async (t) => {
  const acts = course(
    'same day',
    ['2026-04-01', 'TIEP_NHAN'],
    ['2026-04-08', 'CHUYEN', { to: 'QS' }],
    [`2026-04-08T10:00:00+07:00`, 'XAC_NHAN_CHUYEN', { to: 'QS' }],
  )
  const acknowledged = indicators.find(({ id }) => id === 'dung-han.xac-nhan-chuyen')!
  t.equal(evaluate(acknowledged, acts, { from: '2026-04-01', to: '2026-04-30' }).value, 100)
})
