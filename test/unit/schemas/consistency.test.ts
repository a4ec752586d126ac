import t from 'tap'
import { touched } from '../../../adapters/sandbox/touch.ts'
import { makeWorld } from '../../../adapters/sandbox/world.ts'
import { type HeldFacet, inconsistencies } from '../../../schemas/consistency/consistency.ts'
import { isAfter } from '../../../schemas/consistency/moment.ts'
import { contradictions } from '../../../schemas/consistency/stages.ts'
import { validityOf } from '../../../schemas/consistency/validity.ts'
import { codeLists, codeSystem } from '../../../schemas/generated/codes.ts'
import { coded, translation } from '../../support/translations.ts'

const { facet, updatedAt } = translation
const found = (changed: Partial<HeldFacet>, at = updatedAt) =>
  inconsistencies({ ...facet, ...changed }, at).map(({ code, pointer }) => `${code} ${pointer}`)

const decision = (id: string, code: string, decidedOn?: string, more: object = {}) => ({
  id,
  type: coded('decisions', code),
  agency: coded('agencies', 'CA'),
  ...(decidedOn !== undefined && { decidedOn }),
  ...more,
})
const report = (changed: object) => ({ report: { ...facet.report, ...changed } })
const stage = (code: string) => report({ stage: coded('stages', code) })

t.test('dates of unequal precision: later only when no reading makes it otherwise', async (t) => {
  for (const [a, b] of [
    ['2026', '2025'],
    ['2026-03', '2026-02-28'],
    ['2026-03-02', '2026-03-01'],
    ['2026-03-02', '2026-02'],
    ['2026-03-02', '2026-03-01T23:00:00+07:00'],
    ['2026-03-01T17:00:00Z', '2026-03-01'],
    ['2026-03-01T00:00:01+07:00', '2026-03-01T00:00:00+07:00'],
    ['2026-03-01T00:00:00Z', '2026-03-01T06:59:59+07:00'],
    ['2026-03-01T00:00:00.002Z', '2026-03-01T00:00:00.001Z'],
  ] as const) {
    t.ok(isAfter(a, b), `${a} after ${b}`)
    t.notOk(isAfter(b, a), `${b} not after ${a}`)
  }
  for (const [a, b] of [
    ['2026', '2026-12-31'],
    ['2026-03', '2026-03-31'],
    ['2026-03-01', '2026-03-01T23:59:59+07:00'],
    ['2026-03-01', '2026-02-28T17:00:00Z'],
  ] as const)
    t.notOk(isAfter(a, b) || isAfter(b, a), `${a} and ${b} may be one`)
})

t.test('nothing is found in what agencies hold, of any story, in any of twenty worlds', async (t) => {
  const doubts = new Set<string>()
  for (let seed = 1; seed <= 20; seed++) {
    const { matters, today } = makeWorld({ seed })
    for (const held of matters.flatMap(({ facets }) => Object.values(facets)))
      for (const { translation } of [held, touched(held, today, 1)])
        for (const { code, effect, pointer } of inconsistencies(translation.facet, translation.updatedAt))
          if (effect === 'degraded') doubts.add(`${code} ${pointer.replace(/\d+/g, '*')}`)
  }
  t.strictSame([...doubts], [])
})

