import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { ParticipantFile, Purpose } from '../../../gateway/identity/participant.ts'
import { loadRegistry, RegistryInvalid } from '../../../gateway/identity/registry.ts'
import { testCertificates } from '../../support/certificates.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { shippedRegistry } from '../../support/identity.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? Writable<I>[] : T[K] }

const certificates = await testCertificates(dataFolder(t))

async function copyOfRegistry(t: Test) {
  const dir = dataFolder(t)
  const participantsDir = join(dir, 'participants')
  const purposesFile = join(dir, 'purposes.json')
  await cp(shippedRegistry.participantsDir, participantsDir, { recursive: true })
  await cp(shippedRegistry.purposesFile, purposesFile)
  const routesFile = join(dir, 'routes.json')
  await cp(shippedRegistry.routesFile, routesFile)
  const keysDir = join(dir, 'keys')
  await cp(certificates.participantKeysDir, keysDir, { recursive: true })
  return { participantsDir, purposesFile, routesFile, keysDir }
}

type Copy = Awaited<ReturnType<typeof copyOfRegistry>>

async function edit<T>(file: string, change: (content: T) => void): Promise<void> {
  const content = JSON.parse(await readFile(file, 'utf8'))
  change(content)
  await writeFile(file, JSON.stringify(content))
}

const participantFile = (copy: Copy, id: string) => join(copy.participantsDir, `${id}.json`)
const keysFile = (copy: Copy, id: string) => join(copy.keysDir, `${id}.jwks.json`)

async function violationsOf(copy: Copy): Promise<readonly string[]> {
  try {
    await loadRegistry(copy)
    return []
  } catch (error) {
    if (!(error instanceof RegistryInvalid)) throw error
    return error.violations.map(
      ({ file, pointer, rule }) => `${file.slice(file.lastIndexOf('/') + 1)}#${pointer}: ${rule.en}`,
    )
  }
}

t.test('the shipped registry loads', async (t) => {
  const copy = await copyOfRegistry(t)
  const registry = await loadRegistry({ ...copy, sourceUrls: { 'cong-an:dieu-tra': 'https://127.0.0.1:1/' } })
  const posts = ['cong-an-xa-30307', 'cong-an-xa-31078']
  const agencies = [...posts, 'cong-an', 'giam-sat-an-ninh', 'mttq', 'thanh-tra', 'toa-an', 'vien-kiem-sat']
  t.same([...registry.participants.keys()], agencies)
  const found = registry.systemByUri('urn:lienthong:cong-an:dieu-tra')
  t.equal(found?.participant, registry.participantOf('cong-an'))
  t.equal(found?.system.source?.url, 'https://127.0.0.1:1/')
  t.equal(found?.participant.keys.length, 1)
  const knowReporters = agencies.filter((id) => registry.participantOf(id)?.tags.includes('NGUOI_TO_GIAC'))
  t.same(knowReporters, ['cong-an', 'mttq'], 'who receives reports from people, and nobody else')
  t.same(registry.purpose('KIEM_TOAN_TRUY_CAP')?.actions, [], 'auditors read no case')
  t.equal(registry.systemByUri('urn:lienthong:gateway:truy-van'), undefined)
  t.throws(() => (registry.participantOf('cong-an')!.tags as string[]).push('X'), TypeError)
})

t.test('the version names the content, keys included, and not the addresses', async (t) => {
  const copy = await copyOfRegistry(t)
  const { version } = await loadRegistry(copy)
  t.match(version, /^[A-Za-z0-9_-]{16}$/)
  t.equal((await loadRegistry({ ...copy, sourceUrls: { 'cong-an:dieu-tra': 'https://a/' } })).version, version)
  const placed = await loadRegistry({ ...copy, sourceDirectories: { 'cong-an:dieu-tra': '/srv/a' } })
  t.equal(placed.version, version)
  t.equal(placed.systemByUri('urn:lienthong:cong-an:dieu-tra')?.system.source?.directory, '/srv/a')
  await edit<{ keys: { kid: string }[] }>(keysFile(copy, 'cong-an'), (jwks) => {
    jwks.keys[0]!.kid = 'another'
  })
  t.not((await loadRegistry(copy)).version, version)
})

t.test(
  'who only hands over, as two persons signed, is asked nowhere, whatever address one person gives it',
  async (t) => {
    const id = 'cong-an-xa-30307:tiep-nhan'
    const places = { sourceUrls: { [id]: 'https://a/' }, sourceDirectories: { [id]: '/srv/a' } }
    const registry = await loadRegistry({ ...(await copyOfRegistry(t)), ...places })
    t.same(registry.systemByUri(`urn:lienthong:${id}`)?.system.source, { adapter: 'cong-an', asked: false })
  },
)

