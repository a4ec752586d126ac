/** The legal time limits of the reference page, from the rules of schemas/clocks. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Amount, Rule, Severity, Step } from '../clocks/rules.ts'
import type { Model, Title } from './model.ts'
import { nameIn } from './reference-codes.ts'
import { certainty } from './reference-guide.ts'
import { type Html, html, table, words } from './reference-html.ts'
import { clockConditions, clockGroups, columns, clockTexts as texts } from './reference-texts.ts'

export interface RuleFile {
  /** File name without its ending. */
  readonly name: string
  readonly rules: readonly Rule[]
}

/** The rule files of `root`/clocks/rules (`root` is the schemas folder), in the order of a case; others after them. */
export function clockRules(root: string): readonly RuleFile[] {
  const folder = join(root, 'clocks/rules')
  const known = Object.keys(clockGroups)
  const rank = (name: string) => (known.indexOf(name) + known.length + 1) % (known.length + 1)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace(/\.json$/, ''))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((name) => ({ name, rules: JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Rule[] }))
}

function amount({ amount, unit }: Amount | Step): Html {
  const { vi, en } = texts.units[unit]
  return html`<b>${amount}</b> ${words({ vi, en: amount === 1 ? en.replace(/s$/, '') : en })}`
}

/** The head of a column, said in the cell where a narrow screen has no heads. */
const narrow = (column: Title): Html => html`<span class=narrow>${words(column)}: </span>`

const lines = (items: readonly Html[]) => html`<ul class=plain>${items.map((item) => html`<li>${item}</li>`)}</ul>`

function limit(rule: Rule, severity: (code: string) => Html): Html {
  const preceding =
    rule.preceding &&
    html` <span class=note>${words(texts.preceding)} ${amount(rule.preceding)} ${words(texts.unlessIncluded)}</span>`
  const where = rule.remoteOnly && html` <span class=note>${words(texts.remoteOnly)}</span>`
  const of = rule.limit
  if (of.by === 'none') return html`${amount(of.value)}${preceding}${where}`
  if (of.by === 'at-once') return words(texts.atOnce)
  if (of.by === 'commune') return html`${amount(of.other)}<br>${words(texts.remote)} ${amount(of.remote)}`
  return lines(Object.entries(of.values).map(([code, value]) => html`${severity(code)}: ${amount(value)}`))
}

function stepsText(steps: readonly Step[]): Html {
  return html`${steps.map((step, index) => {
    const when = step.when && html` (${words(clockConditions[step.when] ?? { vi: step.when, en: step.when })})`
    return html`${index > 0 && ' + '}${amount(step)}${when}${certainty(step.confidence)}`
  })}`
}

function extension({ extension: found }: Rule, severity: (code: string) => Html): Html | undefined {
  if (!found) return undefined
  const { by, askBefore, askConfidence, steps } = found
  const all = Array.isArray(steps)
    ? stepsText(steps as readonly Step[])
    : lines(
        Object.entries(steps as Record<Severity, readonly Step[]>).map(
          ([code, of]) => html`${severity(code)}: ${stepsText(of)}`,
        ),
      )
  const ask = askBefore && html`<div>${words(texts.askBefore)} ${amount(askBefore)}${certainty(askConfidence)}</div>`
  return html`<div>${words(texts.by)} ${words(by)}: ${all}</div>${ask}`
}

function suspension({ suspension: found }: Rule, decision: (code: string) => Html): Html | undefined {
  return (
    found &&
    html`<div>${words(texts.suspended)}: ${decision(found.stoppedBy)} (${found.article}); ${words(texts.resumed)}: ${decision(
      found.resumedBy,
    )}${found.resumeRule && html` → <a href="#clock-${found.resumeRule}">${found.resumeRule}</a>`}</div>`
  )
}

const chosen = (value: boolean | number): Title | undefined =>
  typeof value === 'boolean' ? (value ? texts.yes : texts.no) : undefined

function row(rule: Rule, model: Model): Html {
  const severity = nameIn(model, 'severity')
  const decision = nameIn(model, 'decisions')
  const open = rule.parameters?.map(({ why, default: value }) => {
    const text = chosen(value)
    return html`<span class=note>${words(why)} (${words(texts.chosen)}: ${text ? words(text) : String(value)})</span>`
  })
  return html`<tr id="clock-${rule.id}"><td class=field><a href="#clock-${rule.id}"><code>${rule.id}</code></a><br>${
    rule.article
  }${certainty(rule.confidence)}</td><td><b>${words(rule.title)}</b>${open}</td><td>${narrow(columns.starts)}${words(rule.startEvent)}</td><td class=limit>${narrow(columns.limit)}${limit(
    rule,
    severity,
  )}</td><td>${narrow(columns.actor)}${words(rule.actor)}<span class=note>${words(texts.ends)}: ${rule.endEvents.map(
    (code, index) => html`${index > 0 && ', '}${decision(code)}`,
  )}</span></td><td>${extension(rule, severity)}${suspension(rule, decision)}</td></tr>\n`
}

/** One table per rule file; an anchor per file (`clocks-intake`) and rule (`clock-BLTTHS.147.1`). Throws for an unknown confidence. */
export function clockSections(files: readonly RuleFile[], model: Model): Html {
  const heads = [columns.article, columns.what, columns.starts, columns.limit, columns.actor, columns.extension]
  return html`${files.map(
    ({ name, rules }) => html`<section class="entity clocks" id="clocks-${name}"><h3>${words(groupTitle(name))}</h3>
${table(
  heads,
  rules.map((rule) => row(rule, model)),
)}</section>\n`,
  )}`
}

/** Title of a rule file; its name where it has none. */
export function groupTitle(name: string): Title {
  return clockGroups[name] ?? { vi: name, en: name }
}
