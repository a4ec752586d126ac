/** What a new version of an adapter loses and gains, and whether its version says so. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { bumpBetween, type ChangeKind, neededBump } from '../../../adapters/check/diff/change.ts'
import { adapterChanges, type Version } from '../../../adapters/check/diff/diff.ts'
import { usualTransports } from '../../../adapters/check/draft/transports.ts'
import type { Manifest } from '../../../adapters/sdk/adapter.ts'
import { adapterDiff } from '../../../gateway/commands/adapter-diff.ts'
import { called } from '../../support/called.ts'
import { dataFolder } from '../../support/data-folder.ts'

const manifest: Manifest = {
  id: 'thu',
  version: '1.2.3',
  agency: 'SO',
  title: { vi: 'thử', en: 'trial' },
  contract: 1,
  native: {
    codec: 'json',
    mediaType: 'application/json',
    encoding: 'utf-8',
    bytesMax: 100,
    nodesMax: 100,
    depthMax: 8,
  },
  directions: ['toShared'],
  transport: usualTransports['https-query'],
  labelWhenUnmarked: { level: 'CHUA_XAC_DINH', tags: [] },
  marks: [{ native: '/mat' }],
  fields: [{ native: '/a', shared: '/facet/report/summary', relation: 'equivalent' }],
}
const row = { native: '/a', shared: ['/facet/report/summary'], toShared: 'lossless', tried: 3 }
const old: Version = { manifest, coverage: [row] }

const changed = (of: Partial<Manifest>, coverage: Version['coverage'] = [row]): Version => ({
  manifest: { ...manifest, ...of },
  coverage,
})
const measured = (of: Partial<Version['coverage'][number]>) => changed({}, [{ ...row, ...of }])
const { native } = manifest
const written = (toNative: 'lossless' | 'lossy' | 'dropped'): Version => ({
  ...old,
  places: [{ shared: '/facet/report/summary', toNative, tried: 3 }],
})

const cases: readonly (readonly [
  what: string,
  before: Version,
  after: Version,
  ChangeKind,
  ReturnType<typeof neededBump>,
])[] = [
  ['a field loses', old, measured({ toShared: 'lossy' }), 'lossy', 'major'],
  ['a field is dropped', old, measured({ toShared: 'dropped' }), 'dropped', 'major'],
  ['a field rejects', old, measured({ toShared: 'rejected' }), 'rejected', 'major'],
  [
    'a value that was left behind rejects',
    measured({ toShared: 'dropped' }),
    measured({ toShared: 'rejected' }),
    'rejected',
    'major',
  ],
  ['a field that was carried is gone', old, changed({ fields: [] }, []), 'dropped', 'major'],
  ['a way back loses', measured({ toNative: 'lossless' }), measured({ toNative: 'lossy' }), 'lossy', 'major'],
  ['a field leaves the index', measured({ toIndex: 'lossy' }), old, 'dropped', 'major'],
  ['a place is not reached any more', old, measured({ shared: [] }), 'target-gone', 'major'],
  ['a place is reached too', old, measured({ shared: [...row.shared, '/facet/x'] }), 'target-added', 'minor'],
  ['a field is carried now', measured({ toShared: 'dropped' }), old, 'carried', 'minor'],
  ['a field loses nothing any more', measured({ toShared: 'lossy' }), old, 'better', 'minor'],
  ['a new field is carried', changed({ fields: [] }, []), old, 'carried', 'minor'],
  [
    'a new field is left behind',
    changed({ fields: [] }, []),
    measured({ shared: [], toShared: 'dropped' }),
    'field-left',
    'patch',
  ],
  [
    'its documents come another way',
    old,
    changed({ transport: { ...manifest.transport, kind: 'https-push' } }),
    'format-changed',
    'major',
  ],
  [
    'a secret is needed',
    old,
    changed({ transport: { ...manifest.transport, secrets: ['khoa'] } }),
    'transport-declared',
    'minor',
  ],
  ['a place of the shared form is lost', written('lossless'), written('dropped'), 'dropped', 'major'],
  ['a place of the shared form is won', written('dropped'), written('lossy'), 'carried', 'minor'],
  ['a place loses a part', written('lossless'), written('lossy'), 'lossy', 'major'],
  ['a place that no document shows any more', written('lossless'), { ...old, places: [] }, 'place-unseen', 'none'],
  ['a mark is gone', old, changed({ marks: [] }), 'mark-gone', 'major'],
  ['a mark may be missing', old, changed({ marks: [{ native: '/mat', optional: true }] }), 'mark-optional', 'major'],
  ['a mark is added', changed({ marks: [] }), old, 'mark-added', 'minor'],
  [
    'the label without marks is lower',
    old,
    changed({ labelWhenUnmarked: { level: 'NOI_BO', tags: [] } }),
    'unmarked-lowered',
    'major',
  ],
  [
    'the label without marks has another tag',
    old,
    changed({ labelWhenUnmarked: { level: 'CHUA_XAC_DINH', tags: ['BAO_VE_NHAN_CHUNG'] } }),
    'unmarked-raised',
    'minor',
  ],
  ['a bound is lower', old, changed({ native: { ...native, depthMax: 7 } }), 'bound-lowered', 'major'],
  ['a bound is higher', old, changed({ native: { ...native, bytesMax: 101 } }), 'bound-raised', 'minor'],
  ['another encoding', old, changed({ native: { ...native, encoding: 'tcvn3' } }), 'format-changed', 'major'],
  ['a direction more', old, changed({ directions: ['toShared', 'toNative'] }), 'direction-added', 'minor'],
  ['a direction less', changed({ directions: ['toShared', 'toNative'] }), old, 'direction-gone', 'major'],
  ['another reason', old, changed({ fields: [{ ...manifest.fields[0]!, because: 'x' }] }), 'declared', 'patch'],
]

t.test('each change, and the bump that it needs', async (t) => {
  for (const [what, before, after, kind, bump] of cases) {
    const changes = adapterChanges(before, after)
    t.same(
      changes.map((change) => change.kind),
      [kind],
      what,
    )
    t.equal(neededBump(changes), bump, what)
  }
  t.same(adapterChanges(old, old), [])
})

t.test('by what a version was raised', async (t) => {
  t.equal(bumpBetween('1.2.3', '2.0.0'), 'major')
  t.equal(bumpBetween('1.2.3', '1.10.0'), 'minor')
  t.equal(bumpBetween('1.2.3', '1.2.4'), 'patch')
  t.equal(bumpBetween('1.2.3', '1.2.3'), 'none')
  t.equal(bumpBetween('1.2.3', '1.1.9'), undefined, 'lowered')
})

t.test('the command fails until the version says so', async (t) => {
  const folder = dataFolder(t)
  const put = (name: string, { manifest, coverage }: Version, version: string): string => {
    const at = join(folder, name)
    mkdirSync(at)
    writeFileSync(join(at, 'manifest.json'), JSON.stringify({ ...manifest, version }))
    writeFileSync(join(at, 'coverage.json'), JSON.stringify({ fields: coverage }))
    return at
  }
  const before = put('before', old, '1.2.3')
  const lossy = measured({ toShared: 'lossy' })
  const silent = await called(adapterDiff, before, put('silent', lossy, '1.3.0'))
  t.equal(silent.status, 1)
  t.match(silent.stdout, /\/a \(toShared\): .*was lossless, is lossy.*lossless → lossy[\s\S]*needed: major/)
  t.equal((await called(adapterDiff, before, put('honest', lossy, '2.0.0'))).status, 0)
  t.equal((await called(adapterDiff, before, put('older', old, '1.2.2'))).status, 1, 'an older version')
  const unmeasured = join(folder, 'unmeasured')
  mkdirSync(unmeasured)
  writeFileSync(join(unmeasured, 'manifest.json'), JSON.stringify(manifest))
  t.match(await called(adapterDiff, before, unmeasured), { status: 1, stdout: /lienthong adapter coverage thu/ })
  t.match(await called(adapterDiff, before), { status: 2, stderr: /OLD NEW/ })
})
