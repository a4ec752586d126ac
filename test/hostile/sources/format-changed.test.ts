import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Manifest, Translation } from '../../../adapters/sdk/adapter.ts'
import { limits } from '../../../gateway/limits.ts'
import { filledReader } from '../../../gateway/sources/filled.ts'
import { formatChanges } from '../../../gateway/sources/format-changes.ts'
import { goneFields } from '../../../gateway/sources/gone.ts'
import { nameTeller } from '../../../gateway/sources/names.ts'
import { reported } from '../../../gateway/sources/reported.ts'
import { type NativeFormat, richest } from '../../support/native-documents.ts'

type Change = readonly [what: string, from: RegExp, to: string, code: string, place: RegExp]

/** In the bytes of the documents, read as one character each. */
const changes: Readonly<Record<string, readonly Change[]>> = {
  'cong-an': [
    ['new', /(?=<dl:NoiDung>)/, '<dl:TruongMoi>1</dl:TruongMoi>', 'field-unknown', /\/TruongMoi\/\*$/],
    ['renamed', /dl:NoiDung>/g, 'dl:NoiDungMoi>', 'field-unknown', /\/NoiDungMoi\/\*$/],
  ],
  'vien-kiem-sat': [
    ['new', /(?="noiDung":)/, '"truongMoi":1,', 'field-unknown', /^\/truongMoi$/],
    ['missing', /"phanLoaiTin":"?[^",]*"?,/, '', 'field-missing', /^\/report\/kind$/],
    ['renamed', /"linhVuc":/, '"linhVucMoi":', 'field-unknown', /^\/linhVucMoi$/],
    ['retyped', /"phucTap":(true|false)/, '"phucTap":"$1"', 'field-type', /^\/phucTap$/],
  ],
  'toa-an': [
    ['new', /(?=<edXML:Subject>)/, '<edXML:TruongMoi>1</edXML:TruongMoi>', 'field-unknown', /\/TruongMoi\/\*$/],
  ],
  'thanh-tra': [
    ['new', /\r\n/, ';Moi\r\n', 'header-unexpected', /^$/],
    ['missing', /[^;]*;/, '', 'header-unexpected', /^$/],
  ],
  mttq: [
    ['new', /(?="noiDung":)/, '"truongMoi":1,', 'field-unknown', /^\/phanAnh\/truongMoi$/],
    ['missing', /"loai":"[^"]*",/, '', 'field-missing', /^\/report\/kind$/],
    ['renamed', /"linhVuc":/, '"linhVucMoi":', 'field-unknown', /^\/phanAnh\/linhVucMoi$/],
    ['retyped', /"kenh":\[[^\]]*\]/, '"kenh":1', 'field-type', /^\/phanAnh\/kenh$/],
  ],
}

const fieldsOf = (agency: string): Manifest['fields'] => {
  const manifest = join(import.meta.dirname, '../../../adapters', agency, 'manifest.json')
  return (JSON.parse(readFileSync(manifest, 'utf8')) as Manifest).fields
}

/** What is told once eight records have come with the change. */
const changesOf = ({ agency, toShared }: NativeFormat, bytes: Uint8Array) => {
  const { findings } = toShared(bytes)
  const named = nameTeller(fieldsOf(agency))
  const told = formatChanges(100)
  return ['1', '2', '3', '4', '5', '6', '7', '8'].flatMap((record) =>
    told({ agency, adapter: agency, eventId: 'e', outcome: 'ok', findings: named(reported(findings, 100), [record]) }),
  )
}

t.test('a field that is new, missing, renamed or retyped is named by its place, in each format', async (t) => {
  for (const format of richest()) {
    const text = Buffer.from(format.bytes).toString('latin1')
    t.strictSame(changesOf(format, format.bytes), [], `${format.agency} as it is`)
    for (const [what, from, to, code, place] of changes[format.agency]!) {
      const changed = text.replace(from, to)
      t.not(changed, text, `${format.agency}: ${what}: the document has it`)
      const told = changesOf(format, Buffer.from(changed, 'latin1'))
      const named = told.filter(
        (change) => change.code === code && (place.test(change.path) || place.test(change.target ?? '-')),
      )
      t.equal(named.length, 1, `${format.agency}: ${what}: ${JSON.stringify(told)}`)
    }
  }
})

/** All of one optional field, and its place in the manifest. */
const optional: Readonly<Record<string, readonly [from: RegExp, to: string, native: string]>> = {
  'cong-an': [/<dl:GioiTinh>.<\/dl:GioiTinh>/g, '', '/HoSoDienTu/HoSo/DanhSachDoiTuong/DoiTuong/NhanThan/GioiTinh'],
  'vien-kiem-sat': [/"linhVuc":\d+,/, '', '/linhVuc'],
  'toa-an': [/<edXML:Priority>.<\/edXML:Priority>/, '', '/MessageHeader/OtherInfo/Priority'],
  'thanh-tra': [/;L\d;/, ';;', '/*/Lĩnh vực'],
  mttq: [/"linhVuc":"[^"]*",/, '', '/phanAnh/linhVuc'],
}

t.test(
  'an optional field that a source always filled and fills no more is named, though no document is wrong',
  async (t) => {
    for (const format of richest()) {
      const { agency } = format
      const fields = fieldsOf(agency)
      const reader = filledReader(fields)
      const goneOf = goneFields(limits.source)
      const times = limits.source.gone_records_min
      const toldOf = (bytes: Uint8Array, from: number) => {
        const outcome = format.toShared(bytes)
        if (!outcome.ok) throw new Error(`${agency}: ${outcome.findings[0].code}`)
        return Array.from({ length: times }, (_, n) => {
          const record = reader.facet(outcome.value as Translation, `${from + n}`)
          return goneOf({ agency, adapter: agency, fields, records: [record] })
        })
      }
      const [from, to, native] = optional[agency]!
      const text = Buffer.from(format.bytes).toString('latin1')
      t.strictSame(toldOf(format.bytes, 0).flat(), [], agency)
      const told = toldOf(Buffer.from(text.replace(from, to), 'latin1'), times)
      t.strictSame(told.slice(0, -1).flat(), [], `${agency}: a few documents without it are nothing`)
      t.match(told.at(-1), [{ code: 'field-gone', path: native }], agency)
      t.equal(told.at(-1)!.length, 1, `${agency}: ${JSON.stringify(told.at(-1))}`)
    }
  },
)
