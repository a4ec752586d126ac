import { generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { ed25519Cosigner } from '../../../gateway/audit/cosignature.ts'
import { verifierKeyOf } from '../../../gateway/audit/note.ts'
import { isQuorum, quorumTime_s } from '../../../gateway/audit/quorum.ts'
import { parseWitnessPolicy, policyFaultText } from '../../../gateway/audit/witness-policy.ts'

const keyOf = (name: string) => ed25519Cosigner(name, generateKeyPairSync('ed25519').privateKey).verifierKey
const [x1, x2, x3, y1, y2] = ['x1', 'x2', 'x3', 'y1', 'y2'].map((name) => keyOf(`${name}.test/w`))
const logKey = generateKeyPairSync('ed25519').privateKey
const log = verifierKeyOf('gateway.test/log', logKey)
const parse = (...lines: readonly string[]) =>
  parseWitnessPolicy(Buffer.from(lines.map((line) => `${line}\n`).join('')))

/** The example of tlog-policy, "Example policy". */
const example = [
  `log ${log}`,
  '',
  `witness X1 ${x1}`,
  `witness X2 ${x2}`,
  `witness X3 ${x3}`,
  'group X-witnesses 2 X1 X2 X3',
  '# the others',
  ` \twitness Y1 ${y1} https://y1.test/prefix `,
  `witness\tY2 ${y2}`,
  'group Y-witnesses any Y1 Y2',
  '',
  'group X-and-Y all X-witnesses Y-witnesses',
  'quorum X-and-Y',
]

t.test('the example of the text is read, and its quorum is what it says', async (t) => {
  const parsed = parse(...example)
  if (!parsed.ok) return t.fail(JSON.stringify(parsed.faults))
  const { policy } = parsed
  t.strictSame(
    policy.logs.map(({ verifierKey }) => verifierKey),
    [log],
  )
  t.strictSame(
    policy.witnesses.map(({ name, url }) => [name, url]),
    [
      ['X1', undefined],
      ['X2', undefined],
      ['X3', undefined],
      ['Y1', 'https://y1.test/prefix'],
      ['Y2', undefined],
    ],
  )
  const names = ['X1', 'X2', 'X3', 'Y1', 'Y2']
  for (let set = 0; set < 2 ** names.length; set++) {
    const some = names.filter((_, n) => set & (2 ** n))
    const enough = some.filter((name) => name.startsWith('X')).length >= 2 && some.some((name) => name.startsWith('Y'))
    t.equal(isQuorum(policy.quorum, new Set(some)), enough, some.join(' '))
  }
  t.notOk(isQuorum(policy.quorum, new Set(['x1', 'x2', 'y1', 'X-and-Y'])), 'names are compared as they are')
  const times = new Map([
    ['X1', 100],
    ['X2', 300],
    ['X3', 200],
    ['Y1', 250],
    ['Y2', 50],
  ])
  t.equal(quorumTime_s(policy.quorum, times), 200, 'X2 and X3 were there by 200, and Y1 was')
  t.equal(quorumTime_s(policy.quorum, new Map([['X1', 100]])), undefined)
})

t.test('no cosignatures, one witness, opaque names', async (t) => {
  for (const lines of [['quorum none'], ['# nothing', '', 'quorum none'], [`witness X1 ${x1}`, 'quorum X1']])
    t.match(parse(...lines), { ok: true })
  const odd = Buffer.concat([
    Buffer.from('witness '),
    Buffer.of(0xff, 0xfe),
    Buffer.from(` ${x1}\nquorum `),
    Buffer.of(0xff, 0xfe, 0x0a),
  ])
  t.match(parseWitnessPolicy(odd), { ok: true }, 'octets that are no UTF-8 may name a witness')
})

t.test('what is not a policy is refused, with the line', async (t) => {
  const twin = keyOf('twin.test/w')
  const [name, , key] = x1!.split('+')
  const cases: readonly (readonly [lines: readonly string[], line: number, en: RegExp])[] = [
    [[], 0, /no quorum/],
    [[`log ${log}`], 0, /no quorum/],
    [['quorum none', 'quorum none'], 2, /one quorum/],
    [['quorum'], 1, /one name/],
    [['quorum none none'], 1, /one name/],
    [['quorum X1', `witness X1 ${x1}`], 1, /not defined above/],
    [['Quorum none'], 1, /keyword/],
    [['toString x', 'quorum none'], 1, /keyword/],
    [[`log ${x1}`, 'quorum none'], 1, /of a log/],
    [[`witness X1 ${log}`, 'quorum none'], 1, /of a witness/],
    [[`log ${log}`, `log ${log}`, 'quorum none'], 2, /already/],
    [[`log ${log}`, `log ${verifierKeyOf('other.test/log', logKey)}`, 'quorum none'], 2, /already/],
    [[`witness X1 ${x1}`, `witness X2 ${x1}`, 'quorum none'], 2, /key .* already/],
    [[`witness X1 ${x1}`, `witness X1 ${twin}`, 'quorum none'], 2, /name .* already/],
    [[`witness none ${x1}`, 'quorum none'], 1, /reserved/],
    [[`witness X1 ${x1} https://a/ b`, 'quorum none'], 1, /too many/],
    [[`witness X1`, 'quorum none'], 1, /of a witness/],
    [[`witness X1 ${name}+00000000+${key}`, 'quorum none'], 1, /of a witness/],
    [[`witness X1 ${x1}`, 'group g any', 'quorum g'], 2, /members/],
    [[`witness X1 ${x1}`, 'group g 2 X1', 'quorum g'], 2, /threshold/],
    [[`witness X1 ${x1}`, 'group g 0 X1', 'quorum g'], 2, /threshold/],
    [[`witness X1 ${x1}`, 'group g 01 X1', 'quorum g'], 2, /threshold/],
    [[`witness X1 ${x1}`, 'group g some X1', 'quorum g'], 2, /threshold/],
    [[`witness X1 ${x1}`, 'group g any X1 X1', 'quorum g'], 2, /member once/],
    [[`witness X1 ${x1}`, 'group g any g', 'quorum g'], 2, /not defined above/],
    [[`witness X1 ${x1}`, 'group g any none', 'quorum g'], 2, /not defined above/],
    [[`witness X1 ${x1}`, 'group g any X1', 'group h any X1 g', 'quorum h'], 3, /member once/],
    [[`witness X1 ${x1}`, 'group X1 any X1', 'quorum X1'], 2, /already/],
    [['quorum none # comment'], 1, /one name/],
    [['quorum none\r'], 1, /control/],
    [['# \u0000', 'quorum none'], 1, /control/],
  ]
  for (const [lines, line, en] of cases) {
    const parsed = parse(...lines)
    if (parsed.ok) t.fail(lines.join('|'))
    else t.match(parsed.faults[0], { line, en }, lines.join('|'))
    if (!parsed.ok) t.match(policyFaultText(parsed.faults[0]!), / · /)
  }
  t.match(parseWitnessPolicy(Buffer.from('quorum none')), { ok: false, faults: [{ en: /newline/ }] })
  t.match(parseWitnessPolicy(Buffer.alloc(300 * 1024, '\n')), { ok: false, faults: [{ en: /too large/ }] })
  t.match(
    parse(...example, 'quorum none', 'x', 'y'),
    { ok: false, faults: [{}, { line: 15 }, { line: 16 }] },
    'every fault at once',
  )
})
