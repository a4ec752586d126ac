/** The MAC of short texts is HMAC-SHA-256, as Node's own: whatever was made before with either is found again. */
import { createHmac, createSecretKey } from 'node:crypto'
import t from 'tap'
import { macKey } from '../../../gateway/telemetry/mac.ts'

const texts = {
  none: '',
  plain: 'HS2026001234',
  'more bytes than letters': 'Tố giác của Nguyễn Thị Ánh 𠮷',
  'half of a pair': '\ud800x',
  'as long as a block': 'a'.repeat(64),
  'longer than what is kept ready': 'ệ'.repeat(5_000),
}

t.test('equals the HMAC of the same text, whatever came before it', async (t) => {
  for (const length of [0, 32, 64]) {
    const secret = Buffer.alloc(length, 0xa5)
    const [ofBytes, ofKey] = [macKey(secret), macKey(createSecretKey(Buffer.from('another')))]
    for (const [what, text] of Object.entries(texts)) {
      t.same(ofBytes.of(text), createHmac('sha256', secret).update(text).digest(), `${what}, key of ${length} bytes`)
      t.same(ofKey.of(text), createHmac('sha256', 'another').update(text).digest(), `${what}, another key`)
    }
  }
})

t.test('what was given stays as it is', async (t) => {
  const key = macKey(Buffer.alloc(32, 1))
  const first = key.of('a')
  const copy = Buffer.from(first)
  key.of('b')
  t.same(first, copy)
})

t.test('a key that would have to be hashed first is refused', async (t) => {
  t.throws(() => macKey(Buffer.alloc(65)), RangeError)
})
