/** When a newer state of a record can't be kept, no earlier one is shown for it, until a later one can. */
import t from 'tap'
import { nativeKeyMac } from '../../../gateway/dossiers/facet.ts'
import { createDeposits } from '../../../gateway/release/deposits/deposits.ts'
import { seal } from '../../../gateway/release/sealed.ts'
import type { NativeDocument, NativeRecord } from '../../support/adapters/nop-json/adapter.ts'
import { frontOf, prosecutorOf } from '../../support/policy.ts'
import { seen } from './seen.ts'
import { bytesOf, depositing, world } from './world.ts'

const at = await world(t, { systems: [depositing(), depositing('thanh-tra', 'TTr', 'nop-tep')] })

const day = (n: number) => `2026-03-0${n}T08:00:00Z`
let records = 0

/** A record of its own, and how it is seen. */
function record() {
  const key = String(++records)
  const mac = nativeKeyMac(at.keys, 'mttq', key)
  const rows = (table: 'deposit' | 'facet') =>
    at.db.query(`SELECT * FROM ${table} WHERE agency = 'mttq' AND native_key_mac = $1 ORDER BY 1`, [mac])
  return {
    key,
    rows,
    /** Its state of day `n`. */
    state: (n: number, change: Partial<NativeRecord> = {}): NativeRecord => ({
      ...{ key, updatedAt: day(n), supervisedBy: 'VKS' },
      ...change,
    }),
    async look() {
      const [facet] = (await rows('facet')) as { dossier: string }[]
      return {
        holder: await seen(at, facet!.dossier, frontOf()),
        related: await seen(at, facet!.dossier, prosecutorOf()),
      }
    },
  }
}

/** A record whose state of day 2 is held. */
async function held() {
  const made = record()
  await at.take({ records: [made.state(2)] })
  return made
}

const shown = (n: number) => ({ facets: [day(n)], sources: ['mttq ok'], listed: true })
const failed = { facets: [], sources: ['mttq failed'], listed: false }
const untranslated = { facets: [], sources: ['mttq quarantined'], listed: false }
const unknown = { facets: undefined, sources: [], listed: false }
const served = (n: number) => ({ holder: shown(n), related: shown(n) })
const withheld = {
  secret: { holder: failed, related: unknown },
  rejected: { holder: untranslated, related: untranslated },
}

const other = { key: 'other' }
/** Each way in which a record comes and can't be kept. */
const refusals: readonly (readonly [string, keyof typeof withheld, NativeRecord['do'], Partial<NativeDocument>?])[] = [
  ['a push, refused with its record', 'rejected', undefined, { do: 'refuse' }],
  ['a push, refused for a secret', 'secret', undefined, { do: 'refuse-secret' }],
  ['one of two records', 'rejected', 'row'],
  ['one of two, a secret', 'secret', 'row-secret'],
  ['a record that can’t be read back', 'rejected', 'reject'],
  ['a record of another matter', 'rejected', 'other'],
  ['a record that bears a mark', 'secret', 'mark'],
  ['a page that is wrong', 'secret', 'mark', { do: 'shape' }],
]

for (const [name, why, what, around] of refusals)
  t.test(`${name}: not served, and later served again`, async (t) => {
    const { state, look, rows } = await held()
    const refused = (n: number, more: Partial<NativeDocument> = {}): NativeDocument => {
      const records = [state(n, what && { do: what })]
      return { ...around, ...more, records: around ? records : [...records, other] }
    }
    t.strictSame(await look(), served(2), 'before')
    await at.take(refused(4))
    t.strictSame(await look(), withheld[why], 'after')
    const count = (await rows('deposit')).length
    for (const [what, document] of [
      ['the bytes of before, again', { records: [state(2)] }],
      ['the refused ones, again', refused(4)],
      ['the record of before, in other bytes', { records: [state(2)], next: 'x' }],
    ] as const) {
      await at.take(document)
      t.strictSame(await look(), withheld[why], what)
      t.equal((await rows('deposit')).length, count, 'no effect')
    }
    await at.take({ records: [state(3)] })
    t.strictSame(await look(), withheld[why], 'a state between the two, that comes late')
    await at.take(refused(1))
    await at.take({ records: [state(5)] })
    t.strictSame(await look(), served(5), 'a later state')
    await at.take(refused(4))
    await at.take(refused(3, { next: 'y' }))
    t.strictSame(await look(), served(5), 'what is refused late takes nothing back')
  })

