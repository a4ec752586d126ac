/** Events from facets: of the police of a whole made-up world, whose books must balance, and of single facts. */
import t from 'tap'
import { makeWorld } from '../../../adapters/sandbox/world.ts'
import { balance } from '../../../schemas/statistics/balance.ts'
import { calendarOf, periodOf } from '../../../schemas/statistics/calendar.ts'
import { evaluate } from '../../../schemas/statistics/evaluate.ts'
import { eventsOf, type Told } from '../../../schemas/statistics/events.ts'
import { indicators } from '../../../schemas/statistics/indicators.ts'
import { eventViolations } from '../../../schemas/statistics/read.ts'
import { opaque } from './history.ts'

const world = makeWorld({ seed: 7, dossiers: 240 })
const period = { ...periodOf(calendarOf('CA')!, '2026')!, to: world.today }

const codes = { 'cong-an': 'CA', 'vien-kiem-sat': 'VKS', 'thanh-tra': 'TTr', mttq: 'MTTQ' } as const
const facetsOf = (holder: keyof typeof codes) =>
  world.matters.flatMap(({ facets }) => {
    const found = facets[holder]
    return found ? [{ key: found.nativeKey, facet: found.translation.facet as Told }] : []
  })
const originOf = (key: string, agency: string) => ({
  source: opaque('hs', `${agency}/${key}`),
  case: opaque('va', key),
  agency,
})
const police = facetsOf('cong-an').map(({ key, facet }) => ({
  stage: facet.report.stage.code,
  source: originOf(key, 'CA').source,
  ...eventsOf(facet, originOf(key, 'CA')),
}))
const events = police.flatMap((one) => one.events)

t.test('every fact of every agency gives an event that tells of no person', async (t) => {
  t.ok(police.length > 50)
  for (const [holder, agency] of Object.entries(codes))
    for (const { key, facet } of facetsOf(holder as keyof typeof codes))
      for (const event of eventsOf(facet, originOf(key, agency)).events) {
        const violations = eventViolations(event)
        if (violations.length > 0) t.strictSame(violations, [], `${key} ${event.event}`)
      }
})

t.test('the books of the police of a whole world balance', async (t) => {
  const { holds, difference, broken, lines } = balance(events, period)
  t.strictSame(broken, [])
  t.ok(holds && difference === 0)
  t.equal(lines.carriedOver + lines.received, police.length, 'every matter is of this year or carried over')
})

t.test('pending and suspended are what the files themselves say', async (t) => {
  const suspended = police.filter(({ stage }) => stage === 'TAM_DINH_CHI')
  const pending = ['TIEP_NHAN', 'PHAN_LOAI', 'PHAN_CONG', 'XAC_MINH', 'GIA_HAN', 'PHUC_HOI']
  const open = police.filter(({ stage }) => pending.includes(stage))
  const counted = (id: string) => evaluate(indicators.find((indicator) => indicator.id === id)!, events, period).value
  t.ok(suspended.length > 0 && open.length > 0)
  t.equal(counted('dang-giai-quyet.tong'), open.length)
  t.equal(counted('tam-dinh-chi.cuoi-ky'), suspended.length)
  t.equal(counted('giai-quyet.khong-khoi-to'), police.filter(({ stage }) => stage === 'KHONG_KHOI_TO').length)
  t.equal(counted('giai-quyet.chuyen'), police.filter(({ stage }) => stage === 'CHUYEN_DI').length)
})

t.test('a receipt that is lost is missed, and its source named', async (t) => {
  for (const { source } of police.filter((one) => one.stage === 'KHONG_KHOI_TO')) {
    const less = events.filter((event) => event.source !== source || event.event !== 'TIEP_NHAN')
    t.match(balance(less, period), { difference: -1, broken: [{ source, course: ['KHONG_KHOI_TO'] }] })
  }
})

