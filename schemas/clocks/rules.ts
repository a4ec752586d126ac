/** The rules of legal time limits (rules/, by rule.schema.json), and where 48 hours hold instead of 24. */
import remote from './remote-communes.json' with { type: 'json' }
import appeal from './rules/appeal.json' with { type: 'json' }
import intake from './rules/intake.json' with { type: 'json' }
import investigation from './rules/investigation.json' with { type: 'json' }
import prosecution from './rules/prosecution.json' with { type: 'json' }
import source from './rules/source.json' with { type: 'json' }
import trial from './rules/trial.json' with { type: 'json' }

export interface Text {
  readonly vi: string
  readonly en: string
}

/** How sure the data is of the text of the law. */
export type Confidence = 'confirmed' | 'second-hand' | 'recalled' | 'doubtful'

/** Severity of the offence (BLHS Art. 9). */
export type Severity = 'IT_NGHIEM_TRONG' | 'NGHIEM_TRONG' | 'RAT_NGHIEM_TRONG' | 'DAC_BIET_NGHIEM_TRONG'

export interface Amount {
  readonly amount: number
  readonly unit: 'hours' | 'days' | 'working-days' | 'months'
}

/** What one extension may add at most; `when` names the parameter that must be true for it. */
export interface Step {
  readonly amount: number
  readonly unit: 'days' | 'months'
  readonly confidence?: Confidence
  readonly when?: ParameterName
}

export type ParameterName = 'countStartDay' | 'includesFirstTwentyDays' | 'nationalSecurity' | 'atOnceHours'

export interface Rule {
  readonly id: string
  readonly article: string
  readonly title: Text
  readonly startEvent: Text
  /** What of a record tells the start (starts.ts): `TIEP_NHAN`, or codes of schemas/codes/decisions; absent where no record does. */
  readonly startEvents?: readonly string[]
  /** What ends the limit: codes of schemas/codes/decisions, and acts such as GUI_VKS that are no decisions. */
  readonly endEvents: readonly string[]
  readonly actor: Text
  readonly confidence: Confidence
  /** `at-once`: the law gives no number. */
  readonly limit:
    | { readonly by: 'none'; readonly value: Amount }
    | { readonly by: 'severity'; readonly values: Readonly<Record<Severity, Amount>> }
    | { readonly by: 'commune'; readonly other: Amount; readonly remote: Amount }
    | { readonly by: 'at-once' }
  /** Runs before the limit, unless the parameter `includesFirstTwentyDays` holds. */
  readonly preceding?: Amount
  /** Holds in remote communes only. */
  readonly remoteOnly?: true
  /** What is disputed or depends on the case; where practice differs, the default is a choice. */
  readonly parameters?: readonly {
    readonly name: ParameterName
    readonly default: boolean | number
    readonly why: Text
  }[]
  readonly extension?: {
    readonly by: Text
    readonly askBefore?: Amount
    readonly askConfidence?: Confidence
    readonly steps: readonly Step[] | Readonly<Record<Severity, readonly Step[]>>
  }
  readonly suspension?: {
    readonly stoppedBy: string
    readonly article: string
    readonly resumedBy: string
    /** The rule whose limit runs from the resumption; absent where it is not known. */
    readonly resumeRule?: string
    /** It may be suspended only when the limit ends (BLTTHS Art. 148(1)). */
    readonly onlyAtExpiry?: true
  }
}

export const rules: readonly Rule[] = [
  source,
  intake,
  investigation,
  prosecution,
  trial,
  appeal,
].flat() as readonly Rule[]

const byId: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]))
const remoteCommunes: ReadonlyMap<string, Confidence> = new Map(
  remote.communes.map(({ code, confidence }) => [code, confidence as Confidence]),
)

/** The rule of that id, if there is one. */
export function ruleOf(id: string): Rule | undefined {
  return byId.get(id)
}

/** How sure it is that the commune (its 5-digit code) is an island or a remote place, by remote-communes.json; undefined: it is none. */
export function remoteness(commune: string): Confidence | undefined {
  return remoteCommunes.get(commune)
}
