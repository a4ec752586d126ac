/** The frame of the generated pages: one HTML file in both languages, with its styles in it. It loads nothing. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Title } from './model.ts'
import { type Html, html, raw, words } from './reference-html.ts'
import { pageTexts as texts } from './reference-texts.ts'

const own = (file: string): Html => raw(readFileSync(join(import.meta.dirname, file), 'utf8'))

const languages: readonly { readonly id: string; readonly text: string }[] = [
  { id: 'vi', text: 'Tiếng Việt' },
  { id: 'en', text: 'English' },
  { id: 'both', text: `${texts.both.vi} · ${texts.both.en}` },
]

export interface Page {
  readonly title: Title
  /** Below the title. */
  readonly lead: Html
  /** Beside the choice of languages. */
  readonly tools?: Html
  /** Inside `nav`. */
  readonly contents: Html
  /** Inside `main`. */
  readonly chapters: Html
  /** File beside this one. */
  readonly script?: string
}

/** A chapter of the page, to be linked to by `id`. */
export const chapter = (id: string, title: Title, content: Html): Html =>
  html`<section class="chapter" id="${id}"><h2>${words(title)}</h2>\n${content}</section>\n`

/** Markup of the whole page. */
export function markupOf({ title, lead, tools, contents, chapters, script }: Page): string {
  const page = html`<!doctype html>
<!-- Generated from schemas by schemas/generate.ts: do not edit. Run \`npm run generate\`. -->
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Liên thông: ${title.vi} · ${title.en}</title>
<style>
${own('reference-page.css')}${own('reference-tables.css')}</style>
</head>
<body>
<header><h1>${words(title)}</h1>
${lead}</header>
<div class="bar"><fieldset><legend>${words(texts.language)}</legend>${languages.map(
    ({ id, text }, index) =>
      html`<label><input type="radio" name="language" id="lang-${id}"${index === 0 && raw(' checked')}>${text}</label>`,
  )}</fieldset>${tools !== undefined && html`\n${tools}`}</div>
<div class="page">
<nav aria-label="${texts.contents.vi}"><ul>${contents}</ul></nav>
<main>
${chapters}
</main>
</div>
${script !== undefined && html`<script>\n${own(script)}</script>\n`}</body>
</html>
`
  return page.markup
}