t.test('of a record that was never held nothing older is served either', async (t) => {
  const { key, state, rows } = record()
  await at.take({ records: [state(4, { do: 'row' })] })
  await at.take({ records: [state(2)] })
  t.strictSame([await rows('facet'), await at.served(key)], [[], 'newest-rejected'])
  await at.take({ records: [state(5)] })
  t.equal(await at.served(key), day(5))
  t.equal((await rows('facet')).length, 1)
})

t.test('one that does not tell when it changed is the newest of all that came before it', async (t) => {
  const { key, state, look } = await held()
  await at.take({ do: 'refuse-secret', records: [{ key }] })
  await at.take({ records: [state(9)] })
  t.strictSame(await look(), withheld.secret)
  const now = new Date().toISOString()
  await at.take({ records: [state(9, { updatedAt: now })] })
  t.match((await look()).related, { facets: [now], listed: true })
})

t.test('states of one instant', async (t) => {
  const what = {
    good: { records: [{}] },
    new: { records: [{ text: 'new' }] },
    secret: { do: 'refuse-secret', records: [{}] },
    rejected: { do: 'refuse', records: [{}] },
  } as const
  for (const [order, then] of [
    [['good', 'rejected'], 'rejected'],
    // What was there before does not come back; what is new takes its place, but not that of a secret.
    [['good', 'rejected', 'good'], 'rejected'],
    [['good', 'rejected', 'new'], undefined],
    [['good', 'secret', 'new'], 'secret'],
    [['secret', 'rejected'], 'secret'],
    [['rejected', 'secret'], 'secret'],
  ] as const) {
    const { state, look } = await held()
    for (const [n, name] of order.entries()) {
      const { records, ...document } = what[name]
      await at.take({ ...document, records: records.map((change) => state(4, change)), next: `${n}` })
    }
    t.strictSame(await look(), then === undefined ? served(4) : withheld[then], order.join(', '))
  }
})

t.test('a state of tomorrow is not the newest anew each time that it comes', async (t) => {
  const { key, state } = record()
  const tomorrow = { records: [state(1, { updatedAt: '2199-01-01T00:00:00Z' })] }
  await at.take(tomorrow)
  await at.take({ do: 'refuse-secret', records: [state(1, { updatedAt: new Date().toISOString() })] })
  await at.take({ ...tomorrow, next: 'x' })
  t.equal(await at.served(key), 'newest-refused')
  const now = new Date().toISOString()
  await at.take({ records: [state(1, { updatedAt: now })] })
  await at.take({ ...tomorrow, next: 'y' })
  t.equal(await at.served(key), now)
})

/** Deposits under another version of the adapter, which refuses the record of `nativeKey` for `why`. */
const refusing = (nativeKey: string, why: 'rejected' | 'secret') =>
  createDeposits(at.keeping, {
    ...at.sources,
    adapterOf: () => 'nop-json@0',
    deposits: async (ask) => {
      const answer = await at.sources.deposits(ask)
      if (answer.state !== 'ok') return answer
      const withheld = [{ nativeKey, why }]
      return { ...answer, sealed: seal({ deposits: [], secrets: Number(why === 'secret'), rejected: 1, withheld }) }
    },
  })

t.test('the very document, looked at anew by a mended adapter, gives what it could not give', async (t) => {
  for (const why of ['rejected', 'secret'] as const) {
    const { key, state, look } = await held()
    const document = { records: [state(4)] }
    const delivery = { agency: 'mttq', transport: 'https-push', mediaType: 'application/json' } as const
    await refusing(key, why).take({ ...delivery, event: `ev-${why}`, document: bytesOf(document) })
    t.strictSame(await look(), withheld[why], 'without a time of change')
    await at.take({ ...document, next: 'x' })
    t.strictSame(await look(), withheld[why], 'another document tells nothing of that one')
    t.match(await at.take(document), { state: 'accepted' })
    t.strictSame(await look(), served(4), why)
  }
})

