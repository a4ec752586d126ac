/** Header values and tokens as no honest client sends them. */
import type { Test } from 'tap'
import { agencyClient, officers } from '../../../support/client.ts'
import { dossiersIn } from '../../../support/dossiers.ts'
import { askCold, assertRefusal, type HostileCase } from '../../../support/hostile.ts'
import { bytesOf, rawConnection } from '../../../support/raw.ts'
import { target } from '../../../support/shared-target.ts'

const { authorization, run, token } = target
const list = '/v1/dossiers'

const procuracy = agencyClient(run, officers.procuracy.system)
const theirs = await procuracy.bearer({ ...officers.procuracy, dossiers: dossiersIn(run) })
procuracy.close()

const [header = '', payload = '', signature = ''] = token.split('.')
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
const withHeader = (change: object, signed = signature) =>
  `${encoded({ ...headerOf(), ...change })}.${payload}.${signed}`
const headerOf = () => JSON.parse(Buffer.from(header, 'base64url').toString()) as object

// biome-ignore format: a table
const invalid: Readonly<Record<string, string>> = {
  'another scheme':                 `Basic ${Buffer.from('cong-an:x').toString('base64')}`,
  'no token':                       'Bearer',
  'token that is none':             'Bearer x',
  'empty parts':                    'Bearer ..',
  'token without a scheme':         token,
  'two tokens in one':              `Bearer ${token} ${token}`,
  'list of tokens':                 `Bearer ${token}, Bearer ${token}`,
  'quoted':                         `Bearer "${token}"`,
  'tab before the token':           `Bearer\t${token}`,
  'bytes beyond ASCII':             `Bearer ${token}\x80\xff`,
  'longer than any token':          `Bearer ${'a'.repeat(13_000)}.b.c`,
  'unsigned':                       `Bearer ${header}.${payload}.`,
  'algorithm none':                 `Bearer ${withHeader({ alg: 'none' })}`,
  'algorithm none, unsigned':       `Bearer ${withHeader({ alg: 'none' }, 'x')}`,
  'a symmetric algorithm':          `Bearer ${withHeader({ alg: 'HS256' })}`,
  'another type':                   `Bearer ${withHeader({ typ: 'JWT' })}`,
  'claims changed':                 `Bearer ${header}.${encoded({ ...claims, clearance: 'TUYET_MAT' })}.${signature}`,
  'payload that is no JSON':        `Bearer ${header}.${Buffer.from('{').toString('base64url')}.${signature}`,
  'header that is no JSON':         `Bearer ${Buffer.from('\0').toString('base64url')}.${payload}.${signature}`,
  'prototype in the payload':       `Bearer ${header}.${Buffer.from('{"__proto__":{"exp":9e9}}').toString('base64url')}.${signature}`,
  'cut':                            `Bearer ${token.slice(0, -8)}`,
}

const post = { method: 'POST', target: '/graphql', body: '{"query":"{ __typename }"}' } as const
const json = ['Content-Type', 'application/json'] as const
const missing = { status: 401, code: 'token-missing' } as const

const cases: readonly HostileCase[] = [
  { name: 'no Authorization', request: { target: list }, ...missing },
  { name: 'no Authorization, GraphQL', request: { ...post, headers: [json] }, ...missing },
  { name: 'empty Authorization', request: { target: list, headers: [['Authorization', '']] }, ...missing },
  { name: 'token in the query', request: { target: `${list}?access_token=${token}` }, ...missing },
  ...Object.entries(invalid).flatMap(([name, value]): HostileCase[] => {
    const refusal = { status: 401, code: 'token-invalid' } as const
    return [
      { name, request: { target: list, headers: [['Authorization', value]] }, ...refusal },
      { name: `${name}, GraphQL`, request: { ...post, headers: [json, ['Authorization', value]] }, ...refusal },
    ]
  }),
  {
    name: 'token of another certificate',
    request: { target: list, headers: [['Authorization', `Bearer ${theirs}`]] },
    status: 401,
    code: 'token-not-bound',
  },
  ...[authorization, ['authorization', 'Bearer x.y.z'] as const].map(
    (second): HostileCase => ({
      name: `Authorization twice, then ${second[1].slice(0, 12)}`,
      request: { target: list, headers: [authorization, second] },
      status: 400,
      code: 'request-malformed',
    }),
  ),
  ...['text/html', 'application/json;q=0', 'image/*, text/*', '\x80', ','].map(
    (accept): HostileCase => ({
      name: `Accept ${accept}`,
      request: { ...post, headers: [authorization, json, ['Accept', accept]] },
      status: 406,
      code: 'not-acceptable',
    }),
  ),
]

