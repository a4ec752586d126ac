/** `lienthong policy verify | explain | matrix | diff`: what they print and how they exit. */
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { Usage } from '../../../../gateway/commands/command.ts'
import { policyDiff } from '../../../../gateway/commands/policy-diff.ts'
import { policyExplain } from '../../../../gateway/commands/policy-explain.ts'
import { policyMatrix } from '../../../../gateway/commands/policy-matrix.ts'
import { policyVerify } from '../../../../gateway/commands/policy-verify.ts'
import { dataFolder } from '../../../support/data-folder.ts'

const root = join(import.meta.dirname, '../../../..')
const shipped = join(root, 'policies')

const commands = { verify: policyVerify, explain: policyExplain, matrix: policyMatrix, diff: policyDiff }

/** What cli.ts does with a command, without another process. */
async function policy(name: keyof typeof commands, ...args: readonly string[]) {
  const texts = { stdout: '', stderr: '' }
  const before = { stdout: process.stdout.write, stderr: process.stderr.write }
  for (const stream of ['stdout', 'stderr'] as const)
    process[stream].write = (text: string | Uint8Array): boolean => {
      texts[stream] += text
      return true
    }
  try {
    const status = await commands[name].run(args).catch((error: unknown) => {
      if (!(error instanceof Usage)) throw error
      texts.stderr += error.message
      return 2
    })
    return { status, ...texts }
  } finally {
    process.stdout.write = before.stdout
    process.stderr.write = before.stderr
  }
}

/** A copy of the shipped folder, without one policy. */
function without(t: Test, id: string): string {
  const folder = join(dataFolder(t), 'policies')
  cpSync(shipped, folder, { recursive: true })
  rmSync(join(folder, 'cedar', `${id}.cedar`))
  return folder
}

t.test('verify: 0 when all hold, 1 with the counter-example in words', async (t) => {
  t.match(await policy('verify'), {
    status: 0,
    stdout: /\d+ bất biến đều đúng · all \d+ invariants hold\n$/,
    stderr: '',
  })
  const folder = without(t, 'sealed-holder-only')
  const { status, stdout } = await policy('verify', folder)
  t.equal(status, 1)
  t.match(stdout, /BỊ VI PHẠM · violated {2}sealed-holder-alone\n {4}Hồ sơ đã niêm phong/)
  t.match(stdout, /vi: cán bộ của .*đã niêm phong; ĐƯỢC đọc đầy đủ \(theo read-/)
  t.match(stdout, /en: an officer of .*sealed; MAY read in full \(by read-/)
  const json = JSON.parse((await policy('verify', folder, '--json')).stdout)
  t.match(
    json.results.find(({ id }: { id: string }) => id === 'sealed-holder-alone'),
    { holds: false, covers: /^\d+$/ },
  )
})

t.test('verify: a folder that does not load is told so', async (t) => {
  const folder = without(t, 'read-own')
  rmSync(join(folder, 'lienthong.cedarschema'))
  t.match(await policy('verify', folder), { status: 1, stdout: '', stderr: /lienthong\.cedarschema/ })
  t.match(await policy('verify', join(folder, 'none')), { status: 2 })
})

t.test('diff: 0 the same, 1 wider, 3 only narrower, 2 not to be compared', async (t) => {
  const open = without(t, 'sealed-holder-only')
  t.match(await policy('diff', shipped, shipped), { status: 0, stdout: /no request is decided otherwise/ })
  const wider = await policy('diff', shipped, open)
  t.match(wider, {
    status: 1,
    stdout: /bỏ · removed: sealed-holder-only\n\nNỚI RỘNG: .* · WIDENS: .*two persons must sign/,
  })
  t.match(wider.stdout, /trước: KHÔNG ĐƯỢC .*\(sealed-holder-only: .*; nay: ĐƯỢC/)
  t.match(await policy('diff', open, shipped), { status: 3, stdout: /THU HẸP/ })
  t.match(await policy('diff', shipped), { status: 2 })
  t.match(await policy('diff', 'git:no-such-revision', shipped), { status: 2, stderr: /git/ })
})

t.test('explain: a field, by the policies, and what would have to be different', async (t) => {
  const clerk = [
    '--agency',
    'cong-an',
    '--purpose',
    'GIAI_QUYET_NGUON_TIN',
    '--relation',
    'holder',
    '--clearance',
    'NOI_BO',
  ]
  const field = await policy('explain', ...clerk, '--field', 'Facet.reporters.fullName')
  t.equal(field.status, 0)
  t.match(field.stdout, /^GIỮ LẠI, và nói là giữ lại · WITHHELD, and told so$/m)
  t.match(field.stdout, /Facet\.reporters\.fullName: Họ và tên · Full name\n.*reporter-identity: /)
  t.match(field.stdout, /released in full if\n {2}- cán bộ ở mức Hạn chế · an officer cleared to Restricted\n$/)
  const label = await policy('explain', ...clerk, '--label', 'HAN_CHE:DLCN_CO_BAN', '--conceal')
  t.match(label.stdout, /^CUNG CẤP MỘT PHẦN · MASKED$/m)
  t.match(label.stdout, / {4}masked-personal-data: .* \(Luật Bảo vệ dữ liệu cá nhân/)
  t.match(await policy('explain', ...clerk, '--field', 'Facet.nothing'), {
    status: 2,
    stderr: /the schema has no Facet\.nothing; Facet: /,
  })
  t.match(await policy('explain', ...clerk, '--label', 'MAT:X'), { status: 2, stderr: /--label: NGUOI_TO_GIAC \| / })
  t.match(await policy('explain', ...clerk.slice(2), '--label', 'MAT'), { status: 2, stderr: /--agency/ })
})

t.test('matrix: text, CSV and a page', async (t) => {
  t.match(await policy('matrix'), { status: 0, stdout: /Ma trận chính sách · Policy matrix/ })
  t.match(await policy('matrix', '--format', 'csv'), { status: 0, stdout: /^\uFEFFagency,title,purpose/ })
  t.match(await policy('matrix', '--format', 'html'), { status: 0, stdout: /^<!doctype html>/ })
  t.match(await policy('matrix', '--format', 'pdf'), { status: 2, stderr: /--format: text \| csv \| html/ })
})
