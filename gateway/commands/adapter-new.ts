import { existsSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { type Draft, draft } from '../../adapters/check/draft/draft.ts'
import { writeDraft } from '../../adapters/check/draft/folder.ts'
import { looksLikeMark } from '../../adapters/check/draft/guess.ts'
import { type Codec, codecs } from '../../adapters/check/draft/sample.ts'
import type { TransportKind } from '../../adapters/sdk/adapter.ts'
import { codeLists } from '../../schemas/generated/codes.ts'
import { bilingual } from '../../schemas/validation/texts.ts'
import { adaptersHere } from './adapter-folder.ts'
import { type Command, needed, parsed, Usage } from './command.ts'

const transports: readonly TransportKind[] = ['https-query', 'https-push', 'directory']
const folderName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

function choice<T extends string>(value: string | undefined, among: readonly T[], name: string): T | undefined {
  if (value === undefined || among.includes(value as T)) return value as T | undefined
  throw new Usage(`--${name}: ${among.join(' | ')}`)
}

function agencyOf(code: string) {
  const known: readonly { readonly code: string; readonly vi: string; readonly en: string }[] = codeLists.agencies.codes
  const found = known.find((agency) => agency.code === code)
  if (found) return found
  const list = known.map((agency) => `  ${agency.code}  ${agency.vi} · ${agency.en}`)
  const why =
    code === ''
      ? 'mã cơ quan · the code of the agency'
      : `schemas/codes/agencies.json không có ${code}: dùng mã sẵn có, hoặc thêm vào đó · has no ${code}: take one that it has, or add yours`
  throw new Usage(`--code: ${why}\n${list.join('\n')}`)
}

const report = (
  { manifest, notes }: Extract<Draft, { ok: true }>,
  written: readonly string[],
  folder: string,
): string => {
  const { id, native, fields, transport } = manifest
  const marks = fields.filter((row) => looksLikeMark(row.native))
  return [
    `${folder}: ${native.codec}, ${native.encoding}${native.separator ? `, '${native.separator}'` : ''}, ${transport.kind}`,
    ...written.map((path) => `  ${path}`),
    ...notes.map((note) => `  ${bilingual(note)}`),
    '',
    `${fields.length} trường, chưa trường nào được quyết định · fields, none of them decided`,
    ...(marks.length === 0
      ? [
          'KHÔNG THẤY DẤU XỬ LÝ: không có dấu thì không gì được đưa ra · NO HANDLING MARK SEEN: without one nothing is released',
        ]
      : marks.map((row) => `  có thể là dấu xử lý · may be a handling mark: ${row.native}`)),
    '',
    '!! golden/ vào kho mã và ai cũng đọc được: KHÔNG được chứa dữ liệu của người thật. Thay mọi tên, số, địa chỉ.',
    '!! golden/ goes into the repository for everybody to read: it must hold NO REAL PERSON’S DATA. Replace all names, numbers, addresses.',
    '',
    'Tiếp theo · Next (adapters/README.md):',
    `  1  codes.ts: mọi mã của hệ thống · all codes of the system`,
    `  2  format.ts: mỗi trường đi đâu, đọc thế nào · where each field goes and how it is read`,
    `  3  manifest.json: relation, shared, because; marks; mediaType (${native.mediaType}?)`,
    `  4  golden/*.shared.json, *.index.json: dạng chung đúng · the true shared form`,
    `  5  lienthong adapter check ${id}`,
    '',
  ].join('\n')
}

const options = {
  sample: { type: 'string', multiple: true },
  code: { type: 'string' },
  codec: { type: 'string' },
  transport: { type: 'string' },
  adapters: { type: 'string', default: adaptersHere },
} as const

/** Drafts adapters/<agency> from sample files. Exit code 1 when a sample can't be used; nothing is written then. */
export const adapterNew: Command = {
  usage: `AGENCY --code CODE --sample FILE [--sample FILE …] [--codec ${codecs.join('|')}] [--transport ${transports.join('|')}] [--adapters FOLDER]`,
  title: { vi: 'Dựng bộ chuyển đổi từ tệp mẫu', en: 'Draft an adapter from sample files' },
  async run(args) {
    const { values, positionals } = parsed(args, options, 1)
    const [id] = positionals
    if (id === undefined || !folderName.test(id) || id.length > 40)
      throw new Usage('AGENCY: chữ thường, số, gạch nối · small letters, digits, hyphens: bien-phong')
    const codec: Codec | undefined = choice(values.codec, codecs, 'codec')
    const transport = choice(values.transport, transports, 'transport')
    const paths = values.sample ?? []
    needed(paths[0], 'sample')
    const { code, vi, en } = agencyOf(values.code ?? '')
    const adapters = resolve(values.adapters)
    const folder = join(adapters, id)
    for (const beside of ['sdk', 'codecs'])
      if (!existsSync(join(adapters, beside)))
        throw new Usage(
          `${adapters}: thiếu ${beside} mà mọi bộ chuyển đổi import · adapters import ${beside}, which is not there: ln -s ${join(adaptersHere, beside)} ${adapters}/`,
        )
    if (existsSync(folder)) throw new Usage(`${folder}: đã có · is there already`)
    const given = paths.map((path) => ({ path, bytes: new Uint8Array(readFileSync(path)) }))
    const drafted = draft(given, { id, agency: code, title: { vi, en }, transport }, codec)
    if (!drafted.ok) {
      process.stderr.write(`${drafted.path}: ${bilingual(drafted.why)}\n`)
      return 1
    }
    const written = writeDraft(adapters, drafted.manifest, drafted.samples)
    process.stdout.write(report(drafted, written, relative(process.cwd(), folder)))
    return 0
  },
}
