/** What a schema expects, in words: from the schema alone, so that nothing of a value can stand in them. */
import { type FormatName, formatTexts } from './formats.ts'

export interface Text {
  readonly vi: string
  readonly en: string
}

const text = (vi: string, en: string): Text => ({ vi, en })

const types: Readonly<Record<string, Text>> = {
  object: text('một đối tượng', 'an object'),
  array: text('một danh sách', 'an array'),
  string: text('một chuỗi ký tự', 'a string'),
  number: text('một số', 'a number'),
  integer: text('một số nguyên', 'an integer'),
  boolean: text('true hoặc false', 'true or false'),
  null: text('null', 'null'),
}

/** More values than this are counted instead of listed. */
const listed_max = 10

const anyOfThese = (values: readonly unknown[]): Text =>
  values.length > listed_max
    ? text(`một trong ${values.length} giá trị của lược đồ`, `one of the ${values.length} values of the schema`)
    : text(`một trong: ${values.join(', ')}`, `one of: ${values.join(', ')}`)

/** By keyword of JSON Schema. */
export const words = {
  type: (type: string): Text => types[type] ?? text(type, type),
  const: (value: unknown): Text => text(`đúng bằng ${value}`, `exactly ${value}`),
  /** `list`: the code list that `values` are of. */
  enum: (values: readonly unknown[], list: string | undefined): Text =>
    list === undefined
      ? anyOfThese(values)
      : text(
          `một mã của danh mục ${list} (${values.length} mã)`,
          `a code of the list ${list} (${values.length} codes)`,
        ),
  pattern: (pattern: string): Text => text(`chuỗi khớp mẫu ${pattern}`, `text that matches ${pattern}`),
  format: (name: FormatName): Text => formatTexts[name],
  minLength: (limit: number): Text => text(`ít nhất ${limit} ký tự`, `at least ${limit} characters`),
  maxLength: (limit: number): Text => text(`nhiều nhất ${limit} ký tự`, `at most ${limit} characters`),
  minimum: (limit: number): Text => text(`từ ${limit} trở lên`, `${limit} or more`),
  maximum: (limit: number): Text => text(`không quá ${limit}`, `${limit} or less`),
  minItems: (limit: number): Text => text(`ít nhất ${limit} phần tử`, `at least ${limit} items`),
  maxItems: (limit: number): Text => text(`nhiều nhất ${limit} phần tử`, `at most ${limit} items`),
  uniqueItems: text('không phần tử nào lặp lại', 'no item twice'),
  required: (name: string): Text => text(`phải có trường ${name}`, `the member ${name}`),
  additionalProperties: (names: readonly string[]): Text =>
    names.length > listed_max
      ? text(
          `không có trường nào ngoài ${names.length} trường của lược đồ`,
          `no member but the ${names.length} of the schema`,
        )
      : text(`không có trường nào ngoài: ${names.join(', ')}`, `no member but: ${names.join(', ')}`),
  anyOf: text('một trong các dạng mà lược đồ nêu', 'one of the forms of the schema'),
  nothing: text('không có giá trị ở đây', 'no value here'),
  truncated: (max: number): Text =>
    text(`còn nhiều lỗi nữa, chỉ nêu ${max - 1}`, `there are more; only ${max - 1} are told`),
  schema: text('đúng lược đồ', 'what the schema says'),
}

/** Both languages in one line, Vietnamese first. */
export const bilingual = ({ vi, en }: Text): string => (vi === en ? vi : `${vi} · ${en}`)
