import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t, { type Test } from 'tap'
import { isReason } from '../../../gateway/policy/reasons.ts'
import { type Meta, putMeta } from '../../../gateway/release/meta.ts'
import { written } from '../../../gateway/release/projection/output.ts'
import { load } from '../../../schemas/generate/load.ts'
import { caseComponents } from '../../../schemas/generate/openapi.ts'
import { emitReference } from '../../../schemas/generate/reference.ts'
import { clockRules } from '../../../schemas/generate/reference-clocks.ts'
import { skeleton } from '../../../schemas/generate/reference-example.ts'
import { metaExample } from '../../../schemas/generate/reference-guide.ts'
import { escaped } from '../../../schemas/generate/reference-html.ts'
import { formats } from '../../../schemas/validation/formats.ts'
import { dataFolder } from '../../support/data-folder.ts'

const root = join(import.meta.dirname, '../../../schemas')
const model = load(root)
const files = clockRules(root)
const page = readFileSync(join(root, 'generated/reference.html'), 'utf8')
const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!)

/** A page made after `change` altered one source file, or made one. */
function pageAfter(t: Test, file: string, change: (text: string) => string): string {
  const copy = dataFolder(t)
  cpSync(root, copy, { recursive: true, filter: (path) => !path.includes('generate') })
  const path = join(copy, file)
  writeFileSync(path, change(existsSync(path) ? readFileSync(path, 'utf8') : ''))
  return emitReference(load(copy), clockRules(copy))
}

/** Names of elements that are left open, or closed out of turn. Text of style and script is skipped. */
function unbalanced(html: string): readonly string[] {
  const open: string[] = []
  const wrong: string[] = []
  const markup = html.replace(/<!--.*?-->/gs, '').replaceAll(/(<(style|script)>).*?(<\/\2>)/gs, '$1$3')
  for (const [, end, name] of markup.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
    if (['meta', 'input', 'br'].includes(name!)) continue
    if (!end) open.push(name!)
    else if (open.pop() !== name) wrong.push(name!)
  }
  return [...wrong, ...open]
}

