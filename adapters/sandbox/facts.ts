/** One made-up matter as it happened, before any agency wrote it down: who, what, when, and how far it has come. */
import type { Address, Person } from '../../schemas/generated/types.ts'
import type { Breach } from './breaches.ts'
import { addDays, addMonths, addWorkingDays, earlier, workingDayFrom } from './calendar.ts'
import { coded } from './codes.ts'
import { address, fullName, person } from './people.ts'
import { type Plot, plots, storyPlots } from './plots.ts'
import { makeRandom, type Random } from './random.ts'
import { agesOf, isComplicated, stageOf } from './stages.ts'
import type { AgencyId, Story } from './stories.ts'

export interface Facts {
  readonly n: number
  readonly story?: Story
  /** Id of the rule whose limit is broken on purpose. */
  readonly breaks?: string
  readonly holders: readonly AgencyId[]
  /** The investigation body and the procuracy both hold a part. */
  readonly supervised: boolean
  /** Who passed the matter on to the resolver; the first of them when several did. */
  readonly origin?: 'mttq' | 'thanh-tra'
  readonly today: string
  readonly plot: Plot
  readonly kind: string
  readonly channels: readonly string[]
  readonly stage: string
  readonly complicated: boolean
  readonly urgency: string
  readonly receivedOn: string
  readonly occurredAt?: string
  readonly place: Address
  readonly summary: string
  readonly reporters: readonly Person[]
  readonly suspects: readonly Person[]
  readonly victim?: Person
  readonly minorVictim: boolean
  readonly witness?: Person
  /** The day the 147 period or its extension ends. */
  readonly dueOn: string
  readonly decidedOn?: string
  readonly noticeDueOn: string
  /** From here on only as far as the matter has come: the investigation's conclusion, indictment, registration by the court, trial. */
  readonly concludedOn?: string
  readonly indictedOn?: string
  readonly courtOn?: string
  /** Day of the decision to bring the case to trial. */
  readonly toTrialOn?: string
  /** Day of the hearing: past once judged. */
  readonly hearingOn?: string
  readonly judgedOn?: string
  /** The court returned the file for further investigation. */
  readonly returnedOn?: string
  readonly numbers: Readonly<
    Record<
      | 'reception'
      | 'assignment'
      | 'decision'
      | 'procuracyFile'
      | 'procuracyAct'
      | 'indictment'
      | 'courtFile'
      | 'courtAct'
      | 'inspection'
      | 'petition',
      number
    >
  >
  readonly officers: Readonly<
    Record<
      | 'investigator'
      | 'policeSigner'
      | 'prosecutor'
      | 'procuracySigner'
      | 'judge'
      | 'clerk'
      | 'inspector'
      | 'chiefInspector'
      | 'frontOfficer',
      string
    >
  >
  readonly random: Random
}

const CHANNELS: Readonly<Record<string, readonly string[]>> = {
  TO_GIAC: ['TRUC_TIEP', 'BUU_CHINH', 'DIEN_THOAI', 'UNG_DUNG_DI_DONG', 'TIEP_CONG_DAN'],
  TIN_BAO: ['VAN_BAN_CO_QUAN', 'MTTQ', 'CONG_TTDT', 'DOAN_GIAM_SAT'],
  TIN_BAO_TTDC: ['BAO_CHI'],
  KIEN_NGHI_KHOI_TO: ['THANH_TRA', 'KIEM_TOAN'],
  TU_THU: ['TRUC_TIEP'],
  TRUC_TIEP_PHAT_HIEN: ['TO_TUNG_TRUC_TIEP'],
}

const without = (of: Person, ...fields: readonly (keyof Person)[]): Person =>
  Object.fromEntries(Object.entries(of).filter(([name]) => !fields.includes(name as keyof Person)))

function plotOf(story: Story | undefined, n: number): Plot {
  if (typeof story?.plot === 'string') return storyPlots[story.plot as keyof typeof storyPlots]
  return plots[(story?.plot ?? n) % plots.length]!
}

/** A suspect as files know them: some without number, birth date or even a name. */
function suspect(random: Random, unnamed: boolean): Person {
  const someone = without(person(random, [1958, 1999]), 'phone')
  if (unnamed) return without(someone, 'fullName', 'birth', 'personalId', 'address')
  return random.chance(0.3) ? without(someone, 'personalId') : someone
}

