/** What findings say of what they found: alike where it is alike, in one document, and nothing else. */
import t from 'tap'
import type { Manifest } from '../../../adapters/sdk/adapter.ts'
import { checkDeposits } from '../../../gateway/sources/check-deposits.ts'
import { filledReader } from '../../../gateway/sources/filled.ts'
import { createDigester } from '../../../gateway/sources/found.ts'
import { type ReportedFinding, reported } from '../../../gateway/sources/reported.ts'
import { adapter, type NativeDocument } from '../../support/adapters/nop-json/adapter.ts'

type Native = Manifest['native']
const native = (codec: Native['codec']): Native => ({
  ...{ codec, mediaType: 'text/plain', encoding: 'utf-8' },
  ...{ bytesMax: 10_000, nodesMax: 1_000, depthMax: 16 },
})
const at = (pointer: string, code = 'code-unknown'): ReportedFinding => ({
  ...{ code, effect: 'degraded', pointer },
  found: { type: 'text', length: 2 },
})
const digestsOf = (findings: readonly ReportedFinding[]) => findings.map(({ found }) => found?.digest)
const digested = (codec: Native['codec'], text: string, ...pointers: readonly string[]) =>
  digestsOf(
    createDigester(native(codec))(
      Buffer.from(text),
      pointers.map((pointer) => at(pointer)),
    ),
  )

const alike: readonly (readonly [Native['codec'], text: string, one: string, same: string, other: string])[] = [
  ['json', '{"a":"QG","b":[{"c":"QG"},{"c":"XY"}]}', '/a', '/b/0/c', '/b/1/c'],
  ['json', '{"a":1,"b":[1],"c":"1"}', '/a', '/b/0', '/c'],
  ['xml', '<r><a>QG</a><a>QG</a><b c="XY"/></r>', '/r/0/a/0', '/r/0/a/1', '/r/0/b/0/@c'],
  ['csv', 'a;b/c\nQG;XY\nQG;Z\n', '/0/a', '/1/a', '/0/b~1c'],
]

t.test('equal values of one document have one digest, others another, of one form', async (t) => {
  for (const [codec, text, ...pointers] of alike) {
    const [one, same, other] = digested(codec, text, ...pointers)
    t.match(one, /^[\w-]{22}$/, codec)
    t.match(other, /^[\w-]{22}$/, codec)
    t.equal(same, one, codec)
    t.not(other, one, codec)
  }
  const [short, long] = digested('json', JSON.stringify({ a: 'Q', b: 'Q'.repeat(5_000) }), '/a', '/b')
  t.equal(short?.length, long?.length, 'which says nothing of the value’s length')
})

t.test('parts of one document share a key, two documents and two readings of one never do', async (t) => {
  const body = Buffer.from('{"a":"QG"}')
  const digester = createDigester(native('json'))
  const first = digestsOf(digester(body, [at('/a')]))
  t.same(digestsOf(digester(Buffer.from('{"b":{"a":"QG"}}'), [at('/b/a')])), first)
  t.not(digested('json', '{"a":"QG"}', '/a')[0], first[0])
})

t.test('no digest where no leaf is, or nothing may be said', async (t) => {
  t.same(
    digested('json', '{"a":{"b":"x"},"c":"","d":null}', '/a', '/c', '/d', '', '/e', '/a/b/c'),
    Array(6).fill(undefined),
  )
  t.same(digested('json', '{"a":', '/a'), [undefined], 'a document that does not open')
  t.same(digested('csv', 'a;b\nx\n', '/0/a'), [undefined])
  const without = { code: 'code-unknown', effect: 'note', pointer: '/a' } as const
  const body = Buffer.from('{"a":"QG"}')
  t.same(createDigester(native('json'))(body, [without]), [without])
  const beside = [at('/a'), { ...without, code: 'state-secret-in-clear' }]
  t.same(createDigester(native('json'))(body, beside), beside, 'of a document that must not be kept')
})

t.test('none in a document one record of which bears a state secret, whoever found it', async (t) => {
  const asked = (document: NativeDocument): boolean => {
    let any = false
    const body = Buffer.from(JSON.stringify(document))
    checkDeposits(
      adapter,
      { status: 200, mediaType: 'application/json', body },
      {
        ...{ context: { agency: { id: 'mttq', code: 'MTTQ' }, receivedAt: '2026-09-02T04:00:00.000Z' } },
        ...{ bytesMax: 10_000, findings_max: 10, filled: filledReader([]) },
        digested(_, findings) {
          any = true
          return findings
        },
      },
    )
    return any
  }
  const wrong = { key: 'A', do: 'reject' } as const
  t.equal(asked({ records: [wrong] }), true)
  t.equal(asked({ records: [wrong], do: 'refuse' }), true)
  for (const secret of ['secret', 'mark', 'row-secret'] as const)
    t.equal(asked({ records: [wrong, { key: 'B', do: secret }] }), false, secret)
  t.equal(asked({ records: [{ key: 'B', do: 'row-secret' }], do: 'refuse' }), false)
})

t.test('type and length are reported, and nothing that an adapter could say there', async (t) => {
  const of = (found: unknown, code = 'code-unknown') =>
    reported([{ code, effect: 'note', pointer: '', found } as never], 1)[0]?.found
  t.same(of({ type: 'text', length: 12 }), { type: 'text', length: 12 })
  t.same(of({ type: 'Nguyễn Thị Ước', length: 'Ước', digest: 'x', value: 'y' }), { type: 'other' })
  for (const length of [-1, 1.5, Number.NaN]) t.same(of({ type: 'list', length }), { type: 'list' })
  for (const none of [undefined, null, 'text']) t.equal(of(none), undefined)
  t.equal(of({ type: 'text', length: 9 }, 'state-secret-in-clear'), undefined)
})
