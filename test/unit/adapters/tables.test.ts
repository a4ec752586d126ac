/** Records, entries and deposits by field tables: one format in four notations, and what must never pass for less than it is. */
import t from 'tap'
import { openDocument, openRows } from '../../../adapters/codecs/open.ts'
import { xmlView } from '../../../adapters/codecs/view-xml.ts'
import type { XmlElement } from '../../../adapters/codecs/xml.ts'
import { readDeposits } from '../../../adapters/sdk/deposits.ts'
import { partsBetween } from '../../../adapters/sdk/kit.ts'
import { oneOf, text } from '../../../adapters/sdk/leaves.ts'
import { nodeAt } from '../../../adapters/sdk/native.ts'
import { newReading } from '../../../adapters/sdk/reading.ts'
import { readRecord } from '../../../adapters/sdk/record.ts'
import type { RecordTable } from '../../../adapters/sdk/tables.ts'
import { noteUnknown } from '../../../adapters/sdk/unknown.ts'
import { validateTranslation } from '../../../schemas/generated/validators.js'
import { context, type Fields, marks, native, nodeOf, table, termsAt, whole } from '../../support/field-table.ts'

const readAs = (fields: Fields, as: RecordTable) => readRecord(nodeOf(fields), as, termsAt(''), context)
const read = (fields: Fields) => readAs(fields, table)
const labelOf = (fields: Fields) => {
  const result = read(fields)
  return result.ok ? result.value.translation.facet.label.level : result.findings.map(({ code }) => code)
}

t.test('one record in JSON, XML and CSV is one translation', async (t) => {
  const json = read(whole)
  if (!json.ok) return t.fail(JSON.stringify(json.findings))
  t.same(validateTranslation(json.value.translation), [])
  t.same(json.findings, [])
  const { nguoi: _, ...flat } = whole
  const xml = `<hs><nguoi><ma>1</ma><ten>Mẫu</ten></nguoi>${Object.entries(flat).map(([name, of]) => `<${name}>${of}</${name}>`)}</hs>`
  const opened = openDocument(Buffer.from(xml.replaceAll(',', '')), { ...native, codec: 'xml' })
  if (!opened.ok) return t.fail('XML')
  const fromXml = readRecord(nodeAt(opened.value, 'hs')!, table, termsAt('/hs'), context)
  t.match(fromXml, { ok: true, findings: [] })
  t.same(fromXml.ok && fromXml.value.translation, json.value.translation, 'a list of one too')
  const rows = [Object.keys(flat), Object.values(flat)].map((cells) => `${cells.join(';')}\r\n`).join('')
  const records = openRows(Buffer.from(rows), { ...native, codec: 'csv' })
  if (!records.ok) return t.fail('CSV')
  const fromCsv = readRecord(records.value[0]!.record, table, termsAt('/*'), context)
  t.same(fromCsv.ok && fromCsv.value.translation.facet.report, json.value.translation.facet.report)
})

t.test(
  'a mark that is missing, repeated, unknown or elsewhere leaves the record undetermined and hidden',
  async (t) => {
    t.equal(labelOf(whole), 'HAN_CHE')
    const { mat: _, ...unmarked } = whole
    for (const fields of [
      unmarked,
      { ...whole, mat: null },
      { ...whole, mat: '' },
      { ...whole, mat: 'h' },
      { ...whole, mat: {} },
      { ...whole, mat: [] },
      { ...whole, mat: ['T', 'X'] },
      { ...whole, MAT: 'T' },
      { ...whole, them: { 'mat ': 'T' } },
    ]) {
      const result = read(fields)
      t.match(result, { ok: true, value: { conceal: true } }, JSON.stringify(fields))
      t.equal(labelOf(fields), 'CHUA_XAC_DINH')
    }
    t.equal(labelOf({ ...whole, mat: ['T', 'H'] }), 'HAN_CHE', 'the highest of several')
  },
)

t.test('marks in one text, between separators, mean all of them together', async (t) => {
  const codes = { ...marks, C: { tags: ['NGUOI_CHUA_THANH_NIEN'] } } as const
  const inOne = { ...table, marks: [{ native: 'mat', codes, separator: '|' }] }
  const of = (fields: Fields) => readAs(fields, inOne)
  for (const mat of ['H|C', 'C|H', 'T|H|C'])
    t.match(
      of({ ...whole, mat }),
      { value: { translation: { facet: { label: { level: 'HAN_CHE', tags: ['NGUOI_CHUA_THANH_NIEN'] } } } } },
      mat,
    )
  for (const mat of ['C', 'H|', '|H', 'H| C', 'H|X', 'H,C'])
    t.match(
      of({ ...whole, mat }),
      { value: { conceal: true, translation: { facet: { label: { level: 'CHUA_XAC_DINH' } } } } },
      mat,
    )
  for (const fields of [{ mat: 'C|M' }, { mat: 'X|M' }, { mat: 'M | X' }, { them: { mat: 'C|M' } }])
    t.match(of({ ...whole, ...fields }), { ok: false, findings: [{ code: 'state-secret-in-clear' }] })
})

