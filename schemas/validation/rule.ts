/** The schemas as the generator leaves them for violations.ts: a closed vocabulary, with references by file name. */
import { type FormatName, formats } from './formats.ts'

/** What of JSON Schema 2020-12 the schemas here use. */
export interface Rule {
  /** Key of the Rules. */
  readonly $ref?: string
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null'
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  /** Name of the code list that `enum` or `const` has from it. */
  readonly codes?: string
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: RuleSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly properties?: Readonly<Record<string, RuleSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: false
  readonly anyOf?: readonly RuleSchema[]
  readonly if?: RuleSchema
  readonly then?: RuleSchema
  readonly else?: RuleSchema
}

export type RuleSchema = Rule | boolean

/** By file name, as in `case/v1/report.json`; a code list's form of coded.json is `case/v1/coded.<list>.json`. */
export type Rules = Readonly<Record<string, Rule>>

/** The keywords above: the generator refuses a schema with any other. */
export const keywords: ReadonlySet<string> = new Set<keyof Rule>([
  '$ref',
  'type',
  'const',
  'enum',
  'codes',
  'pattern',
  'format',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'items',
  'minItems',
  'maxItems',
  'uniqueItems',
  'properties',
  'required',
  'additionalProperties',
  'anyOf',
  'if',
  'then',
  'else',
])

const isFormat = (name: string): name is FormatName => Object.hasOwn(formats, name)

/**
 * The format that `rule` asks for, or undefined. A name that is not among formats.ts asks for nothing: the generator
 * refuses it.
 */
export function formatOf({ format }: Rule): { name: FormatName; test: (text: string) => boolean } | undefined {
  return format !== undefined && isFormat(format) ? { name: format, test: formats[format] } : undefined
}
