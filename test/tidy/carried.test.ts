/** Every test file is run, and once: by tap, or by the file that carries its folder (test/support/carry.ts). */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import manifest from '../../package.json' with { type: 'json' }

const cwd = join(import.meta.dirname, '../..')
const { include, exclude } = manifest.tap
const files = globSync('test/**/*.test.ts', { cwd })
const excluded = new Set(globSync(exclude, { cwd }))
const direct = globSync(include, { cwd }).filter((file) => !excluded.has(file))

/** The folders that `file` carries. */
function carriedBy(file: string): string[] {
  const [, list = ''] =
    /^await carry\(import\.meta\.dirname, \[(.*?)\]\)/ms.exec(readFileSync(join(cwd, file), 'utf8')) ?? []
  return [...list.matchAll(/'([^']+)'/g)].map(([, folder]) => join(dirname(file), folder!))
}

const carried = direct.flatMap(carriedBy).flatMap((folder) => globSync(`${folder}/*.test.ts`, { cwd }))

t.test('every test file is run, and once', async (t) => {
  t.ok(carried.length > 100)
  t.same([...direct, ...carried].sort(), files.sort())
})

t.test('what is carried sets nothing for the tests of other files', async (t) => {
  const setting = /^t\.(?:before|after|afterEach|plan|end|bailout|setTimeout|jobs)\b/m
  t.same(
    carried.filter((file) => setting.test(readFileSync(join(cwd, file), 'utf8'))),
    [],
  )
})
