/** GraphQL requests and documents that are wrong, or cost more than they say (GraphQL §5, GraphQL over HTTP §5). */
import type { Test } from 'tap'
import { askCold, type HostileCase, neverId } from '../../../support/hostile.ts'
import { target } from '../../../support/shared-target.ts'

const { authorization, run } = target
const id = run.stories['to-giac-mat']!
const dossier = (selection: string) => `{ dossier(id: "${id}") { ${selection} } }`

const sent = (body: string) => ({
  method: 'POST',
  target: '/graphql',
  headers: [authorization, ['Content-Type', 'application/json'] as const],
  body,
})
const asked = (query: string, more: object = {}) => sent(JSON.stringify({ query, ...more }))

const invalid = { status: 400, code: 'graphql-invalid' } as const
const complex = { status: 400, code: 'graphql-too-complex' } as const
const unreadable = { status: 400, code: 'body-malformed' } as const
const parameter = { status: 400, code: 'parameter-invalid' } as const

const casesOf = (
  refusal: Pick<HostileCase, 'status' | 'code'>,
  documents: Readonly<Record<string, string>>,
): HostileCase[] => Object.entries(documents).map(([name, query]) => ({ name, request: asked(query), ...refusal }))

const times = (count: number, part: (n: number) => string) => Array.from({ length: count }, (_, n) => part(n)).join(' ')

// biome-ignore format: a table
const requests: Readonly<Record<string, string>> = {
  'nothing':              '{}',
  'no query':             '{"variables":{}}',
  'query that is none':   '{"query":1}',
  'query null':           '{"query":null}',
  'query list':           '{"query":["{ __typename }"]}',
  'batch':                '[{"query":"{ __typename }"},{"query":"{ __typename }"}]',
  'empty batch':          '[]',
  'variables list':       '{"query":"{ __typename }","variables":[]}',
  'variables text':       '{"query":"{ __typename }","variables":"{}"}',
  'operation name':       '{"query":"{ __typename }","operationName":1}',
  'extensions':           '{"query":"{ __typename }","extensions":"x"}',
  'extra member':         '{"query":"{ __typename }","id":"x"}',
  'persisted query':      '{"query":"{ __typename }","persisted":true}',
  'prototype':            '{"query":"{ __typename }","__proto__":{"a":1}}',
  'prototype alone':      '{"__proto__":{"query":"{ __typename }"}}',
}

