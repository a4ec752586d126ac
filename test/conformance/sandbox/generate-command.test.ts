import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { Usage } from '../../../gateway/commands/command.ts'
import { sandboxGenerate } from '../../../gateway/commands/sandbox-generate.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { cli, generate, linesOf, type MatterLine, manifestOf, startGenerating } from '../../support/generated/folder.ts'
import { processesNaming } from '../../support/processes.ts'
import { until } from '../../support/until.ts'

// Many processes are started.
t.setTimeout(0)

const root = dataFolder(t)
const out = (name: string): string => join(root, name)
const make = async (name: string, ...args: readonly string[]) => {
  const { code, stderr } = await generate('--dossiers', '130', '--seed', '3', '--out', out(name), ...args)
  if (code !== 0) throw new Error(stderr)
  return readFileSync(join(out(name), 'manifest.json'), 'utf8')
}
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

t.test('the same order gives the same bytes, and the manifest accounts for each', async (t) => {
  const first = await make('first')
  t.equal(await make('second'), first)
  const { matters, agencies, ...order } = manifestOf(out('first'))
  t.strictSame(order, { version: 1, seed: 3, dossiers: 130, today: '2026-11-20', broken_percent: 5 })
  const sums: string[] = []
  for (const { files, sums: listed, oracle } of Object.values(agencies) as (typeof agencies)[string][]) {
    for (const { file, sha256: told } of [listed, oracle]) t.equal(sha256(join(out('first'), file)), told, file)
    const lines = readFileSync(join(out('first'), listed.file), 'utf8')
      .trim()
      .split('\n')
    t.equal(lines.length, files)
    sums.push(...lines)
  }
  t.strictSame(
    sums.filter((line) => {
      const [told, file = ''] = line.split('  ')
      return sha256(join(out('first'), file)) !== told
    }),
    [],
  )
  t.equal(sha256(join(out('first'), matters.file)), matters.sha256)
  const beside = ['manifest.json', ...filesIn(join(out('first'), 'oracle')).map((name) => `oracle/${name}`)]
  t.strictSame([...beside, ...sums.map((line) => line.split('  ')[1])].toSorted(), filesIn(out('first')).toSorted())
})

t.test('one agency alone gives what it gives among all; another seed or day gives something else', async (t) => {
  const { agencies } = manifestOf(out('first'))
  await make('alone', '--agency', 'mttq')
  t.strictSame(manifestOf(out('alone')).agencies, { mttq: agencies.mttq })
  t.strictSame(readdirSync(out('alone')).toSorted(), ['manifest.json', 'mttq', 'oracle'])
  await make('seed', '--agency', 'mttq', '--seed', '4', '--broken', '0')
  await make('day', '--agency', 'mttq', '--today', '2026-02-17', '--broken', '100')
  for (const other of ['seed', 'day'])
    t.not(manifestOf(out(other)).agencies.mttq.oracle.sha256, agencies.mttq.oracle.sha256)
})

t.test('as many everyday matters break a limit as are asked for', async (t) => {
  const broken = async (name: string) => {
    const matters: MatterLine[] = []
    for await (const matter of linesOf<MatterLine>(out(name), 'oracle/matters.ndjson'))
      if (matter.breaks !== undefined) matters.push(matter)
    return matters
  }
  const told = await broken('seed')
  t.ok(told.length > 0 && told.every(({ story }) => story !== undefined), 'none but stories that are told so')
  t.ok((await broken('day')).length > 60, 'all but what tells a story again')
})

t.test('a folder that is not empty, or none at all, is refused and left as it is', async (t) => {
  mkdirSync(out('taken'))
  writeFileSync(join(out('taken'), 'mine'), 'x')
  for (const name of ['taken', 'taken/mine']) {
    const { code, stderr } = await generate('--dossiers', '1', '--seed', '1', '--out', out(name))
    t.equal(code, 1, name)
    t.match(stderr, /^không ghi được · can't write: .*(not empty|EEXIST).*\n$/)
  }
  t.strictSame(readdirSync(out('taken')), ['mine'])
})

t.test('what can not be ordered is said to be so', async (t) => {
  const order = { dossiers: '1', seed: '1', out: out('never') }
  const wrong: readonly (readonly [string, string | undefined])[] = [
    ['dossiers', undefined],
    ['dossiers', '0'],
    ['dossiers', '1e3'],
    ['dossiers', '1000001'],
    ['seed', '-1'],
    ['seed', '4294967296'],
    ['out', undefined],
    ['today', '2026-02-30'],
    ['today', '2026-02-17T00:00:00Z'],
    ['today', '2045-06-01'],
    ['broken', '101'],
    ['agency', '../sandbox'],
  ]
  for (const [name, value] of wrong) {
    const given = Object.entries({ ...order, [name]: value }).filter(([, text]) => text !== undefined)
    const args = given.map(([option, text]) => `--${option}=${text}`)
    await t.rejects(sandboxGenerate.run(args), { constructor: Usage, message: new RegExp(`--${name}`) }, args.join(' '))
  }
  t.notOk(existsSync(out('never')))
})

t.test('killed in the middle, it leaves no manifest and no process', async (t) => {
  const folder = out('cut')
  const child = startGenerating('--dossiers', '100000', '--seed', '1', '--out', folder)
  await until(() => existsSync(join(folder, 'toa-an/0000')) && existsSync(join(folder, 'cong-an/0000')))
  t.ok(processesNaming(folder).length > 1)
  child.kill('SIGKILL')
  await until(() => processesNaming(folder).length === 0)
  t.notOk(existsSync(join(folder, 'manifest.json')))
})

t.test('when one agency can not write, the others end and there is no manifest', async (t) => {
  const folder = out('failing')
  const agencies = ['--agency', 'mttq', '--agency', 'cong-an']
  const child = startGenerating('--dossiers', '100000', '--seed', '1', '--out', folder, ...agencies)
  // In the way of a file that is still to come.
  await until(() => existsSync(join(folder, 'mttq')))
  writeFileSync(join(folder, 'mttq/0001'), '')
  const [code] = await once(child, 'exit')
  t.equal(code, 1)
  await until(() => processesNaming(folder).length === 0)
  t.notOk(existsSync(join(folder, 'manifest.json')))
})

t.test('a disk that takes no more is an error that is told, and there is no manifest', async (t) => {
  const folder = out('small')
  const shell = ['-c', 'ulimit -f 64; exec "$@"', 'sh', process.execPath, cli, 'sandbox', 'generate']
  const order = ['--dossiers', '1000', '--seed', '1', '--agency', 'mttq', '--out', folder]
  const { status, stderr } = spawnSync('sh', [...shell, ...order], { encoding: 'utf8', env: {} })
  t.equal(status, 1)
  t.match(stderr, /không ghi được · can't write: EFBIG/)
  t.notOk(existsSync(join(folder, 'manifest.json')))
})
