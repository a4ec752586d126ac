/** `lienthong schema diff`: exit codes, both forms of output, and folders that can't be compared. */
import { join } from 'node:path'
import t from 'tap'
import { schemaDiff as command } from '../../../gateway/commands/schema-diff.ts'
import { called } from '../../support/called.ts'
import { lienthong } from '../../support/lienthong.ts'
import { facet } from './diff-cases.ts'
import { type Tree, tree, written } from './diff-folder.ts'

const schemaDiff = (...args: readonly string[]) => called(command, ...args)
/** In a process of its own. */
const inShell = (...args: readonly string[]) => lienthong(['schema', 'diff', ...args])

t.test('what only adds is 0, what breaks is 1, and both are told in words and as JSON', async (t) => {
  const wider = tree()
  delete wider['case/v1/dossier.json']
  facet(wider).name['x-mask'] = 'last3'
  const [old, now] = [written(t, tree()), written(t, wider)]
  t.match(await schemaDiff(now, old), { status: 1 }, 'a mask is another one either way')
  t.match(await inShell(old, old), { status: 0, stdout: 'không có thay đổi · no change\n', stderr: '' })

  const text = await inShell(old, now)
  t.equal(text.status, 1)
  t.equal(
    text.stdout,
    [
      'PHÁ VỠ · breaking (2)',
      '  Đã bỏ thực thể · Entity removed',
      '    PHÁ VỠ · breaking: bên đọc · readers',
      '      case/v1/dossier.json#',
      '  Cho thấy phần khác: cán bộ an ninh phải ký · Another part is shown: the officers must sign',
      '    PHÁ VỠ · breaking: bên đọc · readers',
      '    NỚI QUYỀN XEM · loosening: cán bộ an ninh · security officers',
      '      case/v1/facet.json#/properties/name/x-mask: initials → last3',
      '',
    ].join('\n'),
  )

  const json = JSON.parse((await schemaDiff(old, now, '--json')).stdout)
  t.match(json, {
    verdict: 'breaking',
    changes: [
      { kind: 'entity-removed', verdicts: { consumer: 'breaking', adapter: 'none', policy: 'none' } },
      { kind: 'mask-replaced', pointer: '/properties/name/x-mask' },
    ],
  })

  const more = tree()
  more['codes/kinds.json'].codes.push({ code: 'C', vi: 'c', en: 'c', validFrom: '2026-01-01', validTo: null })
  const added = await schemaDiff(old, written(t, more))
  t.match(added, { status: 0, stdout: /^BỔ SUNG · additive \(1\)\n/ })
  t.match(added.stdout, '      codes/kinds.json#/codes/2 (C)\n')

  const open = tree()
  facet(open).next['x-mask'] = 'last3'
  t.match(
    await schemaDiff(old, written(t, open)),
    { status: 1, stdout: /^NỚI QUYỀN XEM/ },
    'who may see more is never let by',
  )
})

const broken: readonly [what: string, change: (of: Tree) => unknown, where: RegExp][] = [
  [
    'no case schema',
    (of) => {
      for (const path of Object.keys(of)) if (path.startsWith('case/')) delete of[path]
    },
    /case\/v1/,
  ],
  [
    'a file in place of a folder',
    (of) => {
      delete of['clocks/rules/source.json']
      of['clocks/rules'] = ''
    },
    /rules: .* is no folder/,
  ],
  ['no JSON', (of) => Object.assign(of, { 'case/v1/facet.json': '{' }), /facet\.json: .* is not JSON/],
  ['no object', (of) => Object.assign(of, { 'codes/kinds.json': [] }), /kinds\.json: .* JSON object/],
  ['a code twice', (of) => of['codes/kinds.json'].codes.push({ code: 'A' }), /kinds\.json#\/codes\/2\/code/],
  ['a code that is none', (of) => of['codes/kinds.json'].codes.push(null), /kinds\.json#\/codes\/2\/code/],
  ['codes that are no list', (of) => delete of['codes/kinds.json'].codes, /kinds\.json#\/codes/],
  [
    'properties that are none',
    (of) => Object.assign(of['case/v1/facet.json'], { properties: 7 }),
    /facet\.json#\/properties/,
  ],
  ['a property that is none', (of) => Object.assign(facet(of), { on: null }), /facet\.json#\/properties\/on/],
  [
    'a label of no name',
    (of) => Object.assign(facet(of).on, { 'x-label': 'x' }),
    /facet\.json#\/properties\/on\/x-label/,
  ],
  ['no levels', (of) => delete of['case/v1/label.json'], /label\.json#/],
  ['rules that are no list', (of) => Object.assign(of, { 'clocks/rules/source.json': {} }), /source\.json#/],
  ['a rule without id', (of) => delete of['clocks/rules/source.json'][1].id, /source\.json#\/1\/id/],
]

t.test('what cannot be compared is wrong use, and the file is named', async (t) => {
  const good = written(t, tree())
  t.match(await inShell(join(good, 'nowhere'), good), { status: 2, stdout: '', stderr: /no such folder: .*nowhere/ })
  t.match(await schemaDiff(good), { status: 2, stderr: /two folders/ })
  t.match(await schemaDiff('git:--help', good), { status: 2, stderr: /not a revision/ })
  t.match(await schemaDiff('git:no-such-revision', good), { status: 2, stderr: /git could not get it/ })
  const [first, ...others] = broken
  for (const [what, change, where] of [first!, others[0]!]) {
    const files = tree()
    change(files)
    t.match(await schemaDiff(written(t, files), good), { status: 2, stdout: '', stderr: where }, what)
  }
})

t.test('each way to be broken is told by file and pointer, never by a stack', async (t) => {
  const { read, Unreadable } = await import('../../../schemas/diff/read.ts')
  for (const [what, change, where] of broken) {
    const files = tree()
    change(files)
    const root = written(t, files)
    try {
      read(root)
      t.fail(what)
    } catch (error) {
      t.ok(error instanceof Unreadable, what)
      t.match((error as Error).message, where, what)
    }
  }
})
