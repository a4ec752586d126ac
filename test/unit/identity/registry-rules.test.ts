/** Keys with one owner and one use, names that lead to one agency, and days on which a key counts. */
import { generateKeyPairSync } from 'node:crypto'
import t, { type Test } from 'tap'
import { keysAt } from '../../../gateway/identity/key-validity.ts'
import type { ParticipantFile, RegisteredKey } from '../../../gateway/identity/participant.ts'
import { pinOf } from '../../../gateway/identity/public-key.ts'
import { type BundleFolder, bundleFolder, signingAgency, signingOfficer } from '../../support/bundle.ts'
import { auditOfficer } from '../../support/officers.ts'
import { route } from '../../support/security-server.ts'

const an = signingOfficer('an')
const binh = signingOfficer('binh')

const key = (kid: string): RegisteredKey => ({
  ...(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }) as RegisteredKey),
  kid,
  alg: 'ES256',
})

const officer = (await auditOfficer()).jwk
const lowOrder = Buffer.concat([Buffer.from([1]), Buffer.alloc(31)]).toString('base64url')

type Change = Parameters<BundleFolder['edit']>[1]

async function refusalsOf(t: Test, ...edits: readonly (readonly [string, Change])[]): Promise<readonly string[]> {
  const folder = bundleFolder(t, an, binh)
  for (const [agency, change] of edits) folder.edit(agency, change)
  await folder.sign({ serial: 1 }, an, binh)
  return folder.refusals()
}

const one = key('mot')
const set =
  (change: Partial<ParticipantFile>): Change =>
  (content) =>
    void Object.assign(content, change)

const behindXRoad = { ...route, keyPins: [pinOf(one)] }

const rows: readonly [string, readonly (readonly [string, Change])[], readonly string[]][] = [
  [
    'keys for two uses, each its own',
    [['cong-an', set({ jwks: { keys: [one] }, messageJwks: { keys: [key('hai')] } })]],
    [],
  ],
  [
    'one key for two uses',
    [['cong-an', set({ jwks: { keys: [one] }, messageJwks: { keys: [{ ...one, kid: 'hai' }] } })]],
    ['cong-an.json#/messageJwks/keys/0: is used for another person or purpose; one key for each'],
  ],
  [
    'a key of two agencies, in two uses',
    [
      ['cong-an', set({ jwks: { keys: [one] } })],
      ['mttq', set({ messageJwks: { keys: [one] } })],
    ],
    ['mttq.json#/messageJwks/keys/0: is a key of another agency'],
  ],
  [
    "a signer's key that signs assertions too",
    [[signingAgency, (content) => Object.assign(content, { jwks: { keys: [{ ...an.jwk, kid: 'khac' }] } })]],
    ['giam-sat-an-ninh.json#/signers/0/jwks/keys/0: is used for another person or purpose; one key for each'],
  ],
  [
    'a key that is pinned as the TLS key of a system',
    [
      ['cong-an', set({ jwks: { keys: [one] } })],
      ['mttq', (content) => Object.assign(content.systems[0]!, { keyPins: [pinOf(one)] })],
    ],
    ['cong-an.json#/jwks/keys/0: is a pinned TLS key; a signing key must be another'],
  ],
  [
    'one TLS key of two systems',
    [
      ['cong-an', (content) => Object.assign(content.systems[0]!, { keyPins: [pinOf(one)] })],
      ['mttq', (content) => Object.assign(content.systems[0]!, { keyPins: [pinOf(one)] })],
    ],
    ['mttq.json#/systems/0/keyPins/0: is pinned for another system'],
  ],
  [
    'a key of an audit officer, X25519 or EC P-256',
    [[signingAgency, set({ auditKeys: { keys: [officer, (await auditOfficer('ec')).jwk] } })]],
    [],
  ],
  [
    'a key of an audit officer in an agency that audits nothing',
    [['cong-an', set({ auditKeys: { keys: [officer] } })]],
    ['cong-an.json#/auditKeys/keys/0: only an agency that has a system of role audit'],
  ],
  [
    'a key of an audit officer that anybody opens',
    [[signingAgency, set({ auditKeys: { keys: [{ ...officer, x: lowOrder }] } })]],
    ['giam-sat-an-ninh.json#/auditKeys/keys/0: the point of the X25519 key has a small order'],
  ],
  [
    'a development key of an audit officer',
    [[signingAgency, set({ auditKeys: { keys: [{ ...officer, development: true }] } })]],
    [
      "giam-sat-an-ninh.json#/auditKeys/keys/0: is a development key, which is no secret; put the agency's own in its place",
    ],
  ],
  [
    'a key that ends before it begins',
    [['cong-an', set({ jwks: { keys: [{ ...one, validFrom: '2026-02-01', validTo: '2026-01-31' }] } })]],
    ['cong-an.json#/jwks/keys/0/validTo: is before validFrom'],
  ],
  [
    'a day that does not exist',
    [['cong-an', set({ jwks: { keys: [{ ...one, validFrom: '2026-02-30' }] } })]],
    [
      'cong-an.json#/jwks/keys/0/validFrom: a day that exists, as yyyy-MM-dd',
      'purposes.json#/0/agencies/0: must be a participant that names this purpose',
      'routes.json#/routes/0/to: must be a participant whose file is in order',
    ],
  ],
  [
    'an agency that takes the code of a group',
    [['mttq', set({ code: 'CAX' })]],
    ['mttq.json#/code: is used by another agency'],
  ],
  [
    'a group with the name of an agency',
    [['cong-an-xa-31078', set({ group: 'mttq' })]],
    ['cong-an-xa-31078.json#/code: is used by another agency', 'cong-an-xa-31078.json#/group: is the id of an agency'],
  ],
  [
    'an agency of a group that would read dossiers',
    [['toa-an', set({ group: 'toa-an-khu-vuc' })]],
    ['toa-an.json#/purposes/0: agencies of a group read no dossiers'],
  ],
  [
    'a post of another province',
    [['cong-an-xa-31078', set({ commune: '00004' })]],
    ['cong-an-xa-31078.json#/commune: must be a code of the list of communes'],
  ],
  [
    'a post without a commune, whose limit then nobody can tell',
    [['cong-an-xa-31078', (content) => delete content.commune]],
    [1, 2].map((route) => `routes.json#/routes/${route}/clocks/0: TTLT01-2017.24H depends on the commune`),
  ],
  [
    'X-Road without the address of a security server',
    [['mttq', (content) => Object.assign(content.systems[0]!.source!, { xRoad: behindXRoad })]],
    ["mttq.json#/systems/0/source/xRoad: lacks the url of the gateway's own X-Road security server"],
  ],
  [
    'X-Road with codes of all kinds, and an address',
    [
      [
        'mttq',
        (content) => Object.assign(content.systems[0]!.source!, { xRoad: behindXRoad, url: 'https://127.0.0.1:1' }),
      ],
    ],
    [],
  ],
  [
    'codes of X-Road that no path can carry',
    [
      [
        'mttq',
        (content) =>
          Object.assign(content.systems[0]!.source!, {
            url: 'https://127.0.0.1:1',
            xRoad: { ...behindXRoad, client: { instance: '..', memberClass: '', memberCode: 'a\nb' } },
          }),
      ],
    ],
    [
      ...['instance', 'memberClass', 'memberCode'].map(
        (name) =>
          `mttq.json#/systems/0/source/xRoad/client/${name}: text that matches ^(?!\\.{1,2}$)[^\\p{Cc}\\p{Cs}]+$`,
      ),
      'purposes.json#/5/agencies/0: must be a participant that names this purpose',
      'routes.json#/routes/0/from: must be a participant whose file is in order',
    ],
  ],
  [
    'who only hands over, with an address',
    [['cong-an-xa-31078', (content) => Object.assign(content.systems[0]!.source!, { url: 'https://127.0.0.1:1' })]],
    ['cong-an-xa-31078.json#/systems/0/source/asked: has an address or a folder'],
  ],
  [
    'an OrganId that two agencies have at the same time',
    [
      ['cong-an', set({ organIds: [{ value: 'H01', validFrom: null, validTo: '2025-06-30' }] })],
      ['mttq', set({ organIds: [{ value: 'H01', validFrom: '2025-06-30', validTo: null }] })],
    ],
    ['mttq.json#/organIds/0/value: is of another agency at the same time'],
  ],
  [
    'an OrganId that passes from one to another, with names of old',
    [
      ['cong-an', set({ organIds: [{ value: 'H01', validFrom: null, validTo: '2025-06-30' }] })],
      ['mttq', set({ organIds: [{ value: 'H01', validFrom: '2025-07-01', validTo: null }] })],
      ['mttq', set({ aliases: [{ value: 'Ủy ban MTTQ tỉnh Kiên Giang', validFrom: null, validTo: '2025-06-30' }] })],
    ],
    [],
  ],
  [
    'an alias that ends before it begins',
    [['mttq', set({ aliases: [{ value: 'X', validFrom: '2025-07-01', validTo: '2025-06-30' }] })]],
    ['mttq.json#/aliases/0/validTo: is before validFrom'],
  ],
]

