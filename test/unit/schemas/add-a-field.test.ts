import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSchema, type GraphQLObjectType } from 'graphql'
import t, { type Test } from 'tap'
import { load } from '../../../schemas/generate/load.ts'
import { caseComponents } from '../../../schemas/generate/openapi.ts'
import type { Violation } from '../../../schemas/generated/validators.js'
import { translation } from '../../support/translations.ts'

const sources = join(import.meta.dirname, '../../../schemas')

type Node = Record<string, unknown>

interface Copy {
  readonly root: string
  readonly file: (name: string) => string
  readonly run: (...args: string[]) => SpawnSyncReturns<string>
}

/** A copy of schemas/ in which one entry stands more in the properties of reporter.json; nothing is generated yet. */
function withField(t: Test, entry: Node): Copy {
  // Within the tree, so that the generator finds its packages.
  const root = join(t.testdir({ schemas: {} }), 'schemas')
  cpSync(sources, root, { recursive: true })
  rmSync(join(root, 'generated'), { recursive: true })
  const path = join(root, 'case/v1/reporter.json')
  const schema = JSON.parse(readFileSync(path, 'utf8')) as { properties: Node }
  schema.properties.nickname = entry
  writeFileSync(path, JSON.stringify(schema))
  return {
    root,
    file: (name) => join(root, 'generated', name),
    run: (...args) => spawnSync(process.execPath, [join(root, 'generate.ts'), ...args], { encoding: 'utf8' }),
  }
}

const nickname = {
  'x-title': { vi: 'Biệt danh', en: 'Nickname' },
  'x-label': 'personal',
  type: 'string',
  maxLength: 50,
  'x-mask': 'initials',
}

const copy = withField(t, nickname)

t.test('one entry in one schema file, and the field is everywhere', async (t) => {
  const { status, stderr } = copy.run()
  t.equal(status, 0, stderr)
  const text = (name: string) => readFileSync(copy.file(name), 'utf8')

  t.match(text('types.ts'), '/** Biệt danh · Nickname */\n  readonly nickname?: string')
  t.match(text('fields.ts'), /\{ name: 'nickname', type: 'scalar', label: \d+, mask: 'initials' \}/)

  const { typeDefs } = (await import(pathToFileURL(copy.file('graphql.ts')).href)) as { typeDefs: string }
  const sdl = buildSchema(`type Query { dossier: Dossier }\n${typeDefs}`)
  const field = (sdl.getType('Reporter') as GraphQLObjectType).getFields().nickname
  t.equal(`${field?.type}`, 'String')
  t.match(field?.description, 'Biệt danh · Nickname [HAN_CHE DLCN_CO_BAN]')

  const { components } = caseComponents(load(copy.root)) as unknown as {
    components: { schemas: Record<string, { properties: Record<string, Node> }> }
  }
  t.match(components.schemas.Reporter?.properties.nickname, {
    title: 'Biệt danh · Nickname',
    type: 'string',
    'x-label': { name: 'personal', level: 'HAN_CHE', tags: ['DLCN_CO_BAN'] },
    'x-mask': 'initials',
  })

  const row = text('reference.html').match(/<tr id="Reporter\.nickname">.*/)?.[0]
  t.match(row, 'Biệt danh')
  t.match(row, 'Nickname')
  t.match(row, 'class="chip HAN_CHE"')

  const { validateTranslation } = (await import(pathToFileURL(copy.file('validators.js')).href)) as {
    validateTranslation: (value: unknown) => readonly Violation[]
  }
  const named = (value: unknown) => ({
    ...translation,
    facet: { ...translation.facet, reporters: [{ id: 'r', kind: 'CA_NHAN', nickname: value }] },
  })
  t.same(validateTranslation(named('Út')), [])
  t.match(validateTranslation(named(1)), [{ pointer: '/facet/reporters/0/nickname', keyword: 'type' }])
})

t.test('generating again gives the same bytes, and a byte that differs is found', async (t) => {
  t.equal(copy.run('--check').status, 0)
  const page = copy.file('reference.html')
  writeFileSync(page, readFileSync(page, 'utf8').replace('Biệt danh', 'Biệt hiệu'))
  const { status, stderr } = copy.run('--check')
  t.equal(status, 1)
  t.match(stderr, 'schemas/generated/reference.html differs')
})

for (const [missing, keyword] of [
  ['a title', 'x-title'],
  ['a label', 'x-label'],
] as const) {
  t.test(`a field without ${missing} is refused by file and pointer, and nothing is written`, async (t) => {
    const copy = withField(t, Object.fromEntries(Object.entries(nickname).filter(([name]) => name !== keyword)))
    const { status, stderr } = copy.run()
    t.not(status, 0)
    t.match(stderr, `reporter.json#/properties/nickname: ${keyword}`)
    t.notOk(existsSync(copy.file('')))
  })
}

t.test('every field of every entity has both titles and a label with a rule in both languages', async (t) => {
  const read = (...path: string[]) => JSON.parse(readFileSync(join(sources, ...path), 'utf8')) as Node
  const { labels } = read('labels.json') as { labels: Record<string, { rule: Node }> }
  const isText = (value: unknown) => typeof value === 'string' && value.trim() !== ''
  const isTitle = (value: unknown) => isText((value as Node | undefined)?.vi) && isText((value as Node | undefined)?.en)
  const folder = join(sources, 'case/v1')
  for (const file of readdirSync(folder)) {
    const { properties = {}, 'x-title': title } = read('case/v1', file) as { properties?: Record<string, Node> } & Node
    t.ok(isTitle(title), file)
    for (const [name, node] of Object.entries(properties)) {
      t.ok(isTitle(node['x-title']), `${file}#/properties/${name}: titles`)
      t.ok(isTitle(labels[node['x-label'] as string]?.rule), `${file}#/properties/${name}: label`)
    }
  }
})
