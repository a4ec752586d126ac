/** Who may change what others may see: only two of those whom the node trusts, over exactly these bytes, and never back. */
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { limits } from '../../../gateway/limits.ts'
import {
  type BundleFolder,
  bundleFolder,
  type SigningOfficer,
  signingAgency,
  signingOfficer,
} from '../../support/bundle.ts'

const an = signingOfficer('an')
const binh = signingOfficer('binh')
const chi = signingOfficer('chi')
const stranger = signingOfficer('la')

const signaturesFile = ({ dir }: BundleFolder) => join(dir, 'bundle.sig.json')
const sameSecond = { serial: 1 }

async function signed(t: Test): Promise<BundleFolder> {
  const folder = bundleFolder(t, an, binh, chi)
  await folder.sign(sameSecond, an, binh)
  return folder
}

t.test('what two of them signed is taken, and remembered', async (t) => {
  const folder = await signed(t)
  const registry = await folder.load()
  t.equal(registry.bundle?.serial, 1)
  t.same(registry.bundle?.signedBy, [`${signingAgency}/an`, `${signingAgency}/binh`])
  t.ok(registry.bundle?.files.has('cedar/read-own.cedar'))
  const { serial, signers } = JSON.parse(readFileSync(join(folder.trustDir, 'accepted.json'), 'utf8'))
  t.equal(serial, 1)
  t.equal(signers.length, 3)
  t.equal((await folder.load()).version, registry.version, 'once more, after a restart')
})

t.test('signed twice by one person', async (t) => {
  const folder = bundleFolder(t, an, binh)
  await folder.sign(sameSecond, an, an)
  t.same(await folder.refusals(), ['bundle.sig.json#/signatures: needs signatures of 2 different persons'])
  const twoKeys = { ...an, signer: { ...an.signer, jwks: { keys: [an.jwk, signingOfficer('x').jwk] } } }
  const other = signingOfficer('x')
  twoKeys.signer.jwks.keys[1] = other.jwk
  const second = bundleFolder(t, twoKeys, binh)
  await second.sign(sameSecond, an, other)
  t.same(
    await second.refusals(),
    ['bundle.sig.json#/signatures: needs signatures of 2 different persons'],
    'by two keys',
  )
})

t.test('one key under two names', async (t) => {
  const twin: SigningOfficer = { ...an, signer: { ...an.signer, id: 'khac' } }
  const folder = bundleFolder(t, an, twin)
  await folder.sign(sameSecond, an, twin)
  t.match(await folder.refusals(), ['bundle.sig.json#/signatures: needs signatures of 2 different persons'])
})

t.test('signed by one', async (t) => {
  const folder = bundleFolder(t, an, binh)
  await folder.sign(sameSecond, an)
  t.same(await folder.refusals(), ['bundle.sig.json#/signatures: needs signatures of 2 different persons'])
})

t.test('by an officer whom the node does not trust, though the bundle names him itself', async (t) => {
  const folder = bundleFolder(t, an, binh)
  folder.edit(signingAgency, (content) => content.signers!.push(stranger.signer as never))
  await folder.sign(sameSecond, an, stranger)
  t.same(await folder.refusals(), [
    'bundle.sig.json#/signatures/1: is by no signer that this node trusts',
    'bundle.sig.json#/signatures: needs signatures of 2 different persons',
  ])
  await folder.sign(sameSecond, an, binh, stranger)
  t.same(await folder.refusals(), ['bundle.sig.json#/signatures/2: is by no signer that this node trusts'])
})

t.test("by somebody who took another's kid", async (t) => {
  const folder = bundleFolder(t, an, binh)
  await folder.sign(sameSecond, an, { ...binh, key: stranger.key })
  t.match(await folder.refusals(), ['bundle.sig.json#/signatures/1/signature: does not fit what is to be signed'])
})