// biome-ignore format: a table
const wrong: Readonly<Record<string, string>> = {
  'empty':                           '',
  'only a comment':                  '# xin chào',
  'no GraphQL':                      'SELECT 1',
  'cut':                             '{ dossier(id: "',
  'NUL':                             '{ \0 }',
  'unknown field':                   dossier('khongCo'),
  'field of the prototype':          dossier('constructor { name }'),
  'unknown root':                    '{ khongCo }',
  'unknown argument':                `{ dossier(id: "${id}", khongCo: 1) { id } }`,
  'missing argument':                '{ dossier { id } }',
  'argument null':                   '{ dossier(id: null) { id } }',
  'argument list':                   '{ dossier(id: ["x"]) { id } }',
  'argument object':                 '{ dossier(id: {}) { id } }',
  'number beyond Int':               '{ dossiers(first: 99999999999999999999) { next } }',
  'fraction':                        '{ dossiers(first: 1.5) { next } }',
  'text for Int':                    '{ dossiers(first: "1") { next } }',
  'unknown filter':                  '{ dossiers(filter: {khongCo: "x"}) { next } }',
  'filter of the prototype':         '{ dossiers(filter: {__proto__: {kind: "x"}}) { next } }',
  'no selection':                    `{ dossier(id: "${id}") }`,
  'selection of a leaf':             dossier('id { x }'),
  'unknown type':                    dossier('... on Reporter { fullName }'),
  'unknown fragment':                dossier('...khongCo'),
  'unused fragment':                 `${dossier('id')} fragment F on Dossier { id }`,
  'fragment alone':                  'fragment F on Dossier { id }',
  'unknown directive':               dossier('id @khongCo'),
  'directive without its argument':  dossier('id @skip'),
  'directive twice':                 dossier('id @skip(if: true) @skip(if: false)'),
  'two of one answer name':          dossier('x: id x: facets { id }'),
  'two roots of one answer name':    `{ x: dossier(id: "${id}") { id } x: dossier(id: "${neverId}") { id } }`,
  'mutation':                        'mutation { dossier(id: "x") { id } }',
  'mutation of nothing':             'mutation { __typename }',
  'subscription':                    'subscription { __typename }',
  'two operations, none named':      'query A { __typename } query B { __typename }',
  'two operations of one name':      'query A { __typename } query A { __typename }',
  'a schema':                        'type Query { x: Int }',
  'cycle of one':                    `${dossier('...A')} fragment A on Dossier { ...A }`,
  'cycle of two':                    `${dossier('...A')} fragment A on Dossier { ...B } fragment B on Dossier { id ...A }`,
  'unused cycle':                    `${dossier('id')} fragment A on Dossier { ...B } fragment B on Dossier { ...A }`,
  'cycle through a field':           `{ __schema { types { ...A } } } fragment A on __Type { ofType { ...A } }`,
  'answer name of the prototype':    dossier('__proto__: id'),
  'an alias that fills an entry':    dossier(`${'a'.repeat(101)}: id`),
  'root named as the prototype':     `{ __proto__: dossier(id: "${id}") { id } }`,
  '3,000 aliases':                   `{ ${times(3_000, (n) => `a${n}:__typename`)} }`,
  '10,000 nested braces':            '{ a '.repeat(10_000),
  '10,000 nested lists':             `{ dossiers(filter: ${'['.repeat(10_000)}) { next } }`,
  'half a character':                '{ dossiers(filter: {identifier: "\\ud800"}) { next } }',
  'long string':                     `{ dossier(id: """${'x'.repeat(50_000)}` ,
}

const bomb = (fragments: number, fields = '') =>
  `${dossier('...F0')} ${times(fragments, (n) => `fragment F${n} on Dossier { ${n === fragments - 1 ? 'id' : `${fields} ...F${n + 1} ...F${n + 1}`} }`)}`
const ofType = (depth: number) => `${'ofType { '.repeat(depth)} name ${'} '.repeat(depth)}`

// biome-ignore format: a table
const costly: Readonly<Record<string, string>> = {
  'fragments unfolding to 2^60 fields':     bomb(60),
  'and to 2^60 fields of many names':       bomb(60).replaceAll('{ ', '{ x: id '),
  'nested introspection':                   `{ __schema { types { fields { type { ${ofType(20)} } } } } }`,
  'introspection nested through fields':    `{ __schema { ${'types { fields { type { '.repeat(6)} name ${'} } } '.repeat(6)} } }`,
  'introspection in a fragment':            `{ __schema { types { ...T } } } fragment T on __Type { fields { type { ${ofType(20)} } } }`,
  'eleven roots':                           `{ ${times(11, (n) => `a${n}: dossiers { next }`)} }`,
  'eleven dossiers':                        `{ ${times(11, (n) => `a${n}: dossier(id: "${id}") { id }`)} }`,
  'full pages of many fields':              `{ ${times(10, (n) => `a${n}: dossiers(first: 100) { nodes { ${times(30, (m) => `b${m}: id`)} } }`)} }`,
  'full pages by other names':              `{ dossiers { ${times(10, (n) => `n${n}: nodes { ${times(30, (m) => `b${m}: id`)} }`)} } }`,
}

