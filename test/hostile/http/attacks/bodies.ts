/** Bodies: too large, of another kind than they say, or no text at all. */
import type { Test } from 'tap'
import { limits } from '../../../../gateway/limits.ts'
import { askCold, type HostileCase } from '../../../support/hostile.ts'
import { chunked } from '../../../support/raw.ts'
import { target } from '../../../support/shared-target.ts'

const { authorization } = target
type Header = readonly [name: string, value: string]
const json: Header = ['Content-Type', 'application/json']
const form: Header = ['Content-Type', 'application/x-www-form-urlencoded']
const inChunks: Header = ['Transfer-Encoding', 'chunked']
const query = '{"query":"{ __typename }"}'
const wish = 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&client_id=cong-an%3Adieu-tra'

const toGraphql = (body: string | Uint8Array, ...headers: Header[]) => ({
  method: 'POST',
  target: '/graphql',
  headers: [authorization, ...headers],
  body,
})
const toToken = (body: string | Uint8Array, ...headers: Header[]) => ({
  method: 'POST',
  target: '/oauth2/token',
  headers,
  body,
})

const tooMuch = 'x'.repeat(limits.request.body_bytes_max + 1)
const tooLarge = { status: 413, code: 'body-too-large', closes: true } as const
const unsupported = { status: 415, code: 'media-type-unsupported' } as const
const unreadable = { status: 400, code: 'body-malformed' } as const

const oversized: readonly HostileCase[] = [
  { name: 'JSON too large', request: toGraphql(tooMuch, json), ...tooLarge },
  { name: 'JSON too large in chunks', request: toGraphql(chunked(tooMuch), json, inChunks), ...tooLarge },
  { name: 'form too large', request: toToken(tooMuch, form), ...tooLarge },
  { name: 'form too large in chunks', request: toToken(chunked(tooMuch), form, inChunks), ...tooLarge },
  { name: 'says too much and sends nothing', request: toGraphql('', json, ['Content-Length', '70000']), ...tooLarge },
]

const mediaTypes = (type: string): readonly string[] => [
  '',
  'text/plain',
  `${type}x`,
  `${type};`,
  `${type}; charset=latin1`,
  `${type}; charset=utf-8; charset=latin1`,
  `${type}; charset="utf-8`,
  `${type};\tcharset=utf-8`,
  `${type}\t; charset=utf-8`,
  `${type} text/plain`,
  `${type}, text/plain`,
  `text/plain, ${type}`,
  `text/plain; x="${type}"`,
  `${type}; x=y`,
  `${type}\x80`,
  `${type.replace('/', ' / ')}`,
  'multipart/form-data; boundary=x',
  'application/graphql',
]

const wrongTypes: readonly HostileCase[] = [
  { name: 'GraphQL without a media type', request: toGraphql(query), ...unsupported },
  { name: 'form without a media type', request: toToken(wish), ...unsupported },
  ...mediaTypes('application/json').map((type) => ({
    name: `GraphQL as ${JSON.stringify(type)}`,
    request: toGraphql(query, ['Content-Type', type]),
    ...unsupported,
  })),
  ...mediaTypes('application/x-www-form-urlencoded').map((type) => ({
    name: `form as ${JSON.stringify(type)}`,
    request: toToken(wish, ['Content-Type', type]),
    ...unsupported,
  })),
  { name: 'form to GraphQL', request: toGraphql(wish, form), ...unsupported },
  { name: 'JSON to the token endpoint', request: toToken(query, json), ...unsupported },
  ...['gzip', 'br', 'identity, gzip', 'identity, identity', '', 'x\x80'].map((encoding) => ({
    name: `Content-Encoding ${encoding}`,
    request: toGraphql(query, json, ['Content-Encoding', encoding]),
    ...unsupported,
  })),
]

const bytes = (...parts: (string | number)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))))

// biome-ignore format: a table
const noJson: Readonly<Record<string, string | Uint8Array>> = {
  'empty':                  '',
  'no JSON':                'query { x }',
  'half':                   '{"query":',
  'two values':             `${query}${query}`,
  'a comment':              `${query} // x`,
  'a name without quotes':  '{query:"{ __typename }"}',
  'byte order mark':        bytes(0xef, 0xbb, 0xbf, query),
  'UTF-16':                 Buffer.from(query, 'utf16le'),
  'latin1':                 bytes('{"query":"{ a', 0xe9, ' }"}'),
  'overlong UTF-8':         bytes('{"query":"', 0xc0, 0xaf, '"}'),
  'surrogate in UTF-8':     bytes('{"query":"', 0xed, 0xa0, 0x80, '"}'),
  'cut UTF-8':              bytes('{"query":"', 0xe1, 0xbb, '"}'),
  'NUL':                    bytes('{"query":"a', 0, '"}'),
  'gzip':                   bytes(0x1f, 0x8b, 8, 0),
  'nesting without end':    '['.repeat(60_000),
  'nesting':                `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
  'a number':               '1e999',
  'a text':                 '"{ __typename }"',
  'null':                   'null',
}

// biome-ignore format: a table
const noForm: Readonly<Record<string, string | Uint8Array>> = {
  'cut escape':           `${wish}&x=%`,
  'escape that is none':  `${wish}&x=%zz`,
  'escaped latin1':       `${wish}&x=%e9`,
  'escaped surrogate':    `${wish}&x=%ED%A0%80`,
  'escape in a name':     `${wish}&%ff=x`,
  'latin1':               bytes(`${wish}&x=`, 0xe9),
}

// biome-ignore format: a table
const wrongForms: Readonly<Record<string, string>> = {
  'empty':                  '',
  'only signs':             '&&&===',
  'twice':                  `${wish}&assertion=x&assertion=x`,
  'any parameter twice':    `${wish}&assertion=x&la=1&la=2`,
  'empty parameter':        `${wish}&assertion=&authorization_details=x`,
  'assertion too long':     `${wish}&assertion=${'x'.repeat(9_000)}&authorization_details=x`,
  'details too long':       `${wish}&assertion=x&authorization_details=${'x'.repeat(5_000)}`,
  'prototype':              '__proto__=x&constructor=y&grant_type=',
}

const content: readonly HostileCase[] = [
  ...Object.entries(noJson).map(([name, body]) => ({
    name: `JSON: ${name}`,
    request: toGraphql(body, json),
    ...unreadable,
  })),
  ...Object.entries(noForm).map(([name, body]) => ({
    name: `form: ${name}`,
    request: toToken(body, form),
    ...unreadable,
  })),
  ...Object.entries(wrongForms).map(([name, body]) => ({
    name: `form: ${name}`,
    request: toToken(body, form),
    status: 400,
    code: 'oauth-invalid-request' as const,
  })),
  {
    name: 'form: another grant',
    request: toToken(`${wish.replace('jwt', 'mật-khẩu')}&assertion=x`, form),
    status: 400,
    code: 'oauth-unsupported-grant-type',
  },
  {
    name: 'form: another client',
    request: toToken(`${wish.replace('cong-an', 'vien-kiem-sat')}&assertion=x&authorization_details=x`, form),
    status: 401,
    code: 'oauth-invalid-client',
  },
  ...['x', 'a.b.c', '\0', 'é'].map((assertion) => ({
    name: `form: assertion ${JSON.stringify(assertion)}`,
    request: toToken(`${wish}&assertion=${encodeURIComponent(assertion)}&authorization_details=[]`, form),
    status: 400,
    code: 'oauth-invalid-grant' as const,
  })),
]

export const cold = (t: Test) => askCold(t, target, { 'too large': oversized, 'media types': wrongTypes, content })
