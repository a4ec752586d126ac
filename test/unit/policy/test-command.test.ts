/** `lienthong policy test`: what it finds wrong, and that it says so with its exit code. */
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { policyTest, testPolicies } from '../../../gateway/commands/policy-test.ts'
import { isCovered } from '../../../gateway/policy/tables.ts'
import { called } from '../../support/called.ts'
import { dataFolder } from '../../support/data-folder.ts'

const root = join(import.meta.dirname, '../../..')
const cli = join(root, 'gateway/cli.ts')

/** A copy of the shipped folder, changed. */
function folder(t: Test, change: (dir: string) => void): string {
  const dir = join(dataFolder(t), 'policies')
  cpSync(join(root, 'policies'), dir, { recursive: true })
  change(dir)
  return dir
}
const run = (...args: readonly string[]) => called(policyTest, ...args)

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, 'utf8')
  const after = change(before)
  if (before === after) throw new Error(`nothing changed in ${file}`)
  writeFileSync(file, after)
}

t.test('the shipped policies pass', async (t) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'policy', 'test'], { encoding: 'utf8' })
  t.equal(stderr, '')
  t.equal(status, 0)
  t.match(stdout, /chính sách · policies: (\d+)\/\1; dòng · rows: (\d+)\/\2; .* bad policies refused: (\d+)\/\3\n$/)
})

t.test('a policy that was loosened: which row, what it must get, what it gets from whom', async (t) => {
  const dir = folder(t, (dir) => {
    edit(join(dir, 'cedar/read-originator.cedar'), (text) => text.replace('resource.level <= 1 &&', ''))
  })
  const { status, stdout } = await run(dir)
  t.equal(status, 1)
  t.match(stdout, /^SAI · WRONG tables\/read-originator\.json#\/rows\/\d+: Không có thông tin hạn chế$/m)
  t.match(stdout, /^ {4}phải được · expected: deny \(purpose\): –\n {4}lại được · got: {7}allow: read-originator$/m)
  const told = JSON.parse((await run(dir, '--json')).stdout)
  const wrong = told.rows.filter(({ passed }: { passed: boolean }) => !passed)
  t.match(wrong.at(-1), { policy: 'read-originator', got: { decision: 'allow', policies: ['read-originator'] } })
})

t.test('a policy that fails to evaluate is named, and denies', async (t) => {
  const dir = folder(t, (dir) => {
    edit(join(dir, 'cedar/minor-protected.cedar'), (text) =>
      text.replace('resource.tags.contains', 'resource.level + 9223372036854775807 > 0 && resource.tags.contains'),
    )
  })
  t.match(await run(dir), { status: 1, stdout: /got: {7}deny \(decision-failed\): minor-protected$/m })
})

t.test('a policy without a table, or tried on one side only', async (t) => {
  const dir = folder(t, (dir) => {
    rmSync(join(dir, 'tables/read-own.json'))
    edit(join(dir, 'tables/know-related.json'), (text) => {
      const table = JSON.parse(text)
      const rows = table.rows.filter((row: { expect: { decision: string } }) => row.expect.decision === 'allow')
      return JSON.stringify({ ...table, rows })
    })
  })
  const { rows, coverage } = await testPolicies(dir)
  t.ok(rows.every(({ passed }) => passed))
  t.strictSame(
    coverage.filter((one) => !isCovered(one)).map(({ policy, refusing }) => [policy, refusing]),
    [
      ['know-related', 0],
      ['read-own', 0],
    ],
  )
  t.match(await run(dir), { status: 1, stdout: /know-related {3}THIẾU · MISSING: dòng từ chối · a refusing row$/m })
})

t.test('a table that is none, or is about no policy', async (t) => {
  const dir = folder(t, (dir) => {
    edit(join(dir, 'tables/read-own.json'), (text) => text.replace('"HAN_CHE"', '"BI_MAT"'))
    cpSync(join(dir, 'tables/read-resolver.json'), join(dir, 'tables/khac.json'))
  })
  const { violations } = await testPolicies(dir)
  t.match(
    violations.map(({ file, pointer }) => `${file.slice(dir.length + 1)}#${pointer}`),
    ['tables/khac.json#/policy', /^tables\/read-own\.json#\/defaults\//],
  )
  t.equal((await run(dir)).status, 1)
})

t.test('a bad policy that loads, or is refused for another reason, or says nothing of its refusal', async (t) => {
  const dir = folder(t, (dir) => {
    writeFileSync(
      join(dir, 'bad/impossible.cedar'),
      '@id("impossible")\n@legalBasis("L")\n@vi("V")\npermit (principal, action, resource);',
    )
    writeFileSync(join(dir, 'bad/template.cedar'), 'permit (')
    rmSync(join(dir, 'bad/wrong-type.json'))
  })
  const { bad, violations } = await testPolicies(dir)
  t.strictSame(
    bad.filter(({ passed }) => !passed).map(({ name, said }) => [name, said === undefined]),
    [
      ['impossible', true],
      ['template', false],
    ],
  )
  t.match(
    violations.map(({ file }) => file),
    [/bad\/wrong-type\.json$/],
  )
  t.match(await run(dir), { status: 1, stdout: /^SAI · WRONG bad\/impossible\.cedar$/m })
})

t.test('policies that do not load, and no folder at all', async (t) => {
  const dir = folder(t, (dir) => {
    cpSync(join(dir, 'bad/unknown-attribute.cedar'), join(dir, 'cedar/unknown-attribute.cedar'))
  })
  t.match(await run(dir), { status: 1, stdout: /^.*cedar#: .*attribute `rank`/m })
  t.match(await run('/khong/co'), { status: 2, stderr: /no such folder/ })
})
