/**
 * Emits the reference page: one HTML file in both languages, for whoever connects a system. It loads nothing, and works
 * without its script (a filter) and in print.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Model, Title } from './model.ts'
import { clockSections, groupTitle, type RuleFile } from './reference-clocks.ts'
import { codeSections } from './reference-codes.ts'
import { entities, grouped } from './reference-entities.ts'
import { compact, skeleton } from './reference-example.ts'
import { guide, guideLinks } from './reference-guide.ts'
import { type Html, html, paragraph, raw, words } from './reference-html.ts'
import { clockTexts, pageTexts as texts } from './reference-texts.ts'

const own = (file: string): Html => raw(readFileSync(join(import.meta.dirname, file), 'utf8'))

const languages: readonly { readonly id: string; readonly text: string }[] = [
  { id: 'vi', text: 'Tiếng Việt' },
  { id: 'en', text: 'English' },
  { id: 'both', text: `${texts.both.vi} · ${texts.both.en}` },
]

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
  return html`<nav aria-label="${texts.contents.vi}"><ul>
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
)}<li><b><a href="#example">${words(texts.example)}</a></b></li></ul></nav>`
}

const chapter = (id: string, title: Title, content: Html): Html =>
  html`<section class="chapter" id="${id}"><h2>${words(title)}</h2>\n${content}</section>\n`

/** Text of generated/reference.html. Throws an Error for a level, tag or certainty that has no words. */
export function emitReference(model: Model, rules: readonly RuleFile[]): string {
  const example = compact({ dossier: skeleton(model, 'Dossier') })
  const page = html`<!doctype html>
<!-- Generated from schemas by schemas/generate.ts: do not edit. Run \`npm run generate\`. -->
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Liên thông: ${texts.title.vi} · ${texts.title.en}</title>
<style>
${own('reference-page.css')}${own('reference-tables.css')}</style>
</head>
<body>
<header><h1>${words(texts.title)}</h1>
${paragraph(texts.lead)}
<p class="version">Liên thông · ${words(texts.version)} 1+${model.version}</p></header>
<div class="bar"><fieldset><legend>${words(texts.language)}</legend>${languages.map(
    ({ id, text }, index) =>
      html`<label><input type="radio" name="language" id="lang-${id}"${index === 0 && raw(' checked')}>${text}</label>`,
  )}</fieldset>
<input type="search" id="filter" hidden placeholder="${texts.filter.vi}" aria-label="${texts.filter.vi}"></div>
<div class="page">
${contents(model, rules)}
<main>
${chapter('guide', texts.guide, guide(model))}
${chapter('entities', texts.entities, entities(model))}
${chapter('codes', texts.codes, codeSections(model))}
${chapter('clocks', texts.clocks, html`${paragraph(clockTexts.lead)}${clockSections(rules, model)}`)}
${chapter('example', texts.example, html`${paragraph(texts.exampleLead)}<pre>${example}</pre>`)}
</main>
</div>
<script>
${own('reference-filter.js')}</script>
</body>
</html>
`
  return page.markup
}
