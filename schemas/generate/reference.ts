/**
 * Emits the reference page: one HTML file in both languages, for whoever connects a system. It loads nothing, and works
 * without its script (a filter) and in print.
 */
import type { Model, Title } from './model.ts'
import { chapter, markupOf } from './page.ts'
import { clockSections, groupTitle, type RuleFile } from './reference-clocks.ts'
import { codeSections } from './reference-codes.ts'
import { entities, grouped } from './reference-entities.ts'
import { compact, skeleton } from './reference-example.ts'
import { guide, guideLinks } from './reference-guide.ts'
import { type Html, html, paragraph, words } from './reference-html.ts'
import { clockTexts, pageTexts as texts } from './reference-texts.ts'

interface Link {
  readonly id: string
  readonly title: Title
  readonly code?: string
}

const block = (title: Title, links: readonly Link[]): Html =>
  html`<li><b>${words(title)}</b><ul>${links.map(
    (link) =>
      html`<li><a href="#${link.id}">${words(link.title)}${link.code !== undefined && html` <code>${link.code}</code>`}</a></li>`,
  )}</ul></li>\n`

function contents(model: Model, rules: readonly RuleFile[]): Html {
  return html`
${block(texts.guide, guideLinks)}${grouped(model).map(({ title, types }) =>
  block(
    title,
    types.map((type) => ({ id: type.name, title: type.title, code: type.name })),
  ),
)}${block(
  texts.codes,
  model.lists.map(({ name, title }) => ({ id: `codes-${name}`, title })),
)}${block(
  texts.clocks,
  rules.map(({ name }) => ({ id: `clocks-${name}`, title: groupTitle(name) })),
)}<li><b><a href="#example">${words(texts.example)}</a></b></li>`
}

/** Text of generated/reference.html. Throws an Error for a level, tag or certainty that has no words. */
export function emitReference(model: Model, rules: readonly RuleFile[]): string {
  const example = compact({ dossier: skeleton(model, 'Dossier') })
  return markupOf({
    title: texts.title,
    lead: html`${paragraph(texts.lead)}
<p class="version">Liên thông · ${words(texts.version)} 1+${model.version}</p>`,
    tools: html`<input type="search" id="filter" hidden placeholder="${texts.filter.vi}" aria-label="${texts.filter.vi}">`,
    contents: contents(model, rules),
    chapters: html`${chapter('guide', texts.guide, guide(model))}
${chapter('entities', texts.entities, entities(model))}
${chapter('codes', texts.codes, codeSections(model))}
${chapter('clocks', texts.clocks, html`${paragraph(clockTexts.lead)}${clockSections(rules, model)}`)}
${chapter('example', texts.example, html`${paragraph(texts.exampleLead)}<pre>${example}</pre>`)}`,
    script: 'reference-filter.js',
  })
}
