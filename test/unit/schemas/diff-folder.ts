/** A small published schemas folder, and copies of it in which one thing is different. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Test } from 'tap'
import { dataFolder } from '../../support/data-folder.ts'

const title = (vi: string, en: string) => ({ vi, en })
const schemaId = { $schema: 'https://json-schema.org/draft/2020-12/schema' }
const object = (names: readonly [string, string], properties: object, required: readonly string[] = []) => ({
  ...schemaId,
  'x-title': title(...names),
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})
const field = (vi: string, en: string, of: object, label: unknown = 'internal') => ({
  'x-title': title(vi, en),
  'x-label': label,
  ...of,
})

// biome-ignore lint/suspicious/noExplicitAny: a test changes any place of it
export type Tree = Record<string, any>

/** The files of the folder, by path; a new tree with each call. */
export function tree(): Tree {
  return {
    'labels.json': {
      labels: {
        form: { level: 'CONG_KHAI', tags: [], rule: title('biểu mẫu', 'form') },
        internal: { level: 'NOI_BO', tags: ['RIENG'], rule: title('nội bộ', 'internal') },
      },
    },
    'case/v1/label.json': object(['Nhãn', 'Label'], {
      level: field('Độ mật', 'Level', { enum: ['CONG_KHAI', 'NOI_BO', 'HAN_CHE'] }, 'form'),
    }),
    'case/v1/day.json': { ...schemaId, 'x-title': title('Ngày', 'Day'), type: 'string', pattern: '^\\d{4}$' },
    'case/v1/coded.json': object(['Mã', 'Coded'], { code: field('Mã', 'Code', { type: 'string' }, 'form') }, ['code']),
    'case/v1/facet.json': object(
      ['Phần', 'Facet'],
      {
        id: field('Mã', 'Id', { type: 'string', 'x-id': true, 'x-assigned': 'gateway' }, 'form'),
        kind: field('Loại', 'Kind', { $ref: 'coded.json', 'x-codes': 'kinds' }),
        on: field('Ngày', 'On', { $ref: 'day.json' }),
        tells: field('Lời', 'Tells', { type: 'array', items: { type: 'string', maxLength: 9 }, maxItems: 5 }),
        name: field('Tên', 'Name', { type: 'string', maxLength: 50, 'x-mask': 'initials' }),
        count: field('Số', 'Count', { type: 'integer', minimum: 0 }),
        state: field('Tình trạng', 'State', { enum: ['MO', 'DONG'] }),
        next: field('Sau', 'Next', { type: 'string', 'x-ref': 'tells' }),
        label: field('Nhãn', 'Label', { $ref: 'label.json' }),
      },
      ['kind', 'label'],
    ),
    'case/v1/dossier.json': object(['Hồ sơ', 'Dossier'], {
      facets: field('Phần', 'Facets', { type: 'array', items: { $ref: 'facet.json' }, maxItems: 9 }),
    }),
    'manifest.json': { ...schemaId, type: 'object', properties: { id: { type: 'string', maxLength: 9 } } },
    'codes/kinds.json': {
      system: 'urn:kinds',
      version: '1',
      title: title('Loại', 'Kinds'),
      codes: [
        { code: 'A', vi: 'a', en: 'a', validFrom: '2018-01-01', validTo: null, source: 'luật' },
        { code: 'B', vi: 'b', en: 'b', validFrom: '2018-01-01', validTo: '2030-01-01' },
      ],
    },
    'codes/ways.json': { system: 'urn:ways', version: '1', title: title('Kênh', 'Ways'), codes: [] },
    'clocks/rules/source.json': [
      {
        id: 'R.1',
        article: 'Điều 1',
        title: title('Hạn', 'Limit'),
        actor: title('Cơ quan điều tra', 'Investigation body'),
        endEvents: ['KHOI_TO'],
        limit: { by: 'none', value: { amount: 20, unit: 'days' } },
        parameters: [{ name: 'countStartDay', default: false, why: title('khác nhau', 'differs') }],
      },
      { id: 'R.2', title: title('Hạn hai', 'Second'), limit: { by: 'at-once' } },
    ],
  }
}

/** Writes `files` into a new folder and gives its path. A text is written as it is. */
export function written(t: Test, files: Tree): string {
  const root = dataFolder(t)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return root
}
