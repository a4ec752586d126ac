/** A sealed document shows its content to nobody outside release/. */
import { format, inspect } from 'node:util'
import { serialize } from 'node:v8'
import t from 'tap'
import { open, Sealed, seal } from '../../../gateway/release/sealed.ts'

const secret = 'Nguyễn Thị Ước'
const sealed = seal({ reporters: [{ fullName: secret }] })

const ways: Readonly<Record<string, () => string>> = {
  'String()': () => String(sealed),
  'a template string': () => `${sealed}`,
  concatenation: () => `x${sealed as unknown as string}`,
  'JSON.stringify': () => JSON.stringify({ facet: sealed, list: [sealed] }),
  inspect: () => inspect({ facet: sealed }, { showHidden: true, depth: 9, getters: true }),
  'inspect without custom': () => inspect(sealed, { showHidden: true, customInspect: false, depth: 9 }),
  'format %s %o %O %j': () => format('%s %o %O %j', sealed, sealed, sealed, sealed),
  'the message of an error': () => String(new Error(`failed on ${sealed}`)),
  'the cause of an error': () => inspect(new Error('failed', { cause: sealed })),
  'the stack of an error': () => String(new TypeError(`no field of ${sealed}`).stack),
  'its own members': () => JSON.stringify(Reflect.ownKeys(sealed).map((key) => Reflect.get(sealed, key))),
  spreading: () => JSON.stringify({ ...sealed }),
  'a structured clone': () => JSON.stringify(structuredClone(sealed)),
  'a V8 snapshot of the value': () => serialize(sealed).toString('utf8'),
}

for (const [way, show] of Object.entries(ways))
  t.test(`nothing shows by ${way}`, async (t) => t.notMatch(show(), /Nguyễn|fullName|reporters/))

t.test('it says what it is', async (t) => {
  t.strictSame([`${sealed}`, JSON.stringify(sealed), inspect(sealed)], ['[sealed]', '"[sealed]"', '[sealed]'])
})

t.test('it can be opened, as often as needed', async (t) => {
  t.strictSame([open(sealed), open(sealed)], Array(2).fill({ reporters: [{ fullName: secret }] }))
})

t.test('nothing else can be opened, and nothing can be put into it', async (t) => {
  for (const other of [new Sealed(), structuredClone(sealed), Object.create(sealed), {}, '[sealed]'])
    t.throws(() => open(other as Sealed), { message: 'not sealed here' })
  t.throws(() => Object.assign(sealed, { content: 1 }), TypeError)
})
