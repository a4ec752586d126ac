/** The officers' commands: from a changed file to a bundle that two signed and a gateway takes. */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { adaptersHere } from '../../../gateway/commands/adapter-folder.ts'
import { participantsAdapters } from '../../../gateway/commands/participants-adapters.ts'
import { participantsDiff } from '../../../gateway/commands/participants-diff.ts'
import { participantsSign } from '../../../gateway/commands/participants-sign.ts'
import { participantsValidate } from '../../../gateway/commands/participants-validate.ts'
import type { Purpose } from '../../../gateway/identity/participant.ts'
import type { Routes } from '../../../gateway/identity/route.ts'
import { installedAdapter } from '../../../gateway/sources/adapters.ts'
import {
  type BundleFolder,
  bundleFolder,
  keyPem,
  type SigningOfficer,
  signingAgency,
  signingOfficer,
} from '../../support/bundle.ts'
import { called } from '../../support/called.ts'
import { dataFolder } from '../../support/data-folder.ts'

const cli = join(import.meta.dirname, '../../../gateway/cli.ts')
const an = signingOfficer('an')
const binh = signingOfficer('binh')
const stranger = signingOfficer('la')

const commands = {
  validate: participantsValidate,
  adapters: participantsAdapters,
  sign: participantsSign,
  diff: participantsDiff,
}

/** `lienthong participants …` */
const participants = (word: keyof typeof commands, ...args: readonly string[]) => called(commands[word], ...args)

async function sign(t: Test, officer: SigningOfficer, { dir }: BundleFolder, ...more: readonly string[]) {
  const key = join(dataFolder(t), 'signer.key')
  writeFileSync(key, keyPem(officer))
  const as = `${signingAgency}/${officer.signer.id}`
  return participants('sign', '--as', as, '--key', key, '--yes', ...more, dir)
}