t.test('one file that loads nothing, well formed, of a size to send', async (t) => {
  t.same(unbalanced(page), [])
  t.notMatch(page, /\b(?:src|srcset|data|poster|action)=|<link\b|<img\b|@import|url\(|\bfetch\(/)
  t.notMatch(page, /href="(?!#)/)
  t.ok(Buffer.byteLength(page) < 600_000)
})

t.test('every link leads somewhere, every anchor is one place', async (t) => {
  t.equal(new Set(ids).size, ids.length)
  const known = new Set(ids)
  const links = new Set([...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!))
  t.same(
    [...links].filter((id) => !known.has(id)),
    [],
  )
})

t.test('every type, field, label, code and rule has its place, with both titles', async (t) => {
  const lineOf = new Map(
    page
      .split('\n')
      .flatMap((line) => (line.match(/ id="([^"]+)"/)?.[1] ? [[line.match(/ id="([^"]+)"/)![1]!, line]] : [])),
  )
  const expected = [
    ...model.objects.flatMap(({ name, title, fields }) => [
      { id: name, title },
      ...fields.map((field) => ({ id: `${name}.${field.name}`, title: field.title })),
    ]),
    ...model.scalars.map(({ name, title }) => ({ id: name, title })),
    ...model.labels.map(({ name, rule }) => ({ id: `label-${name}`, title: rule })),
    ...model.lists.flatMap(({ name, title, codes }) => [
      { id: `codes-${name}`, title },
      ...codes.map((code) => ({ id: `codes-${name}-${code.code}`, title: code })),
    ]),
    ...files.flatMap(({ rules }) => rules.map(({ id, title }) => ({ id: `clock-${id}`, title }))),
  ]
  for (const { id, title } of expected) {
    const line = lineOf.get(id) ?? ''
    t.ok(line.includes(escaped(title.vi)) && line.includes(escaped(title.en)), id)
  }
})

t.test('what a source says is text, never markup', async (t) => {
  const nasty = `</style><script>alert('x')</script><b id="Person">&"`
  const html = pageAfter(t, 'case/v1/address.json', (text) => text.replace('"Địa chỉ"', JSON.stringify(nasty)))
  t.ok(html.includes(escaped(nasty)))
  t.notOk(html.includes("alert('x')</script>"))
  t.same(unbalanced(html), [])
  t.match(html, /&lt;\/style&gt;&lt;script&gt;alert\(&#39;x&#39;\)/)
})

t.test('a rule that changes changes the page; a rule file without a title has its name', async (t) => {
  const html = pageAfter(t, 'clocks/rules/source.json', (text) =>
    text.replace('Thời hạn giải quyết nguồn tin', 'Thời hạn đã đổi'),
  )
  t.match(html, 'Thời hạn đã đổi')
  t.match(
    pageAfter(t, 'clocks/rules/zz.json', () => '[]'),
    /id="clocks-zz"><h3>zz<\/h3>/,
  )
})

t.test('a type that stands in no group comes last, under its own heading', async (t) => {
  const copy = dataFolder(t)
  cpSync(root, copy, { recursive: true, filter: (path) => !path.includes('generate') })
  const extension = readFileSync(join(copy, 'case/v1/extension.json'), 'utf8')
  writeFileSync(join(copy, 'case/v1/new-thing.json'), extension.replaceAll('extension.json', 'new-thing.json'))
  const html = emitReference(load(copy), [])
  t.ok(html.indexOf('id="NewThing"') > html.indexOf('id="Coded"'))
})

for (const [what, file, from] of [
  ['tag', 'case/v1/label.json', '"DLCN_CO_BAN",'],
  ['level', 'case/v1/label.json', '"HAN_CHE",'],
] as const) {
  t.test(`a ${what} that has no words is refused by name`, async (t) => {
    t.throws(() => pageAfter(t, file, (text) => text.replace(from, `${from} "MOI",`)), { message: /words\.ts: .*MOI/ })
  })
}

t.test('the example of meta has the members of a real one', async (t) => {
  const example = JSON.parse(metaExample) as Meta
  const outcome = {
    released: [],
    masked: [{ field: '/a', path: '/a', reason: 'clearance' as const }],
    withheld: [{ field: '/b', path: '/b', reason: 'purpose' as const }],
    absent: [{ field: '/c', why: 'unknown' }],
    policies: [],
  }
  const source = { agency: 'x', state: 'ok' as const, as_of: '2026-03-02T08:00:00Z' }
  const record = { pointer: '/dossier/facets/0', outcome }
  const real: Meta = JSON.parse(String(written((out) => putMeta(out, [record], [source], 'p'))))
  const shape = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shape)
    if (typeof value !== 'object' || value === null) return typeof value
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shape(member)]))
  }
  t.same(shape(example), shape(real))
  for (const { reason } of [...example.withheld, ...example.masked]) t.ok(isReason(reason), reason)
  const whys = model.lists.find(({ name }) => name === 'absence-reasons')?.codes.map(({ code }) => code)
  for (const { why } of example.absent) t.ok(whys?.includes(why), why)
})

t.test('the skeleton shows every field, and is a dossier but for its texts', async (t) => {
  const { components } = caseComponents(model)
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  for (const [name, validate] of Object.entries(formats)) ajv.addFormat(name, validate)
  ajv.addSchema({ $id: 'https://openapi.test/', components })
  const validate = ajv.getSchema('https://openapi.test/#/components/schemas/Dossier')!
  const dossier = skeleton(model, 'Dossier') as { facets: [Record<string, unknown>] }
  validate(dossier)
  t.same(validate.errors?.filter(({ keyword }) => keyword !== 'pattern') ?? [], [])
  const facet = model.objects.find(({ name }) => name === 'Facet')!
  t.same(
    Object.keys(dossier.facets[0]),
    facet.fields.map(({ name }) => name),
  )
})