const coded = (code: string) => ({ system: 'urn:x', code, version: '1' })
const origin = { source: opaque('hs', 's'), case: opaque('va', 'c'), agency: 'CA' }
const report: Told['report'] = {
  kind: coded('TO_GIAC'),
  channels: [coded('TRUC_TIEP'), coded('BUU_CHINH')],
  receivedAt: '2026-03-02T08:00:00+07:00',
  place: { commune: coded('30307'), text: 'Tổ 3' },
  stage: coded('XAC_MINH'),
}
const told = (more: Partial<Told>) => eventsOf({ report, ...more }, origin).events.slice(1)
const decision = (id: string, type: string, more: object = {}) => ({
  id,
  type: coded(type),
  agency: coded('CA'),
  ...more,
})

t.test('the receipt tells kind, first channel and commune', async (t) => {
  t.strictSame(eventsOf({ report }, origin), {
    events: [
      {
        source: origin.source,
        agency: 'CA',
        at: '2026-03-02T08:00:00+07:00',
        event: 'TIEP_NHAN',
        kind: 'TO_GIAC',
        channel: 'TRUC_TIEP',
        commune: '30307',
      },
    ],
    undated: 0,
  })
})

t.test('decisions, each with what its event may say', async (t) => {
  const found = told({
    decisions: [
      decision('1', 'TAM_DINH_CHI', { decidedOn: '2026-03-23' }),
      decision('2', 'PHUC_HOI', { decidedOn: '2026-04-20' }),
      decision('3', 'GIA_HAN', { decidedOn: '2026-05-04', effectiveTo: '2026-07-20' }),
      decision('4', 'KHONG_KHOI_TO', { decidedOn: '2026-06-01', grounds: [coded('KKT_2')], cancelledBy: '5' }),
      decision('5', 'HUY_BO', { decidedOn: '2026-06-08', ground: 'Không có căn cứ' }),
      decision('6', 'KHOI_TO', { decidedOn: '2026-06-10', number: '12/QĐ', signer: 'Nguyễn Văn A' }),
      decision('7', 'KET_LUAN_DIEU_TRA', { decidedOn: '2026-09-10' }),
    ],
    suspensions: [{ id: '1', decision: '1', ground: coded('TDC_148_1_A'), limitationOn: '2031-01-01' }],
  })
  t.strictSame(
    found.map(({ source, agency, ...rest }) => rest),
    [
      { event: 'TAM_DINH_CHI', ground: 'TDC_148_1_A', at: '2026-03-23' },
      { event: 'PHUC_HOI', at: '2026-04-20' },
      { event: 'GIA_HAN', dueOn: '2026-07-20', at: '2026-05-04' },
      { event: 'KHONG_KHOI_TO', ground: 'KKT_2', at: '2026-06-01' },
      { event: 'HUY_BO_KHONG_KHOI_TO', at: '2026-06-08' },
      { event: 'KHOI_TO', case: origin.case, at: '2026-06-10' },
      { event: 'HET_THOI_HIEU', at: '2031-01-01' },
    ],
  )
})

t.test('a source that is handed on leaves the book once, and its receipt is an event', async (t) => {
  const custody: Told['custody'] = [
    { id: '1', from: coded('TTr'), to: coded('CA'), sentAt: '2026-03-01', rule: 'TTLT03-2018.5' },
    { id: '2', from: coded('CA'), to: coded('VKS'), sentAt: '2026-03-03', rule: 'BLTTHS.154' },
    {
      id: '3',
      from: coded('CA'),
      to: coded('QS'),
      sentAt: '2026-03-03',
      acknowledgedAt: '2026-03-04',
      rule: 'BLTTHS.146',
    },
  ]
  const codesOf = (more: Partial<Told>) => told(more).map(({ event, at, to }) => [event, at, to])
  t.strictSame(codesOf({ custody }), [
    ['CHUYEN', '2026-03-03', 'QS'],
    ['XAC_NHAN_CHUYEN', '2026-03-04', 'QS'],
  ])
  t.strictSame(codesOf({ custody, decisions: [decision('1', 'CHUYEN', { decidedOn: '2026-03-03' })] }), [
    ['CHUYEN', '2026-03-03', 'QS'],
    ['XAC_NHAN_CHUYEN', '2026-03-04', 'QS'],
  ])
})