t.test('by an officer without the role', async (t) => {
  const shredder = signingOfficer('huy', {}, ['shredding'])
  const folder = bundleFolder(t, an, binh, shredder)
  await folder.sign(sameSecond, an, shredder)
  t.match(await folder.refusals(), ['bundle.sig.json#/signatures/1: the signer has not the role bundle'])
})

t.test('by an officer whose key is over, or not yet valid', async (t) => {
  const day = (text: string) => Date.parse(`${text}T12:00:00+07:00`)
  const limited = signingOfficer('han', { validFrom: '2026-01-01', validTo: '2026-06-30' })
  const folder = bundleFolder(t, an, binh, limited)
  await folder.sign(sameSecond, an, limited)
  const refusal = "bundle.sig.json#/signatures/1: the signer's key is not valid now"
  t.match(await folder.refusals(day('2025-12-31')), [refusal])
  t.match(await folder.refusals(day('2026-07-01')), [refusal])
  t.same(await folder.refusals(day('2026-06-30')), [], 'the last day counts')
  t.same(await folder.refusals(day('2026-07-01')), [], 'what was accepted in time stays after a restart')
})

t.test('by an officer whom the bundle before took away', async (t) => {
  const folder = await signed(t)
  const first = await folder.load()
  folder.edit(signingAgency, (content) => content.signers!.shift())
  const previous = await folder.sign({ serial: 2, previous: first.bundle!.digest }, binh, chi)
  await folder.load()
  folder.edit('cong-an', (content) => content.tags.pop())
  await folder.sign({ serial: 3, previous }, an, binh)
  t.match(await folder.refusals(), ['bundle.sig.json#/signatures/0: is by no signer that this node trusts'])
  folder.pin(an, binh)
  t.match((await folder.refusals()).length, 2, 'what was pinned for the first does not count any more')
})

t.test('by an officer whom this very bundle takes away, or too few to follow it', async (t) => {
  const folder = bundleFolder(t, an, binh, chi)
  folder.edit(signingAgency, (content) => content.signers!.shift())
  await folder.sign(sameSecond, an, binh)
  t.same(await folder.refusals(), ['bundle.json#: is by a signer or key that this very bundle no longer names'])
  folder.edit(signingAgency, (content) => content.signers!.pop())
  await folder.sign(sameSecond, binh, chi)
  t.match(await folder.refusals(), [/must name 2 signers/, /no longer names/])
})

t.test('by a key whose name this very bundle gives to another: it would not verify after a restart', async (t) => {
  const renewed = signingOfficer('binh')
  const folder = bundleFolder(t, an, renewed)
  folder.pin(an, binh)
  await folder.sign(sameSecond, an, binh)
  t.same(await folder.refusals(), ['bundle.json#: is by a signer or key that this very bundle no longer names'])
})

t.test('new signers come in only by the old ones', async (t) => {
  const folder = await signed(t)
  const first = await folder.load()
  const next = [signingOfficer('dung'), signingOfficer('em')] as const
  folder.edit(signingAgency, (content) => content.signers!.push(...(next.map(({ signer }) => signer) as never[])))
  const about = { serial: 2, previous: first.bundle!.digest }
  await folder.sign(about, ...next)
  t.match((await folder.refusals()).slice(0, 2), [/no signer that this node trusts/, /no signer/])
  const previous = await folder.sign(about, an, binh)
  await folder.load()
  folder.edit(signingAgency, (content) => content.signers!.splice(0, 3))
  await folder.sign({ serial: 3, previous }, ...next)
  t.same(await folder.refusals(), [])
})

