import t from 'tap'
import { adapter } from '../../../../adapters/toa-an/adapter.ts'
import { saysSecret } from '../../../../adapters/toa-an/stamps.ts'
import { answer, ask, fileOf, holdings, inFile, replaced, story, textOf, translated, withFile } from './harness.ts'

const unmarked = { level: 'CHUA_XAC_DINH', tags: [] }
const minor = textOf(story('xet-xu-kin'))
const plain = textOf(story('toa-thu-ly'))
const list = Buffer.from(ask(adapter.requests.list(undefined), holdings()).body).toString()

/** Each makes a mark missing or not understood. */
const spoilt: readonly string[] = [
  '',
  'muc="HC"',
  'dau=""',
  'muc="" dau=""',
  'muc="hc" dau=""',
  'muc="constructor" dau=""',
  'muc="HC" dau="9"',
  'muc="HC" dau="2 x"',
  'muc="HC" dau="2,5"',
  'Muc="HC" dau=""',
  'muc="HC" dau="" doMat="NB"',
  'xmlns:k="urn:khac" k:muc="HC" k:dau=""',
]

t.test('a record whose mark is missing or not understood is undetermined', async (t) => {
  const label = (to: string) => translated(inFile(plain, /muc="(NB|HC)" dau="[^"]*"/, to)).facet.label
  t.strictSame(label('muc="CK" dau=""'), { level: 'CONG_KHAI', tags: [] })
  t.strictSame(label('muc=" HC " dau="6  3 6"'), { level: 'HAN_CHE', tags: ['CAN_BO_QUAN_LY', 'BAO_VE_NHAN_CHUNG'] })
  for (const to of [...spoilt, 'muc="THS" dau=""']) t.strictSame(label(to), unmarked, to)
  t.match(translated(inFile(plain, /muc="(NB|HC)" dau="[^"]*"/, '')).findings, [
    { code: 'mark-missing', effect: 'degraded', target: '/label', pointer: /HoSoVuAn\/0$/, line: 2 },
  ])
})

t.test(
  'each person bears a mark, be it that of the record; without one that is understood it is undetermined',
  async (t) => {
    const label = (text: string, path: string) => translated(text).labels.find((of) => of.path === path)?.label
    t.equal(label(minor, '/participants/0'), undefined, 'as the record')
    t.match(label(minor, '/participants/1'), { level: 'HAN_CHE', tags: ['NGUOI_CHUA_THANH_NIEN', 'DLCN_NHAY_CAM'] })
    for (const to of [...spoilt, 'muc="THS" dau="2"']) {
      t.strictSame(label(inFile(minor, 'muc="THS" dau=""', to), '/participants/0'), unmarked, to)
      t.strictSame(label(inFile(minor, 'muc="HC" dau="2 5"', to), '/participants/1'), unmarked, to)
      t.strictSame(label(inFile(minor, /(?<=<BanAn ma="BA-1" )muc="HC" dau="2"/, to), '/judgments/0'), unmarked, to)
      t.strictSame(label(inFile(minor, /(?<=<TaiLieu ma="TL-4" )muc="HC" dau="2"/, to), '/documents/3'), unmarked, to)
    }
  },
)

t.test('any other element may bear one: a paper, a list, a single field, a part', async (t) => {
  const label = (at: string | RegExp, path: string, mark: string) =>
    translated(inFile(plain, at, `${String(at).slice(0, -1)} ${mark}>`)).labels.find((of) => of.path === path)?.label
  for (const [at, path] of [
    ['<CacQuyetDinh>', '/decisions'],
    ['<LyDo>', '/decisions/0/ground'],
    ['<SuKien>', '/clocks/0/startEvent'],
    ['<NoiO>', '/participants/0/person/address'],
    ['<MaXa>', '/participants/0/person/address/commune'],
    ['<ThongTinChung>', '/report'],
    ['<NguonAn>', '/report/kind'],
    ['<CapNhatLuc>', ''],
  ] as const) {
    if (!fileOf(plain).includes(at)) continue
    t.strictSame(label(at, path, 'muc="HC" dau="3"'), { level: 'HAN_CHE', tags: ['BAO_VE_NHAN_CHUNG'] }, at)
    t.strictSame(label(at, path, 'muc="?" dau=""'), unmarked, at)
  }
  t.strictSame(translated(minor).labels.find(({ path }) => path === '/documents/3')?.label.tags, [
    'NGUOI_CHUA_THANH_NIEN',
  ])
})

t.test('a mark as an element leaves what it stands in undetermined', async (t) => {
  for (const name of ['muc', 'Muc', 'DoMat', 'DauMat'])
    for (const [before, path] of [
      ['<CapNhatLuc>', ''],
      ['<TuCach>', '/participants/0'],
      ['<ToiDanh ', '/offences'],
    ] as const) {
      const { labels } = translated(inFile(plain, before, `<${name}>NB</${name}>${before}`))
      t.strictSame(labels.find((of) => of.path === path)?.label, unmarked, `${name} in ${path}`)
    }
})

const secretMark = (code: string): readonly (readonly [name: string, text: string])[] => [
  ['the record', inFile(plain, /muc="(NB|HC)"/, `muc="${code}"`)],
  ['a person', inFile(plain, 'muc="THS"', `muc="${code}"`)],
  ['a field', inFile(plain, '<GhiChu>', `<GhiChu muc="${code}" dau="">`)],
  ['a field without the rest of the mark', inFile(plain, '<GhiChu>', `<GhiChu muc="${code}">`)],
  ['an empty field', inFile(plain, '<GhiChu>', `<LyDo muc="${code}" dau=""/><GhiChu>`)],
  ['a mark of another namespace', inFile(plain, '<GhiChu>', `<GhiChu xmlns:k="urn:k" k:muc="${code}">`)],
  ['an unknown element', inFile(plain, '<CapNhatLuc>', `<Moi><DoMat>${code}</DoMat></Moi><CapNhatLuc>`)],
  ['a record that is otherwise rejected', inFile(plain, '<NguonAn>', `<NguonAn>?</NguonAn><NguonAn muc="${code}">`)],
  ['an element of the envelope', replaced(plain, '<edXML:Subject>', `<edXML:Subject muc="${code}">`)],
]

t.test('a state secret that is marked refuses the whole document, and nothing else is said of it', async (t) => {
  for (const code of ['M', 'TM', 'TUM', ' tm '])
    for (const [name, text] of secretMark(code)) {
      const outcome = adapter.toShared(answer(text))
      t.equal(outcome.ok, false, name)
      t.ok(
        outcome.findings.every((f) => f.code === 'state-secret-in-clear' && f.effect === 'reject-document'),
        name,
      )
      t.ok(outcome.findings.every((f) => f.line !== undefined && f.found === undefined))
    }
})

t.test('a stamp in words refuses the document as well, wherever it stands and however broken the rest', async (t) => {
  const stamped = {
    subject: replaced(plain, '<edXML:Subject>', '<edXML:Subject>[MẬT] Canary '),
    content: replaced(plain, '<edXML:Content>', '<edXML:Content>Độ mật: Tối mật. Canary '),
    'content in NFD': replaced(plain, '<edXML:Content>', `<edXML:Content>${'TUYỆT MẬT'.normalize('NFD')} Canary `),
    'an unknown element': replaced(plain, '<edXML:Subject>', '<edXML:DoMat>Mật.</edXML:DoMat><edXML:Subject>'),
    'text between elements': replaced(plain, '<edXML:Subject>', 'MẬT<edXML:Subject>'),
    'a comment cut in half by markup': replaced(plain, '<edXML:Subject>', '<edXML:Subject>M<!-- -->ẬT '),
    'the name of an attachment': plain.replaceAll('>Cao-trang.pdf<', '>MẬT Cao-trang.pdf<'),
    'words of an attachment alone': replaced(plain, '</ContentId><Description>', '</ContentId><Description>(Tối mật) '),
    'the reason of the message': replaced(plain, '<edXML:BussinessDocReason>', '<edXML:BussinessDocReason>(MẬT) '),
    'a note in the file': inFile(plain, '<GhiChu>', '<GhiChu>TỐI MẬT. Canary '),
    'an unknown element of the file': inFile(plain, '<CapNhatLuc>', '<Moi>MẬT</Moi><CapNhatLuc>'),
    'a message that is also broken': replaced(plain, '<edXML:Subject>', '<edXML:Subject>[MẬT] ').replace(
      'cid:TL-1',
      'TL-1',
    ),
    'a file in a message that is broken': inFile(plain, '<GhiChu>', '<GhiChu>MẬT ').replaceAll(
      'Bussiness>',
      'Business>',
    ),
    'a file of a wrong namespace': withFile(plain, '<a>TUYỆT MẬT</a>'),
    'attachments in the wrong place': inFile(plain, '<GhiChu>', '<GhiChu>MẬT ').replaceAll(
      'AttachmentEncoded>',
      'edXMLBody>',
    ),
    'a recall': replaced(plain, '<edXML:Subject>', '<edXML:Subject>MẬT ').replace('DocType>0<', 'DocType>1<'),
    'an envelope of another namespace': replaced(plain, '<edXML:Subject>', '<edXML:Subject>MẬT ').replaceAll(
      'QCVN_102_2016',
      'QCVN',
    ),
  }
  for (const [name, text] of Object.entries(stamped)) {
    const outcome = adapter.toShared(answer(text))
    if (outcome.ok) throw new Error(name)
    t.ok(
      outcome.findings.every((f) => f.code === 'state-secret-in-clear'),
      `${name}: ${outcome.findings[0].code}`,
    )
    t.notMatch(JSON.stringify(outcome), /canary/i)
  }
})

t.test('what stamps are and what only speaks of secrets', async (t) => {
  const stamps = [
    'MẬT',
    'TỐI  MẬT',
    'Văn bản TUYỆT MẬT số 3',
    'M Ậ T',
    'M\u00adẬT',
    '(Mật)',
    '[ tối mật ]',
    '(TOI MAT)',
    'Độ mật: Mật',
    'Mức mật là C',
    'ĐỘ MẬT: TỐI MẬT',
    'Mật: về đường lối xử lý',
    'Tuyệt mật - kế hoạch',
  ]
  for (const text of stamps) t.ok(saysSecret(text), text)
  const others = [
    'Cố ý làm lộ BÍ MẬT CÔNG TÁC',
    'bảo mật hồ sơ; bí mật kinh doanh; mật độ xây dựng',
    'Chủ hụi buôn mật ong (mật ong rừng)',
    'Nguyễn Thị Mật',
    'tài sản (mất) trị giá 3 triệu; đã bị MẤT',
    'Luật Bảo vệ bí mật nhà nước; ĐỘ MẬT',
    'FORMAT MAT',
  ]
  for (const text of others) t.notOk(saysSecret(text), text)
  t.notOk(saysSecret(`BÍ${' '.repeat(2_000_000)}x`), 'in time that grows with the text only')
})

t.test('a name is no stamp', async (t) => {
  const { facet } = translated(inFile(plain, /<HoTen>[^<]+/, '<HoTen>TRẦN THỊ MẬT'))
  t.equal(facet.participants?.[0]?.person?.fullName, 'TRẦN THỊ MẬT')
})

t.test('an index row whose marks are missing or not understood is undetermined and concealed', async (t) => {
  const entry = (from: string | RegExp, to: string) => {
    const outcome = adapter.toIndex(answer(replaced(list, from, to)))
    return outcome.ok ? outcome.value.entries[0] : undefined
  }
  const mark = /(?<=<VanBan )muc="\w+" dau="[^"]*"/
  for (const to of [...spoilt, 'muc="THS" dau=""']) t.match(entry(mark, to), { label: unmarked, conceal: true }, to)
  t.match(entry(mark, 'muc="CK" dau="6"'), { label: { level: 'CONG_KHAI', tags: ['CAN_BO_QUAN_LY'] }, conceal: false })
  t.match(entry(/<CheGiau>K<\/CheGiau>/, ''), { conceal: true })
  t.match(entry(/<CheGiau>K</, '<CheGiau>0<'), { conceal: true })
  t.match(entry(/<CheGiau>K</, '<CheGiau>C<'), { conceal: true })
  t.match(entry('<HoSo>', '<HoSo muc="CK" dau="">'), { label: unmarked, conceal: true }, 'a mark in another place')
  t.match(entry('<GiaiDoan>', '<GiaiDoan muc="CK" dau="">'), { label: unmarked, conceal: true })
  t.match(entry('<HoSo>', '<DoMat>NB</DoMat><HoSo>'), { label: unmarked, conceal: true })
  for (const [code, level] of [
    ['M', 'MAT'],
    ['TM', 'TOI_MAT'],
    ['TUM', 'TUYET_MAT'],
  ])
    t.match(entry(mark, `muc="${code}" dau=""`), { label: { level } }, 'in the index its level stands')
})

