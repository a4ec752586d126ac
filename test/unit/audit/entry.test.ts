import t from 'tap'
import type { EntryConcealment, EntryDetail } from '../../../gateway/audit/detail.ts'
import { concealmentsFit, decodeEntry, encodeEntry } from '../../../gateway/audit/encoding.ts'
import type { Entry } from '../../../gateway/audit/entry.ts'
import { limits } from '../../../gateway/limits.ts'
import { newDossierId } from '../../../gateway/telemetry/ids.ts'
import detailSchema from '../../../schemas/audit/detail.json' with { type: 'json' }
import entrySchema from '../../../schemas/audit/entry.json' with { type: 'json' }
import { entryOf } from '../../support/audit.ts'
import { entryReader } from '../../support/log-entries.ts'
import { testSeal } from '../../support/sealing.ts'

const encoded = (entry: Entry) => encodeEntry(entry, testSeal)
const textOf = (entry: Entry) => Buffer.from(encoded(entry)).toString()

t.test('an entry is canonical JSON, its detail sealed, and opens as the same', async (t) => {
  const entry = entryOf('e-1', 'Hồ sơ € \u{1f600}')
  const bytes = encoded(entry)
  t.ok(
    Buffer.from(bytes).toString().startsWith('{"at":"2026-03-01T00:00:00.000Z","clock":"steady","event":'),
    'keys sorted',
  )
  const { detail: _, ...clear } = entry
  t.match(decodeEntry(bytes), { ok: true, entry: { ...clear, sealed: /^[\w-]+\.\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/ } })
  t.same(entryReader('')(bytes), entry)
  t.notMatch(Buffer.from(bytes).toString(), /vks|hs-1|supervising/i, 'nothing of it is in clear')
})

t.test('without detail there is nothing sealed, and two of the same differ', async (t) => {
  t.notMatch(textOf({ ...entryOf('e-1'), detail: {} }), 'sealed')
  t.not(textOf(entryOf('e-1')), textOf(entryOf('e-1')))
})

t.test('what is not an entry is not written', async (t) => {
  const good = entryOf('e-1')
  const bad: Record<string, unknown> = {
    'unknown phase': { ...good, phase: 'seen' },
    'time without milliseconds': { ...good, at: '2026-03-01T00:00:00Z' },
    'time with an offset': { ...good, at: '2026-03-01T00:00:00.000+07:00' },
    'a clock of another kind': { ...good, clock: 'slow' },
    'a member more': { ...good, extra: 1 },
    'a detail more': { ...good, detail: { value: 'x' } },
    'no node': { ...good, node: undefined },
    'a lone surrogate': entryOf('e-1', 'a\ud800'),
    'longer than the largest length class': {
      ...good,
      detail: { operation: 'o', sources: Array(2000).fill({ agency: 'CONG_AN', state: 'timeout' }) },
    },
  }
  for (const [what, entry] of Object.entries(bad)) t.throws(() => encoded(entry as Entry), { code: 'internal' }, what)
})

t.test('the largest detail fits, beside the largest clear part that there is', async (t) => {
  const long = 'x'.repeat(200)
  const clear: Partial<Entry> = {
    event: `ev-${'x'.repeat(97)}`,
    phase: 'certificates-loaded',
    clock: 'stepped',
    node: { name: long, build: long, config: long },
    versions: { policy: long, registry: long, schema: long },
    outcome: 'x'.repeat(100) as Entry['outcome'],
    owner: `${'x'.repeat(21)}A==`,
    evidence: `${'x'.repeat(42)}A=`,
  }
  const largest = limits.log.detail_bytes_classes.at(-1)!
  const room = 32
  const of = (detail: EntryDetail) => encoded({ ...entryOf('e'), ...clear, detail })
  const filled = (bytes: number): EntryDetail => {
    const detail = {
      note: 'n',
      records: [{ ...entryOf('x').detail.records![0]!, released: Array(114).fill('p'.repeat(400)) }],
    }
    return { ...detail, note: 'n'.repeat(1 + bytes - JSON.stringify(detail).length) }
  }
  t.equal(JSON.stringify(filled(largest - room)).length, largest - room)
  t.ok(of(filled(largest - room)).length <= limits.log.entry_bytes_max)
  t.throws(() => of(filled(largest - room + 1)), { code: 'internal' }, 'and no byte more')
})

