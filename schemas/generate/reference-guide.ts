/** The chapter of the reference page that says how answers work: with the tables that come from the schemas. */
import type { Model, Title } from './model.ts'
import { type Html, html, paragraph, table, words } from './reference-html.ts'
import { chapters, columns, guideTexts as texts } from './reference-texts.ts'
import { confidenceWords, levelWords, maskWords, tagWords, wordOf } from './words.ts'

/** What stands beside the data of an answer; a test holds its members to those of real answers. */
export const metaExample = `{
  "withheld": [{ "record": "/dossier/facets/0", "fields": ["/reporters/0/fullName"], "reason": "handling-tag" }],
  "masked": [{ "record": "/dossier/facets/0", "fields": ["/participants/0/person/fullName"], "reason": "clearance" }],
  "absent": [{ "path": "/dossier/facets/0/reporters/0/birth", "why": "unknown" }],
  "sources": [{ "agency": "vien-kiem-sat", "state": "timeout", "as_of": "2026-03-02T08:00:00Z" }],
  "policy_version": "…"
}`

const chapter = (name: keyof typeof chapters, ...content: readonly (Html | readonly Html[])[]): Html =>
  html`<section id="guide-${name}"><h3>${words(chapters[name])}</h3>\n${content}</section>\n`

const chip = (level: string) => html`<span class="chip ${level}">${words(wordOf(levelWords, level))}</span>`

/** A degree of certainty as a small mark; nothing for what is confirmed. Throws for a mark without words. */
export function certainty(mark: string | undefined): Html | undefined {
  if (mark === undefined || mark === 'C' || mark === 'confirmed') return undefined
  return html` <span class=sure>${words(wordOf(confidenceWords, mark))}</span>`
}

/** The guide: sections with ids `guide-…`, the default labels with ids `label-…`. Throws for a level or tag without words. */
export function guide({ levels, tags, labels }: Model): Html {
  const code = (text: string) => html`<td><code>${text}</code></td>`
  const levelRows = levels.map((level) => html`<tr>${code(level)}<td>${chip(level)}</td></tr>\n`)
  const tagRows = tags.map((tag) => html`<tr>${code(tag)}<td>${words(wordOf(tagWords, tag))}</td></tr>\n`)
  const labelRows = labels.map(
    ({ name, level, tags, rule, confidence }) =>
      html`<tr id="label-${name}">${code(name)}<td>${chip(level)}${tags.map(
        (tag) => html` <span class="tag">${words(wordOf(tagWords, tag))}</span>`,
      )}</td><td>${words(rule)}${certainty(confidence)}</td></tr>\n`,
  )
  const masks = Object.values(maskWords).map((mask) => html`<li>${words(mask)}</li>`)
  return html`${[
    chapter('table', texts.table.map(paragraph)),
    chapter(
      'label',
      texts.label.map(paragraph),
      html`<div class="pair">${table([columns.level, columns.meaning], levelRows)}${table([columns.tag, columns.meaning], tagRows)}</div>`,
      texts.secret.map(paragraph),
      table([columns.labelName, columns.levelAndTags, columns.rule], labelRows),
    ),
    chapter(
      'given',
      paragraph(texts.given[0]!),
      html`<ul class="inline">${masks}</ul>`,
      texts.given.slice(1).map(paragraph),
      html`<pre>${metaExample}</pre>`,
    ),
    chapter('time', texts.time.map(paragraph)),
    chapter('ids', texts.ids.map(paragraph)),
    chapter('code', texts.code.map(paragraph)),
  ]}`
}

/** Entries for the table of contents. */
export const guideLinks: readonly { readonly id: string; readonly title: Title }[] = Object.entries(chapters).map(
  ([name, title]) => ({ id: `guide-${name}`, title }),
)