/** The text with a mark that is not understood in each start tag that bears none, one after the other. */
function* marked(text: string): Generator<readonly [tag: string, text: string]> {
  for (const { 0: tag, index } of text.matchAll(/<[A-Za-z][^<>]*?(?=\/?>)/g))
    if (!/ (muc|dau)=/.test(tag))
      yield [tag, `${text.slice(0, index)}${tag} muc="?" dau=""${text.slice(index + tag.length)}`]
}

t.test('a mark is passed over nowhere: not in the envelope, not in the file, not in a list', async (t) => {
  let count = 0
  for (const [tag, text] of marked(plain)) {
    t.strictSame(translated(text).facet.label, unmarked, tag)
    count++
  }
  for (const [tag, file] of marked(fileOf(plain))) {
    const { facet, labels } = translated(withFile(plain, file))
    t.ok(
      [facet.label, ...labels.map(({ label }) => label)].some(({ level }) => level === 'CHUA_XAC_DINH'),
      tag,
    )
    count++
  }
  const [row] = /<VanBan [\s\S]*?<\/VanBan>/.exec(list)!
  const one = replaced(list, /<VanBan [\s\S]*<\/VanBan>/, row)
  for (const [tag, text] of marked(one)) {
    t.match(adapter.toIndex(answer(text)), { ok: true, value: { entries: [{ label: unmarked, conceal: true }] } }, tag)
    count++
  }
  t.ok(count > 150)
})

t.test(
  'a state secret in the file is found however its base64 is laid out, and whatever stands before it',
  async (t) => {
    const secret = inFile(plain, /muc="(NB|HC)"/, 'muc="TM"')
    const before = (text: string) => replaced(secret, /(?<=<ContentTransferEncoded>)(?=PD94)/, text)
    const decoy = `<x><ContentTransferEncoded>${Buffer.from(`<${'a'.repeat(524_000)}/>`).toString('base64')}</ContentTransferEncoded></x>`
    for (const [name, text] of [
      ['much space before it', before(' '.repeat(6_000))],
      ['what is no base64 before it', before('*'.repeat(6_000))],
      ['other XML before it', replaced(secret, '<edXML:DigitalSignature>', `<edXML:DigitalSignature>${decoy}`)],
    ] as const)
      t.match(adapter.toShared(answer(text)), { ok: false, findings: [{ code: 'state-secret-in-clear' }] }, name)
  },
)
