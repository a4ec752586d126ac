/** Code lists that the generator refuses, each with its file and pointer. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { generate } from '../../../schemas/generate.ts'
import { dataFolder } from '../../support/data-folder.ts'

const schemas = join(import.meta.dirname, '../../../schemas')

type Entry = Record<string, unknown>
type List = Entry & { codes: [Entry, Entry, ...Entry[]] }

/** A copy of the schema sources in which `change` has altered one list. */
function changed(t: Test, list: string, change: (content: List) => void): string {
  const root = dataFolder(t)
  cpSync(schemas, root, { recursive: true, filter: (path) => !path.includes('generate') })
  const path = join(root, 'codes', `${list}.json`)
  const content = JSON.parse(readFileSync(path, 'utf8')) as List
  change(content)
  writeFileSync(path, JSON.stringify(content))
  return root
}

const refusals: readonly [name: string, list: string, change: (list: List) => void, message: RegExp][] = [
  [
    'a code twice',
    'kinds',
    ({ codes }) => Object.assign(codes[1], { code: codes[0].code }),
    /^codes\/kinds\.json#\/codes\/1\/code: "TO_GIAC" is there twice$/,
  ],
  [
    'an end before its begin',
    'agency-levels',
    ({ codes }) => Object.assign(codes[1], { validTo: '2017-12-31' }),
    /^codes\/agency-levels\.json#\/codes\/1\/validTo: is before validFrom$/,
  ],
  [
    'no begin',
    'kinds',
    ({ codes }) => Object.assign(codes[0], { validFrom: null }),
    /^codes\/kinds\.json#\/codes\/0\/val/,
  ],
  [
    'a day that is none',
    'kinds',
    ({ codes }) => Object.assign(codes[0], { validFrom: '2018-02-30' }),
    /^codes\/kinds\.json#\/codes\/0\/validFrom: must match format/,
  ],
  ['no English name', 'flags', ({ codes }) => delete codes[1].en, /^codes\/flags\.json#\/codes\/1: .*'en'/],
  [
    'an empty name',
    'flags',
    ({ codes }) => Object.assign(codes[0], { vi: '' }),
    /^codes\/flags\.json#\/codes\/0\/vi: /,
  ],
  ['no source', 'flags', ({ codes }) => delete codes[0].source, /^codes\/flags\.json#\/codes\/0: .*'source'/],
  [
    'an unknown mark of certainty',
    'flags',
    ({ codes }) => Object.assign(codes[0], { confidence: 'sure' }),
    /^codes\/flags\.json#\/codes\/0\/confidence: /,
  ],
  [
    'an unknown member',
    'flags',
    ({ codes }) => Object.assign(codes[0], { artcle: '1' }),
    /^codes\/flags\.json#\/codes\/0: /,
  ],
  [
    'the URI of another list',
    'flags',
    (list) => Object.assign(list, { system: 'urn:lienthong:codes:kinds' }),
    /^codes\/flags\.json#\/system: /,
  ],
  [
    'a broader code that is none',
    'decisions',
    ({ codes }) => Object.assign(codes[0], { broader: 'NONE' }),
    /^codes\/decisions\.json#\/codes\/0\/broader: "NONE" is no code of decisions$/,
  ],
  [
    'a form that is none',
    'decisions',
    ({ codes }) => Object.assign(codes[1], { forms: ['VKS.23', 'VKS.999'] }),
    /^codes\/decisions\.json#\/codes\/1\/forms\/1: "VKS\.999" is no code of forms$/,
  ],
  [
    'an unknown handling tag',
    'grounds',
    ({ codes }) => Object.assign(codes[0], { tags: ['BI_MAT'] }),
    /^codes\/grounds\.json#\/codes\/0\/tags: unknown tag$/,
  ],
  [
    'a clause of unknown severity',
    'offences',
    ({ codes }) => Object.assign((codes[0].clauses as Entry[])[0]!, { severity: 'NONE' }),
    /^codes\/offences\.json#\/codes\/0\/clauses\/0\/severity: /,
  ],
]

for (const [name, list, change, message] of refusals) {
  t.test(`refused: ${name}`, async (t) => {
    const root = changed(t, list, change)
    t.throws(() => generate(root), { message })
  })
}
