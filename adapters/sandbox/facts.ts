/** One made-up matter as it happened, before any agency wrote it down: who, what, when, and how far it has come. */
import type { Address, Person } from '../../schemas/generated/types.ts'
import { addDays, addMonths, addWorkingDays, workingDayFrom } from './calendar.ts'
import { address, fullName, person } from './people.ts'
import { type Plot, plots, storyPlots } from './plots.ts'
import { makeRandom, type Random } from './random.ts'
import type { Holders, StoryName } from './stories.ts'

export interface Facts {
  readonly n: number
  readonly story?: StoryName
  readonly holders: Holders
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
  readonly numbers: Readonly<Record<'reception' | 'assignment' | 'decision' | 'procuracyFile' | 'procuracyAct', number>>
  readonly officers: Readonly<Record<'investigator' | 'policeSigner' | 'prosecutor' | 'procuracySigner', string>>
  readonly random: Random
}

const AGES: Readonly<Record<string, readonly [number, number]>> = {
  TIEP_NHAN: [0, 1],
  PHAN_LOAI: [1, 2],
  PHAN_CONG: [4, 6],
  XAC_MINH: [9, 17],
  GIA_HAN: [70, 100],
  KHOI_TO: [30, 80],
  KHONG_KHOI_TO: [30, 80],
  TAM_DINH_CHI: [40, 60],
  CHUYEN_DI: [3, 9],
}
/** Stages in turn, by who holds the matter: one agency alone holds what is too young to have been notified or is passed on. */
const STAGES: Readonly<Record<Holders, readonly string[]>> = {
  both: ['GIA_HAN', 'KHOI_TO', 'XAC_MINH', 'KHONG_KHOI_TO', 'PHAN_CONG'],
  'cong-an': ['TIEP_NHAN', 'PHAN_LOAI'],
  'vien-kiem-sat': ['CHUYEN_DI', 'PHAN_LOAI', 'TIEP_NHAN'],
}
const STORY_STAGES: Readonly<Record<StoryName, string>> = {
  'to-giac-mat': 'XAC_MINH',
  'nguoi-chua-thanh-nien': 'XAC_MINH',
  'giau-voi-vien-kiem-sat': 'XAC_MINH',
  'giau-voi-cong-an': 'CHUYEN_DI',
  'phan-bi-giau': 'PHAN_CONG',
  'nac-danh': 'PHAN_LOAI',
  'cham-han': 'XAC_MINH',
  'tam-dinh-chi': 'TAM_DINH_CHI',
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

function plotOf(story: StoryName | undefined, n: number): Plot {
  if (story !== undefined && story in storyPlots) return storyPlots[story as keyof typeof storyPlots]
  return story === 'to-giac-mat' ? plots[0]! : plots[n % plots.length]!
}

/** A suspect as files know them: some without number, birth date or even a name. */
function suspect(random: Random, unnamed: boolean): Person {
  const someone = without(person(random, [1958, 1999]), 'phone')
  if (unnamed) return without(someone, 'fullName', 'birth', 'personalId', 'address')
  return random.chance(0.3) ? without(someone, 'personalId') : someone
}

/** The how-many-eth matter of its kind of holders this is. */
const turn = (n: number, holders: Holders): number =>
  holders === 'both' ? Math.floor(n / 4) * 2 + (n % 4) : Math.floor(n / 4)

function dueDate(stage: string, receivedOn: string, complicated: boolean): string {
  if (stage === 'CHUYEN_DI') return addWorkingDays(receivedOn, 1)
  if (stage === 'GIA_HAN') return workingDayFrom(addMonths(receivedOn, 4))
  return workingDayFrom(complicated ? addMonths(receivedOn, 2) : addDays(receivedOn, 20))
}

/** The facts of matter number `n` (from 0) of the world `seed`; the same whatever the size of the world. */
export function makeFacts(
  seed: number,
  n: number,
  today: string,
  holders: Holders,
  story: StoryName | undefined,
): Facts {
  const random = makeRandom(seed, n)
  const plot = plotOf(story, n)
  const stages = STAGES[holders]
  const stage = story === undefined ? stages[turn(n, holders) % stages.length]! : STORY_STAGES[story]
  const complicated = stage === 'GIA_HAN' || (stage === 'XAC_MINH' && story === undefined)
  const [youngest, oldest] = AGES[stage]!
  const age =
    story === 'cham-han' ? 34 : stage === 'XAC_MINH' && complicated ? random.int(26, 50) : random.int(youngest, oldest)
  const receivedOn = addDays(today, -age)
  const kind = story === 'to-giac-mat' ? 'TO_GIAC' : random.pick(plot.kinds)
  const dueOn = dueDate(stage, receivedOn, complicated)
  const minorVictim = story === 'nguoi-chua-thanh-nien'
  const place = address(random)
  const noi = place.text?.split(', ').at(-1) ?? ''
  const amount_million = (random.int(12, 480) * 10).toLocaleString('en').replaceAll(',', '.')
  const anonymous = story === 'nac-danh'
  const reporterCount = kind === 'TRUC_TIEP_PHAT_HIEN' ? 0 : random.chance(0.25) && story !== 'to-giac-mat' ? 2 : 1
  const occurred = random.int(0, 2)
  const decided: Readonly<Record<string, string>> = {
    KHOI_TO: addDays(receivedOn, random.int(14, 19)),
    KHONG_KHOI_TO: addDays(receivedOn, random.int(16, 20)),
    TAM_DINH_CHI: dueOn,
    GIA_HAN: addDays(addMonths(receivedOn, 2), -3),
    CHUYEN_DI: dueOn,
  }
  const decidedOn = decided[stage]
  return {
    n,
    ...(story === undefined ? {} : { story }),
    holders,
    today,
    plot,
    kind,
    channels: kind === 'TO_GIAC' && random.chance(0.2) ? ['TRUC_TIEP', 'BUU_CHINH'] : [random.pick(CHANNELS[kind]!)],
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
    noticeDueOn: addWorkingDays(receivedOn, 3),
    numbers: {
      reception: 1000 + n * 3 + random.int(0, 2),
      assignment: 200 + n * 2 + random.int(0, 1),
      decision: 12 + n * 2 + random.int(0, 1),
      procuracyFile: 300 + n * 2 + random.int(0, 1),
      procuracyAct: 40 + n * 2 + random.int(0, 1),
    },
    officers: {
      investigator: fullName(random, 'NAM'),
      policeSigner: fullName(random, 'NAM'),
      prosecutor: fullName(random, 'NU'),
      procuracySigner: fullName(random, 'NAM'),
    },
    random,
  }
}
