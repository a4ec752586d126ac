import t from 'tap'
import { everything, fieldOf, type Selection } from '../../../gateway/release/selection.ts'
import { fields, type TypeName } from '../../../schemas/generated/fields.ts'

const paths = (selection: Selection): string[] => selection.flatMap(({ path, of }) => (of ? paths(of) : [path]))

t.test('everything is every field under its own name, with its generalised path, a code as one value', async (t) => {
  const facet = everything('Facet')
  t.strictSame(
    facet.map(({ answer }) => answer),
    fields.Facet.map(({ name }) => name),
  )
  const all = paths(facet)
  const codes = (selection: Selection): string[] =>
    selection.flatMap(({ field, path, of = [] }) => ('of' in field && field.of === 'Coded' ? [path] : codes(of)))
  const coded = new Set(codes(facet))
  const plain = all.filter((path) => !coded.has(path))
  t.equal(new Set(plain).size, plain.length, 'no two fields share a path')
  for (const path of [
    '/id',
    '/report/place/commune',
    '/participants/*/person/fullName',
    '/decisions/*/legalBasis',
    '/label/by/agency',
  ])
    t.ok(all.includes(path), path)
  t.notOk(
    all.some((path) => path.endsWith('/code')),
    'not by its parts',
  )
})

t.test('paths are counted from the record, not from the dossier', async (t) => {
  const [, facets] = everything('Dossier')
  t.strictSame(facets?.of?.map(({ path }) => path).slice(0, 3), ['/id', '/agency', '/identifiers/*'])
  const [, summaries] = everything('DossierSummary')
  t.strictSame(summaries?.of?.map(({ path }) => path).slice(0, 3), ['/id', '/agency', '/kind'])
})

t.test('there are no fields but those of the schema', async (t) => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', '', 'Summary', '__typename'])
    for (const type of Object.keys(fields) as TypeName[]) t.equal(fieldOf(type, name), undefined, `${type}.${name}`)
})
