/** Refusals as the API description has them: the problem, its codes, and the forms that two surfaces have of their own. */
import { catalogue, type ErrorCode } from '../../errors/catalogue.ts'
import type { JsonSchema } from '../forms.ts'
import { graphqlMediaTypes } from '../graphql/media-types.ts'
import type { RefusalForm } from '../pipeline.ts'
import { bothLanguages, code, list, object, ref, text, whole } from './contract.ts'
import type { HeaderName } from './headers.ts'

const codes = Object.keys(catalogue) as ErrorCode[]

const problem = {
  ...{ type: { ...text, format: 'uri' }, title: text, status: whole, detail: text, code: ref('ErrorCode') },
  ...{ party: code(['caller', 'gateway', 'source']), instance: text },
}
const { title: _, ...withoutTitle } = problem

/** What some refusals tell besides: names, codes and places, never a value that came. */
const told: Readonly<Record<string, JsonSchema>> = {
  ...{ parameter: text, takes: text, bytes_max: whole, member: text, claim: text, tag: text, components: list(text) },
  ...{ fault: text, state: text, event: text, findings: list(ref('Finding')), receipt: ref('LogReceipt') },
  ...{ item: ref('QuarantineItem'), comparison: ref('Comparison'), kind: text, reason: text },
  ...{ attachment: text, shows: list(text), places: list(ref('Missing')) },
  ...{
    article: bothLanguages,
    open: list(object({ from: text, to: text, article: bothLanguages }, { communes: list(text) })),
  },
}

export const problemParts: Readonly<Record<string, JsonSchema>> = {
  ErrorCode: {
    ...{ type: 'string', enum: codes },
    'x-enum-varnames': codes.map((one) => one.replaceAll('-', '_')),
    'x-enum-descriptions': codes.map((one) => {
      const { title, detail } = catalogue[one]
      return `${title.vi}. ${detail.vi} · ${title.en}. ${detail.en}`
    }),
  },
  Problem: object(problem, told),
  TokenProblem: object({ error: text, error_description: ref('ErrorCode'), ...problem }, told),
  GraphqlError: object(
    { message: text, extensions: object(withoutTitle, told) },
    { locations: list(object({ line: whole, column: whole })), path: list(text) },
  ),
}

/** The media types of refusals, and their schema when they can have no codes but these. */
export const refusalForms: Readonly<
  Record<RefusalForm, { readonly mediaTypes: readonly string[]; of(codes: readonly ErrorCode[]): JsonSchema }>
> = {
  problem: {
    mediaTypes: ['application/problem+json'],
    of: (codes) => ({ ...ref('Problem'), properties: { code: code(codes) } }),
  },
  token: {
    mediaTypes: ['application/json'],
    of: (codes) => ({ ...ref('TokenProblem'), properties: { code: code(codes) } }),
  },
  graphql: {
    mediaTypes: graphqlMediaTypes,
    of: (codes) => ({
      type: 'object',
      properties: {
        errors: list({ ...ref('GraphqlError'), properties: { extensions: { properties: { code: code(codes) } } } }),
      },
      required: ['errors'],
    }),
  },
}

const named: Readonly<Partial<Record<number, readonly HeaderName[]>>> = {
  401: ['WWW-Authenticate'],
  403: ['WWW-Authenticate'],
  409: ['Retry-After'],
  429: ['Retry-After'],
  503: ['Retry-After'],
}

/** Headers of a refusal with `status`, beside those of every answer. */
export const refusalHeaders = (status: number): readonly HeaderName[] => ['Content-Language', ...(named[status] ?? [])]
