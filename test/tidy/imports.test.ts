import t from 'tap'
import { areaOf, exceptions, layers } from './areas.ts'
import { importBreaches, importCircle } from './import-rules.ts'
import { printed, readTree, sourceOf } from './tree.ts'

const sources = readTree()

t.test('every import goes the way of the house', async (t) => {
  t.ok(sources.length > 50)
  t.strictSame(printed(importBreaches(sources)), [])
})

t.test('no files import each other in a circle', async (t) => {
  t.equal(importCircle(sources)?.join(' -> '), undefined)
})

t.test('every folder has its place in the house', async (t) => {
  t.strictSame(
    sources.filter(({ path }) => !(areaOf(path) in layers)).map(({ path }) => path),
    [],
  )
})

t.test('every exception is still needed', async (t) => {
  const without = (exception: (typeof exceptions)[number]) =>
    sources.some(({ path, imports }) =>
      imports.some(
        ({ target }) =>
          [areaOf(path), path].some((from) => from.startsWith(exception.from)) &&
          [areaOf(target), target].some((to) => to.startsWith(exception.to)),
      ),
    )
  t.strictSame(
    exceptions.filter((exception) => !without(exception)).map(({ from, to }) => `${from} -> ${to}`),
    [],
  )
})

/** Breaches that each rule must find, in whatever form the import comes. */
const bad: readonly (readonly [path: string, text: string])[] = [
  ['schemas/x.ts', "import { a } from '../adapters/sdk/adapter.ts'"],
  ['adapters/sdk/x.ts', "export { a } from '../codecs/xml.ts'"],
  ['adapters/codecs/x.ts', "import '../cong-an/adapter.ts'"],
  ['adapters/cong-an/x.ts', "import { a } from '../vien-kiem-sat/adapter.ts'"],
  ['adapters/cong-an/x.ts', "const a = await import('../../gateway/limits.ts')"],
  ['adapters/cong-an/x.ts', "import type { World } from '../sandbox/world.ts'"],
  ['adapters/cong-an/x.ts', "import fs from 'node:fs'"],
  ['adapters/cong-an/sandbox/x.ts', "import { adapter } from '../adapter.ts'"],
  ['gateway/policy/x.ts', "import { openDatabase } from '../store/pool.ts'"],
  ['gateway/policy/x.ts', "import { Caller } from '../identity/caller.ts'"],
  ['gateway/store/x.ts', "import { relationsOf } from '../dossiers/relations.ts'"],
  ['gateway/sources/x.ts', "import { type A, b } from '../policy/policy.ts'"],
  ['gateway/release/x.ts', "new Worker(new URL('../http/server.ts', import.meta.url))"],
  ['gateway/http/x.ts', "import { makeDevelopmentCertificates } from '../../certs-dev/index.ts'"],
  ['gateway/http/x.ts', "import pg from 'pg'"],
  ['gateway/release/x.ts', "import fastify from 'fastify'"],
  ['gateway/http/x.ts', "import * as jose from 'jose'"],
  ['gateway/http/x.ts', "import { t } from '../../test/support/database.ts'"],
  ['gateway/release/x.ts', "import { createOpener } from '../audit/opener.ts'"],
  ['gateway/audit/x.ts', "export { createOpener } from './opener.ts'"],
  ['gateway/http/x.ts', 'const a = await import(name)'],
  ['gateway/http/x.ts', "export * from '../app.ts'"],
  ['certs-dev/x.ts', "import { limits } from '../gateway/limits.ts'"],
]

t.test('each breach is found', async (t) => {
  for (const [path, text] of bad) t.equal(importBreaches([sourceOf(path, `\n${text}`)])[0]?.line, 2, `${path}: ${text}`)
})

t.test('a circle is found, and named without what only leads to it', async (t) => {
  const files: Readonly<Record<string, string>> = {
    a: "import { b } from './b.ts'",
    b: "import './e.ts'\nimport type { C } from './c.ts'",
    c: "new Worker(new URL('./d.ts', import.meta.url))",
    d: "import { type B } from './b.ts'",
    e: '',
  }
  const read = (names: string) => [...names].map((name) => sourceOf(`gateway/http/${name}.ts`, files[name]!))
  t.strictSame(
    importCircle(read('abcde')),
    ['b', 'c', 'd', 'b'].map((name) => `gateway/http/${name}.ts`),
  )
  t.equal(importCircle(read('abce')), undefined)
  t.match(importCircle([sourceOf('gateway/http/x.ts', "import './x.ts'")]), { length: 2 }, 'of one file')
})

t.test('what only looks like an import is none', async (t) => {
  const texts = [
    "// import pg from 'pg'",
    "const a = `import pg from 'pg'`",
    "/* import('pg') */",
    'const text = "import pg from \'pg\'"',
    "const slash = /['`]/\nimport { limits } from '../limits.ts'",
  ]
  for (const text of texts) t.strictSame(importBreaches([sourceOf('gateway/http/x.ts', text)]), [], text)
})
