/** What a sample file is: which codec, which encoding; or why no adapter can be drafted from it, and what to do. */

import type { Text } from '../../../schemas/validation/texts.ts'
import { decodeText } from '../../codecs/encodings.ts'
import { unicodeSigns, vniSigns } from '../../codecs/vni.ts'
import type { Manifest } from '../../sdk/adapter.ts'

type Native = Manifest['native']
export type Codec = Native['codec']

export const codecs: readonly Codec[] = ['json', 'xml', 'soap-1.1', 'csv', 'edxml']

/** A sample is one record, or one page: what is larger is an export, of which one record is enough. */
const SAMPLE_BYTES_MAX = 4 * 1024 * 1024

export type Recognised =
  | {
      readonly ok: true
      readonly codec: Codec
      readonly encoding: Native['encoding']
      readonly separator?: NonNullable<Native['separator']>
      readonly notes: readonly Text[]
    }
  | { readonly ok: false; readonly why: Text }

const refused = (vi: string, en: string): Recognised => ({ ok: false, why: { vi, en } })

/** Files that are no data: what they begin with, and what a person calls them. */
const foreign: readonly (readonly [beginning: string, name: string])[] = [
  ['%PDF', 'PDF'],
  ['PK\x03\x04', 'ZIP (docx, xlsx, ods)'],
  ['\xd0\xcf\x11\xe0', 'Word/Excel 97–2003'],
  ['\x1f\x8b', 'gzip'],
  ['Rar!', 'RAR'],
  ['\x89PNG', 'PNG'],
  ['\xff\xd8\xff', 'JPEG'],
]

const words =
  /(?<!\p{L})(của|và|người|ngày|tháng|năm|không|được|tỉnh|xã|phường|số|đồng|công an|tội|Nguyễn|Trần|Lê|Phạm|Đặng)(?!\p{L})/gu
const wordsIn = (text: string | undefined): number => text?.match(words)?.length ?? 0

const rawOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Encodings of old systems, each one byte a sign. */
const legacy = ['tcvn3', 'windows-1258', 'vni'] as const

const textIn = (bytes: Uint8Array, encoding: Native['encoding']): string | undefined => {
  const decoded = decodeText(bytes, encoding)
  return decoded.ok ? decoded.value : undefined
}

/** Which of them makes Vietnamese of the bytes: by common words. */
function legacyOf(bytes: Uint8Array): (typeof legacy)[number] | undefined {
  const scores = legacy.map((encoding) => [encoding, wordsIn(textIn(bytes, encoding))] as const)
  const [best] = scores.toSorted(([, a], [, b]) => b - a)
  return best![1] > 0 ? best![0] : undefined
}

function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const headerOf = (text: string): string => text.slice(0, text.search(/[\r\n]|$/))
const separatorOf = (header: string): NonNullable<Native['separator']> => {
  const count = (of: string): number => header.split(of).length
  return ([';', ',', '\t'] as const).reduce((best, of) => (count(of) > count(best) ? of : best))
}

/** The codec that the text looks like; undefined for what looks like none. */
function codecOf(text: string): Codec | undefined {
  const start = text.replace(/^\ufeff/, '').trimStart()
  if (/^[{[]/.test(start)) return 'json'
  if (start.startsWith('<')) {
    if (start.includes('http://schemas.xmlsoap.org/soap/envelope/')) return 'soap-1.1'
    return /<(?:[\w.-]+:)?edXML[\s>]/.test(start) ? 'edxml' : 'xml'
  }
  return /[;,\t]/.test(headerOf(start)) ? 'csv' : undefined
}

/** Tells the codec and the encoding of a sample. `wanted`: the codec that the user names. Total; nothing of the content is repeated. */
export function recognise(bytes: Uint8Array, wanted?: Codec): Recognised {
  if (bytes.byteLength === 0)
    return refused('tệp rỗng: hãy lấy một hồ sơ thật', 'the file is empty: take a real record')
  if (bytes.byteLength > SAMPLE_BYTES_MAX)
    return refused(
      `tệp lớn hơn ${SAMPLE_BYTES_MAX} byte: hãy cắt lấy một hồ sơ hoặc một trang`,
      `the file is larger than ${SAMPLE_BYTES_MAX} bytes: cut one record or one page out of it`,
    )
  const raw = rawOf(bytes).subarray(0, 4096).toString('latin1')
  const [, name] = foreign.find(([beginning]) => raw.startsWith(beginning)) ?? []
  if (name !== undefined)
    return refused(
      `đây là tệp ${name}, không phải dữ liệu: hãy xuất JSON, XML hoặc CSV`,
      `this is a ${name} file, not data: export JSON, XML or CSV`,
    )
  if (/^(\xff\xfe|\xfe\xff)/.test(raw))
    return refused('tệp ghi bằng UTF-16: hãy lưu lại bằng UTF-8', 'the file is UTF-16: save it again as UTF-8')
  if (raw.includes('\0'))
    return refused('tệp nhị phân: hãy xuất JSON, XML hoặc CSV', 'the file is binary: export JSON, XML or CSV')

  const text = utf8Of(bytes)
  const encoding = text === undefined ? legacyOf(bytes) : 'utf-8'
  if (encoding === undefined)
    return refused(
      'không nhận ra bảng mã: hãy xuất lại bằng UTF-8',
      'the encoding is not recognised: export it again as UTF-8',
    )
  const readable = text ?? textIn(bytes, encoding) ?? ''
  const codec = wanted ?? codecOf(readable)
  if (codec === undefined)
    return refused(
      'không nhận ra định dạng: hãy nêu --codec json | xml | soap-1.1 | csv | edxml',
      'the format is not recognised: say --codec json | xml | soap-1.1 | csv | edxml',
    )
  if (encoding !== 'utf-8' && (codec === 'json' || codec === 'edxml'))
    return refused(
      `văn bản ghi bằng ${encoding}: chỉ các codec csv, xml và soap-1.1 đọc được; ${codec} phải là UTF-8, hãy xuất lại`,
      `the text is in ${encoding}, which the codecs csv, xml and soap-1.1 alone read: ${codec} must be UTF-8, export it again`,
    )
  const separator = codec === 'csv' ? { separator: separatorOf(headerOf(readable)) } : {}
  return { ok: true, codec, encoding, ...separator, notes: notesOf(readable, codec) }
}

function notesOf(text: string, codec: Codec): readonly Text[] {
  const bom: Text = {
    vi: 'tệp mở đầu bằng BOM: bản trong golden/ bỏ đi',
    en: 'the file begins with a BOM, which the copy in golden/ is without',
  }
  const vni: Text = {
    vi: 'có chữ ghi bằng VNI trong tệp UTF-8: đọc các trường ấy bằng decodeVni (adapters/codecs/vni.ts)',
    en: 'there is VNI text in a UTF-8 file: read those fields with decodeVni (adapters/codecs/vni.ts)',
  }
  const nfd: Text = {
    vi: 'dấu viết rời (NFD): codec ghép lại',
    en: 'signs stand apart (NFD), which the codec composes',
  }
  return [
    ...(text.startsWith('\ufeff') ? [bom] : []),
    ...(codec !== 'edxml' && vniSigns(text) > unicodeSigns(text) ? [vni] : []),
    ...(/[\u0300-\u036f]/.test(text) ? [nfd] : []),
  ]
}
