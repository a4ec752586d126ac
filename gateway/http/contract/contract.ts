/** How a route is told to whoever writes a client: what it is for, what it takes and what it answers. */
import type { Text } from '../../../schemas/validation/texts.ts'
import type { ErrorCode } from '../../errors/catalogue.ts'
import type { Form, JsonSchema, TextForm } from '../forms.ts'
import type { HeaderName } from './headers.ts'
import { titleOf } from './titles.ts'

export type Tag = 'reading' | 'depositing' | 'handing-over' | 'directives' | 'quarantine' | 'tokens' | 'log' | 'gateway'

export interface Answer {
  /** In one of these. Default: `application/json`. */
  readonly mediaTypes?: readonly string[]
  readonly schema: JsonSchema
  readonly headers?: readonly HeaderName[]
}

export interface Contract {
  /** Of the function in a generated client. */
  readonly id: string
  readonly tag: Tag
  readonly title: Text
  readonly note?: Text
  readonly path?: Readonly<Record<string, TextForm>>
  /** By which the handler reads the query. */
  readonly query?: Readonly<Record<string, Form<unknown>>>
  readonly queryRequired?: readonly string[]
  /** Those of it that may stand there more than once. */
  readonly queryRepeated?: readonly string[]
  /** By which the handler reads the body; the media type is what the checks of its surface want. */
  readonly body?: JsonSchema
  readonly answers: Readonly<Record<number, Answer>>
  /** What its handler refuses besides what the checks of its surface do. */
  readonly refuses?: readonly ErrorCode[]
}

/** By method and URL, as `GET /v1/dossiers/{id}`. */
export type Contracts = Readonly<Record<string, Contract>>

/** A component of the description. */
export const ref = (component: string): JsonSchema => ({ $ref: `#/components/schemas/${component}` })

/** `schema` with the title of the member `name` in both languages. Throws an Error when there are no words for it. */
export function titled(name: string, schema: JsonSchema): JsonSchema {
  const { vi, en } = titleOf(name)
  return { title: `${vi} · ${en}`, ...schema }
}

/** `schema` of what comes, with titles for the members of all objects in it. Throws as titled. */
export function withTitles(schema: JsonSchema): JsonSchema {
  const { properties, items } = schema as { properties?: Readonly<Record<string, JsonSchema>>; items?: JsonSchema }
  const members = Object.entries(properties ?? {}).map(([name, of]) => [name, titled(name, withTitles(of))])
  return {
    ...schema,
    ...(properties && { properties: Object.fromEntries(members) }),
    ...(items && { items: withTitles(items) }),
  }
}

/** An object of an answer, open for members of later versions. Throws as titled. */
export const object = (
  required: Readonly<Record<string, JsonSchema>>,
  optional: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema => ({
  type: 'object',
  properties: Object.fromEntries(
    Object.entries({ ...required, ...optional }).map(([name, schema]) => [name, titled(name, schema)]),
  ),
  required: Object.keys(required),
})

export const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
export const code = (codes: readonly string[]): JsonSchema => ({ type: 'string', enum: codes })
export const text: JsonSchema = { type: 'string' }
export const whole: JsonSchema = { type: 'integer', minimum: 0 }
export const time: JsonSchema = { type: 'string', format: 'date-time' }
export const truth: JsonSchema = { type: 'boolean' }
/** Bytes of any kind. */
export const bytes: JsonSchema = {}
/** A compact JWS (RFC 7515). */
export const jws: JsonSchema = { type: 'string', pattern: '^[\\w-]+\\.[\\w-]+\\.[\\w-]+$' }

export const bothLanguages = object({ vi: text, en: text })

/** What a list answers in pages; `next` is the `after` of the page that follows. */
export const pageOf = (member: string, items: JsonSchema): JsonSchema =>
  object({ [member]: list(items) }, { next: text })