const changes: readonly [string, (folder: BundleFolder) => void, string][] = [
  [
    'a byte of a participant',
    ({ dir }) => append(dir, 'participants/mttq.json'),
    'mttq.json#: is not the file that was signed',
  ],
  [
    'a byte of a policy',
    ({ dir }) => append(dir, 'cedar/read-own.cedar'),
    'read-own.cedar#: is not the file that was signed',
  ],
  [
    'a byte of the manifest',
    ({ dir }) => append(dir, 'bundle.json'),
    'bundle.sig.json#/signatures/0/signature: does not fit',
  ],
  [
    'a file added',
    ({ dir }) => writeFileSync(join(dir, 'cedar/them.cedar'), ''),
    'them.cedar#: is not in the signed bundle',
  ],
  ['a file added beside', ({ dir }) => writeFileSync(join(dir, 'x.txt'), ''), 'x.txt#: is not in the signed bundle'],
  [
    'a file gone',
    ({ dir }) => rmSync(join(dir, 'cedar/minor-protected.cedar')),
    'minor-protected.cedar#: is in the signed bundle and not',
  ],
  ['no manifest', ({ dir }) => rmSync(join(dir, 'bundle.json')), 'bundle.json#: this file must be there'],
  ['no signatures', (folder) => rmSync(signaturesFile(folder)), 'bundle.sig.json#: this file must be there'],
  ['a hidden file', ({ dir }) => writeFileSync(join(dir, '.x'), ''), '.x#: a name is Latin letters'],
  [
    'a path that leaves the folder',
    (folder) => renamed(folder, '../x'),
    'bundle.json#/files/0/path: text that matches',
  ],
  ['a file twice', (folder) => doubled(folder), 'bundle.json#/files: names a file twice'],
  [
    'a link in place of a file',
    ({ dir }) => {
      const file = join(dir, 'participants/mttq.json')
      writeFileSync(join(dir, '../mttq.json'), readFileSync(file))
      rmSync(file)
      symlinkSync('../../mttq.json', file)
    },
    'mttq.json#: must be a regular file, not a link',
  ],
  [
    'a link in place of a folder',
    ({ dir }) => {
      rmSync(join(dir, 'cedar'), { recursive: true })
      mkdirSync(join(dir, '../cedar'))
      symlinkSync('../cedar', join(dir, 'cedar'))
    },
    'cedar#: must be a regular file, not a link',
  ],
  [
    'a huge file',
    ({ dir }) =>
      writeFileSync(join(dir, 'participants/mttq.json'), Buffer.alloc(limits.registry.file_bytes_max + 1, ' ')),
    'mttq.json#: at most 262144 bytes',
  ],
]

function append(dir: string, path: string): void {
  writeFileSync(join(dir, path), `${readFileSync(join(dir, path), 'utf8')} `)
}

