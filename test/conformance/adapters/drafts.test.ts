/** What `lienthong adapter new` drafts of each codec: it loads, its manifest conforms, and what fails is what is undecided. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { checkAdapter } from '../../../adapters/check/check.ts'
import { encodeText } from '../../../adapters/codecs/encodings.ts'
import type { Manifest, TransportKind } from '../../../adapters/sdk/adapter.ts'
import { adapterNew } from '../../../gateway/commands/adapter-new.ts'
import { called } from '../../support/called.ts'
import { dataFolder } from '../../support/data-folder.ts'

const repository = join(import.meta.dirname, '../../..')

/** A folder of adapters of its own, with the libraries where adapters look for them. */
const root = dataFolder(t)
const adapters = join(root, 'adapters')
mkdirSync(adapters)
for (const path of ['adapters/sdk', 'adapters/codecs', 'schemas']) symlinkSync(join(repository, path), join(root, path))

const tcvn3 = encodeText('Mã;Họ tên\r\n1;Nguyễn Văn Mẫu của xã\r\n', 'tcvn3')
const xml = '<BaoCao><Ma>1</Ma><Nguoi vaiTro="A"><HoTen>Mẫu</HoTen></Nguoi></BaoCao>'
const soap = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${xml}</s:Body></s:Envelope>`
const windows1258 = encodeText('<Đơn><Họ>Nguyễn Văn Mẫu của xã</Họ></Đơn>', 'windows-1258')
const record = readFileSync(join(repository, 'test/support/afternoon/ho-so.json'))

const edxml = readFileSync(join(repository, 'adapters/toa-an/golden/tra-ho-so.xml'))

const drafts: readonly (readonly [
  codec: Manifest['native']['codec'],
  transport: TransportKind,
  sample: Uint8Array,
  native: string,
])[] = [
  ['json', 'https-query', record, '/nguoi/*/hoTen'],
  ['json', 'https-push', record, '/nguoi/*/hoTen'],
  ['xml', 'directory', Buffer.from(xml), '/BaoCao/Nguoi/@vaiTro'],
  ['xml', 'https-push', windows1258.ok ? windows1258.value : new Uint8Array(), '/Đơn/Họ'],
  ['soap-1.1', 'https-query', Buffer.from(soap), '/BaoCao/Nguoi/HoTen'],
  ['edxml', 'https-query', edxml, '/MessageHeader/Subject'],
  ['csv', 'directory', tcvn3.ok ? tcvn3.value : new Uint8Array(), '/*/Họ tên'],
]

for (const [codec, transport, sample, native] of drafts)
  t.test(`${codec}, ${transport}`, async (t) => {
    const id = `${codec.replace('.', '-')}-${transport}`
    const file = join(root, `${id}.mau`)
    writeFileSync(file, sample)
    const options = ['--code', 'SO', '--sample', file, '--transport', transport, '--adapters', adapters]
    const drafted = await called(adapterNew, id, ...options)
    t.equal(drafted.status, 0, drafted.stderr)
    const { passed, results } = await checkAdapter(join(adapters, id), { only: ['manifest', 'decided', 'purity'] })
    t.notOk(passed)
    t.same(
      results.filter(({ state }) => state === 'failed').map(({ name }) => name),
      ['decided'],
      JSON.stringify(results),
    )
    const undecided = results.flatMap(({ failures }) => failures)
    t.ok(
      undecided.some(({ at, code }) => at === native && code === 'undecided'),
      JSON.stringify(undecided),
    )
    t.match(
      await called(adapterNew, id, ...options),
      { status: 2, stderr: /is there already/ },
      'never over what is there',
    )
  })

t.test(
  'of XML: records where all fields stand, rows without a step for positions, marks and times by their looks',
  async (t) => {
    const file = join(root, 'trang.xml')
    const request =
      '<yc><ma>1</ma><luc>2026-01-02T03:04+07:00</luc><handling_mark>N</handling_mark><nguoi><ten>M</ten></nguoi></yc>'
    writeFileSync(file, `<trang moc="1">${request}${request}</trang>`)
    const drafted = await called(adapterNew, 'trang-xml', '--code', 'SO', '--sample', file, '--adapters', adapters)
    t.match(drafted, {
      status: 0,
      stdout: /may be a handling mark: \/trang\/yc\/handling_mark[\s\S]*application\/xml\?/,
    })
    const wrote = (name: string) => readFileSync(join(adapters, 'trang-xml', name), 'utf8')
    t.match(wrote('format.ts'), "RECORD = '/trang/yc'")
    t.match(wrote('listing.ts'), /termsOf\(manifest, `\/\$\{ROWS\}`\)/)
    t.match(wrote('manifest.json'), 'instantToMinute')
  },
)

t.test('a bound that is none is told by the manifest alone: no document is tried as large as it says', async (t) => {
  const folder = join(adapters, 'vien-kiem-sat')
  cpSync(join(repository, 'adapters/vien-kiem-sat'), folder, { recursive: true })
  const file = join(folder, 'manifest.json')
  const { native, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  for (const bytesMax of [1e12, 0, 'x']) {
    writeFileSync(file, JSON.stringify({ ...rest, native: { ...native, bytesMax } }))
    const { results } = await checkAdapter(folder, { only: ['manifest', 'bounds'] })
    const [told, ...others] = results.flatMap(({ failures }) => failures)
    t.match(told, { code: 'manifest-invalid', at: 'manifest.json#/native/bytesMax' }, `${bytesMax}`)
    t.same(others, [], `${bytesMax}`)
  }
})

t.test('what the command must be told', async (t) => {
  const file = join(root, 'json-https-query.mau')
  const given = ['--sample', file, '--adapters', adapters]
  t.match(await called(adapterNew, 'moi', ...given), { status: 2, stderr: /BP {2}Ban Chỉ huy Bộ đội Biên phòng/ })
  const elsewhere = ['--sample', file, '--adapters', root]
  const linked = { status: 2, stderr: /ln -s .*adapters\/sdk / }
  t.match(await called(adapterNew, 'moi', '--code', 'SO', ...elsewhere), linked, 'a draft that could not be loaded')
  t.match(await called(adapterNew, 'Mới', '--code', 'SO', ...given), { status: 2, stderr: /small letters/ })
  t.match(await called(adapterNew, 'moi', '--code', 'SO', '--adapters', adapters), { status: 2, stderr: /--sample/ })
  t.match(await called(adapterNew, 'moi', '--code', 'SO', '--codec', 'yaml', ...given), { status: 2, stderr: /edxml/ })
})
