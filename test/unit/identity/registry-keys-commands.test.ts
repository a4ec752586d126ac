/** What an operator does before the first bundle: keys written as the registry has them, and signers pinned. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t, { type Test } from 'tap'
import { participantsCommune } from '../../../gateway/commands/participants-commune.ts'
import { participantsKey } from '../../../gateway/commands/participants-key.ts'
import { participantsPin } from '../../../gateway/commands/participants-pin.ts'
import { weaknessOf } from '../../../gateway/identity/public-key.ts'
import { type BundleFolder, bundleFolder, signingOfficer } from '../../support/bundle.ts'
import { called } from '../../support/called.ts'
import { dataFolder } from '../../support/data-folder.ts'

const an = signingOfficer('an')
const binh = signingOfficer('binh')

const keyOf = async (t: Test, key: KeyObject) => {
  const file = join(dataFolder(t), 'k.pem')
  writeFileSync(file, key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }) as string)
  return called(participantsKey, file)
}

t.test('key: the public half as the registry has it, whichever half is given', async (t) => {
  const pairs = [
    generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    generateKeyPairSync('ed25519'),
    generateKeyPairSync('rsa', { modulusLength: 3072 }),
  ]
  for (const { publicKey, privateKey } of pairs) {
    const { status, stdout } = await keyOf(t, publicKey)
    t.equal(status, 0)
    const jwk = JSON.parse(stdout)
    t.equal(weaknessOf(jwk), undefined)
    t.match(jwk, { kid: /^[\w-]{43}$/, use: 'sig' })
    t.equal((await keyOf(t, privateKey)).stdout, stdout, 'nothing of the private half')
  }
})

t.test('key: what may not sign is refused', async (t) => {
  const { publicKey: short } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  t.match(await keyOf(t, short), { status: 1, stdout: '', stderr: /k\.pem: khóa RSA .* · an RSA key needs 3072 bits/ })
  const { publicKey: other } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  t.match(await keyOf(t, other), { status: 1, stderr: /must be EC P-256, Ed25519 or RSA/ })
  const file = join(dataFolder(t), 'k.pem')
  writeFileSync(file, 'canary')
  t.match(await called(participantsKey, file), {
    status: 1,
    stdout: '',
    stderr: /^[^\n]*k\.pem: .* · neither a public key/,
  })
})

t.test(
  'commune: a further post by the model of its group, in order as it is written, and never over another',
  async (t) => {
    const folder = bundleFolder(t, an, binh)
    const before = process.env.LIENTHONG_POLICIES
    process.env.LIENTHONG_POLICIES = folder.dir
    t.teardown(() => {
      if (before === undefined) delete process.env.LIENTHONG_POLICIES
      else process.env.LIENTHONG_POLICIES = before
    })
    const file = join(dataFolder(t), 'sign.pem')
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    writeFileSync(file, publicKey.export({ type: 'spki', format: 'pem' }))
    const post = (...args: readonly string[]) => called(participantsCommune, ...args, file)
    const path = join(folder.dir, 'participants/cong-an-xa-30742.json')
    t.match(await post('30742'), { status: 0, stdout: `${path}\n` })
    t.match(JSON.parse(readFileSync(path, 'utf8')), {
      ...{ id: 'cong-an-xa-30742', code: 'CAX', group: 'cong-an-xa', commune: '30742' },
      title: { vi: 'Công an phường Rạch Giá', en: 'Rach Gia ward police' },
      systems: [{ uri: 'urn:lienthong:cong-an-xa-30742:tiep-nhan', source: { adapter: 'cong-an', asked: false } }],
      jwks: { keys: [{ kty: 'EC' }] },
    })
    await folder.sign({ serial: 1 }, an, binh)
    t.same(await folder.refusals(), [])
    for (const [args, stderr] of [
      [['30742'], /is registered already/],
      [['00004'], /a code of the list/],
      [['30307', '--group', 'bien-phong'], /no agency is in it: bien-phong/],
    ] as const)
      t.match(await post(...args), { status: 2, stderr })
  },
)

/** On the node whose data folder is that of the bundle folder. */
async function pin(t: Test, { dir, trustDir }: BundleFolder, ...args: readonly string[]) {
  const before = process.env.LIENTHONG_DATA
  process.env.LIENTHONG_DATA = dirname(trustDir)
  t.teardown(() => {
    if (before === undefined) delete process.env.LIENTHONG_DATA
    else process.env.LIENTHONG_DATA = before
  })
  return called(participantsPin, ...args, dir)
}

t.test('pin: whom the folder names, with their keys to compare; the first bundle rests on them', async (t) => {
  const folder = bundleFolder(t, an, binh, signingOfficer('huy', {}, ['shredding']))
  rmSync(folder.trustDir, { recursive: true })
  t.match(await pin(t, folder), { status: 2, stderr: /--yes/ }, 'nobody to ask')
  const { status, stdout } = await pin(t, folder, '--yes')
  t.equal(status, 0)
  t.match(stdout, /^giam-sat-an-ninh\/an {2}an {2}key-of-an {2}SHA-256 [\w+/]{43}=\n.*binh.*\n.*signers\.json\n$/)
  const file = join(folder.trustDir, 'signers.json')
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.equal(JSON.parse(readFileSync(file, 'utf8')).signers.length, 2, 'only who may sign a bundle')
  await folder.sign({ serial: 1 }, an, binh)
  t.same(await folder.refusals(), [])
})

t.test('pin: not fewer than two, and not once a bundle was accepted', async (t) => {
  const few = bundleFolder(t, an)
  rmSync(few.trustDir, { recursive: true })
  t.match(await pin(t, few, '--yes'), { status: 1, stderr: /two signers at least/ })
  t.notOk(existsSync(few.trustDir))
  const folder = bundleFolder(t, an, binh)
  mkdirSync(folder.trustDir, { recursive: true })
  writeFileSync(join(folder.trustDir, 'accepted.json'), '{}')
  t.match(await pin(t, folder, '--yes'), { status: 1, stderr: /signers change by the next one: .*accepted\.json/ })
})
