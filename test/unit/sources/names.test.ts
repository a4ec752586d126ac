import t from 'tap'
import { nameTeller } from '../../../gateway/sources/names.ts'
import type { ReportedFinding } from '../../../gateway/sources/reported.ts'

const fields = ['/hoSo/nguoi/*/hoTen', '/hoSo/nguoi/*/soDinhDanh', '/hoSo/linhVuc', '/hoSo/so'].map(
  (native) => ({ native, shared: null, relation: 'unmapped', because: 'x' }) as const,
)
const unknown = (pointer: string, type = 'string', code = 'field-unknown'): ReportedFinding => ({
  ...{ code, effect: 'note', pointer, found: { type, length: 3 } },
})
const pointers = (told: readonly ReportedFinding[]) => told.map(({ pointer }) => pointer)

t.test('a name that may be content is told by its place, length and a digest, whoever it is', async (t) => {
  const named = nameTeller(fields)
  for (const name of ['NguyenVanA', 'tran_thi_b', 'LE.VAN.C', 'An', 'hoTenNguyenVanA', 'so-An', 'a'.repeat(40)]) {
    const told = named([unknown(`/hoSo/nguoi/0/${name}`)], ['record'])
    t.match(told, [
      {
        ...{ code: 'field-unknown', pointer: '/hoSo/nguoi/0' },
        found: { type: 'member', length: name.length, digest: /^[\w-]{22}$/ },
      },
    ])
    t.notOk(JSON.stringify(told).includes(name), name)
  }
  const of = (name: string) => named([unknown(`/hoSo/${name}`)], [])[0]?.found?.digest
  t.not(of('NguyenVanA'), of('NguyenVanA'), 'readings have keys of their own')
  const twice = named([unknown('/hoSo/NguyenVanA'), unknown('/hoSo/nguoi/0/NguyenVanA')], [])
  t.equal(twice[0]?.found?.digest, twice[1]?.found?.digest, 'of one reading it shows that it is one name')
})

t.test('a renamed or misplaced field is named at once', async (t) => {
  const named = nameTeller(fields)
  const places = ['/hoSo/linhVuc2', '/hoSo/linh_vuc', '/hoSo/LinhVuc/0', '/hoSo/hoTen', '/hoSo/soDinhDan']
  t.strictSame(
    pointers(
      named(
        places.map((place) => unknown(place)),
        [],
      ),
    ),
    places,
  )
})

const records = ['1', '2', '3', '4', '5', '6', '7', '8']

t.test('a new field is named when eight different records in a row have it at one place', async (t) => {
  const named = nameTeller(fields)
  const at = (n: number) => [unknown(`/hoSo/nguoi/${n}/truongMoi`)]
  for (const record of [...records.slice(1), '2', '3'])
    t.strictSame(pointers(named(at(0), [record])), ['/hoSo/nguoi/0'], 'seven, and some of them again')
  t.strictSame(pointers(named(at(0), [])), ['/hoSo/nguoi/0'], 'one that is not known')
  t.strictSame(pointers(named([...at(3), unknown('/hoSo/truongMoi')], ['1'])), ['/hoSo/nguoi/3/truongMoi', '/hoSo'])
  t.strictSame(pointers(named(at(0), [])), ['/hoSo/nguoi/0/truongMoi'], 'from then on')
})

t.test('a person whose name is a key is not named, in how many records and how often it may be', async (t) => {
  const person = [unknown('/hoSo/nguoi/NguyenVanA')]
  const told = (readings: readonly (readonly [of: readonly ReportedFinding[], record: readonly string[]])[]) => {
    const named = nameTeller(fields)
    return JSON.stringify(readings.map(([of, record]) => named(of, record)))
  }
  const others = records.flatMap((n) => [[person, [n]] as const, [[], [`${n} of another`]] as const])
  t.notMatch(told([...others, ...others]), /NguyenVanA/, 'in several records, with others between them')
  const grown = records.map((_, n) => [person, records.slice(n, n + 2)] as const)
  t.notMatch(told([...grown, [person, ['1', '2']]]), /NguyenVanA/, 'in one whose numbers become others one by one')
  const pages = records.map((n) => [person, ['its own', `beside it ${n}`]] as const)
  t.notMatch(told(pages), /NguyenVanA/, 'in one row of lists whose other rows change')
})

t.test('names that a sender makes up fill no memory, and hide no field that comes later', async (t) => {
  const named = nameTeller(fields)
  for (let n = 0; n < 1000; n++) named([unknown(`/hoSo/la${'x'.repeat(n)}`)], ['a'])
  t.strictSame(pointers(named([unknown('/hoSo/sau')], ['a'])), ['/hoSo'])
  const told = ['b', ...records].map((record) => pointers(named([unknown('/hoSo/sau')], [record]))[0])
  t.strictSame([told.at(-3), told.at(-1)], ['/hoSo', '/hoSo/sau'])
  const many = Array.from({ length: 100 }, (_, n) => `${n}`)
  for (const n of records)
    t.strictSame(
      pointers(
        named(
          [unknown('/hoSo/list')],
          many.map((one) => n + one),
        ),
      ),
      ['/hoSo'],
      'long pages count nothing',
    )
})

t.test('other findings stand as they are, and beside a state secret there is no digest', async (t) => {
  const named = nameTeller(fields)
  const others = [unknown('/hoSo/la', 'string', 'field-type'), unknown('/hoSo', 'member'), unknown('')]
  t.strictSame(named(others, ['a']), others)
  const secret = unknown('/hoSo', 'text', 'state-secret-in-clear')
  t.notOk(named([secret, unknown('/hoSo/NguyenVanA')], [])[1]?.found?.digest)
})
