import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSchema, isObjectType } from 'graphql'
import t from 'tap'
import { emitGraphql } from '../../../schemas/generate/graphql.ts'
import { load } from '../../../schemas/generate/load.ts'
import { labelInWords } from '../../../schemas/generate/words.ts'
import { typeDefs } from '../../../schemas/generated/graphql.ts'

const model = load(join(import.meta.dirname, '../../../schemas'))
const schema = buildSchema(`type Query { dossier: Dossier }\n${typeDefs}`)

t.test('a field tells both titles, its label in words of both languages, and where its codes stand', async (t) => {
  for (const { name, title, fields } of model.objects) {
    const type = schema.getType(name)
    if (!isObjectType(type)) return t.fail(name)
    t.match(type.description, `${title.vi} · ${title.en}`)
    t.match(type.description, `reference.html#${name}`)
    for (const field of fields) {
      const at = `${name}.${field.name}`
      const [first, vi, en] = type.getFields()[field.name]?.description?.split('\n') ?? []
      const { level, tags } = field.label
      t.equal(first, `${field.title.vi} · ${field.title.en} [${[level, ...tags].join(' ')}]`, at)
      const words = labelInWords(field.label)
      t.match(vi, `Nhãn mặc định: ${words.vi}.`, at)
      t.match(en, `Default label: ${words.en}.`, at)
      if (field.codes) for (const text of [vi, en]) t.match(text, `reference.html#codes-${field.codes}`, at)
    }
  }
})

t.test('whatever a title holds, the SDL keeps it as text', async (t) => {
  const nasty = `a "b" \\ \`c\` \${1 + 1} \n""" }`
  const [first, ...others] = model.objects
  const file = join(t.testdir({}), 'graphql.mjs')
  writeFileSync(file, emitGraphql({ ...model, objects: [{ ...first!, title: { vi: nasty, en: nasty } }, ...others] }))
  const { typeDefs } = (await import(pathToFileURL(file).href)) as { typeDefs: string }
  const type = buildSchema(`type Query { dossier: Dossier }\n${typeDefs}`).getType(first!.name)
  t.ok(type?.description?.startsWith(`${nasty} · ${nasty}`))
})