// biome-ignore format: a table
const cases: readonly [name: string, changed: Partial<HeldFacet>, expected: readonly string[]][] = [
  ['received after it was written down', report({ recordedAt: '2026-03-02T07:59:59+07:00' }), ['order-impossible /report/recordedAt']],
  ['happened after it was reported', report({ occurredAt: '2026-03-03' }), ['order-impossible /report/receivedAt']],
  ['may have happened before', report({ occurredAt: '2026-03' }), []],
  ['an end before its beginning', { decisions: [decision('d', 'GIA_HAN', '2026-03-02', { effectiveFrom: '2026-05', effectiveTo: '2026-04-30' })] }, ['order-impossible /decisions/0/effectiveTo']],
  ['answered before it was asked', { supervision: [{ id: 's', instrument: coded('supervision-instruments', 'YC_KIEM_TRA_XAC_MINH'), issuedOn: '2026-03-03', answeredOn: '2026-03-02' }] }, ['order-impossible /supervision/0/answeredOn']],
  ['acknowledged before it was sent', { custody: [{ id: 'c', sentAt: '2026-03-02T10:00:00+07:00', acknowledgedAt: '2026-03-02T02:59:00Z' }] }, ['order-impossible /custody/0/acknowledgedAt']],
  ['told before the answer came', { feedback: [{ id: 'f', from: coded('agencies', 'CA'), receivedOn: '2026-03-03', toldReporterOn: '2026-03-01' }] }, ['order-impossible /feedback/0/toldReporterOn']],
  ['ends before it starts', { clocks: [{ id: 'k', rule: 'x', startedOn: '2026-03-02', dueOn: '2026-03-01' }] }, ['order-impossible /clocks/0/dueOn']],
  ['reviewed before it was suspended', { suspensions: [{ id: 's', suspendedOn: '2026-02-10', reviewedOn: ['2026-03-01', '2026-01-31'] }] }, ['order-impossible /suspensions/0/reviewedOn/1']],
  ['born after the report', { participants: [{ id: 'p', role: coded('participant-roles', 'BI_HAI'), person: { birth: '2026-04' } }] }, ['order-impossible /report/receivedAt']],
  ['decided in the future of its source', { decisions: [decision('d', 'GIA_HAN', '2026-03-04')] }, ['date-ahead /decisions/0/decidedOn']],
  ['tried in the future of its source', { hearings: [{ id: 'h', instance: 'SO_THAM', state: 'DA_XET_XU', scheduledAt: '2026-03-04T08:00:00+07:00' }] }, ['date-ahead /hearings/0/scheduledAt']],
  ['a hearing that is to come', { hearings: [{ id: 'h', instance: 'SO_THAM', state: 'DA_LEN_LICH', scheduledAt: '2027-03-04T08:00:00+07:00' }] }, []],
  ['tried before it was registered', { proceedings: [{ id: 'g', stage: coded('stages', 'XET_XU_ST'), openedOn: '2026-03-02' }], hearings: [{ id: 'h', instance: 'SO_THAM', scheduledAt: '2026-03-01T08:00:00+07:00' }] }, ['order-impossible /hearings/0/scheduledAt']],
  ['the appeal judged before the first instance', { judgments: [{ id: 'a', instance: 'PHUC_THAM', pronouncedOn: '2025-03-01' }, { id: 'b', instance: 'SO_THAM', pronouncedOn: '2025-04-01' }] }, ['order-impossible /judgments/0/pronouncedOn']],
  ['quashed on appeal, and tried anew', { proceedings: [{ id: 'g', stage: coded('stages', 'XET_XU_ST'), openedOn: '2025-06-01' }, { id: 'i', stage: coded('stages', 'XET_XU_ST'), openedOn: '2025-01-01' }], hearings: [{ id: 'h', instance: 'SO_THAM', scheduledAt: '2025-02-01T08:00:00+07:00' }], judgments: [{ id: 'c', instance: 'SO_THAM', pronouncedOn: '2025-09-01' }, { id: 'a', instance: 'PHUC_THAM', pronouncedOn: '2025-05-01' }, { id: 'b', instance: 'SO_THAM', pronouncedOn: '2025-02-01' }] }, []],
  ['superseded by an older decision', { decisions: [decision('d', 'GIA_HAN', '2026-03-02', { supersededBy: 'e' }), decision('e', 'GIA_HAN', '2026-03-01')] }, ['order-impossible /decisions/1/decidedOn']],
  ['a case started before the crime', { ...report({ occurredAt: '2026-02-20' }), decisions: [decision('d', 'KHOI_TO', '2026-02-10')] }, ['order-impossible /decisions/0/decidedOn']],
  ['no case, and a case started', { ...stage('KHONG_KHOI_TO'), decisions: [decision('d', 'KHOI_TO', '2026-03-02')] }, ['stage-contradicted /report/stage']],
  ['a case, and the newest decision is that there is none', { ...stage('DIEU_TRA'), decisions: [decision('d', 'KHOI_TO', '2026-03-01'), decision('e', 'KHONG_KHOI_TO', '2026-03-02')] }, ['stage-contradicted /report/stage']],
  ['no case after one was started', { ...stage('KHONG_KHOI_TO'), decisions: [decision('d', 'KHOI_TO', '2026-03-01'), decision('e', 'KHONG_KHOI_TO', '2026-03-02')] }, []],
  ['no case, and the start was superseded', { ...stage('KHONG_KHOI_TO'), decisions: [decision('d', 'KHOI_TO', '2026-03-01', { supersededBy: 'e' }), decision('e', 'HUY_BO', '2026-03-02')] }, []],
  ['no case, and something was annulled', { ...stage('KHONG_KHOI_TO'), decisions: [decision('d', 'KHOI_TO', '2026-03-01'), decision('e', 'HUY_BO', '2026-03-02')] }, []],
  ['two decisions of the same day', { ...stage('KHONG_KHOI_TO'), decisions: [decision('d', 'KHOI_TO', '2026-03'), decision('e', 'KHONG_KHOI_TO', '2026-03-02')] }, []],
  ['a part only: suspended, and the decision is elsewhere', { ...stage('TAM_DINH_CHI'), decisions: [] }, []],
  ['suspended, and resumed since', { ...stage('TAM_DINH_CHI'), decisions: [decision('d', 'TAM_DINH_CHI', '2026-03-01'), decision('e', 'PHUC_HOI', '2026-03-02')] }, ['stage-contradicted /report/stage']],
  ['still suspended, and resumed', { suspensions: [{ id: 's', state: 'DANG_TAM_DINH_CHI', resumedOn: '2026-03-02' }] }, ['state-contradicted /suspensions/0/state']],
  ['waiting for what was given', { charges: [{ id: 'c', approval: 'CHO_PHE_CHUAN', approvedOn: '2026-03-02' }] }, ['state-contradicted /charges/0/approval']],
  ['a child that is not marked', { participants: [{ id: 'p', role: coded('participant-roles', 'BI_HAI'), minor: false, person: { birth: '2010' } }] }, ['state-contradicted /participants/0/minor']],
  ['a mark as child on a grown man', { ...report({ occurredAt: '2026' }), participants: [{ id: 'p', role: coded('participant-roles', 'BI_HAI'), minor: true, person: { birth: '1990' } }] }, ['state-contradicted /participants/0/minor']],
  ['of age since the crime', { ...report({ occurredAt: '2025' }), participants: [{ id: 'p', role: coded('participant-roles', 'BI_HAI'), minor: true, person: { birth: '2007-06' } }] }, []],
  ['superseded by nothing', { decisions: [decision('d', 'GIA_HAN', '2026-03-02', { supersededBy: 'x' })] }, ['reference-dangling /decisions/0/supersededBy']],
  ['a list of references', { offences: [{ id: 'o', offence: coded('offences', 'BLHS.353') }], charges: [{ id: 'c', accused: 'p', chargedWith: ['o', 'q'] }] }, ['reference-dangling /charges/0/accused', 'reference-dangling /charges/0/chargedWith/1']],
  ['a reference within a list', { judgments: [{ id: 'b', instance: 'SO_THAM', sentences: [{ convicted: 'p' }] }] }, ['reference-dangling /judgments/0/sentences/0/convicted']],
  ['one id twice', { decisions: [decision('d', 'GIA_HAN'), decision('e', 'GIA_HAN'), decision('d', 'GIA_HAN')] }, ['id-duplicate /decisions/2/id']],
]