export const cold = (t: Test) => askCold(t, target, { 'tokens and headers': cases })

// biome-ignore format: a table
const harmless: readonly (readonly [name: string, value: string])[] = [
  ['Accept-Language', 'en;q=NaN, vi;q=Infinity, en;q=1e999, *;q=-1'],
  ['Accept-Language', 'en,'.repeat(4_000)],
  ['Accept-Language', '\x80\xff;q=\x80'],
  ['Accept-Language', '__proto__, constructor'],
  ['traceparent', '00-00000000000000000000000000000000-0000000000000000-00'],
  ['traceparent', 'ff-rác'],
  ['traceparent', '\x80'.repeat(2_000)],
  ['tracestate', 'a=b,'.repeat(2_000)],
  ['X-Forwarded-For', '10.0.0.1'],
  ['X-Forwarded-Host', 'khac.example'],
  ['X-Forwarded-Proto', 'http'],
  ['Forwarded', 'for=10.0.0.1;host=khac.example'],
  ['X-Client-Cert', 'urn:lienthong:vien-kiem-sat:kiem-sat'],
  ['X-HTTP-Method-Override', 'DELETE'],
  ['X-Original-URL', '/oauth2/jwks'],
  ['Cookie', 'a=b; '.repeat(2_000)],
  ['Accept-Encoding', 'gzip, br'],
  ['Range', 'bytes=0-1'],
  ['If-None-Match', '*'],
  ['Host', '\x80'],
]

export const attack = async (t: Test) => {
  t.test('the media type that is refused is not given for a wildcard', async (t) => {
    const given: Readonly<Record<string, string>> = {
      '*/*': 'application/json',
      'application/json;q=0, */*': 'application/graphql-response+json',
      'application/graphql-response+json;q=0, */*': 'application/json',
      '*/*;q=0.1, application/graphql-response+json': 'application/graphql-response+json',
    }
    const connection = target.connect()
    for (const [accept, type] of Object.entries(given)) {
      connection.send(bytesOf({ ...post, headers: [authorization, json, ['Accept', accept]] }))
      t.equal((await connection.next())?.headers['content-type'], `${type}; charset=utf-8`, accept)
    }
    connection.close()
  })

  t.test('a token counts on its own connection only, whatever that connection was used for before', async (t) => {
    const connection = rawConnection(run, run.clients[officers.procuracy.system]!)
    const ask = async (bearer: string) => {
      connection.send(bytesOf({ target: list, headers: [['Authorization', `Bearer ${bearer}`]] }))
      return connection.next()
    }
    t.equal((await ask(theirs))?.status, 200)
    assertRefusal(t, 'the police token', await ask(token), { status: 401, code: 'token-not-bound' })
    t.equal((await ask(theirs))?.status, 200)
    connection.close()
  })

  t.test('more than one space after Bearer is as good as one (RFC 9110 §11.4)', async (t) => {
    const connection = target.connect()
    for (const spaces of [' ', '  ', ' '.repeat(40)]) {
      connection.send(bytesOf({ target: list, headers: [['Authorization', `Bearer${spaces}${token}`]] }))
      t.equal((await connection.next())?.status, 200)
    }
    connection.close()
  })

  t.test('headers that mean nothing here change nothing', async (t) => {
    const connection = target.connect()
    const refused = async (headers: readonly (readonly [string, string])[]) => {
      connection.send(bytesOf({ target: `${list}?first=0`, headers: [authorization, ...headers] }))
      const reply = await connection.next()
      assertRefusal(t, headers.join(), reply, { status: 400, code: 'parameter-invalid' })
      return reply?.json
    }
    const { instance: _ordinary, ...ordinary } = await refused([])
    for (const value of harmless) {
      const { instance: _own, ...problem } = await refused([value])
      if (!value[1].startsWith('en,')) t.same(problem, ordinary)
    }
    connection.close()
  })
}
