/** Which amount of a rule holds in a case: by severity, by commune, and by the parameters. */
import type { Amount, Confidence, ParameterName, Rule, Severity } from './rules.ts'
import { remoteness } from './rules.ts'
import type { Note } from './run.ts'

/** The parameters of the rule, each given or by default. */
export type Chosen = Readonly<Partial<Record<ParameterName, boolean | number>>>

const AT_ONCE_HOURS_MAX = 72

function usable(value: unknown, standard: boolean | number): value is boolean | number {
  if (typeof standard === 'boolean') return typeof value === 'boolean'
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= AT_ONCE_HOURS_MAX
}

/** The parameters that `rule` has, from `given` where usable (a boolean, or 1–72 hours), else by default. */
export function chosenOf(rule: Rule, given: unknown, note: Note): Chosen {
  const values = typeof given === 'object' && given !== null ? (given as Readonly<Record<string, unknown>>) : {}
  if (given !== undefined && values !== given) note('parameter-bad', '/parameters')
  const known = rule.parameters ?? []
  if (Object.keys(values).some((name) => !known.some((parameter) => parameter.name === name)))
    note('parameter-unknown', '/parameters')
  return Object.fromEntries(
    known.map(({ name, default: standard }) => {
      const value = Object.hasOwn(values, name) ? values[name] : standard
      if (usable(value, standard)) return [name, value]
      note('parameter-bad', `/parameters/${name}`)
      return [name, standard]
    }),
  )
}

const bySureness: readonly Confidence[] = ['doubtful', 'recalled', 'second-hand', 'confirmed']
const lessSure = (a: Confidence, b: Confidence): Confidence => (bySureness.indexOf(a) < bySureness.indexOf(b) ? a : b)

/** An amount, and how sure it is that it is this one. */
type Limit = Amount & { readonly confidence: Confidence }

/** The amount of `rule` in a case of that severity and commune; undefined, with a finding, where it cannot be told. */
export function limitOf(
  { limit, remoteOnly, confidence }: Rule,
  { severity, commune }: { readonly severity?: Severity; readonly commune?: string },
  chosen: Chosen,
  note: Note,
): Limit | undefined {
  const remote = typeof commune === 'string' ? remoteness(commune) : undefined
  if (remoteOnly && !remote) note(commune === undefined ? 'commune-missing' : 'not-remote', '/commune')
  const sure = (amount: Amount): Limit => ({ ...amount, confidence })
  switch (limit.by) {
    case 'none':
      return sure(limit.value)
    case 'at-once':
      return sure({ amount: Number(chosen.atOnceHours), unit: 'hours' })
    case 'commune':
      if (commune === undefined) note('commune-missing', '/commune')
      return remote ? { ...limit.remote, confidence: lessSure(remote, confidence) } : sure(limit.other)
    case 'severity':
      if (typeof severity === 'string' && Object.hasOwn(limit.values, severity)) return sure(limit.values[severity])
      note('severity-missing', '/severity')
      return undefined
  }
}
