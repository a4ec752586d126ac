/** Keys that follow one another: what was signed before a rotation is good until it expires, and not a second longer. */
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import t, { type Test } from 'tap'
import { newKeyPem } from '../../../gateway/identity/key-file.ts'
import { loadTokenKeys, openKeyring, rotateTokenKey, type TokenKeys } from '../../../gateway/identity/keys.ts'
import { retirement_s } from '../../../gateway/identity/retired-keys.ts'
import { verifierOf } from '../../../gateway/identity/token.ts'
import { limits } from '../../../gateway/limits.ts'
import { dataFolder } from '../../support/data-folder.ts'

const now_s = Math.floor(Date.now() / 1000)
const kids = ({ jwks }: TokenKeys) => jwks.keys.map(({ kid }) => kid)
const signed = ({ privateKey, kid }: TokenKeys) =>
  new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey)

async function keyring(t: Test, dir: string) {
  const changes: string[] = []
  const refusals: unknown[] = []
  const ring = await openKeyring(dir, {
    changed: ({ kid }) => changes.push(kid),
    refused: (error) => refusals.push(error),
  })
  t.teardown(() => ring.close())
  return { ring, changes, refusals }
}

t.test('after a rotation the new key signs, the old one verifies until its last token has expired', async (t) => {
  const dir = dataFolder(t)
  const before = await loadTokenKeys(dir)
  const token = await signed(before)
  const kid = await rotateTokenKey(dir, { now_s })
  const after = await loadTokenKeys(dir, now_s)
  t.equal(after.kid, kid)
  t.not(kid, before.kid)
  t.same(kids(after), [kid, before.kid])
  t.equal(verifierOf(token, after), before.publicPem)
  t.equal(verifierOf(await signed(after), after), after.publicPem)
  t.ok(after.jwks.keys.every((jwk) => !('d' in jwk) && jwk.use === 'sig' && jwk.alg === 'ES256'))

  t.ok(retirement_s >= limits.token.lifetime_s + limits.token.keys_interval_ms / 1000)
  t.same(kids(await loadTokenKeys(dir, now_s + retirement_s - 1)), [kid, before.kid])
  const later = await loadTokenKeys(dir, now_s + retirement_s)
  t.same(kids(later), [kid])
  t.equal(verifierOf(token, later), undefined)
})

t.test('a key that got out verifies nothing any more', async (t) => {
  const dir = dataFolder(t)
  const { ring, changes } = await keyring(t, dir)
  const first = ring.current()
  const kid = await rotateTokenKey(dir, { distrust: true })
  await ring.reload()
  t.same(kids(ring.current()), [kid])
  t.equal(verifierOf(await signed(first), ring.current()), undefined)
  t.same(changes, [kid])
})

t.test('nor do the keys before it, which were given up in good faith', async (t) => {
  const dir = dataFolder(t)
  const { ring } = await keyring(t, dir)
  const token = await signed(ring.current())
  await rotateTokenKey(dir)
  const kid = await rotateTokenKey(dir, { distrust: true })
  await ring.reload()
  t.same(kids(ring.current()), [kid])
  t.equal(verifierOf(token, ring.current()), undefined)
})

t.test('a running gateway takes up what is put in place, by rotation or by hand', async (t) => {
  const dir = dataFolder(t)
  const { ring, changes } = await keyring(t, dir)
  const first = ring.current()
  await ring.reload()
  t.equal(ring.current(), first, 'nothing changed: the same object')

  const second = await rotateTokenKey(dir)
  await ring.reload()
  t.same(kids(ring.current()), [second, first.kid])

  const path = join(dir, 'keys/token.key')
  await writeFile(`${path}.new`, newKeyPem(), { mode: 0o600 })
  await rename(`${path}.new`, path)
  await ring.reload()
  const third = ring.current().kid
  t.same(new Set(kids(ring.current())), new Set([third, second, first.kid]))
  t.same(changes, [second, third])
  t.same(new Set(kids(await loadTokenKeys(dir))), new Set(kids(ring.current())), 'a restart sees the same')
})

t.test('what can not be used changes nothing', async (t) => {
  const dir = dataFolder(t)
  const { ring, changes } = await keyring(t, dir)
  const path = join(dir, 'keys/token.key')
  const first = ring.current()
  await chmod(path, 0o644)
  await t.rejects(ring.reload(), /group or others may read this key/)
  await chmod(path, 0o600)
  await writeFile(path, 'x')
  await t.rejects(ring.reload(), /must be an EC P-256 key/)
  t.equal(ring.current(), first)
  t.same(changes, [])
})

t.test('a retired file under another name, with a private or a strange key, is refused', async (t) => {
  const dir = dataFolder(t)
  await loadTokenKeys(dir)
  await rotateTokenKey(dir)
  const folder = join(dir, 'keys/token-retired')
  const [name] = await readdir(folder)
  const good = JSON.parse(await readFile(join(folder, name!), 'utf8'))
  const privateJwk = createPrivateKey(newKeyPem()).export({ format: 'jwk' })
  const others = [
    { ...good, jwk: createPublicKey(newKeyPem()).export({ format: 'jwk' }) },
    { ...good, jwk: privateJwk },
    { ...good, until_s: 'always' },
    { jwk: { kty: 'oct', k: 'AA' }, until_s: good.until_s },
  ]
  await mkdir(folder, { recursive: true })
  for (const content of others) {
    await writeFile(join(folder, name!), JSON.stringify(content))
    await t.rejects(loadTokenKeys(dir), /must be/)
  }
})

t.test('which key: by the kid alone, and nothing but ours', async (t) => {
  const keys = await loadTokenKeys(dataFolder(t))
  const token = (header: object) => `${Buffer.from(JSON.stringify(header)).toString('base64url')}.e30.AA`
  t.equal(verifierOf(token({ kid: keys.kid }), keys), keys.publicPem)
  for (const kid of [undefined, null, 1, [keys.kid], '', '__proto__', 'constructor', `${keys.kid} `, '../token.key'])
    t.equal(verifierOf(token({ kid }), keys), undefined)
  for (const text of ['', '.', 'a.b.c', 'bnVsbA.e30.AA']) t.equal(verifierOf(text, keys), undefined)
})