t.test('parts of a text between separators stand where the text has them', async (t) => {
  const parts = partsBetween('/*/mat', '||')
  const said = 'T||HC||'
  t.same(
    parts('/*/mat', said).map(({ pointer, value, from, to }) => [pointer, value, said.slice(from, to)]),
    [
      ['/0', 'T', 'T'],
      ['/1', 'HC', 'HC'],
      ['/2', '', ''],
    ],
  )
  t.same([parts('/*/mat', ''), parts('/*/khac', said)], [[], []])
})

t.test('a state secret is refused, wherever its mark stands, and nothing else is said', async (t) => {
  for (const fields of [
    { ...whole, mat: 'M' },
    { ...whole, mat: 'M', loai: '9' },
    { ...whole, mat: 'T', them: { mat: 'M' } },
    { ...whole, nguoi: [{ ma: '1', mat: 'M' }] },
    { ...whole, mat: ['U', 'M'] },
    { ...whole, mat: ['M', 'U'] },
    { ...whole, mat: { ma: 'M' } },
    { ...whole, mat: [['M']] },
    { ...whole, mat: 'M ' },
    { ...whole, nguoi: [{ ma: '1', mat: [{ ma: ' M' }] }] },
    { ...whole, them: { mat: { ma: [['M']] } } },
  ])
    t.same(labelOf(fields), ['state-secret-in-clear'], JSON.stringify(fields))
})

t.test('beside a mark that is not understood, what was understood still counts', async (t) => {
  const codes = { ...marks, C: { tags: ['NGUOI_CHUA_THANH_NIEN'] } } as const
  const unmarked = { level: 'NOI_BO', tags: ['NGUOI_TO_GIAC'] } as const
  const of = (fields: Fields) => {
    const read = readRecord(
      nodeOf({ ...whole, ...fields }),
      { ...table, marks: [{ native: 'mat', codes }] },
      { ...termsAt(''), unmarked },
      context,
    )
    if (!read.ok) return read
    const { level, tags } = read.value.translation.facet.label
    return { conceal: read.value.conceal, level, tags: [...tags].sort() }
  }
  const both = ['NGUOI_CHUA_THANH_NIEN', 'NGUOI_TO_GIAC']
  t.match(of({ mat: ['H', 'C', 'X'] }), { conceal: true, level: 'HAN_CHE', tags: both })
  t.match(of({ mat: 'C' }), { conceal: true, level: 'NOI_BO', tags: both }, 'no level at all')
  t.match(of({ mat: 'H', them: { mat: 'T' } }), { conceal: true, level: 'HAN_CHE' }, 'a mark elsewhere')
})

t.test(
  'an item with a mark of its own has a label of its own; one that is not understood is left out, which shows',
  async (t) => {
    const result = read({ ...whole, nguoi: [{ ten: 'không mã' }, { ma: '2', ten: 'Mẫu', mat: 'T' }] })
    if (!result.ok) return t.fail('refused')
    const { facet, labels, absent } = result.value.translation
    t.match(facet.participants, [{ id: '2' }])
    t.same(labels, [{ path: '/participants/0', label: { level: 'NOI_BO', tags: [] } }])
    t.match(absent, [{ path: '/participants', why: 'unknown' }])
    t.match(read({ ...whole, nguoi: [{ ma: '1' }, { ma: '1' }] }).findings, [
      { code: 'key-repeated', pointer: '/nguoi/1' },
    ])
    t.match(
      read({ ...whole, nguoi: [1, 2, 3] }),
      { ok: false, findings: [{ code: 'value-too-long' }] },
      'none is left out unseen',
    )
  },
)

t.test('an item whose mark conceals it, which only a whole record can be, is undetermined', async (t) => {
  const lists = [{ ...table.lists[0]!, marks: [{ native: 'mat', codes: { ...marks, G: { conceal: true } } as const }] }]
  for (const mat of ['P', 'G', ['T', 'G']]) {
    const result = readAs({ ...whole, nguoi: [{ ma: '1', mat }] }, { ...table, lists })
    t.match(result.findings, [{ code: 'mark-unknown', effect: 'degraded', target: '/participants/0' }])
    if (!result.ok) return t.fail('refused')
    t.match(result.value.translation.labels, [{ path: '/participants/0', label: { level: 'CHUA_XAC_DINH' } }])
  }
})

