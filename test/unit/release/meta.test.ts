import t from 'tap'
import { nothingTold, type Outcome } from '../../../gateway/release/mask.ts'
import { type Meta, putMeta } from '../../../gateway/release/meta.ts'
import { written } from '../../../gateway/release/projection/output.ts'

const outcome = (change: Partial<Outcome>): Outcome => ({ ...nothingTold, ...change })
type Told = Parameters<typeof putMeta> extends [unknown, ...infer Rest] ? Rest : never
const metaOf = (...told: Told): Meta => JSON.parse(String(written((out) => putMeta(out, ...told))))
const as_of = '2026-03-04T00:00:00.000Z'

t.test('one line per record and reason, in the answer’s own names', async (t) => {
  const withheld = [
    { field: '/a', path: '/x', reason: 'clearance' },
    { field: '/b', path: '/y', reason: 'handling-tag' },
    { field: '/c', path: '/z', reason: 'clearance' },
  ] as const
  const meta = metaOf(
    [
      {
        pointer: '/dossier/facets/0',
        outcome: outcome({ withheld: [...withheld], absent: [{ field: '/d', why: 'unknown' }] }),
      },
      { pointer: '/dossier/facets/1', outcome: outcome({ masked: [withheld[0]] }) },
    ],
    [],
    'p1',
  )
  t.strictSame(meta, {
    withheld: [
      { record: '/dossier/facets/0', fields: ['/a', '/c'], reason: 'clearance' },
      { record: '/dossier/facets/0', fields: ['/b'], reason: 'handling-tag' },
    ],
    masked: [{ record: '/dossier/facets/1', fields: ['/a'], reason: 'clearance' }],
    absent: [{ path: '/dossier/facets/0/d', why: 'unknown' }],
    sources: [],
    policy_version: 'p1',
  })
})

t.test('a source is named once, by its worst state, in an order that tells nothing of who was faster', async (t) => {
  const states = [
    { agency: 'vien-kiem-sat', state: 'ok', as_of },
    { agency: 'vien-kiem-sat', state: 'quarantined', as_of },
    { agency: 'cong-an', state: 'timeout', as_of },
    { agency: 'vien-kiem-sat', state: 'failed', as_of },
    { agency: 'cong-an', state: 'failed', as_of },
    { agency: 'vien-kiem-sat', state: 'ok', as_of },
  ] as const
  const expected = [
    { agency: 'cong-an', state: 'timeout', as_of },
    { agency: 'vien-kiem-sat', state: 'failed', as_of },
  ]
  t.strictSame(metaOf([], states, 'p').sources, expected)
  t.strictSame(metaOf([], states.toReversed(), 'p').sources, expected)
})