t.test(
  'a state in which a state secret is found when it is to be served is erased, and no earlier one is served',
  async (t) => {
    const { key, state, look, rows } = await held()
    await at.take({ records: [state(3, { text: 'MẬT' })] })
    const [facet] = (await rows('facet')) as { dossier: string }[]
    /** As by the next version of the adapter. */
    const sources: typeof at.sources = {
      ...at.sources,
      async facet() {
        const kept = await at.keeping.read('mttq', key)
        if (!kept || 'withheld' in kept) throw new Error('nothing is served')
        return {
          ...{ agency: 'mttq', state: 'failed', adapter: 'nop-json@2.0.0#0123456789abcdef', findings: [] },
          ...{ reason: 'state-secret-in-clear', document: seal(kept.document), receivedAt: kept.receivedAt },
        }
      },
    }
    const from = at.log.size()
    t.strictSame(await seen({ ...at, sources }, facet!.dossier, frontOf()), failed)
    t.match(at.entries().slice(from), [
      {
        phase: 'refused',
        outcome: 'state-secret-in-clear',
        detail: { operation: 'dossier:read', deposit: { refused: 1 } },
      },
    ])
    t.match(await rows('deposit'), [{ withheld: null }, { withheld: 'secret', ciphertext: null, current: true }])
    t.strictSame(await look(), withheld.secret)
    t.match(await at.take({ records: [state(3, { text: 'MẬT' })], next: 'x' }), { state: 'accepted' })
    t.strictSame(await look(), withheld.secret, 'nor by the same bytes again')
    await at.take({ records: [state(4)] })
    t.strictSame(await look(), served(4))
    await t.rejects(
      at.db.query("UPDATE deposit SET ciphertext = NULL, withheld = 'secret', event = 'x' WHERE withheld IS NULL"),
      {
        code: 'internal',
      },
    )
  },
)

t.test('an old document, looked at anew, is not newer than what came after it', async (t) => {
  const delivery = { agency: 'mttq', transport: 'https-push', mediaType: 'application/json' } as const
  const { key, state } = await held()
  const undated = { do: 'refuse', records: [{ key }] } as const
  await at.take(undated)
  const now = new Date().toISOString()
  await at.take({ records: [state(1, { updatedAt: now })] })
  const later = createDeposits(at.keeping, { ...at.sources, adapterOf: () => 'nop-json@2' })
  const anew = await later.take({ ...delivery, event: 'ev-anew', document: bytesOf(undated) })
  t.match(anew, { state: 'quarantined' })
  t.equal(await at.served(key), now, 'refused without a time of change')

  const older = { records: [state(1)] }
  await refusing(key, 'rejected').take({ ...delivery, event: 'ev-older', document: bytesOf(older) })
  t.equal(await at.served(key), 'newest-rejected')
  await at.take(older)
  t.equal(await at.served(key), 'newest-rejected', 'good, and older than a good one')
})

t.test('a record that stands in a document twice', async (t) => {
  for (const [twice, then] of [
    [[[4], [3, 'row-secret']], undefined],
    [[[4], [4, 'row']], 'rejected'],
    [[[4, 'row'], [4]], 'rejected'],
    [
      [
        [4, 'row-secret'],
        [5, 'row'],
      ],
      'secret',
    ],
  ] as const) {
    const { state, look } = await held()
    await at.take({ records: twice.map(([n, what]) => state(n, what && { do: what })) })
    t.strictSame(await look(), then === undefined ? served(4) : withheld[then], JSON.stringify(twice))
  }
})

t.test('nothing follows for any record from a document that can’t be read', async (t) => {
  const { key, state, look } = await held()
  await at.take(`{"records":[{"key":"${key}",`)
  await at.take({ do: 'throw', records: [state(4)] })
  t.strictSame(await look(), served(2))
})

t.test('a record that one agency had refused is nothing to another with the same key', async (t) => {
  const { key, look } = await held()
  const file = { agency: 'thanh-tra', transport: 'directory', mediaType: 'text/csv' } as const
  t.match(await at.take(`?${key}\n#1\n`, file), { state: 'quarantined' })
  t.equal(await at.served(key, 'thanh-tra'), 'newest-rejected')
  t.strictSame(await look(), served(2))
})

t.test('it is noted in one transaction with the delivery, and never changed', async (t) => {
  const { state, look, rows } = await held()
  await at.db.query('ALTER TABLE delivery ADD CONSTRAINT none CHECK (rejected = 0) NOT VALID')
  t.match(await at.take({ do: 'refuse', records: [state(4)] }), { state: 'unavailable' })
  t.strictSame(await look(), served(2), 'nothing of a delivery that was not stored')
  await at.db.query('ALTER TABLE delivery DROP CONSTRAINT none')
  await at.take({ do: 'refuse', records: [state(4)] })
  t.strictSame(await look(), withheld.rejected)
  t.match((await rows('deposit'))[1], { withheld: 'rejected', ciphertext: null, current: true })
  await t.rejects(at.db.query("UPDATE deposit SET withheld = 'secret' WHERE withheld IS NOT NULL"), {
    code: 'internal',
  })
  await t.rejects(at.db.query('DELETE FROM deposit WHERE withheld IS NOT NULL'), { code: 'internal' })
})
