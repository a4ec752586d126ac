/** Emits the page of the audit log's events: one HTML file in both languages, for officers and for whoever reads a log. It loads nothing. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonSchema, Title } from './model.ts'
import { chapter, markupOf } from './page.ts'
import { type Html, html, names, paragraph, table, words } from './reference-html.ts'

interface EventText {
  readonly title: Title
  readonly when: Title
  /** Rooms of the gateway that write it. */
  readonly by: string
  /** Members of the sealed part that it may have. */
  readonly detail: readonly string[]
  /** Members of the clear part that it may have beyond those of every entry. */
  readonly clear?: readonly string[]
  readonly ocsf: { readonly class: string; readonly activity: string }
}

const t = (vi: string, en: string): Title => ({ vi, en })
const texts = {
  title: t('Các sự kiện của nhật ký kiểm toán', 'Events of the audit log'),
  lead: t(
    'Mỗi mục của nhật ký có phần rõ, để ai cũng đếm và xếp thứ tự được, và phần niêm phong (JWE) chỉ cán bộ kiểm toán mở được bằng khóa của mình. Giá trị của hồ sơ không bao giờ nằm trong nhật ký. Phần niêm phong được đệm tới một trong vài độ dài.',
    'Each entry of the log has a clear part, by which anybody can count and order, and a sealed part (JWE) that an audit officer opens with a key of their own. Values of records are never in the log. The sealed part is padded to one of a few lengths.',
  ),
  clear: t('Phần rõ', 'The clear part'),
  sealed: t('Phần niêm phong', 'The sealed part'),
  events: t('Sự kiện', 'Events'),
  field: t('Trường', 'Field'),
  name: t('Tên gọi', 'Title'),
  type: t('Kiểu', 'Type'),
  required: t('bắt buộc', 'required'),
  phase: t('Giai đoạn', 'Phase'),
  when: t('Khi nào', 'When'),
  by: t('Phần của cổng ghi mục này', 'Written by'),
  fields: t('Trường', 'Fields'),
  export: t('Khi xuất ra OCSF', 'In an OCSF export'),
  none: t('không có gì niêm phong', 'nothing sealed'),
}

type Properties = Readonly<Record<string, JsonSchema>>

const titleOf = (schema: JsonSchema): Title => schema['x-title'] as Title

/** `string`, `integer`, `object[]`, or the values of an enumeration. */
function typeOf(schema: JsonSchema): Html {
  if (Array.isArray(schema.enum))
    return html`<span class=enum>${schema.enum.map((value) => html`<code>${value}</code> `)}</span>`
  if (schema.const !== undefined) return html`<code>${String(schema.const)}</code>`
  if (schema.type === 'array') return html`${typeOf(schema.items as JsonSchema)}[]`
  return html`${String(schema.type)}${typeof schema.pattern === 'string' && html` <code class=pattern>${schema.pattern}</code>`}`
}

function rowsOf(properties: Properties, required: readonly string[], prefix: string): readonly Html[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = `${prefix}${name}`
    const inner = (schema.type === 'array' ? schema.items : schema) as JsonSchema
    const members = inner.properties as Properties | undefined
    return [
      html`<tr id="${path}"><td><code>${path}</code>${required.includes(name) && html` <small>${words(texts.required)}</small>`}</td><td>${names(titleOf(schema))}</td><td>${typeOf(schema)}</td></tr>\n`,
      ...(members ? rowsOf(members, (inner.required as string[] | undefined) ?? [], `${path}.`) : []),
    ]
  })
}

const fieldTable = (schema: JsonSchema, prefix: string): Html =>
  table(
    [texts.field, texts.name, texts.type],
    rowsOf(schema.properties as Properties, (schema.required as string[] | undefined) ?? [], prefix),
  )

const linksTo = (fields: readonly string[], prefix: string): Html =>
  html`${fields.map((name) => html`<a href="#${prefix}${name}"><code>${name}</code></a> `)}`

function eventRow([phase, { title, when, by, detail, clear = [], ocsf }]: [string, EventText]): Html {
  const fields = html`${linksTo(clear, '')}${detail.length > 0 ? linksTo(detail, 'detail.') : words(texts.none)}`
  return html`<tr id="phase-${phase}"><td><code>${phase}</code><br>${names(title)}</td><td>${paragraph(when)}</td><td>${fields}</td><td><code>${by}</code></td><td>${ocsf.class} ${ocsf.activity}</td></tr>\n`
}

function required(events: Readonly<Record<string, EventText>>, entry: JsonSchema, detail: JsonSchema): void {
  const phases = ((entry.properties as Properties).phase?.enum ?? []) as readonly string[]
  for (const phase of phases)
    if (!events[phase]) throw new Error(`audit/events.json: ${phase} is in entry.json and not told of`)
  for (const [phase, { detail: fields, clear = [] }] of Object.entries(events)) {
    if (!phases.includes(phase)) throw new Error(`audit/events.json#/events/${phase}: entry.json has no such phase`)
    for (const name of fields)
      if (!(name in (detail.properties as Properties))) throw new Error(`audit/events.json#/events/${phase}: ${name}`)
    for (const name of clear)
      if (!(name in (entry.properties as Properties))) throw new Error(`audit/events.json#/events/${phase}: ${name}`)
  }
}

/** Text of generated/audit-events.html for the schemas folder `root`. Throws an Error for a phase, or a field of one, that is in one file and not in the other. */
export function emitAuditEvents(root: string): string {
  const read = (name: string) => JSON.parse(readFileSync(join(root, 'audit', name), 'utf8')) as JsonSchema
  const [entry, detail] = [read('entry.json'), read('detail.json')]
  const events = read('events.json').events as unknown as Readonly<Record<string, EventText>>
  required(events, entry, detail)
  const chapters: readonly (readonly [id: string, title: Title, content: Html])[] = [
    [
      'events',
      texts.events,
      table([texts.phase, texts.when, texts.fields, texts.by, texts.export], Object.entries(events).map(eventRow)),
    ],
    ['clear', texts.clear, fieldTable(entry, '')],
    ['sealed', texts.sealed, fieldTable(detail, 'detail.')],
  ]
  const links = chapters.map(([id, title]) => html`<li><b><a href="#${id}">${words(title)}</a></b></li>`)
  const phases = Object.entries(events).map(
    ([phase, { title }]) => html`<li><a href="#phase-${phase}">${words(title)} <code>${phase}</code></a></li>`,
  )
  return markupOf({
    title: texts.title,
    lead: paragraph(texts.lead),
    contents: html`${links}${phases}`,
    chapters: html`${chapters.map(([id, title, content]) => chapter(id, title, content))}`,
  })
}