function dueDate(stage: string, receivedOn: string, complicated: boolean): string {
  if (stage === 'CHUYEN_DI') return addWorkingDays(receivedOn, 1)
  if (stage === 'GIA_HAN') return workingDayFrom(addMonths(receivedOn, 4))
  return workingDayFrom(complicated ? addMonths(receivedOn, 2) : addDays(receivedOn, 20))
}

/** What follows after the decision to start a case, counted from it, as far as `stage` has come; nothing at court without one. */
function proceeding(
  stage: string,
  startedOn: string,
  today: string,
  atCourt: boolean,
  { returned, unindicted }: { readonly returned: boolean; readonly unindicted: boolean },
): Pick<Facts, 'concludedOn' | 'indictedOn' | 'courtOn' | 'toTrialOn' | 'hearingOn' | 'judgedOn' | 'returnedOn'> {
  if (stage !== 'TRUY_TO' && stage !== 'XET_XU_ST') return {}
  const after = (date: string, days: number): string => earlier(workingDayFrom(addDays(date, days)), today)
  const concludedOn = after(startedOn, 80)
  if (unindicted) return { concludedOn }
  const indictedOn = after(concludedOn, 18)
  if (!atCourt) return { concludedOn, indictedOn }
  const courtOn = after(indictedOn, 3)
  if (returned) return { concludedOn, indictedOn, courtOn, returnedOn: after(courtOn, 25) }
  if (stage === 'TRUY_TO') return { concludedOn, indictedOn, courtOn }
  const toTrialOn = after(courtOn, 41)
  const hearingOn = workingDayFrom(addDays(toTrialOn, 14))
  const judgedOn = hearingOn < today ? { judgedOn: hearingOn } : {}
  return { concludedOn, indictedOn, courtOn, toTrialOn, hearingOn, ...judgedOn }
}

/** Where a boat takes a day to the mainland. */
const ISLAND: Address = { commune: coded('communes', '31105'), text: 'Tổ 3, ấp Bãi Ngự' }

/** The report is not resolved within its time, and no extension covers it. */
export const isLate = ({ breaks }: Facts): boolean => breaks?.startsWith('BLTTHS.147') === true

/** Stages that a case passes after it was started. */
export const CASE: readonly string[] = ['KHOI_TO', 'DIEU_TRA', 'TRUY_TO', 'XET_XU_ST']

/**
 * The facts of matter number `n` (from 0) of the world `seed`; the same whatever the size of the world. `breach` is how an everyday
 * matter breaks a limit.
 */
