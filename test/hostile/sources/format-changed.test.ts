import t from 'tap'
import { formatChanges } from '../../../gateway/sources/format-changes.ts'
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

const changesOf = ({ agency, toShared }: NativeFormat, bytes: Uint8Array) => {
  const { findings } = toShared(bytes)
  return formatChanges(100)({ agency, adapter: agency, eventId: 'e', outcome: 'ok', findings: reported(findings, 100) })
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