t.test('a fact without a full date is told, and gives no event', async (t) => {
  const facet: Told = {
    report,
    decisions: [decision('1', 'KHOI_TO', { decidedOn: '2026-06' }), decision('2', 'PHUC_HOI')],
  }
  const { events, undated } = eventsOf(facet, origin)
  t.strictSame([events.length, undated], [1, 2])
})

t.test('requests, answers, assignment, merging', async (t) => {
  const found = told({
    assignments: [{ id: '1', task: 'GIAI_QUYET', decidedOn: '2026-03-04', officer: 'Lê B' }],
    supervision: [{ id: '1', instrument: coded('YC_GIAI_QUYET'), issuedOn: '2026-03-10', answeredOn: '2026-03-12' }],
    feedback: [{ id: '1', from: coded('CA'), receivedOn: '2026-03-15', content: 'Đã nhận' }],
    links: [
      {
        id: '1',
        relation: 'NHAP_VAO',
        identifier: { system: 'x', type: 'SO_TIEP_NHAN', value: '1', assigner: coded('CA') },
        linkedOn: '2026-03-16',
      },
    ],
  })
  t.strictSame(
    found.map(({ event, at }) => `${at} ${event}`),
    [
      '2026-03-04 PHAN_CONG',
      '2026-03-10 YEU_CAU_KIEM_SAT',
      '2026-03-12 TRA_LOI_KIEM_SAT',
      '2026-03-15 PHAN_HOI',
      '2026-03-16 NHAP',
    ],
  )
})

t.test('an act of the procuracy that asks for nothing is no request', async (t) => {
  const instruments = ['YC_KHOI_TO', 'PHE_CHUAN', 'KHANG_NGHI', 'KIEN_NGHI_KHAC_PHUC', 'TRUC_TIEP_KIEM_SAT', 'HUY_BO']
  const supervision = instruments.map((code, n) => {
    return { id: `${n}`, instrument: coded(code), issuedOn: `2026-03-1${n}`, answeredOn: `2026-03-2${n}` }
  })
  t.strictSame(
    told({ supervision }).map(({ event, at }) => `${at} ${event}`),
    ['2026-03-10 YEU_CAU_KIEM_SAT', '2026-03-20 TRA_LOI_KIEM_SAT'],
  )
})

t.test('until when an extension runs is found wherever the file says it', async (t) => {
  const due = (more: Partial<Told>) =>
    eventsOf({ report, ...more }, origin).events.flatMap(({ event, dueOn }) => (dueOn ? [`${event} ${dueOn}`] : []))
  const limit = (dueOn: string, extensions?: object[], rule = 'BLTTHS.147.2') => {
    return { id: rule, rule, dueOn, ...(extensions && { extensions }) }
  }
  const decisions = [decision('1', 'GIA_HAN', { decidedOn: '2026-04-28', number: '7/QĐ' })]
  const first = { number: '7/QĐ', decidedOn: '2026-04-28', dueOn: '2026-06-15' }
  const bare = { number: '7/QĐ', decidedOn: '2026-04-28' }
  for (const [more, expected] of [
    [{ clocks: [limit('2026-07-02', [bare])] }, 'GIA_HAN 2026-07-02'],
    [{ clocks: [limit('2026-06-15', [first])] }, 'GIA_HAN 2026-06-15'],
    [{ decisions, clocks: [limit('2026-07-02', [bare])] }, 'GIA_HAN 2026-07-02'],
    [{ decisions, clocks: [limit('2026-07-02', [first, { number: '9/QĐ' }])] }, 'GIA_HAN 2026-06-15'],
    [{ clocks: [limit('2026-03-23', undefined, 'BLTTHS.147.1'), limit('2026-05-04')] }, 'TIEP_NHAN 2026-05-04'],
  ] as const)
    t.strictSame(due(more), [expected])
})
