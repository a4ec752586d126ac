import t from 'tap'
import { catalogue } from '../../gateway/errors/catalogue.ts'
import { textBreaches, textRules } from './text-rules.ts'
import { lineAt, printed, readTree, sourceOf } from './tree.ts'

const sources = readTree()
const gateway = sources.filter(
  ({ path }) => path.startsWith('gateway/') && !/^gateway\/errors\/\w+-rows\.ts$/.test(path),
)

t.test('nothing is written that has no place', async (t) => {
  t.strictSame(printed(textBreaches(sources)), [])
})

t.test('each rule finds what it is for', async (t) => {
  const bad = [
    'eval(x)',
    'new  Function("x")',
    'Math.random()',
    "import { randomUUID } from 'node:crypto'",
    'reply.raw.end()',
    'socket.end(body)',
    "import { open, type Sealed } from '../release/sealed.ts'",
    "import { createVault } from '../release/vault.ts'",
    "import { preparePublic } from '../../release/door.ts'",
    "import { prepareHashes } from '../../release/door.ts'",
    "open(join(folder.ack, 'a.json'), 'w')",
    'process.env.X',
    'new Date( )',
    'export default 1',
    `// ${'TO'}DO x`,
    "const a = '/home/x'",
  ]
  for (const [n, rule] of textRules.entries())
    t.match(textBreaches([sourceOf('gateway/http/x.ts', `\n${bad[n]}`)], [rule]), [{ line: 2 }], rule.name)
})

t.test('a comment or a string may speak of what code may not do', async (t) => {
  const texts = [
    '// not eval(x)',
    "const a = 'Math.random()'",
    `const a = \`eval(1) \${b} process.env\``,
    '/* new Date() */ const a = new Date(0)',
  ]
  for (const text of texts) t.strictSame(textBreaches([sourceOf('gateway/http/x.ts', text)]), [], text)
  t.equal(
    textBreaches([sourceOf('gateway/http/x.ts', `const a = \`\${eval(1)}\``)]).length,
    1,
    'what a template runs is code',
  )
})

t.test('files are small', async (t) => {
  const lines = sources.map(({ path, text }) => ({ path, lines: lineAt(text, text.trimEnd().length) }))
  t.strictSame(
    lines.filter((file) => file.lines > 400).map((file) => `${file.path}:${file.lines} is longer than 400 lines`),
    [],
  )
  const sorted = lines.map((file) => file.lines).sort((a, b) => a - b)
  t.ok(sorted[Math.floor(sorted.length / 2)]! <= 150, 'half of them have 150 lines or fewer')
})

t.test('every error of the catalogue can happen, and every one that is thrown is in it', async (t) => {
  const said = gateway.map(({ bare }) => bare).join('\n')
  t.strictSame(
    Object.keys(catalogue).filter((code) => !new RegExp(`['"\`]${code}['"\`]`).test(said)),
    [],
    'codes that nothing uses',
  )
  const thrown = gateway.flatMap(({ path, code, bare }) =>
    [...bare.matchAll(/\bnew\s+GatewayError\(\s*(['"`])([^'"`]*)\1/g)]
      .filter(({ index }) => code[index] !== ' ')
      .map((match) => ({ path, line: lineAt(bare, match.index), what: match[2]! })),
  )
  t.ok(thrown.length > 10)
  t.strictSame(printed(thrown.filter(({ what }) => !(what in catalogue))), [])
})
