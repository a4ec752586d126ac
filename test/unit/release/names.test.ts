import { createHmac, randomBytes } from 'node:crypto'
import t from 'tap'
import { namesFor } from '../../../gateway/release/names.ts'
import { macKey } from '../../../gateway/telemetry/mac.ts'

const key = macKey(Buffer.alloc(32, 7))
const names = namesFor(key, 'vien-kiem-sat', 'hs-1')

t.test('stable for one receiver in one dossier, and of a form that shows nothing', async (t) => {
  t.equal(
    names.pseudonym('cong-an', 'NTG-1'),
    namesFor(macKey(Buffer.alloc(32, 7)), 'vien-kiem-sat', 'hs-1').pseudonym('cong-an', 'NTG-1'),
  )
  t.match(names.pseudonym('cong-an', 'NTG-1'), /^NB-[A-Z2-7]{8}$/)
  t.match(names.entity('participants', 'cong-an', 'NTT-1'), /^e-[a-z2-7]{16}$/)
})

t.test('nothing in common beyond that', async (t) => {
  const others = {
    'another receiver': namesFor(key, 'cong-an', 'hs-1'),
    'another dossier': namesFor(key, 'vien-kiem-sat', 'hs-2'),
    'another key': namesFor(macKey(randomBytes(32)), 'vien-kiem-sat', 'hs-1'),
    // What a concatenation without bounds would take for the same.
    'a shifted bound': namesFor(key, 'vien-kiem-sat","hs-1', ''),
  }
  for (const [what, other] of Object.entries(others)) {
    t.not(other.pseudonym('cong-an', 'NTG-1'), names.pseudonym('cong-an', 'NTG-1'), what)
    t.not(other.entity('reporters', 'cong-an', 'NTG-1'), names.entity('reporters', 'cong-an', 'NTG-1'), what)
  }
})

t.test('each entity has a name of its own: by kind, holder and local key', async (t) => {
  const all = ['cong-an', 'vien-kiem-sat'].flatMap((holder) =>
    ['reporters', 'participants', 'pseudonym'].flatMap((kind) =>
      ['1', '2'].map((local) => names.entity(kind, holder, local)),
    ),
  )
  t.equal(new Set(all).size, all.length)
})

t.test('not a plain digest that could be guessed without the key', async (t) => {
  const guess = createHmac('sha256', '')
    .update(JSON.stringify(['pseudonym', 'vien-kiem-sat', 'hs-1', 'cong-an', 'NTG-1']))
    .digest('hex')
  t.not(names.pseudonym('cong-an', 'NTG-1').toLowerCase(), guess.slice(0, 8))
})