for (const [name, changed, expected] of cases)
  t.test(name, async (t) => {
    t.strictSame(
      found(changed).filter((text) => !text.startsWith('code-')),
      expected,
    )
  })

t.test('a code is valid on the day that matters, is not, or nobody can say', async (t) => {
  const commune = codeSystem('communes').codes.find(({ validFrom }) => validFrom === '2025-07-01')!
  const on = (date?: string) => validityOf(coded('communes', commune.code), date)
  t.strictSame(
    ['2025-07-01', '2025-06-30', '2025', '2025-07', '2026', '2024', '2025-06-30T17:00:00Z', undefined].map(on),
    ['valid', 'invalid', 'unknown', 'valid', 'valid', 'invalid', 'valid', 'valid'],
  )
  t.equal(validityOf(coded('communes', '00000'), '2026'), 'unknown')
  t.equal(validityOf({ system: 'constructor', code: 'toString', version: '1' }, '2026'), 'unknown')
  const ended = Object.values(codeLists)
    .flatMap(({ system, codes }) => codes.map((row) => ({ system, ...row })))
    .find(({ validTo }) => validTo !== null)
  if (ended) {
    const ofEnded = (date?: string) => validityOf({ ...ended, version: '1' }, date)
    t.strictSame([ofEnded('9999'), ofEnded(ended.validTo!), ofEnded()], ['invalid', 'valid', 'unknown'])
  }
  const old = {
    ...report({ receivedAt: '2025-06-01T08:00:00+07:00', place: { commune: coded('communes', commune.code) } }),
  }
  t.strictSame(found(old), ['code-not-valid-then /report/place/commune'])
})

t.test('a finding is a place and words of ours: what cannot be comes first, and they are bounded', async (t) => {
  const many = Array.from({ length: 200 }, (_, i) =>
    decision(`bí mật ${i}`, 'GIA_HAN', '2026-03-09', { supersededBy: 'bí mật' }),
  )
  const doubts = inconsistencies({ ...facet, decisions: many }, updatedAt)
  t.equal(doubts.length, 100)
  t.notMatch(JSON.stringify(doubts), /bí mật|2026|9999/)
  t.ok(doubts.every(({ expected: { vi, en } }) => vi.length > 0 && en.length > 0))
  const effects = inconsistencies(
    {
      ...facet,
      ...report({ receivedAt: '2025-06-01T08:00:00+07:00', place: { commune: coded('communes', '30307') } }),
      decisions: many.slice(0, 1),
    },
    updatedAt,
  ).map(({ effect }) => effect)
  t.strictSame(effects, ['degraded', 'degraded', 'note'])
})

t.test('the codes that the rules speak of are in the lists', async (t) => {
  const listed = (list: 'stages' | 'decisions') => new Set(codeSystem(list).codes.map(({ code }) => code))
  for (const { stages, among, newest } of contradictions) {
    t.strictSame(
      [...stages].filter((code) => !listed('stages').has(code)),
      [],
    )
    t.strictSame(
      [...among, newest].filter((code) => !listed('decisions').has(code)),
      [],
    )
  }
})