const named: Readonly<Record<string, HostileCase['request']>> = {
  'operation that is not there': asked('query A { __typename }', { operationName: 'B' }),
  'operation of the prototype': asked('query A { __typename }', { operationName: '__proto__' }),
  'missing variable': asked('query($id: ID!) { dossier(id: $id) { id } }'),
  'variable null': asked('query($id: ID!) { dossier(id: $id) { id } }', { variables: { id: null } }),
  'variable of another type': asked('query($id: ID!) { dossier(id: $id) { id } }', { variables: { id: { a: 1 } } }),
  'undeclared variable': asked('{ dossier(id: $id) { id } }', { variables: { id } }),
  'variable too large': sent('{"query":"query($n: Int) { dossiers(first: $n) { next } }","variables":{"n":1e300}}'),
  'text for a number': asked('query($n: Int) { dossiers(first: $n) { next } }', { variables: { n: '1' } }),
  'unknown filter in a variable': asked('query($f: DossierFilter) { dossiers(filter: $f) { next } }', {
    variables: { f: { x: 1 } },
  }),
  'prototype in a variable': sent(
    '{"query":"query($f: DossierFilter) { dossiers(filter: $f) { next } }","variables":{"f":{"__proto__":{"kind":"x"}}}}',
  ),
  'variable named as the prototype': sent(
    `{"query":"query($__proto__: ID!) { dossier(id: $__proto__) { id } }","variables":{"__proto__":"${id}"}}`,
  ),
  'null over a default': asked(`query($id: ID = "${id}") { dossier(id: $id) { id } }`, { variables: { id: null } }),
  'null over the default of a directive': asked(
    `query($s: Boolean = true) ${dossier('id facets @skip(if: $s) { id }')}`,
    { variables: { s: null } },
  ),
  'null over a default, in introspection': asked(
    'query($s: Boolean = true) { __schema { queryType { kind name @skip(if: $s) } } }',
    { variables: { s: null } },
  ),
  'null over the default of an argument of introspection': asked(
    'query($n: String = "x") { __type(name: $n) { name } }',
    { variables: { n: null } },
  ),
}

// biome-ignore format: a table
const parameters: Readonly<Record<string, string>> = {
  'first 0':            '{ dossiers(first: 0) { next } }',
  'first below 0':      '{ dossiers(first: -1) { next } }',
  'first 101':          '{ dossiers(first: 101) { next } }',
  'id that is none':    '{ dossier(id: "x") { id } }',
  'id a number':        '{ dossier(id: 5) { id } }',
  'kind that is none':  '{ dossiers(filter: {kind: "x"}) { next } }',
  'no such day':        '{ dossiers(filter: {receivedFrom: "2026-02-30T00:00:00Z"}) { next } }',
  'year 0':             '{ dossiers(filter: {updatedSince: "0000-01-01T00:00:00Z"}) { next } }',
  'NUL':                '{ dossiers(filter: {identifier: "\\u0000"}) { next } }',
  'good and bad':       `{ a: dossier(id: "${id}") { id } b: dossiers(first: 0) { next } }`,
}

export const cold = (t: Test) =>
  askCold(t, target, {
    requests: Object.entries(requests).map(([name, body]) => ({ name, request: sent(body), ...unreadable })),
    documents: casesOf(invalid, wrong),
    cost: [
      ...casesOf(complex, costly),
      ...casesOf(
        { status: 413, code: 'body-too-large' },
        { '10,000 aliases': `{ ${times(10_000, (n) => `a${n}:__typename`)} }` },
      ),
    ],
    'variables and names': Object.entries(named).map(([name, request]) => ({ name, request, ...invalid })),
    parameters: [
      ...casesOf(parameter, parameters),
      {
        name: 'half a character in a variable',
        request: asked('query($f: DossierFilter) { dossiers(filter: $f) { next } }', {
          variables: { f: { identifier: '\ud800' } },
        }),
        ...parameter,
      },
      ...casesOf(
        { status: 400, code: 'cursor-invalid' },
        { cursor: '{ dossiers(after: "x") { next } }', 'empty cursor': '{ dossiers(after: "") { next } }' },
      ),
      ...casesOf(
        { status: 403, code: 'token-scope' },
        { 'id that the token does not name': '{ dossier(id: "hs-bbbbbbbbbbbbbbbbbbbbbbbbbb") { id } }' },
      ),
    ],
  })
