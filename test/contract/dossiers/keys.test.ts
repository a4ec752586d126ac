/** What the index holds in keyed form can be neither read nor made without the key, nor moved to another place. */
import { createCipheriv } from 'node:crypto'
import t from 'tap'
import { identifierMac, identifierValueMac } from '../../../gateway/dossiers/identifiers.ts'
import { createIndexKeys } from '../../../gateway/dossiers/keys.ts'

const keys = createIndexKeys(Buffer.alloc(32, 1))
const others = createIndexKeys(Buffer.alloc(32, 2))
const sealed = keys.seal('HS2026001234', 'native-key\0cong-an')

t.test('sealed and unsealed within one context', async (t) => {
  t.equal(keys.unseal(sealed, 'native-key\0cong-an'), 'HS2026001234')
  t.equal(createIndexKeys(Buffer.alloc(32, 1)).unseal(sealed, 'native-key\0cong-an'), 'HS2026001234', 'after a restart')
  t.notSame(keys.seal('HS2026001234', 'native-key\0cong-an'), sealed)
  t.throws(() => keys.unseal(sealed, 'native-key\0vien-kiem-sat'))
  t.throws(() => others.unseal(sealed, 'native-key\0cong-an'))
})

t.test('no tag of less than its full length is taken', async (t) => {
  for (let length = 0; length < sealed.length; length++)
    t.throws(() => keys.unseal(sealed.subarray(0, length), 'native-key\0cong-an'), `${length} bytes`)
  // A short tag over nothing could be found by trying; it must not even be compared.
  const cipher = createCipheriv('aes-256-gcm', Buffer.alloc(32), Buffer.alloc(4), { authTagLength: 4 })
  cipher.final()
  t.throws(() => keys.unseal(Buffer.concat([Buffer.alloc(0), cipher.getAuthTag()]), ''), {
    code: 'ERR_CRYPTO_INVALID_AUTH_TAG',
  })
})

t.test('identifiers have a keyed form for each use, without ambiguity', async (t) => {
  const forms = [
    identifierMac(keys, 'a', 'b', 'c', 'd'),
    identifierMac(keys, 'a","b', '', 'c', 'd'),
    identifierMac(keys, 'a', 'b', 'cd', ''),
    identifierMac(others, 'a', 'b', 'c', 'd'),
    identifierValueMac(keys, 'c'),
    keys.mac('identifier', 'c'),
    keys.mac('identifier\0c', ''),
  ].map((mac) => mac.toString('hex'))
  t.equal(new Set(forms).size, forms.length)
  t.same(identifierValueMac(keys, 'Ẩn'.normalize('NFD')), identifierValueMac(keys, 'Ẩn'))
})