for (const [what, edits, expected] of rows) t.test(what, async (t) => t.same(await refusalsOf(t, ...edits), expected))

t.test('a signer by a weak key or a slow algorithm, and one who is named twice', async (t) => {
  const folder = bundleFolder(t, an, binh)
  const rsa = generateKeyPairSync('rsa', { modulusLength: 3072 }).publicKey.export({ format: 'jwk' }) as RegisteredKey
  folder.edit(signingAgency, (content) => {
    content.signers!.push({ ...an.signer, jwks: { keys: [{ ...rsa, kid: 'r', alg: 'PS256' }] } } as never)
  })
  await folder.sign({ serial: 1 }, an, binh)
  t.same(await folder.refusals(), [
    'giam-sat-an-ninh.json#/signers/2/id: is named twice',
    'giam-sat-an-ninh.json#/signers/2/jwks/keys/0/alg: a signer needs ES256 or Ed25519',
  ])
})

t.test('messages have their own keys, or those of assertions', async (t) => {
  const folder = bundleFolder(t, an, binh)
  folder.edit('cong-an', set({ jwks: { keys: [one] }, messageJwks: { keys: [key('hai')] } }))
  folder.edit('mttq', set({ jwks: { keys: [key('ba')] } }))
  await folder.sign({ serial: 1 }, an, binh)
  const registry = await folder.load()
  const kids = (id: string) => {
    const { keys, messageKeys } = registry.participantOf(id)!
    return [keys.map(({ kid }) => kid), messageKeys.map(({ kid }) => kid)]
  }
  t.same(kids('cong-an'), [['mot'], ['hai']])
  t.same(kids('mttq'), [['ba'], ['ba']])
})

t.test('a key counts on its days in Việt Nam, both included', async (t) => {
  const keys = [{ ...one, validFrom: '2026-07-01', validTo: '2026-07-31' }]
  const at = (text: string) => keysAt(keys, Date.parse(text)).length
  t.equal(at('2026-06-30T23:59:59.999+07:00'), 0)
  t.equal(at('2026-07-01T00:00:00+07:00'), 1)
  t.equal(at('2026-07-31T16:59:59.999Z'), 1)
  t.equal(at('2026-07-31T17:00:00Z'), 0)
  t.equal(keysAt([one], 0).length, 1, 'without days: always')
})