t.test('a list or a value where a branch should stand hides nothing behind it', async (t) => {
  const behind: RecordTable = {
    ...{ ...table, marks: [{ native: 'quanLy/mat', codes: marks, none: { level: 'NOI_BO' } }] },
    report: [...table.report, ['noi/ten', 'place', text(9)]],
    lists: [{ ...table.lists[0]!, native: 'vu/nguoi' }],
  }
  const of = (fields: Fields) => readAs({ ...whole, nguoi: undefined, ...fields }, behind)
  const known = of({ mat: undefined })
  t.match(known, { value: { conceal: false, translation: { facet: { label: { level: 'NOI_BO' } } } } }, 'free')
  for (const quanLy of [[{ mat: 'T' }], 'T', 1])
    t.match(of({ mat: undefined, quanLy }), {
      value: { conceal: true, translation: { facet: { label: { level: 'CHUA_XAC_DINH' } } } },
    })
  for (const quanLy of [[{ mat: 'M' }], [{}, { mat: 'M' }], 'M'])
    t.match(of({ mat: undefined, quanLy }), { ok: false, findings: [{ code: 'state-secret-in-clear' }] })
  for (const noi of [[{ ten: 'Mẫu' }], 'Mẫu'])
    t.match(of({ noi }), { value: { translation: { absent: [{ path: '/report/place', why: 'unknown' }] } } })
  for (const vu of [[{ nguoi: [{ ma: '1' }] }], 'Mẫu']) {
    const { ok, findings } = of({ vu })
    t.equal(ok, false)
    t.ok(findings.some(({ code, effect }) => code === 'field-type' && effect === 'reject-record'))
  }
})

t.test('what is not understood is absent with a reason, and no finding carries it', async (t) => {
  const result = read({ ...whole, ngay: '31/02/2026', la: 'bí mật' })
  t.match(result, { ok: true, value: { translation: { absent: [{ path: '/report/occurredAt', why: 'unknown' }] } } })
  t.match(result.findings, [
    { code: 'field-unknown', effect: 'note', found: { type: 'member', length: 1 } },
    { code: 'value-invalid', pointer: '/ngay', target: '/report/occurredAt', found: { type: 'text', length: 10 } },
  ])
  t.notMatch(JSON.stringify(result.findings), /31\/02|bí mật|"la"/)
  t.match(read({ ...whole, loai: undefined }), { ok: false, findings: [{ code: 'field-missing', expected: 'loai' }] })
})

t.test('a single value or branch can be an entity of a list; nothing there, no entity', async (t) => {
  const agency = ['', 'agency', oneOf({ 'Công an': 'CA' }), 'required'] as const
  const one = { native: 'giao', shared: 'assignments', itemsMax: 1, one: true, constants: { id: '1' } } as const
  const given = (giao: unknown, rows: typeof table.report = [agency]) =>
    readAs({ ...whole, giao }, { ...table, lists: [{ ...one, rows }] })
  t.match(given('Công an'), {
    ok: true,
    value: { translation: { facet: { assignments: [{ id: '1', agency: 'CA' }] } } },
  })
  for (const nothing of [undefined, null, '']) {
    const { ok, findings } = given(nothing)
    t.match({ ok, findings: findings.filter(({ code }) => code !== 'field-unknown') }, { ok: true, findings: [] })
  }
  t.match(given('Chợ'), { value: { translation: { absent: [{ path: '/assignments', why: 'unknown' }] } } })
  t.match(given(['Công an']), { ok: false }, 'several would be lost')
  t.match(given('Công an', [['co', 'agency', text(9)]]), { findings: [{}, { code: 'field-type' }] })
  t.match(given({ co: 'CA' }, [['co', 'agency', text(9)]]), {
    value: { translation: { facet: { assignments: [{ agency: 'CA' }] } } },
  })
})

t.test('items of a list in XML are known by paths without a step for positions', async (t) => {
  const xml = `<hs><mat>T</mat>${'<nguoi><ma>1</ma><la/></nguoi>'.repeat(2)}</hs>`
  const opened = openDocument(Buffer.from(xml), { ...native, codec: 'xml' })
  if (!opened.ok) return t.fail('XML')
  const reading = newReading()
  const known = new Set(['mat', 'nguoi/ma'])
  noteUnknown(reading, nodeAt(opened.value, 'hs')!, { known }, [])
  t.match(reading.findings, [
    { code: 'field-unknown', pointer: '/hs/0/nguoi/0', found: { length: 1 } },
    { code: 'field-unknown', pointer: '/hs/0/nguoi/1', found: { length: 1 } },
  ])
})