export function makeFacts(
  seed: number,
  n: number,
  today: string,
  holders: readonly AgencyId[],
  story: Story | undefined,
  breach?: Breach,
): Facts {
  const random = makeRandom(seed, n)
  const plot = plotOf(story, n)
  const stage = story?.stage ?? breach?.stage ?? stageOf(n, holders)
  const complicated = story
    ? stage === 'GIA_HAN' || story.complicated === true
    : breach?.stage
      ? breach.complicated === true
      : isComplicated(stage)
  const age = story?.age ?? random.int(...(breach?.ages ?? agesOf(stage, holders)))
  const breaks = story?.breaks ?? breach?.rule
  const receivedOn = addDays(today, -age)
  const origin = holders.length === 1 ? undefined : (['thanh-tra', 'mttq'] as const).find((id) => holders.includes(id))
  const kind =
    story?.kind ??
    breach?.kind ??
    (origin === 'thanh-tra' ? 'KIEN_NGHI_KHOI_TO' : origin === 'mttq' ? 'TIN_BAO' : random.pick(plot.kinds))
  const dueOn = dueDate(stage, receivedOn, complicated)
  const minorVictim = story?.minor === true
  const somewhere = address(random)
  const place = story?.name === 'dao-xa' ? ISLAND : somewhere
  const noi = place.text?.split(', ').at(-1) ?? ''
  const amount_million = (random.int(12, 480) * 10).toLocaleString('en').replaceAll(',', '.')
  const anonymous = story?.anonymous === true
  const reporterCount =
    kind === 'TRUC_TIEP_PHAT_HIEN'
      ? 0
      : story?.name === 'nhieu-nguoi-to-giac' || (random.chance(0.25) && story?.secretReporter !== true)
        ? 2
        : 1
  const occurred = random.int(0, 2)
  const startedOn = addDays(receivedOn, random.int(14, 19))
  const decided: Readonly<Record<string, string>> = {
    ...Object.fromEntries(CASE.map((of) => [of, startedOn])),
    KHONG_KHOI_TO: addDays(receivedOn, random.int(16, 20)),
    TAM_DINH_CHI: dueOn,
    PHUC_HOI: addDays(dueOn, 3),
    GIA_HAN: addDays(addMonths(receivedOn, 2), -3),
    CHUYEN_DI: breaks === 'BLTTHS.146' ? addDays(dueOn, 4) : earlier(dueOn, today),
  }
  const decidedOn = decided[stage]
  const channels =
    story?.channels ??
    (origin === 'thanh-tra'
      ? ['THANH_TRA']
      : origin === 'mttq'
        ? ['MTTQ']
        : kind === 'TO_GIAC' && random.chance(0.2)
          ? ['TRUC_TIEP', 'BUU_CHINH']
          : [random.pick(CHANNELS[kind] ?? ['VAN_BAN_CO_QUAN'])])
  return {
    n,
    ...(story === undefined ? {} : { story }),
    ...(breaks === undefined ? {} : { breaks }),
    holders,
    supervised: holders.includes('cong-an') && holders.includes('vien-kiem-sat'),
    ...(origin === undefined ? {} : { origin }),
    today,
    plot,
    kind,
    channels,
    stage,
    complicated,
    urgency: stage === 'XAC_MINH' && story !== undefined ? 'KHAN' : 'THUONG',
    receivedOn,
    ...(occurred === 0
      ? {}
      : { occurredAt: addDays(receivedOn, -random.int(20, 400)).slice(0, occurred === 1 ? 7 : 10) }),
    place,
    summary: plot.summary.replace('{noi}', noi).replace('{tien}', amount_million),
    reporters: Array.from({ length: anonymous ? 1 : reporterCount }, () =>
      anonymous ? {} : person(random, [1955, 2001]),
    ),
    suspects: Array.from({ length: random.int(1, 3) }, (_, i) => suspect(random, i > 0 && random.chance(0.3))),
    ...(minorVictim
      ? { victim: person(random, [2010, 2013], true) }
      : plot.field === undefined
        ? { victim: without(person(random, [1950, 2002]), 'phone', ...(n % 8 === 4 ? (['personalId'] as const) : [])) }
        : {}),
    minorVictim,
    ...(random.chance(0.5) ? { witness: person(random, [1960, 2000]) } : {}),
    dueOn,
    ...(decidedOn === undefined ? {} : { decidedOn }),
    ...proceeding(stage, startedOn, today, holders.includes('toa-an'), {
      returned: story?.name === 'tra-ho-so',
      unindicted: breaks === 'BLTTHS.240',
    }),
    noticeDueOn: addWorkingDays(receivedOn, 3),
    numbers: {
      reception: 1000 + n * 3 + random.int(0, 2),
      assignment: 200 + n * 2 + random.int(0, 1),
      decision: 12 + n * 2 + random.int(0, 1),
      procuracyFile: 300 + n * 2 + random.int(0, 1),
      procuracyAct: 40 + n * 3 + random.int(0, 1),
      indictment: 20 + n * 2 + random.int(0, 1),
      courtFile: 30 + n * 2 + random.int(0, 1),
      courtAct: 60 + n * 3 + random.int(0, 1),
      inspection: 10 + n * 2 + random.int(0, 1),
      petition: 120 + n * 4 + random.int(0, 3),
    },
    officers: {
      investigator: fullName(random, 'NAM'),
      policeSigner: fullName(random, 'NAM'),
      prosecutor: fullName(random, 'NU'),
      procuracySigner: fullName(random, 'NAM'),
      judge: fullName(random, 'NU'),
      clerk: fullName(random, 'NAM'),
      inspector: fullName(random, 'NAM'),
      chiefInspector: fullName(random, 'NU'),
      frontOfficer: fullName(random, 'NU'),
    },
    random,
  }
}
