/** What changed between two published schemas: every kind of change once, with one verdict for each party. */
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { diff, verdictOf } from '../../../schemas/diff/diff.ts'
import { type ChangeKind, kinds } from '../../../schemas/diff/kinds.ts'
import { read } from '../../../schemas/diff/read.ts'
import { type Case, cases, facet, nickname, others, rule } from './diff-cases.ts'
import { type Tree, tree, written } from './diff-folder.ts'

function judge(t: Test, [kind, at, , change, verdicts]: Case, base: () => Tree): void {
  const now = base()
  change(now)
  const changes = diff(read(written(t, base())), read(written(t, now)))
  t.strictSame(
    changes.map(({ kind }) => kind),
    [kind],
  )
  const found = changes[0]!
  t.equal(`${found.file}#${found.pointer}`, at.includes('#') ? at : `case/v1/facet.json#${at}`)
  const { consumer, adapter, policy } = kinds[kind].verdicts
  const judged = [found.verdicts.consumer, found.verdicts.adapter, found.verdicts.policy]
  t.strictSame(judged, verdicts ?? [consumer, adapter, policy])
}

for (const of of cases) t.test(`${of[0]}: ${of[2]}`, async (t) => judge(t, of, tree))

function withMore(): Tree {
  const base = tree()
  base['labels.json'].labels.spare = { level: 'NOI_BO', tags: [], rule: 'r' }
  base['case/v1/facet.json'].required.push('id')
  return base
}

for (const of of others) t.test(`${of[0]}: ${of[2]}`, async (t) => judge(t, of, withMore))

t.test('every kind of change is told apart above', async (t) => {
  const told = new Set([...cases, ...others].map(([kind]) => kind))
  t.strictSame(
    Object.keys(kinds).filter((kind) => !told.has(kind as ChangeKind)),
    [],
  )
})

t.test('nothing changed: nothing is told', async (t) => {
  const schemas = join(import.meta.dirname, '../../../schemas')
  t.strictSame(diff(read(schemas), read(schemas)), [])
  t.equal(verdictOf([]), 'none')
})

t.test('the order of members, values and rules is no change', async (t) => {
  const now = tree()
  now['case/v1/facet.json'].properties = Object.fromEntries(Object.entries(facet(now)).reverse())
  facet(now).state.enum.reverse()
  now['clocks/rules/later.json'] = [now['clocks/rules/source.json'].shift()]
  t.strictSame(diff(read(written(t, tree())), read(written(t, now))), [])
})

t.test('a removed and an added field of one title may be one that was renamed', async (t) => {
  const now = tree()
  const { name, ...rest } = facet(now)
  now['case/v1/facet.json'].properties = { ...rest, fullName: name }
  t.match(diff(read(written(t, tree())), read(written(t, now))), [
    { kind: 'field-removed', pointer: '/properties/name', perhaps: 'fullName' },
    { kind: 'field-added', pointer: '/properties/fullName', perhaps: 'name' },
  ])
})

t.test('labels written at the field, as once, say the same as labels by name', async (t) => {
  const old = tree()
  const { labels } = old['labels.json']
  delete old['labels.json']
  for (const [file, schema] of Object.entries(old))
    if (file.startsWith('case/'))
      for (const field of Object.values<Tree>(schema.properties ?? {})) field['x-label'] = labels[field['x-label']]
  t.strictSame(diff(read(written(t, old)), read(written(t, tree()))), [])
})

t.test('a limit says who must keep it', async (t) => {
  const now = tree()
  rule(now).limit.value.amount = 10
  t.match(diff(read(written(t, tree())), read(written(t, now))), [
    { about: 'R.1', before: '20 days', after: '10 days', whom: { en: 'Investigation body' } },
  ])
})

t.test('the heaviest comes first', async (t) => {
  const now = tree()
  facet(now).next['x-title'].en = 'Following'
  facet(now).nickname = nickname
  facet(now).count['x-mask'] = 'last3'
  delete facet(now).state
  const changes = diff(read(written(t, tree())), read(written(t, now)))
  t.strictSame(
    changes.map(({ kind }) => kind),
    ['field-removed', 'mask-opened', 'field-added', 'title-changed'],
  )
  t.equal(verdictOf(changes), 'breaking')
})
