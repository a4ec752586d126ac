/** What a started gateway prints to try works as it stands; and what can be typed wrongly gets help. */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { compileCache } from '../../gateway/config/compile-cache.ts'
import { dataFolder } from '../support/data-folder.ts'
import { startGateway } from '../support/gateway.ts'
import { lienthong, type Ran } from '../support/lienthong.ts'
import { until } from '../support/until.ts'

const root = join(import.meta.dirname, '../..')
/** The folder of the pinned Node first, as `npx` and `npm` would have it. */
const PATH = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`

/** In a shell that has nothing of the test runner in its environment. */
const shell = (script: string): Promise<Pick<Ran, 'stdout' | 'stderr'>> =>
  new Promise((resolve) => {
    const options = { cwd: root, env: { PATH, HOME: process.env.HOME, ...compileCache() } }
    execFile('bash', ['-c', script], options, (_error, stdout, stderr) => resolve({ stdout, stderr }))
  })

const command = (args: readonly string[], data: string): Promise<Ran> =>
  lienthong(args, { env: { LIENTHONG_DATA: data } })

const separator = '\u001e'

/** Runs the lines in one shell, as a person would; what each printed, in order. Assignments and exports print nothing. */
async function typed(t: Test, lines: readonly string[]): Promise<string[]> {
  const script = lines.map((line) => `${line}\nprintf '${separator}%s${separator}' $?`).join('\n')
  const { stdout, stderr } = await shell(script)
  const parts = stdout.split(separator)
  const codes = parts.filter((_, index) => index % 2 === 1)
  t.same(
    codes,
    lines.map(() => '0'),
    `every line succeeds: ${stderr}`,
  )
  return parts.filter((_, index) => index % 2 === 0).slice(0, lines.length)
}

const { run: running, stderr } = await startGateway(t)

t.test('the lines of the first screen', async (t) => {
  await until(() => stderr.some((line) => line.includes('--receipt')))
  const lines = stderr.filter((line) => /^(export |TOKEN=|curl |npx )/.test(line))
  const screen = stderr.join('\n')
  t.match(screen, /Liên thông đang chạy · is running: https:/)

  const printed = await typed(
    t,
    lines.filter((line) => !line.includes('--receipt')),
  )
  const shown = lines.map((line, index) => ({ line, text: printed[index] ?? '' }))
  const curls = shown.filter(({ line }) => line.startsWith('curl'))
  t.equal(curls.length, 6, 'REST, GraphQL and a list, of each agency')
  const rest = curls.filter(({ line }) => line.startsWith('curl -si')).map(({ text }) => text)
  const graphql = curls.filter(({ line }) => line.includes('/graphql')).map(({ text }) => JSON.parse(text))
  const lists = curls.filter(({ line }) => line.includes('?first=3')).map(({ text }) => JSON.parse(text))

  const dossiers = rest.map((text) => {
    t.match(text, /^HTTP\/1\.1 200 OK\r\n/)
    return JSON.parse(text.slice(text.indexOf('\r\n\r\n')))
  })
  const of = ({ facets }: { facets: { agency: string }[] }) => facets.map(({ agency }) => agency)
  for (const { dossier } of dossiers) {
    t.equal(dossier.id, running.stories['nam-co-quan'], 'one and the same dossier')
    t.ok(['cong-an', 'vien-kiem-sat'].every((agency) => of(dossier).includes(agency)))
  }
  t.notSame(dossiers[0].meta.withheld, dossiers[1].meta.withheld, 'two views')
  for (const [index, { data }] of graphql.entries()) t.same(of(data.dossier), of(dossiers[index].dossier))
  t.notSame(graphql[0].data, graphql[1].data, 'two views')

  const others = shown.filter(({ line }) => /^TOKEN=.* && curl -s /.test(line)).map(({ text }) => JSON.parse(text))
  t.equal(others.length, 3, 'one line for each of the other agencies')
  for (const { dossier } of others) t.equal(dossier?.id, running.stories['nam-co-quan'], 'the same dossier')
  const views = [...dossiers, ...others].map(({ dossier, meta }) =>
    JSON.stringify([dossier, meta.withheld, meta.masked]),
  )
  t.equal(new Set(views).size, 5, 'to each its own view')
  for (const { dossiers } of lists) t.equal(dossiers.length, 3)
  t.match(shown.find(({ line }) => line.includes('audit verify'))?.text, /^nhật ký nguyên vẹn · the log holds: \d+/)

  t.match(shown.find(({ line }) => line.includes('transfer send'))?.text, /^cg-[a-z2-7]{26} {2}receipted\n/)
  t.match(shown.find(({ line }) => line.includes('sandbox look'))?.text, /đã nhận · received: \d+/)

  const receipts = rest.map((text) => /^audit-receipt: (.*)\r$/im.exec(text)?.[1] ?? '')
  const verify = lines.find((line) => line.includes('--receipt')) ?? ''
  const [one = '', two = ''] = receipts
  const [text] = await typed(t, [verify.replace('<Audit-Receipt>', one)])
  t.match(text, /receipts +1 khớp · match/)
  const { directories, audit, data } = running
  const verified = (receipt: string) => command(['audit', 'verify', audit.dir, '--receipt', receipt], data)
  t.match(await verified(two), { status: 0, stdout: /receipts +1 khớp · match/ })
  const acknowledgements = join(Object.values(directories)[0]!, 'ack')
  const [file = ''] = readdirSync(acknowledgements)
  const acknowledged = await verified(readFileSync(join(acknowledgements, file), 'utf8'))
  t.match(acknowledged, { status: 0, stdout: /receipts +1 khớp · match/ }, 'an acknowledgement is as good')
  const [forged = ''] = receipts.map((receipt) => receipt.replace(/index=\d+/, 'index=0'))
  const refused = await verified(forged)
  t.equal(refused.status, 1)
  t.match(refused.stderr, /^bản ghi đã bị sửa · entry changed: 0/)
})

t.test('wrong uses give help in both languages and 2', async (t) => {
  const data = join(dataFolder(t), 'data')
  const uses: readonly (readonly string[])[] = [
    ['token', 'get'],
    ['token', 'get', '--as'],
    ['token', 'get', '--nothing', 'x'],
    ['token', 'get', '--as', 'cong-an:dieu-tra', '--officer', 'dtv-001'],
    ['audit', 'verify'],
    ['audit', 'verify', 'one', 'two'],
    ['certs', 'dev', 'more'],
  ]
  for (const args of uses) {
    const { status, stdout, stderr } = await command(args, data)
    t.match({ status, stdout }, { status: 2, stdout: '' }, `lienthong ${args.join(' ')}`)
    t.match(stderr, / · .*\n(.*\n)*.*lienthong [a-z]+ [a-z]+ /, 'says what is wrong, and the right form')
    t.notMatch(stderr, /\n +at /, 'no stack')
  }
  const launch = await command(['launch'], data)
  t.match(launch, { status: 2, stdout: '', stderr: /no such command: launch\n(.*\n)* {2}lienthong help / })
  const away = await command(['token', 'get', '--as', 'cong-an:dieu-tra'], data)
  t.match(away.stderr, /cổng chưa chạy \(npm start\).* · no gateway is running.*--url/)
  const help = await command(['--help'], data)
  t.match(help, { status: 0, stdout: /Cách dùng · Usage:(.*\n)*.*token get(.*\n)*.*audit verify/ })
})

t.test('wrong uses of a token, with a gateway running', async (t) => {
  const right = ['--officer', 'dtv-001', '--purpose', 'GIAI_QUYET_NGUON_TIN', '--legal-basis', 'BLTTHS.147']
  const get = (...args: string[]) => command(['token', 'get', ...args], running.data)
  t.match(await get('--as', 'nobody', ...right), { status: 2, stderr: /--as: .*cong-an:dieu-tra \| / })
  t.match(await get('--as', 'cong-an:dieu-tra', '--officer', 'x'), { status: 2, stderr: /--officer: dtv-001 \| / })
  t.match(await get('--as', 'cong-an:dieu-tra', '--officer', 'dtv-001'), {
    status: 2,
    stderr: /thiếu · missing: --purpose/,
  })
  const wrong = right.map((word) => (word === 'BLTTHS.147' ? 'BLTTHS.1' : word))
  t.match(await get('--as', 'cong-an:dieu-tra', ...wrong), {
    status: 1,
    stdout: '',
    stderr: /^oauth-invalid-authorization-details: /,
  })
  t.match(await get('--as', 'cong-an:dieu-tra', ...right), { status: 0, stdout: /^[\w-]+\.[\w-]+\.[\w-]+\n$/ })
})
