/** A matrix says of each cell what the policies decide, in each of its formats; nothing in it is taken for a formula or for markup. */
import t from 'tap'
import type { ParticipantFile, Purpose } from '../../../../gateway/identity/participant.ts'
import { createEngine } from '../../../../gateway/policy/engine.ts'
import { labelKey } from '../../../../gateway/policy/label.ts'
import { matrixOf } from '../../../../gateway/policy/matrix.ts'
import { csvField, csvOf } from '../../../../gateway/policy/matrix-csv.ts'
import { htmlOf } from '../../../../gateway/policy/matrix-html.ts'
import { textOf } from '../../../../gateway/policy/matrix-text.ts'
import { signs } from '../../../../gateway/policy/matrix-words.ts'
import { createPolicy, masked, released } from '../../../../gateway/policy/policy.ts'
import { registeredIn } from '../../../../gateway/policy/prove/registered.ts'
import { clearances, relations } from '../../../../gateway/policy/prove/space.ts'
import { labels, tags } from '../../../../schemas/generated/fields.ts'
import { callerOf, factsOf, labelOf, shipped } from '../../../support/policy.ts'
import { shippedFiles } from './folder.ts'

const registry = registeredIn(shippedFiles) as {
  readonly participants: readonly ParticipantFile[]
  readonly purposes: readonly Purpose[]
}
const policy = createPolicy(shipped)
const engine = createEngine('matrix-test', shipped.schema, shipped.sources)
const named = [{ name: 'form', level: 'CONG_KHAI', tags: [], rule: { vi: 'biểu mẫu', en: 'form' } }] as const
const bare = labelOf('CONG_KHAI')
const matrix = matrixOf({ engine, version: policy.version }, registry, named)
/** The same, with one agency under another title. */
const titled = (title: ParticipantFile['title']): typeof matrix => ({
  ...matrix,
  parts: matrix.parts.map((part) =>
    part.agency.id === 'mttq' ? { ...part, agency: { ...part.agency, title } } : part,
  ),
})

t.test('every agency, own purpose, clearance up to the ceiling, relation and default label', async (t) => {
  const own = registry.participants.flatMap(({ id, purposes, clearanceMax }) =>
    purposes.flatMap((purpose) =>
      clearances.slice(0, clearances.indexOf(clearanceMax) + 1).map((clearance) => `${id} ${purpose} ${clearance}`),
    ),
  )
  t.strictSame(
    new Set(matrix.parts.map(({ agency, purpose, clearance }) => `${agency.id} ${purpose.id} ${clearance}`)),
    new Set(own),
  )
  for (const { rows } of matrix.parts)
    t.strictSame(
      rows.map(({ relation }) => relation),
      [...relations, undefined],
    )
  for (const label of labels) t.ok(matrix.columns.some((column) => labelKey(column.label) === labelKey(label)))
  for (const tag of tags) t.ok(matrix.columns.some(({ label }) => label.tags.includes(tag)))
})

t.test('each cell is what the mask of such a caller says', async (t) => {
  for (const { agency, purpose, clearance, rows } of matrix.parts) {
    const { tags } = registry.participants.find(({ id }) => id === agency.id)!
    const stated = registry.purposes.filter(
      ({ agencies, actions }) => actions.length > 0 && agencies.includes(agency.id),
    )
    const { relations: serves } = registry.purposes.find(({ id }) => id === purpose.id)!
    const system = registry.participants.find(({ id }) => id === agency.id)!.systems[0]!
    const caller = callerOf({
      ...{ agency: agency.id, clearance, tags, purpose: purpose.id, serves, roles: system.roles },
      purposes: stated.map(({ id }) => id),
    })
    const wrong = rows.flatMap(({ relation, known, cells }) => {
      const facts = factsOf({ relations: relation ? [relation] : [] })
      const knows = policy.mayKnow(caller, bare, facts).allowed
      const { verdicts, reasons } = policy.mask(caller, bare, facts)
      return labels.flatMap((label, index) => {
        const verdict = verdicts[index] === released ? 'released' : verdicts[index] === masked ? 'masked' : 'withheld'
        const cell = cells[matrix.columns.findIndex((column) => labelKey(column.label) === labelKey(label))]!
        const expected = knows ? [verdict, reasons[index]] : ['unknown']
        const got = cell.verdict === 'unknown' ? ['unknown'] : [cell.verdict, cell.reason]
        const same = JSON.stringify(got) === JSON.stringify(expected) && (known.verdict === 'released') === knows
        return same ? [] : [`${agency.id} ${relation} ${labelKey(label)}: ${got} ${expected}`]
      })
    })
    t.strictSame(wrong, [])
  }
})

t.test('as text: a sign for each cell', async (t) => {
  const lines = textOf(matrix).split('\n')
  const [, holder] = lines
    .slice(lines.findIndex((line) => line.includes('(cong-an)')))
    .flatMap((line) => (line.startsWith('  nắm giữ') ? [line, line.slice(34).replaceAll(' ', '')] : []))
  const part = matrix.parts.find(
    ({ agency, clearance }) => agency.id === 'cong-an' && clearance === agency.clearanceMax,
  )!
  t.equal(holder, [part.rows[0]!.known, ...part.rows[0]!.cells].map(({ verdict }) => signs[verdict]).join(''))
  t.notMatch(textOf(matrix, 'NOI_BO'), /, HAN_CHE$/m)
})

t.test('as CSV: a line for each row, and no field is a formula', async (t) => {
  const lines = csvOf(matrix).split('\r\n')
  t.equal(lines.length, 2 + matrix.parts.length * (relations.length + 1))
  t.equal(lines[0]!.charCodeAt(0), 0xfeff)
  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
    t.match(csvField(`${start}cmd|'/c calc'!A1`), /^"'/)
  t.equal(csvField('a "b", c'), '"a ""b"", c"')
  t.equal(csvField('Công an'), 'Công an')
  const text = csvOf(titled({ vi: '=HYPERLINK("https://x","y")', en: 'x' }))
  t.notMatch(text, /(^|,|")=/m)
  t.match(text, /"'=HYPERLINK\(""https:\/\/x"",""y""\)"/)
})

t.test('as a page: nothing of it is markup, nothing is fetched, nothing runs', async (t) => {
  const evil = { vi: '<script>alert(1)</script>', en: '"><img src=x onerror=alert(1)>' }
  const page = htmlOf(titled(evil), 'p{}')
  t.notMatch(page, /<script|<img|<link|url\(|@import|https?:/i)
  t.match(page, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/)
  t.match(page, /^<!doctype html>\s*<html lang=vi>/)
  const cells = page.match(/<td /g)?.length
  t.equal(cells, matrix.parts.length * (relations.length + 1) * (matrix.columns.length + 1))
  t.equal(page.match(/ checked>/g)?.length, 1)
})
