/** Every requirement of the FAPI 2.0 Security Profile is a row: either why it binds nothing here, or where it is kept and which test shows it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import document from './requirements.json' with { type: 'json' }

interface Applying {
  readonly enforcedAt: string
  readonly tests: readonly { readonly file: string; readonly name: string }[]
}
type Requirement = { readonly id: string; readonly text: string } & (
  | ({ readonly applies: 'yes' } & Applying)
  | { readonly applies: 'no'; readonly because: string }
)

const requirements = document.requirements as readonly Requirement[]
const root = join(import.meta.dirname, '../../..')
const read = (file: string): string => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '')

/** Clause by clause, how many items its list has in the profile. */
const counts: Readonly<Record<string, number>> = {
  '5.2.1': 5,
  '5.2.2': 2,
  '5.2.2.1': 3,
  '5.2.3': 3,
  '5.3.2.1': 14,
  '5.3.2.2': 14,
  '5.3.2.3': 1,
  '5.3.3.1': 13,
  '5.3.3.2': 7,
  '5.3.4': 5,
  '5.4.1': 6,
  '5.4.2': 3,
  '5.4.3': 1,
}

t.test('every item of every clause, once', async (t) => {
  const found: Record<string, number> = {}
  for (const { id } of requirements) found[id.split('-')[0]!] = (found[id.split('-')[0]!] ?? 0) + 1
  t.same(found, counts)
  t.equal(new Set(requirements.map(({ id }) => id)).size, requirements.length)
})

function openIn({ enforcedAt, tests }: Applying): string[] {
  const [file = '', symbol = ''] = enforcedAt.split('#')
  const stands = new RegExp(`export (?:async )?(?:function|const) ${symbol}\\b`).test(read(file))
  const missing = tests.filter(
    ({ file: at, name }) => !["'", '"', '`'].some((q) => read(at).includes(`t.test(${q}${name}${q}`)),
  )
  return [
    ...(stands ? [] : [enforcedAt]),
    ...missing.map((test) => `${test.file}: ${test.name}`),
    ...(tests.length > 0 ? [] : ['no test']),
  ]
}

t.test('none is open: what is named exists', async (t) => {
  for (const row of requirements)
    if (row.applies === 'yes') t.same(openIn(row), [], row.id)
    else t.match(row.because, /\.$/, `${row.id}: why not`)
})

t.test('what is open would be seen', async (t) => {
  const tests = [{ file: 'test/conformance/fapi/requirements.test.ts', name: 'no such test' }]
  t.equal(openIn({ enforcedAt: 'gateway/identity/tls.ts#noSuchThing', tests }).length, 2)
  t.equal(openIn({ enforcedAt: 'gateway/identity/tls.ts#serverTlsOptions', tests: [] }).length, 1)
})
