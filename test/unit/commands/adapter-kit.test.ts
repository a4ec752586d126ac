/** What `adapter check`, `adapter coverage` and `adapter explain` say and write, of the notebook of tests. */
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { servedGoldens } from '../../../adapters/check/served.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { plant } from '../../support/kit/plant.ts'

const cli = join(import.meta.dirname, '../../../gateway/cli.ts')
const folder = dataFolder(t)
const home = join(folder, 'so-tay')
plant(home, [])

async function lienthong(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    const done = await promisify(execFile)(process.execPath, [cli, 'adapter', ...args, '--adapters', folder])
    return { code: 0, ...done }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, stdout, stderr }
  }
}

const summary = 'Cấp giấy phép sai ở xã Vĩnh Lợi'

t.test('check says which check found what, and the next step', async (t) => {
  plant(join(folder, 'hong'), [['manifest.json', '"native": "/ghiSo"', '"native": "/ghiSoCu"']])
  const { code, stdout } = await lienthong('check', 'hong', '--only', 'coverage')
  t.equal(code, 1)
  t.match(stdout, /FAILED {3}coverage/)
  t.match(stdout, /\/ghiSo: .*\[field-undeclared\]/)
  t.match(stdout, /→ .*add a row for it/)
  t.notMatch(stdout, summary)
})

t.test('an adapter that can not be loaded is told by file and line, without a stack', async (t) => {
  plant(join(folder, 'vo'), [['reading.ts', 'import ', 'import import ']])
  const { code, stderr } = await lienthong('translate', 'vo', join(home, 'golden/trang.json'))
  t.equal(code, 1)
  t.match(stderr, /^không thực hiện được · failed: reading\.ts:\d+: SyntaxError: [^\n]+\n$/)
})

t.test('coverage writes the same file whenever it is measured, and tells when it differs', async (t) => {
  const path = join(home, 'coverage.json')
  t.equal((await lienthong('coverage', 'so-tay', '--check')).code, 1, 'there is none yet')
  t.equal((await lienthong('coverage', 'so-tay')).code, 0)
  const { fields } = JSON.parse(readFileSync(path, 'utf8'))
  const of = (native: string) => fields.find((row: { native: string }) => row.native === native)
  t.match(of('/nguoi/*/vai'), { toShared: 'lossless', toNative: 'lossless', tried: 6 })
  t.match(of('/ghiSo'), { shared: [], toShared: 'dropped' })
  t.equal((await lienthong('coverage', 'so-tay', '--check')).code, 0)
  writeFileSync(path, readFileSync(path, 'utf8').replace('dropped', 'lossy'))
  t.equal((await lienthong('coverage', 'so-tay', '--check')).code, 1)
})

t.test('explain tells where each value goes, under which label; the values only when asked', async (t) => {
  const file = join(home, 'golden/trang.json')
  const { code, stdout } = await lienthong('explain', 'so-tay', file)
  t.equal(code, 0)
  t.match(stdout, '8:13  /tomTat\n    equivalent → /facet/report/summary [HAN_CHE NGUOI_CHUA_THANH_NIEN NGUOI_TO_GIAC]')
  t.match(stdout, '/ghiSo\n    unmapped')
  t.notMatch(stdout, summary)
  t.match((await lienthong('explain', 'so-tay', file, '--values')).stdout, summary)

  const spoiled = join(folder, 'spoiled.json')
  writeFileSync(spoiled, readFileSync(file, 'utf8').replace('"buoc": "2"', '"buoc": "77"'))
  const refused = await lienthong('explain', 'so-tay', spoiled)
  t.equal(refused.code, 1)
  t.match(refused.stdout, /^5:11 {2}\/buoc {2}reject-document value-invalid/m)
  t.notMatch(refused.stdout, '77')
})

t.test(
  'an answer that says the absence by its status is a golden document: read by the adapter, or the check says where',
  async (t) => {
    const words = "new TextDecoder().decode(answer.body).includes('KHONG_CO')"
    const says = `(answer.status === 404 && ${words} ? { ok: true, value: 'absent', findings: [] } : toShared(answer))`
    const homes = {
      'noi-vang': [['adapter.ts', '  toShared,', `  toShared: (answer) => ${says},`]],
      'im-vang': [],
    } as const
    for (const [name, defects] of Object.entries(homes)) {
      const golden = join(folder, name, 'golden')
      plant(join(folder, name), defects)
      writeFileSync(join(golden, 'khong-co.json'), '{ "loi": "KHONG_CO" }')
      writeFileSync(join(golden, 'khong-co.shared.json'), '"absent"')
    }
    const only = ['--only', 'goldens', '--only', 'golden', '--only', 'coverage'] as const
    t.match(await lienthong('check', 'noi-vang', ...only), { code: 0 })
    const document = join(folder, 'noi-vang/golden/khong-co.json')
    t.match(await lienthong('translate', 'noi-vang', document), { code: 0, stdout: '"absent"\n' })
    t.match(await servedGoldens(join(folder, 'noi-vang')), { absence: { file: 'golden/khong-co.json', status: 404 } })
    const { code, stdout } = await lienthong('check', 'im-vang', ...only)
    t.equal(code, 1)
    t.match(stdout, /golden\/khong-co.json: .*\[absence-unread\]/)
    t.match(stdout, /→ .*mend saysAbsent/)
  },
)

t.test('a name that is no adapter is answered with those that are', async (t) => {
  const { code, stderr } = await lienthong('check', '../so-tay')
  t.equal(code, 2)
  t.match(stderr, 'so-tay')
})