type Change = (content: Writable<ParticipantFile>) => void
const refusals: readonly [string, Change, string][] = [
  ['an unknown member', (c) => Object.assign(c, { extra: 1 }), '#: no member but'],
  [
    'an id that is not the file name',
    (c) => Object.assign(c, { id: 'cong-an-2' }),
    '#/id: must be the name of the file',
  ],
  ['a ceiling of state secrets', (c) => Object.assign(c, { clearanceMax: 'MAT' }), '#/clearanceMax: one of: CONG_KHAI'],
  ['an unknown tag', (c) => c.tags.push('X' as never), '#/tags/6: one of'],
  ['an unknown purpose', (c) => c.purposes.push('KHAC'), '#/purposes/1: must be a purpose that names this agency'],
  ["another agency's purpose", (c) => c.purposes.push('KIEM_SAT_NGUON_TIN'), '#/purposes/1: must be a purpose'],
  [
    "another agency's system",
    (c) => Object.assign(c.systems[0]!, { id: 'vien-kiem-sat:x' }),
    '#/systems/0/id: must begin',
  ],
  [
    'a URI of another system',
    (c) => Object.assign(c.systems[0]!, { uri: 'urn:lienthong:a:b' }),
    '#/systems/0/uri: must be',
  ],
  ['a system twice', (c) => c.systems.push({ ...c.systems[0]! }), '#/systems/1/uri: is registered twice'],
  ['a source without TLS', (c) => Object.assign(c.systems[0]!.source!, { url: 'http://a/' }), '#/systems/0/source/url'],
  [
    'a folder that is no absolute path',
    (c) => Object.assign(c.systems[0]!.source!, { directory: 'drop' }),
    '#/systems/0/source/directory: text that matches',
  ],
  [
    'a folder within that of another system',
    (c) => {
      const [{ id, uri, source }] = c.systems as [Writable<ParticipantFile>['systems'][number]]
      c.systems[0] = { ...c.systems[0]!, source: { ...source!, directory: '/srv/drop/a' } }
      c.systems.push({
        id: `${id}-2`,
        uri: `${uri}-2`,
        roles: ['exchange'],
        source: { adapter: 'x', directory: '/srv/drop/b/../a/in' },
      })
    },
    '#/systems/1/source/directory: is, holds or lies in the folder of another system',
  ],
  [
    'an officer above the ceiling',
    (c) => Object.assign(c, { clearanceMax: 'NOI_BO' }),
    '#/officers/0/clearance: is above',
  ],
  ['a code twice', (c) => Object.assign(c, { code: 'VKS' }), 'vien-kiem-sat.json#/code: is used by another agency'],
  [
    'a validity that ends first',
    (c) => c.organIds.push({ value: 'H01', validFrom: '2026-01-02', validTo: '2026-01-01' }),
    '#/organIds/0/validTo: is before validFrom',
  ],
]

for (const [what, change, expected] of refusals) {
  t.test(`refused: ${what}`, async (t) => {
    const copy = await copyOfRegistry(t)
    await edit(participantFile(copy, 'cong-an'), change)
    const violations = await violationsOf(copy)
    t.ok(
      violations.some((violation) => violation.includes(expected)),
      violations.join('\n'),
    )
  })
}

t.test('refused: keys that are weak, shared or named twice, each by file and pointer', async (t) => {
  const copy = await copyOfRegistry(t)
  const police = JSON.parse(await readFile(keysFile(copy, 'cong-an'), 'utf8'))
  await edit<{ keys: object[] }>(keysFile(copy, 'vien-kiem-sat'), (jwks) =>
    jwks.keys.push({ ...police.keys[0], kid: 'x' }),
  )
  t.same(await violationsOf(copy), ['vien-kiem-sat.jwks.json#/keys/1: is a key of another agency'])
  await edit<{ keys: object[] }>(keysFile(copy, 'vien-kiem-sat'), (jwks) => {
    jwks.keys[1] = jwks.keys[0]!
    jwks.keys.push({ ...jwks.keys[0]!, d: 'AAAA', kid: 'y' })
  })
  t.same(await violationsOf(copy), [
    'vien-kiem-sat.jwks.json#/keys/1/kid: is used twice',
    'vien-kiem-sat.jwks.json#/keys/2: must be a public key',
  ])
})

t.test('refused: purposes that name nobody, and files that are no JSON; all are named at once', async (t) => {
  const copy = await copyOfRegistry(t)
  await edit<Writable<Purpose>[]>(copy.purposesFile, (purposes) => purposes[0]!.agencies.push('khong-co'))
  await writeFile(keysFile(copy, 'cong-an'), '{"keys":')
  t.same((await violationsOf(copy)).toSorted(), [
    'cong-an.jwks.json#: must be JSON',
    'purposes.json#/0/agencies/1: must be a participant that names this purpose',
  ])
})

t.test('refused: a purpose that an agency does not name in turn, and keys that are nobody’s', async (t) => {
  const copy = await copyOfRegistry(t)
  await edit<Writable<Purpose>[]>(copy.purposesFile, (purposes) => purposes[0]!.agencies.push('giam-sat-an-ninh'))
  await writeFile(keysFile(copy, 'khong-co'), await readFile(keysFile(copy, 'cong-an'), 'utf8'))
  t.same((await violationsOf(copy)).toSorted(), [
    'khong-co.jwks.json#: must be <agency>.jwks.json of a participant whose file is in order',
    'purposes.json#/0/agencies/1: must be a participant that names this purpose',
  ])
})
