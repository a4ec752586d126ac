/** A cursor is worth nothing to anyone but whom it was given, for the same question. */
import t from 'tap'
import { openCursor, sealCursor } from '../../../gateway/dossiers/cursor.ts'
import { nativeKeyContext } from '../../../gateway/dossiers/facet.ts'
import { createIndexKeys } from '../../../gateway/dossiers/keys.ts'
import { limits } from '../../../gateway/limits.ts'

const keys = createIndexKeys(Buffer.alloc(32, 5))
const position = { receivedAt: '2026-03-02T01:00:00.000Z', dossier: `hs-${'a'.repeat(26)}`, agency: 'vien-kiem-sat' }
const binding = { agency: 'cong-an', filter: { kind: 'TO_GIAC' }, policy: 'p1' }
const cursor = sealCursor(keys, position, binding)

t.test('it opens to its position, and shows nothing of it', async (t) => {
  t.strictSame(openCursor(keys, cursor, structuredClone(binding)), position)
  t.notMatch(Buffer.from(cursor, 'base64url').toString('latin1'), /2026|hs-|vien/)
  t.not(sealCursor(keys, position, binding), cursor, 'two of one position can not be told to be so')
  t.ok(cursor.length < limits.list.cursor_bytes_max)
})

t.test('it opens under no other binding', async (t) => {
  for (const other of [
    { ...binding, agency: 'vien-kiem-sat' },
    { ...binding, filter: {} },
    { ...binding, policy: 'p2' },
    {},
    undefined,
    null,
  ])
    t.throws(() => openCursor(keys, cursor, other ?? {}), { code: 'cursor-invalid' })
})

t.test('nor when it was changed, cut, lengthened, made with another key, or for another use', async (t) => {
  const bytes = Buffer.from(cursor, 'base64url')
  const flipped = [0, 11, 12, bytes.length - 17, bytes.length - 1].map((at) => {
    const copy = Buffer.from(bytes)
    copy[at]! ^= 1
    return copy.toString('base64url')
  })
  const wrong: readonly string[] = [
    ...flipped,
    ...[0, 1, 12, 28, bytes.length - 1].map((length) => bytes.subarray(0, length).toString('base64url')),
    Buffer.concat([bytes, bytes]).toString('base64url'),
    sealCursor(createIndexKeys(Buffer.alloc(32, 6)), position, binding),
    keys.seal('HS2026', nativeKeyContext('cong-an')).toString('base64url'),
    keys.seal(JSON.stringify(Object.values(position)), '').toString('base64url'),
    bytes.toString('base64'),
    `${cursor}=`,
    `${cursor}\n`,
    ` ${cursor}`,
    '',
    '../..',
    "' OR 1=1 --",
    'ế',
    'A'.repeat(limits.list.cursor_bytes_max + 1),
    'A'.repeat(limits.list.cursor_bytes_max),
  ]
  for (const text of wrong)
    t.throws(() => openCursor(keys, text, binding), { code: 'cursor-invalid' }, JSON.stringify(text.slice(0, 30)))
})
