/** The code lists of the reference page. */
import type { Code, CodeList, Model, Title } from './model.ts'
import { certainty } from './reference-guide.ts'
import { type Html, html, names, paragraph, table, words } from './reference-html.ts'
import { columns, labels } from './reference-texts.ts'

/** Gives the linked name of a code of `list`, or the code as it is where the list has none. */
export const nameIn =
  ({ lists }: Pick<Model, 'lists'>, list: string) =>
  (code: string): Html => {
    const found = lists.find(({ name }) => name === list)?.codes.find((entry) => entry.code === code)
    return found ? html`<a href="#codes-${list}-${code}">${words(found)}</a>` : html`<code>${code}</code>`
  }

/** Shown in columns of their own, or (`evidence`) for the lawyer who checks the list. */
const apart = new Set([
  ...['code', 'vi', 'en', 'validFrom', 'validTo', 'source', 'confidence', 'validityConfidence', 'evidence', 'note'],
  ...['clauses', 'broader'],
  // In the source in words.
  ...['article', 'clause', 'point'],
])

const isTitle = (value: object): value is Title => 'vi' in value && 'en' in value

/** Any data of a list: texts in both languages as words, lists with commas, members with their names. */
function shown(value: unknown): Html {
  if (typeof value !== 'object' || value === null) return html`${String(value)}`
  if (isTitle(value)) return words(value)
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object')) return html`${value.join(', ')}`
    return html`<ul class=plain>${value.map((item) => html`<li>${shown(item)}</li>`)}</ul>`
  }
  const parts = Object.entries(value).map(([key, member]) => html`${key} ${shown(member)}`)
  return html`${parts.map((part, index) => html`${index > 0 && '; '}${part}`)}`
}

/** What this list alone says of its codes, such as the form of an instrument. */
function extras(entry: Code, name: string, lists: Model['lists']): Html {
  const { note, broader, clauses } = entry
  const severity = nameIn({ lists }, 'severity')
  const members = Object.entries(entry).filter(([key]) => !apart.has(key))
  return html`${[
    ...(note ? [words(note)] : []),
    ...(broader ? [html`${words(labels.broader)}: ${nameIn({ lists }, name)(broader)}`] : []),
    ...(clauses ?? []).map(
      ({ clause, frame, severity: code, confidence }) =>
        html`${words(labels.clause)} ${clause}: ${words(frame)} (${severity(code)})${certainty(confidence)}`,
    ),
    ...members.map(([key, value]) => html`${key}: ${shown(value)}`),
  ].map((line) => html`<span class=note>${line}</span>`)}`
}

function validity({ validFrom, validTo, validityConfidence }: Code): Html {
  return html`${validFrom} – ${validTo ?? ''}${certainty(validityConfidence)}`
}

function row(list: string, entry: Code, lists: Model['lists']): Html {
  return html`<tr id="codes-${list}-${entry.code}"><td class=field><code>${entry.code}</code></td><td>${names(entry)}</td><td>${validity(
    entry,
  )}</td><td>${entry.source}${certainty(entry.confidence)}${extras(entry, list, lists)}</td></tr>\n`
}

function section(list: CodeList & { readonly note?: Title }, usedBy: readonly string[], lists: Model['lists']): Html {
  const { name, system, version, title, codes, note } = list
  const uses = usedBy.map((use) => html`<a href="#${use}">${use}</a> `)
  return html`<section class="entity" id="codes-${name}"><h4>${names(title)} <code>${name}</code></h4>
<p class="uses">${words(labels.system)}: <code>${system}</code>, ${version}, ${codes.length} ${words(labels.entries)}. ${
    uses.length > 0 ? html`${words(labels.usedBy)}: ${uses}` : words(labels.noCodes)
  }</p>
${note && paragraph(note)}${table(
  [columns.code, columns.name, columns.validity, columns.source],
  codes.map((entry) => row(name, entry, lists)),
)}</section>\n`
}

/** Every list with its codes; an anchor per list (`codes-kinds`) and code (`codes-kinds-TO_GIAC`). Throws for an unknown confidence. */
export function codeSections({ lists, objects }: Model): Html {
  const usedBy = (list: string) =>
    objects.flatMap(({ name, fields }) =>
      fields.filter(({ codes }) => codes === list).map((field) => `${name}.${field.name}`),
    )
  return html`${lists.map((list) => section(list, usedBy(list.name), lists))}`
}
