/** HTML by template: whatever is put in is escaped, unless it came from here. */
import type { Title } from './model.ts'

/** Finished HTML; made by `html` and `raw` only. */
export interface Html {
  readonly markup: string
}

type Part = string | number | Html | false | undefined | readonly Part[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** `text` with the five characters that mean something in HTML replaced. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character]!)
}

function markupOf(part: Part): string {
  if (part === false || part === undefined) return ''
  if (Array.isArray(part)) return part.map(markupOf).join('')
  return typeof part === 'object' ? (part as Html).markup : escaped(String(part))
}

/** Tag of a template: text and numbers are escaped, lists are joined, false and undefined are left out. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: strings.map((text, index) => text + (index < parts.length ? markupOf(parts[index]) : '')).join('') }
}

/** Text of the generator's own files (style, script) as it is. Never for anything of the schemas. */
export function raw(markup: string): Html {
  return { markup }
}

/** `text` with what stands between backticks as code. */
function prose(text: string): Html {
  return html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`
}

/** A word or phrase in both languages; the page's switch shows one or both. */
export function words({ vi, en }: Title): Html {
  if (vi === en) return prose(vi)
  return html`<span lang=vi>${prose(vi)}</span><span lang=en>${prose(en)}</span>`
}

/** A paragraph of each language. */
export function paragraph({ vi, en }: Title): Html {
  return html`<p lang=vi>${prose(vi)}</p><p lang=en>${prose(en)}</p>\n`
}

/** A name of the data in both languages, whatever the switch says; it says which one leads. */
export function names({ vi, en }: Title): Html {
  return html`<span class=names><b lang=vi>${vi}</b> <i lang=en>${en}</i></span>`
}

/** A table in a box of its own, so that only the table scrolls where it is too wide. */
export function table(columns: readonly Title[], rows: readonly Html[]): Html {
  const head = columns.map((column) => html`<th scope="col">${words(column)}</th>`)
  return html`<table><thead><tr>${head}</tr></thead>\n<tbody>${rows}</tbody></table>\n`
}
