/** A matrix as one page that needs nothing else: no script, no other file. It can be printed. */
import { type Html, html, raw } from '../../schemas/generate/reference-html.ts'
import { levelWords, tagWords, wordOf } from '../../schemas/generate/words.ts'
import { bilingual, type Text } from '../../schemas/validation/texts.ts'
import type { Cell, Column, Matrix, Part, Row } from './matrix.ts'
import { relationOf, signs, taken, toldOf, verdictWords } from './matrix-words.ts'
import type { Verdict } from './prove/explain.ts'
import { clearances } from './prove/space.ts'

const verdicts = Object.keys(signs) as Verdict[]

/** Vietnamese first, English beside it in smaller letters. */
const both = ({ vi, en }: Text): Html => html`${vi} <small lang=en>${en}</small>`

/** Under the page's own styles, a cell is coloured by its verdict; whoever sees no colour has the sign, and whoever sees nothing the word. */
function cell(one: Cell): Html {
  const { vi, en } = toldOf(one)
  return html`<td class=${one.verdict} title="${vi}&#10;${en}"><span aria-hidden=true>${signs[one.verdict]}</span><span class=words>${verdictWords[one.verdict].vi}</span></td>`
}

const columnName = ({ label }: Column): Text => {
  const words = [wordOf(levelWords, label.level), ...label.tags.map((tag) => wordOf(tagWords, tag))]
  return { vi: words.map(({ vi }) => vi).join(' + '), en: words.map(({ en }) => en).join(' + ') }
}

const head = (columns: readonly Column[]): Html =>
  html`<thead><tr><th scope=col class=corner>${both({ vi: 'Quan hệ', en: 'Relation' })}</th><th scope=col class=label title="${bilingual({ vi: 'Biết hồ sơ tồn tại', en: 'Knows that it exists' })}"><span>Biết là có</span></th>${columns.map(
    (column, index) =>
      html`<th scope=col class=label title="${bilingual(columnName(column))}"><span><b>${index + 1}</b> ${columnName(column).vi}</span></th>`,
  )}</tr></thead>\n`

const rowOf = (row: Row): Html =>
  html`<tr class=${row.served ? 'served' : 'unserved'}><th scope=row>${both(relationOf(row))}</th>${cell(row.known)}${row.cells.map(cell)}</tr>\n`

function purposeRows({ purpose, rows }: Part, columns: number): Html {
  return html`<tbody><tr class=purpose><th colspan=${columns + 2} scope=rowgroup><span>${both(purpose)} <code>${purpose.id}</code></span></th></tr>\n${rows.map(rowOf)}</tbody>\n`
}

/** One table for an agency at one clearance. */
function agencyTable(parts: readonly Part[], columns: readonly Column[]): Html {
  const [{ clearance }] = parts as [Part]
  const level = wordOf(levelWords, clearance)
  return html`<div class="at ${clearance}" role=region tabindex=0 aria-label="${parts[0]!.agency.title.vi}, ${level.vi}"><table><caption>${both(
    { vi: `Cán bộ ở mức ${level.vi}`, en: `Officers cleared to ${level.en}` },
  )}</caption>${head(columns)}${parts.map((part) => purposeRows(part, columns.length))}</table></div>\n`
}

function agencySection(parts: readonly Part[], shown: readonly string[], columns: readonly Column[]): Html {
  const { agency } = parts[0]!
  const ceiling = wordOf(levelWords, agency.clearanceMax)
  const beyond = shown.filter((level) => parts.every(({ clearance }) => clearance !== level))
  return html`<section id="${agency.id}"><h2>${both(agency.title)}</h2>\n${[
    ...Map.groupBy(parts, ({ clearance }) => clearance).values(),
  ].map((of) => agencyTable(of, columns))}${beyond.map(
    (level) =>
      html`<p class="at ${level}">${both({ vi: `Mức trần của cơ quan là ${ceiling.vi}.`, en: `The ceiling of this agency is ${ceiling.en}.` })}</p>\n`,
  )}</section>\n`
}

const legend = (): Html =>
  html`<ul class=legend>${verdicts.map(
    (verdict) => html`<li><span class="sign ${verdict}">${signs[verdict]}</span> ${both(verdictWords[verdict])}</li>`,
  )}</ul>\n`

const columnList = (columns: readonly Column[]): Html =>
  html`<section id=labels><h2>${both({ vi: 'Các nhãn', en: 'The labels' })}</h2>\n<ol class=columns>${columns.map(
    (column) =>
      html`<li><b>${columnName(column).vi}</b> <small lang=en>${columnName(column).en}</small>${
        column.names.length === 0
          ? html`<p>${both({ vi: 'Không trường nào có nhãn này theo mặc định; nguồn có thể đặt.', en: 'No field has it by default; a source may give it.' })}</p>`
          : column.names.map(({ name, rule }) => html`<p><code>${name}</code> ${both(rule)}</p>`)
      }</li>\n`,
  )}</ol></section>\n`

/** `style`: the style sheet, as it is. Everything else is escaped. */
export function htmlOf({ columns, parts, version }: Matrix, style: string): string {
  const shown = clearances.filter((level) => parts.some(({ clearance }) => clearance === level))
  const highest = shown.at(-1)
  const page = html`${raw('<!doctype html>')}
<html lang=vi>
<head>
<meta charset=utf-8>
<meta name=viewport content="width=device-width, initial-scale=1">
<meta name=color-scheme content="light dark">
<title>Ma trận chính sách · Policy matrix</title>
<style>${raw(style)}</style>
</head>
<body>
<header>
<h1>${both({ vi: 'Ma trận chính sách', en: 'Policy matrix' })}</h1>
<p>${both({ vi: 'Ai được gì: cơ quan, mục đích và quan hệ với phần hồ sơ, theo nhãn của dữ liệu.', en: 'Who gets what: agency, purpose and relation to a facet, by the label of the data.' })}</p>
${legend()}<p class=taken>${both(taken)}</p>
<p class=taken>${both({ vi: 'Hàng mờ: mục đích không phục vụ quan hệ đó. Đặt con trỏ lên ô để xem lý do và chính sách.', en: 'Dim rows: the purpose does not serve that relation. Point at a cell for the reason and the policies.' })}</p>
<p class=taken>${both({ vi: 'Phiên bản chính sách', en: 'Version of the policies' })}: <code>${version}</code></p>
</header>
<fieldset class=levels><legend>${both({ vi: 'Mức của cán bộ', en: 'Clearance of the officer' })}</legend>${shown.map(
    (level) =>
      html`<label><input type=radio name=level id="level-${level}" ${level === highest ? raw('checked') : ''}> ${both(wordOf(levelWords, level))}</label>\n`,
  )}</fieldset>
<style>${raw(shown.map((level) => `body:not(:has(#level-${level}:checked)) .at.${level}{display:none}`).join('\n'))}</style>
<main>
${[...Map.groupBy(parts, ({ agency }) => agency.id).values()].map((of) => agencySection(of, shown, columns))}${columnList(columns)}</main>
</body>
</html>
`
  return page.markup
}
