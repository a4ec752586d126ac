import t from 'tap'
import { decodeEntry, type Entry, encodeEntry } from '../../../gateway/audit/entry.ts'
import schema from '../../../schemas/audit/entry.json' with { type: 'json' }
import { entryOf } from '../../support/audit.ts'

t.test('an entry is canonical JSON and read back the same', async (t) => {
  const entry = entryOf('e-1', 'Hồ sơ € \u{1f600}')
  const bytes = encodeEntry(entry)
  t.ok(Buffer.from(bytes).toString().startsWith('{"at":"2026-03-01T00:00:00.000Z","detail":{"note":'), 'keys sorted')
  t.same(decodeEntry(bytes), { ok: true, entry })
})

t.test('what is not an entry is not written', async (t) => {
  const good = entryOf('e-1')
  const bad: Record<string, unknown> = {
    'unknown phase': { ...good, phase: 'seen' },
    'time without milliseconds': { ...good, at: '2026-03-01T00:00:00Z' },
    'time with an offset': { ...good, at: '2026-03-01T00:00:00.000+07:00' },
    'a member more': { ...good, extra: 1 },
    'a detail more': { ...good, detail: { value: 'x' } },
    'no node': { ...good, node: undefined },
    'a lone surrogate': entryOf('e-1', 'a\ud800'),
    'longer than 65,535 bytes': {
      ...good,
      detail: { operation: 'o', sources: Array(2000).fill({ agency: 'CONG_AN', state: 'timeout' }) },
    },
  }
  for (const [what, entry] of Object.entries(bad))
    t.throws(() => encodeEntry(entry as Entry), { code: 'internal' }, what)
})

t.test('bytes that are not a canonical entry are told, without their content', async (t) => {
  const text = Buffer.from(encodeEntry(entryOf('e-1', 'secret'))).toString()
  const bad = {
    'white space': text.replace(',', ', '),
    'another order of keys': JSON.stringify(entryOf('e-1', 'secret')),
    'key twice': text.replace('"event":"e-1"', '"event":"e-1","event":"e-1"'),
    'wrong shape': text.replace('"released"', '"secret"'),
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

t.test('every property of the schema has a title in both languages', async (t) => {
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
  walk(schema, '')
})