function editManifest({ dir }: BundleFolder, change: (files: { path: string }[]) => void): void {
  const file = join(dir, 'bundle.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  change(manifest.files)
  writeFileSync(file, JSON.stringify(manifest))
}

const renamed = (folder: BundleFolder, path: string) =>
  editManifest(folder, (files) => {
    files[0]!.path = path
  })
const doubled = (folder: BundleFolder) => editManifest(folder, (files) => void files.push(files[0]!))

for (const [what, change, refusal] of changes)
  t.test(`after it was signed: ${what}`, async (t) => {
    const folder = await signed(t)
    change(folder)
    const refusals = await folder.refusals()
    t.ok(
      refusals.some((one) => one.startsWith(refusal)),
      refusals.join('\n'),
    )
  })

t.test('after it was accepted nothing may change either', async (t) => {
  const folder = await signed(t)
  await folder.load()
  append(folder.dir, 'participants/mttq.json')
  t.same(await folder.refusals(), ['mttq.json#: is not the file that was signed'])
})

t.test('back to an older bundle, another of the same number, one that does not follow', async (t) => {
  const folder = await signed(t)
  const older = folder.copy()
  const first = await folder.load()
  folder.edit('cong-an', (content) => content.tags.pop())
  for (const [serial, previous] of [
    [2, 'A'.repeat(43)],
    [2, null],
    [3, 'A'.repeat(43)],
  ] as const) {
    await folder.sign({ serial, previous }, an, binh)
    t.match(await folder.refusals(), [/^bundle\.json#\/previous: does not follow the bundle in force/])
  }
  await folder.sign({ serial: 2, previous: first.bundle!.digest }, an, binh)
  await folder.load()
  const refusal = 'bundle.json#/serial: is older than the bundle in force'
  t.same(await older.refusals(), [refusal])
  folder.edit('cong-an', (content) => content.tags.pop())
  await folder.sign({ serial: 2, previous: first.bundle!.digest }, an, binh)
  t.same(await folder.refusals(), ['bundle.json#/serial: has the number of the bundle in force, and is another'])
})

t.test('a node that trusts nobody, or whose memory is damaged, takes nothing', async (t) => {
  const folder = await signed(t)
  rmSync(folder.trustDir, { recursive: true })
  t.match(await folder.refusals(), [/^signers\.json#: this file must be there/])
  folder.pin(an)
  t.match(await folder.refusals(), ['signers.json#/signers: at least 2 items'])
  folder.pin(an, binh)
  writeFileSync(join(folder.trustDir, 'accepted.json'), '{"serial": 1')
  t.same(await folder.refusals(), ['accepted.json#: must be JSON'])
})

const headers: readonly [string, object][] = [
  ['alg none', { alg: 'none', kid: an.jwk.kid, typ: 'lienthong-bundle+jws' }],
  ['another type', { alg: 'Ed25519', kid: an.jwk.kid, typ: 'JWT' }],
  ['a key of its own', { alg: 'Ed25519', kid: an.jwk.kid, typ: 'lienthong-bundle+jws', jwk: stranger.jwk }],
  ['something critical', { alg: 'Ed25519', kid: an.jwk.kid, typ: 'lienthong-bundle+jws', crit: ['b64'], b64: false }],
  ['another algorithm', { alg: 'ES256', kid: an.jwk.kid, typ: 'lienthong-bundle+jws' }],
]

for (const [what, header] of headers)
  t.test(`a signature whose header says: ${what}`, async (t) => {
    const folder = await signed(t)
    const content = JSON.parse(readFileSync(signaturesFile(folder), 'utf8'))
    content.signatures[0].protected = Buffer.from(JSON.stringify(header)).toString('base64url')
    writeFileSync(signaturesFile(folder), JSON.stringify(content))
    t.match((await folder.refusals())[0], /not of the right form|no signer that this node trusts/)
  })

const texts: readonly [string, (text: string) => string | Buffer, string][] = [
  [
    'a member twice',
    (text) => text.replace('"code":', '"clearanceMax": "CONG_KHAI", "code":'),
    ': names a member twice',
  ],
  [
    'the same name in another spelling',
    (text) => text.replace('"code":', '"cod\\u0065": "X", "code":'),
    ': names a member twice',
  ],
  ['a byte order mark', (text) => `\ufeff${text}`, ': must not begin with a byte order mark'],
  [
    'a prototype',
    (text) => text.replace('"code":', '"__proto__": {"roles": ["audit"]}, "code":'),
    ': has a member of a forbidden name',
  ],
  [
    'a constructor',
    (text) => text.replace('"code":', '"constructor": 1, "code":'),
    ': has a member of a forbidden name',
  ],
  ['bytes that are no UTF-8', (text) => Buffer.from(text.replace('Ủy', '\xff'), 'latin1'), ': must be UTF-8'],
  ['a comment', (text) => `// x\n${text}`, ': must be JSON'],
  [
    'nesting without an end',
    (text) => text.replace('"code":', `"x": ${'['.repeat(40)}${']'.repeat(40)}, "code":`),
    ': nested deeper',
  ],
  ['decomposed letters', (text) => text.normalize('NFD'), ': texts must be Unicode in NFC'],
]

for (const [what, change, refusal] of texts)
  t.test(`a participant's file with ${what}, though it was signed`, async (t) => {
    const folder = bundleFolder(t, an, binh)
    const file = join(folder.dir, 'participants/mttq.json')
    const content = change(readFileSync(file, 'utf8'))
    writeFileSync(file, content)
    await folder.sign(sameSecond, an, binh)
    const refusals = await folder.refusals()
    t.ok(
      refusals.some((one) => one.startsWith('mttq.json#') && one.includes(refusal)),
      refusals.join('\n'),
    )
  })
