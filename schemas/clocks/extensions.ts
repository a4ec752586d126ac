/** Extensions and suspensions of a limit in days or months. */
import { addDays } from './calendar.ts'
import { type Rule, ruleOf, type Severity, type Step } from './rules.ts'
import { advance, dayAt, entriesOf, expiryOf, type Link, type Note, nominalOf, type Run } from './run.ts'

export interface Extension {
  readonly amount: number
  /** As the rule says, when absent. */
  readonly unit?: 'days' | 'months'
  readonly askedAt?: string
  readonly decidedAt: string
  /** Number of the decision. */
  readonly by?: string
}

export interface Suspension {
  readonly from: string
  /** When it was resumed. */
  readonly to?: string
}

/** What the rule allows to add in this case, in order; nothing where the severity is needed and missing. */
export function stepsOf(rule: Rule, severity: Severity | undefined, holds: (name: string) => boolean): readonly Step[] {
  const steps = rule.extension?.steps ?? []
  const of = Array.isArray(steps)
    ? (steps as readonly Step[])
    : severity && (steps as Record<Severity, Step[]>)[severity]
  return (of ?? []).filter(({ when }) => when === undefined || holds(when))
}

/** Last day on which the next extension may be asked for, where the rule sets one. */
export function askByOf({ extension }: Rule, run: Run): string | undefined {
  const before = extension?.askBefore
  return before && addDays(expiryOf(run), -before.amount)
}

/** What came of the extensions: the run they leave, their links, and whether another one is possible. */
export interface Extended {
  readonly run: Run
  readonly links: readonly Link[]
  readonly more: boolean
}

/**
 * Applies `list` to `run` in its order. Each must be decided from `startedOn` on and by the last day of what it
 * extends; what is not so is a finding and is not counted, what is too long is cut to the maximum.
 */
export function extend(
  rule: Rule,
  steps: readonly Step[],
  start: { readonly run: Run; readonly startedOn: string },
  list: unknown,
  note: Note,
): Extended {
  let { run } = start
  const links: Link[] = []
  for (const [i, entry] of entriesOf(list, '/extensions', note).entries()) {
    const path = `/extensions/${i}`
    const step = steps[links.length]
    if (step === undefined) {
      note(rule.extension === undefined ? 'extension-not-foreseen' : 'extension-beyond-rule', path)
      break
    }
    const longer = longerBy(run, step, entry, path, note)
    if (longer === undefined || !decidedInTime(rule, { ...start, run }, entry, path, note)) continue
    const by = typeof entry.by === 'string' ? entry.by.slice(0, 100) : rule.extension!.by.vi
    const { confidence } = { ...rule, ...step }
    links.push({ from: nominalOf(run), ...longer.by, due: expiryOf(longer.run), by, confidence })
    run = longer.run
  }
  return { run, links, more: steps.length > links.length }
}

/** What the entry adds, as far as the step allows, and the run with it; undefined where the amount is unusable. */
function longerBy(run: Run, step: Step, entry: Readonly<Record<string, unknown>>, path: string, note: Note) {
  const { amount, unit = step.unit } = entry
  const usable = Number.isInteger(amount) && (amount as number) >= 1 && (amount as number) <= 10_000
  if (!usable || (unit !== 'days' && unit !== 'months')) {
    note('extension-bad-amount', `${path}/amount`)
    return undefined
  }
  const asked = { amount: amount as number, unit } as const
  const most = { amount: step.amount, unit: step.unit }
  if (nominalOf(advance(run, asked)) <= nominalOf(advance(run, most))) return { by: asked, run: advance(run, asked) }
  note('extension-too-long', `${path}/amount`)
  return { by: most, run: advance(run, most) }
}

function decidedInTime(
  rule: Rule,
  { run, startedOn }: { readonly run: Run; readonly startedOn: string },
  entry: Readonly<Record<string, unknown>>,
  path: string,
  note: Note,
): boolean {
  const decided = dayAt(entry.decidedAt ?? null, `${path}/decidedAt`, note)
  if (decided === undefined) return false
  if (decided < startedOn) note('extension-before-start', `${path}/decidedAt`)
  if (decided > expiryOf(run)) note('extension-after-expiry', `${path}/decidedAt`)
  if (decided < startedOn || decided > expiryOf(run)) return false
  const asked = dayAt(entry.askedAt, `${path}/askedAt`, note)
  const askBy = askByOf(rule, run)
  if (asked !== undefined && asked > decided) note('extension-asked-after-decision', `${path}/askedAt`)
  if (asked !== undefined && askBy !== undefined && asked > askBy) note('extension-asked-late', `${path}/askedAt`)
  return true
}

/** What came of the suspensions: no run where the limit after resumption is not known. */
export interface Suspended {
  readonly run: Run | undefined
  readonly links: readonly Link[]
  readonly since?: string
}

/**
 * Applies `list`: a suspension stops the limit; after a resumption the limit of the rule's `resumeRule` runs from that
 * day. An open suspension ends the list.
 */
export function suspend(
  rule: Rule,
  start: { readonly run: Run; readonly startedOn: string },
  list: unknown,
  note: Note,
): Suspended {
  const entries = entriesOf(list, '/suspensions', note)
  const { suspension } = rule
  let { run, startedOn: earliest } = start
  const links: Link[] = []
  for (const [i, entry] of entries.entries()) {
    const path = `/suspensions/${i}`
    if (suspension === undefined) {
      note('suspension-not-foreseen', path)
      break
    }
    const from = dayAt(entry.from ?? null, `${path}/from`, note)
    const to = dayAt(entry.to, `${path}/to`, note)
    if (from === undefined || (entry.to !== undefined && to === undefined)) continue
    const wrong = wrongOrder(run, earliest, from, to)
    if (wrong !== undefined) {
      note(wrong, path)
      continue
    }
    if (suspension.onlyAtExpiry && from < nominalOf(run)) note('suspension-before-expiry', `${path}/from`)
    if (to === undefined) {
      if (i < entries.length - 1) note('suspension-bad-order', `/suspensions/${i + 1}`)
      return { run, links, since: from }
    }
    const resumed = ruleOf(suspension.resumeRule ?? '')
    if (resumed?.limit.by !== 'none') {
      note('resumption-limit-unknown', `${path}/to`)
      return { run: undefined, links }
    }
    const { amount, unit } = resumed.limit.value as { amount: number; unit: 'days' | 'months' }
    run = advance({ anchor: to, months: 0 }, { amount, unit })
    links.push({ from: to, amount, unit, due: expiryOf(run), by: resumed.article, confidence: resumed.confidence })
    earliest = to
  }
  return { run, links }
}

function wrongOrder(run: Run, earliest: string, from: string, to: string | undefined) {
  if (to !== undefined && to < from) return 'end-before-start'
  if (from < earliest) return 'suspension-bad-order'
  return from > expiryOf(run) ? 'suspension-after-expiry' : undefined
}
