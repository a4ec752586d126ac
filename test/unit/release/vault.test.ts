import t from 'tap'
import { createVault, packed, unpacked } from '../../../gateway/release/vault.ts'

const vault = createVault(Buffer.alloc(32, 1))
const context = ['deposit', 'mttq', 'bWFj'] as const
const text = 'Nguyễn Thị Ước '.repeat(20)
const sealed = vault.seal(Buffer.from(text), context)

t.test('what is sealed opens in its own context only', async (t) => {
  t.equal(vault.unseal(sealed, context).toString(), text)
  const others = [
    ['deposit', 'cong-an', 'bWFj'],
    ['deposit', 'mttq', 'other'],
    ['quarantine', 'mttq', 'bWFj'],
    ['deposit', 'mttq'],
    ['deposit', 'mttq","bWFj'],
  ] as const
  for (const other of others) t.throws(() => vault.unseal(sealed, other), other.join())
  t.throws(() => createVault(Buffer.alloc(32, 2)).unseal(sealed, context), 'nor with another key')
})

t.test('nothing of it can be changed or cut', async (t) => {
  for (const at of [0, 1, 13, 20, sealed.length - 1]) {
    const changed = Buffer.from(sealed)
    changed[at]! ^= 1
    t.throws(() => vault.unseal(changed, context), `byte ${at}`)
  }
  for (const length of [0, 1, 28, 29, sealed.length - 1])
    t.throws(() => vault.unseal(sealed.subarray(0, length), context))
})

t.test('the same content never looks the same, and shows nothing', async (t) => {
  const again = vault.seal(Buffer.from(text), context)
  t.notSame(again.subarray(1, 13), sealed.subarray(1, 13), 'a nonce of its own')
  t.notOk(again.subarray(13).equals(sealed.subarray(13)))
  t.notOk(sealed.includes('Nguy'))
})

t.test('a digest depends on key, context and content', async (t) => {
  const content = Buffer.from('x')
  const mac = vault.mac(content, context)
  t.same(vault.mac(content, context), mac)
  t.notSame(vault.mac(content, ['deposit', 'mttq']), mac)
  t.notSame(vault.mac(Buffer.from('y'), context), mac)
  t.notSame(createVault(Buffer.alloc(32, 2)).mac(content, context), mac)
})

t.test('a document is kept with its type and status', async (t) => {
  const document = { status: 500, mediaType: 'text/csv; charset="tcvn3"; đ', body: new Uint8Array([0, 255, 10]) }
  const back = unpacked(packed(document))
  t.same({ ...back, body: [...back.body] }, { ...document, body: [0, 255, 10] })
  t.equal(back.body.buffer.byteLength, 3, 'in a buffer of its own')
  t.same([...unpacked(packed({ ...document, body: new Uint8Array() })).body], [])
})
