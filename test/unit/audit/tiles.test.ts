/** How hashes and entries lie in files (C2SP tlog-tiles). */
import fs from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { openLog } from '../../../gateway/audit/log.ts'
import { leafHash } from '../../../gateway/audit/merkle.ts'
import { loadTile } from '../../../gateway/audit/tile-files.ts'
import { NOTHING_TILED, openTiler } from '../../../gateway/audit/tiler.ts'
import { parseTilePath, putBundle, readBundle, tilePath, widthIn } from '../../../gateway/audit/tiles.ts'
import { appendAll, optionsIn } from '../../support/audit.ts'
import { dataFolder } from '../../support/data-folder.ts'

const filesIn = (directory: string) =>
  fs
    .readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)))
    .sort()

t.test('a path is written and read in one spelling only', async (t) => {
  t.equal(tilePath({ level: 0, number: 1_234_067, width: 256 }), 'tile/0/x001/x234/067', 'the example of the text')
  t.equal(tilePath({ level: 'entries', number: 0, width: 12 }), 'tile/entries/000.p/12')
  for (const path of ['tile/0/000', 'tile/63/x001/000.p/255', 'tile/entries/x999/999.p/1']) {
    t.equal(tilePath(parseTilePath(path)!), path)
  }
  const wrong = [
    ...['tile/00/000', 'tile/64/000', 'tile/0/0', 'tile/0/1000', 'tile/0/x000/001', 'tile/0/001/002', 'tile/0/x001'],
    ...['tile/0/000.p/0', 'tile/0/000.p/256', 'tile/0/000.p/01', 'tile/0/000.p', 'tile/0/000.p/', 'tile/-1/000'],
    ...[
      'tile/data/000',
      'tile/0/000/',
      '/tile/0/000',
      'tile/0/../log.vkey',
      'tile/0/000\n',
      'tile/0/x001/x002/x003/x004/x005/006',
    ],
  ]
  t.same(
    wrong.filter((path) => parseTilePath(path)),
    [],
  )
})

t.test('the tiles of a tree of 70,000 are those that the text counts', async (t) => {
  const widths = (level: number, last: number) =>
    [last - 1, last, last + 1].map((number) => widthIn(70_000, { level, number }))
  t.same(widths(0, 273), [256, 112, 0])
  t.same(widths(1, 1), [256, 17, 0])
  t.same(widthIn(70_000, { level: 2, number: 0 }), 1)
  t.same(widthIn(256, { level: 1, number: 0 }), 1)
})

t.test('a bundle is read whole or not at all', async (t) => {
  const entries = ['', 'a', 'x'.repeat(65_535)].map((text) => Buffer.from(text))
  const bytes = putBundle(entries)
  t.same(readBundle(bytes, 3), entries)
  const others = [bytes.subarray(0, -1), bytes.subarray(1), Buffer.concat([bytes, Buffer.alloc(1)]), Buffer.alloc(0)]
  t.same(
    others.map((other) => readBundle(other, 3)),
    [undefined, undefined, undefined, undefined],
  )
  t.equal(readBundle(bytes, 2), undefined)
})

t.test('partials stay until the full tile is published, and go then', async (t) => {
  const directory = dataFolder(t)
  const tiler = openTiler(directory, NOTHING_TILED)
  const add = (count: number) => {
    for (let i = 0; i < count; i++) {
      const entry = Buffer.from(`${tiler.size()}`)
      tiler.add(entry, leafHash(entry))
    }
    tiler.place()
  }
  const publish = () => {
    tiler.settle()
    tiler.removeSuperseded()
  }
  add(3)
  publish()
  add(2)
  publish()
  const partials = ['tile/0/000.p/3', 'tile/0/000.p/5', 'tile/entries/000.p/3', 'tile/entries/000.p/5']
  t.same(filesIn(directory), partials)
  add(255)
  t.match(filesIn(directory), ['tile/0/000', ...partials.slice(0, 2)], 'not before that is published')
  const wider = await loadTile(directory, { level: 'entries', number: 1, width: 2 })
  t.equal(wider, undefined)
  publish()
  t.same(filesIn(directory), [
    ...['tile/0/000', 'tile/0/001.p/4', 'tile/1/000.p/1'],
    ...['tile/entries/000', 'tile/entries/001.p/4'],
  ])
  const former = await loadTile(directory, { level: 'entries', number: 0, width: 3 })
  t.same(readBundle(former!, 3)?.map(String), ['0', '1', '2'], 'a former partial is the beginning of the full one')
  const between = await loadTile(directory, { level: 'entries', number: 1, width: 2 })
  t.same(readBundle(between!, 2)?.map(String), ['256', '257'], 'or of a wider partial')
})

t.test('partials that a crash left beside their full tile go with the next publication after a start', async (t) => {
  const root = dataFolder(t)
  const append = async (count: number) => {
    const log = await openLog(optionsIn(root))
    await appendAll(log, [Array.from({ length: count }, (_, i) => `e-${log.size()}-${i}`)])
    await log.close()
  }
  await append(300)
  const old = path.join(root, 'log/tile/entries/000.p')
  fs.mkdirSync(old)
  fs.writeFileSync(path.join(old, '7'), 'as a crash left it')
  await append(1)
  t.notOk(fs.existsSync(old))
  t.ok(fs.existsSync(path.join(root, 'log/tile/entries/001.p/44')), 'those that are needed stay')
})

t.test('a log is a tiled log: for each size that it published there are the tiles', async (t) => {
  const root = dataFolder(t)
  const sizes = [2, 300]
  for (const size of sizes) {
    const log = await openLog(optionsIn(root))
    const more = Array.from({ length: size - log.size() }, (_, i) => `e-${size}-${i}`)
    await appendAll(log, [more])
    await log.close()
  }
  t.same(
    filesIn(path.join(root, 'log')).filter((file) => file.startsWith('tile')),
    [...['tile/0/000', 'tile/0/001.p/44', 'tile/1/000.p/1'], ...['tile/entries/000', 'tile/entries/001.p/44']],
  )
})