t.test('an XML element that has attributes only is an item; one that has xsi:nil only is nothing', async (t) => {
  const at = { ...table.lists[0]!, rows: [['@ma', 'id', text(10), 'required']] as const }
  const lists = [{ ...at, marks: [{ native: '@mat', codes: marks, none: {} }] }]
  const given = (nguoi: string) => {
    const fields = Object.entries({ ...whole, nguoi: '' }).map(([name, of]) => `<${name}>${of}</${name}>`)
    const xml = `<hs xmlns:x="urn:x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${fields.join('')}${nguoi}</hs>`
    const opened = openDocument(Buffer.from(xml.replace('<nguoi></nguoi>', '')), { ...native, codec: 'xml' })
    if (!opened.ok) throw new Error('no document')
    return readRecord(nodeAt(opened.value, 'hs')!, { ...table, lists }, termsAt('/hs'), context)
  }
  for (const nguoi of ['<nguoi ma="1"/>', '<nguoi ma="1"/><nguoi ma="2"/>'])
    t.match(given(nguoi), { ok: true, value: { translation: { facet: { participants: [{ id: '1' }] } } } }, nguoi)
  for (const nguoi of ['<nguoi ma="1" mat="M"/>', '<nguoi ma="1" mat="T" x:mat="M"/>', '<nguoi mat="M"/>'])
    t.match(given(nguoi), { ok: false, findings: [{ code: 'state-secret-in-clear' }] }, nguoi)
  const twoKeys = given('<nguoi x:ma="1" ma="2"/>')
  t.match(twoKeys, { ok: true, value: { translation: { absent: [{ path: '/participants', why: 'unknown' }] } } })
  const nothing = given('<nguoi xsi:nil="true"/>')
  t.match(nothing, { ok: true, value: { translation: { absent: [] } } })
  t.notOk(nothing.findings.some(({ effect }) => effect !== 'note'))
})

t.test('the members of an XML element are told apart once, whatever is asked for', async (t) => {
  let asked = 0
  const leaf = { ns: '', attributes: [], children: [], text: 'x', pointer: '/hs/0/la/0', line: 1, column: 1 }
  const counted = (number: number): XmlElement => ({
    ...leaf,
    get name() {
      asked++
      return `n${number}`
    },
  })
  const children = Array.from({ length: 100 }, (_, number) => counted(number))
  const view = xmlView({ ...leaf, name: 'hs', children, text: '' })
  t.equal(asked, 0, 'not before')
  for (const name of view.names()) t.match(view.member(name), { kind: 'text', value: 'x' })
  t.equal(view.names().length, 100)
  t.equal(view.member('n0'), view.member('n0'))
  t.equal(asked, 100)
})

t.test('deposits: a row that is refused names whose it is; the last of two with one key counts', async (t) => {
  const rows = [
    'ma;luc;so;loai;buoc;nhan;ngay;mat',
    'A1;02/09/2026 10:00;7/A;1;1;01/09/2026 09:30;2026;T',
    'A2;02/09/2026 10:00;8/A;9;1;01/09/2026 09:30;2026;T',
    'A3;02/09/2026 10:00;9/A;1;1;01/09/2026 09:30;2026;M',
    'A1;03/09/2026 10:00;7/A;1;1;01/09/2026 09:30;2026;P',
  ]
  const records = openRows(Buffer.from(rows.map((row) => `${row}\r\n`).join('')), { ...native, codec: 'csv' })
  if (!records.ok) return t.fail('CSV')
  const outcome = readDeposits(records.value, table, termsAt('/*'), false, context)
  if (!outcome.ok) return t.fail('refused')
  const { deposits, refused } = outcome.value
  t.match(deposits, [{ entry: { nativeKey: 'A1', conceal: true, updatedAt: '2026-09-03T10:00:00+07:00' } }])
  t.match(deposits[0]?.entry.identifiers, [{ value: '7/A', assigner: 'SO' }], 'the number is of whose document it is')
  t.equal(deposits.length, 1)
  t.equal(Buffer.from(deposits[0]!.document).toString(), `${rows[0]}\r\n${rows[4]}\r\n`)
  t.match(refused, [
    { nativeKey: 'A2', why: 'rejected' },
    { nativeKey: 'A3', why: 'secret' },
  ])
})