t.test('neither how many are concealed nor which is ever what makes an entry longer', async (t) => {
  const [first, second] = limits.log.detail_bytes_classes as unknown as [number, number]
  const lengthOf = (detail: EntryDetail) => encoded({ ...entryOf('e'), detail }).length
  const lengths = new Set<number>()
  for (let note = 850; note <= 1000; note++) {
    const about: EntryDetail = { operation: 'dossier:read', note: 'n'.repeat(note) }
    const missing = lengthOf({ ...about, concealed: 0 })
    for (const concealed of [1, 9, 10, 1_000_000]) t.equal(lengthOf({ ...about, concealed }), missing)
    t.equal(lengthOf(about), missing)
    lengths.add(missing)
  }
  t.equal(lengths.size, 2, `${first} and ${second}, with the border between them`)

  const which: EntryConcealment[] = []
  const another = { facet_agency: 'vien-kiem-sat', policies: ['conceal-marked', 'purpose-own'] }
  while (concealmentsFit([...which, another])) which.push(another)
  t.ok(which.length >= 3)
  const told: readonly (readonly EntryConcealment[])[] = [which, which.slice(1), [{ ...another, policies: [] }]]
  const classes = new Set<number>()
  for (let note = 450; note <= 1000; note++) {
    const about: EntryDetail = { operation: 'dossier:read', asked: ['hs-1'], note: 'n'.repeat(note) }
    const missing = lengthOf({ ...about, concealed: 0 })
    for (const concealments of told)
      t.equal(lengthOf({ ...about, concealed: concealments.length, concealments }), missing)
    classes.add(missing)
  }
  t.equal(classes.size, 2)

  const ends = { id: 'cg-1', sender: 'mttq', receiver: 'cong-an', kind: 'TIN_BAO' }
  for (let note = 650; note <= 900; note++) {
    const about = (transfer: EntryDetail['transfer']): EntryDetail => ({ note: 'n'.repeat(note), transfer: transfer! })
    const known = about({ ...ends, dossiers: [newDossierId()] })
    t.equal(lengthOf(about(ends)), lengthOf(known), 'nor whether the index has the matter of a transfer')
  }
})

t.test('bytes that are not a canonical entry are told, without their content', async (t) => {
  const entry = { ...entryOf('e-1'), node: { name: 'secret', build: 'b', config: 'c' } }
  const text = textOf(entry)
  const { detail: _, ...clear } = entry
  const bad = {
    'white space': text.replace(',', ', '),
    'another order of keys': JSON.stringify(clear),
    'key twice': text.replace('"event":"e-1"', '"event":"e-1","event":"e-1"'),
    'wrong shape': text.replace('"released"', '"secret"'),
    'a detail in clear': text.replace('"event"', '"detail":{},"event"'),
    'not sealed as it should be': text.replace('..', '.x.'),
    'byte order mark': `\ufeff${text}`,
    'not JSON': 'secret',
  }
  for (const [what, value] of Object.entries(bad)) {
    const decoded = decodeEntry(Buffer.from(value))
    t.notOk(decoded.ok, what)
    t.notMatch(JSON.stringify(decoded), /secret/, what)
  }
  t.notOk(decodeEntry(Buffer.of(0xff, 0xfe)).ok)
})

t.test('every property of the schemas has a title in both languages', async (t) => {
  const walk = (node: object, at: string) => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value !== 'object' || value === null) continue
      if (key === 'properties') {
        for (const [name, property] of Object.entries(value)) {
          t.match((property as object)['x-title' as never], { vi: /./, en: /./ }, `${at}/${name}`)
        }
      }
      walk(value, `${at}/${key}`)
    }
  }
  walk(entrySchema, '')
  walk(detailSchema, 'detail')
})
