import t from 'tap'
import { catalogue, type ErrorCode } from '../../../gateway/errors/catalogue.ts'
import { GatewayError, problemOf } from '../../../gateway/errors/problem.ts'
import { languageOf } from '../../../gateway/http/accept.ts'

t.test('a problem is what RFC 9457 says, in one language, and nothing else', async (t) => {
  t.strictSame(problemOf('token-scope', 'en', 'ev-1'), {
    type: 'urn:lienthong:error:token-scope',
    title: 'Token does not cover this',
    status: 403,
    detail: 'Obtain a token whose authorization_details name this action and dossier.',
    code: 'token-scope',
    party: 'caller',
    instance: 'urn:lienthong:event:ev-1',
  })
  for (const code of Object.keys(catalogue) as ErrorCode[])
    for (const language of ['vi', 'en'] as const) {
      const { title, detail, status, party } = catalogue[code]
      t.match(problemOf(code, language, 'ev-2'), {
        code,
        status,
        party,
        title: title[language],
        detail: detail[language],
      })
    }
})

t.test('an error has its code and status; its cause is no part of what it says', async (t) => {
  const error = new GatewayError('index-unavailable', { cause: new Error('password=secret') })
  t.match(error, { code: 'index-unavailable', status: 503, name: 'GatewayError', message: 'index-unavailable' })
  t.notMatch(String(error) + JSON.stringify(error), /secret/)
  t.ok(error instanceof Error)
})

const languages: readonly (readonly [header: string | undefined, language: 'vi' | 'en'])[] = [
  [undefined, 'vi'],
  ['', 'vi'],
  ['vi', 'vi'],
  ['en', 'en'],
  ['EN-gb', 'en'],
  ['vi-VN,vi;q=0.9,en;q=0.8', 'vi'],
  ['en-US,en;q=0.9,vi;q=0.8', 'en'],
  ['vi;q=0.5, en', 'en'],
  ['en;q=0.5, vi', 'vi'],
  ['en, vi', 'vi'],
  ['fr, en;q=0.1', 'en'],
  ['fr, de', 'vi'],
  ['*', 'vi'],
  ['en;q=0', 'vi'],
  ['vi;q=0, en;q=0.001', 'en'],
  ['en ; q=0.9 , vi ; q=0.1', 'en'],
  ['en;level=1;q=0.2, vi;q=0.1', 'en'],
  // Hostile or broken: never a throw, and never a language for a weight that is none.
  ['en;q=NaN', 'vi'],
  ['en;q=', 'vi'],
  ['en;q=Infinity', 'vi'],
  ['en;q=-1', 'vi'],
  ['en;q=1e9, vi', 'vi'],
  ['en;q=2, vi', 'vi'],
  ['en;q=0x1', 'vi'],
  ['english', 'vi'],
  ['en_US', 'vi'],
  [';;;,,,=', 'vi'],
  ['__proto__;q=1, constructor', 'vi'],
  ['\u0000en\r\nX: y', 'vi'],
  [`${'x,'.repeat(50_000)}en`, 'vi'],
  [`en,${'x,'.repeat(50_000)}`, 'en'],
]

for (const [header, language] of languages)
  t.test(`Accept-Language ${JSON.stringify(header?.slice(0, 40))}`, async (t) => t.equal(languageOf(header), language))