t.test(
  'validate: the shipped folder is in order; a broken one is told by file, pointer and rule, in both languages',
  async (t) => {
    const shipped = spawnSync(process.execPath, [cli, 'participants', 'validate'], { encoding: 'utf8' })
    t.match(shipped, { status: 0, stdout: /^hợp lệ · valid: 8 .*\n$/ })
    const folder = bundleFolder(t, an, binh)
    folder.edit('cong-an', (content) => {
      Object.assign(content, { clearanceMax: 'MAT' })
    })
    folder.edit('mttq', (content) => content.tags.push('X' as never))
    writeFileSync(join(folder.dir, 'cedar/x.cedar'), 'permit (principal, action, resource);')
    const { status, stdout } = await participants('validate', folder.dir)
    t.equal(status, 1)
    t.match(stdout, /participants\/cong-an\.json#\/clearanceMax: một trong: .* · one of: CONG_KHAI, NOI_BO, HAN_CHE$/m)
    t.match(stdout, /participants\/mttq\.json#\/tags\/3: .* · /m)
    t.match(stdout, /cedar#: .*policy .* needs @id/m)
    const { violations } = JSON.parse((await participants('validate', folder.dir, '--json')).stdout)
    t.match(violations[0], { pointer: '/clearanceMax', rule: { vi: /một trong/, en: /one of/ } })
    t.match(await participants('validate', '/khong/co'), { status: 2, stderr: /no such folder/ })
  },
)

t.test(
  'validate: who would not see its own records, or what became of them, is told beside a good folder',
  async (t) => {
    const folder = bundleFolder(t, an, binh)
    const path = join(folder.dir, 'purposes.json')
    const purposes = JSON.parse(readFileSync(path, 'utf8')) as Purpose[]
    const without = (id: string, gone: string) =>
      purposes.map((of) => (of.id === id ? { ...of, relations: of.relations.filter((one) => one !== gone) } : of))
    // Routes hold their receivers to a purpose that serves.
    const routes = JSON.parse(readFileSync(join(folder.dir, 'routes.json'), 'utf8')) as Routes
    const sending = routes.routes.filter(({ to }) => to !== 'mttq' && to !== 'toa-an')
    writeFileSync(join(folder.dir, 'routes.json'), JSON.stringify({ ...routes, routes: sending }))
    const told = async () => (await participants('validate', folder.dir)).stdout
    writeFileSync(path, JSON.stringify(without('GIAM_SAT_XA_HOI', 'originator')))
    t.match(await participants('validate', folder.dir), { status: 0 })
    t.match(await told(), /^! .* · mttq is originator of records, .* add originator to relations .*purposes\.json$/m)
    writeFileSync(path, JSON.stringify(without('GIAI_QUYET_NGUON_TIN', 'holder')))
    t.match(await told(), /^! .* · cong-an is holder of records/m)
    writeFileSync(path, JSON.stringify(purposes.filter(({ id }) => id !== 'XET_XU_VU_AN')))
    folder.edit('toa-an', (content) => Object.assign(content, { purposes: [], officers: [] }))
    const { notes } = JSON.parse((await participants('validate', folder.dir, '--json')).stdout)
    t.match(notes, [/toa-an has no purpose that reads dossiers/])
  },
)

t.test('two persons sign, one after the other; then a gateway takes it', async (t) => {
  const folder = bundleFolder(t, an, binh)
  const first = await sign(t, an, folder)
  t.match(first, { status: 0, stdout: /WIDENS[\s\S]*signed by: –[\s\S]*đã ký · signed: giam-sat-an-ninh\/an \(1\/2\)/ })
  t.match(await folder.refusals(), [/needs signatures of 2/])
  t.match(await sign(t, an, folder), { status: 1, stdout: /this person has signed this bundle/ })
  t.match(await sign(t, binh, folder), { status: 0, stdout: /signed by: giam-sat-an-ninh\/an\n[\s\S]*\(2\/2\)/ })
  t.equal((await folder.load()).bundle?.serial, 1)

  const last = folder.copy()
  folder.edit('mttq', (content) => content.tags.push('DLCN_NHAY_CAM'))
  t.match(await sign(t, an, folder), { status: 2, stderr: /--previous/ })
  const second = await sign(t, an, folder, '--previous', last.dir)
  t.match(second, {
    status: 0,
    stdout: /NỚI RỘNG · WIDENS \(1\)\n {2}thêm · added: participants\/mttq\.json: .*DLCN_NHAY_CAM\n/,
  })
  t.match(second.stdout, /follows bundle 1, SHA-256 [\w-]{43}\n.*bundle 2, /)
  t.equal((await sign(t, binh, folder, '--previous', last.dir)).status, 0)
  t.same(await folder.refusals(), [])
  t.match(await participants('diff', last.dir, folder.dir), { status: 1, stdout: /WIDENS \(1\)/ })
  t.match(await participants('diff', folder.dir, last.dir), { status: 0, stdout: /NARROWS \(1\)/ })
})

t.test(
  'adapters are signed with the rest: none is left out, and a next version may stand beside the one before',
  async (t) => {
    const folder = bundleFolder(t, an, binh)
    const file = join(folder.dir, 'adapters.json')
    const rows = () => JSON.parse(readFileSync(file, 'utf8')) as { adapter: string; sha256: string }[]
    const [before] = rows()
    t.match(await participants('adapters', '--keep', folder.dir), {
      status: 0,
      stdout: /^cong-an@\d+\.\d+\.\d+ [\w-]{43}\ncong-an@1\.0\.0 A{43}\n/m,
    })
    t.match(rows()[1], before, 'the former version')
    t.match(await participants('adapters', folder.dir), { status: 0 })
    const { digest } = await installedAdapter(adaptersHere, 'cong-an')
    t.same(
      rows()
        .filter(({ adapter }) => adapter === 'cong-an')
        .map(({ sha256 }) => sha256),
      [digest],
      'of this program alone',
    )
    t.match(await sign(t, an, folder), { status: 0, stdout: new RegExp(`WIDENS[^]* · Adapter cong-an@.* ${digest}`) })
    const previous = await folder.sign({ serial: 1 }, an, binh)
    t.same((await folder.load()).adapters, rows())

    writeFileSync(file, JSON.stringify(rows().filter(({ adapter }) => adapter !== 'mttq')))
    const unsigned = 'adapters.json#: must name the adapter mttq (lienthong participants adapters)'
    t.match(await sign(t, an, folder), { status: 1, stderr: /must name the adapter mttq/ })
    await folder.sign({ serial: 2, previous }, an, binh)
    t.same(await folder.refusals(), [unsigned], 'nor is it loaded when it was signed in another way')
  },
)

t.test('what was signed by one and changed since then starts over', async (t) => {
  const folder = bundleFolder(t, an, binh)
  await sign(t, an, folder)
  folder.edit('mttq', (content) => content.tags.pop())
  t.match(await sign(t, binh, folder), { status: 0, stdout: /signed by: –[\s\S]*\(1\/2\)/ })
})

t.test('not signed: what is not valid, by a stranger, with another key, onto a forged signature', async (t) => {
  const folder = bundleFolder(t, an, binh)
  t.match(await sign(t, stranger, folder), {
    status: 2,
    stderr: /--as: giam-sat-an-ninh\/an \| giam-sat-an-ninh\/binh/,
  })
  t.match(await sign(t, { ...an, key: stranger.key }, folder), { status: 2, stderr: /no valid key of this person/ })
  await folder.sign({ serial: 1 }, { ...an, key: stranger.key })
  t.match(await sign(t, binh, folder), {
    status: 1,
    stderr: /bundle\.sig\.json#\/signatures\/0[\s\S]*does not fit what is to be signed/,
  })
  folder.edit('mttq', (content) => content.purposes.push('KHAC'))
  t.match(await sign(t, binh, folder), { status: 1, stderr: /mttq\.json#\/purposes\/1/ })
  t.equal(JSON.parse(readFileSync(join(folder.dir, 'bundle.sig.json'), 'utf8')).signatures.length, 1)
})

t.test('nobody to ask and no --yes: nothing is signed', async (t) => {
  const folder = bundleFolder(t, an, binh)
  const key = join(dataFolder(t), 'signer.key')
  writeFileSync(key, keyPem(an))
  t.match(await participants('sign', '--as', `${signingAgency}/an`, '--key', key, folder.dir), {
    status: 2,
    stderr: /--yes/,
  })
  t.match(await folder.refusals(), [/this file must be there/])
})
