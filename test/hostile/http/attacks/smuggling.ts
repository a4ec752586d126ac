/**
 * A second request hidden in the first (RFC 9112 §11.2): two lengths, a length and chunks, folded lines. There is one answer, a refusal, and
 * what was hidden is neither answered nor recorded. Headers that a proxy would add say nothing here.
 */
import type { Test } from 'tap'
import { assertRefusal } from '../../../support/hostile.ts'
import { entriesIn } from '../../../support/log-entries.ts'
import { bytesOf } from '../../../support/raw.ts'
import { target } from '../../../support/shared-target.ts'

const auth = target.authorization.join(': ')
const hidden = `GET /v1/dossiers?first=1 HTTP/1.1\r\nHost: gateway\r\n${auth}\r\n\r\n`
const head = (lines: string) =>
  `POST /graphql HTTP/1.1\r\nHost: gateway\r\n${auth}\r\nContent-Type: application/json\r\n${lines}\r\n\r\n`
const empty = '0\r\n\r\n'

// biome-ignore format: a table
const attacks: Readonly<Record<string, string>> = {
  'two Content-Lengths, the first shorter':   head(`Content-Length: 0\r\nContent-Length: ${hidden.length}`) + hidden,
  'two Content-Lengths, the second shorter':  head(`Content-Length: ${hidden.length}\r\nContent-Length: 0`) + hidden,
  'a list of lengths':                        head(`Content-Length: 0, ${hidden.length}`) + hidden,
  'length, then chunks':                      head(`Content-Length: ${hidden.length + empty.length}\r\nTransfer-Encoding: chunked`) + empty + hidden,
  'chunks, then length':                      head(`Transfer-Encoding: chunked\r\nContent-Length: ${empty.length}`) + empty + hidden,
  'chunks, in another spelling, and length':  head(`Transfer-Encoding: xchunked\r\nContent-Length: ${hidden.length}`) + empty + hidden,
  'chunks twice':                             head('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked') + empty + hidden,
  'chunks and another coding':                head('Transfer-Encoding: chunked, identity') + empty + hidden,
  'chunks behind a vertical tab':             head('Transfer-Encoding: \x0bchunked') + empty + hidden,
  'chunks in quotes':                         head('Transfer-Encoding: "chunked"') + empty + hidden,
  'a length behind obs-fold':                 head(`X: a\r\n Content-Length: ${hidden.length}\r\nContent-Length: 0`) + hidden,
  'chunks behind obs-fold':                   head('Transfer-Encoding:\r\n chunked') + empty + hidden,
  'a length behind a bare CR':                head(`X: a\rContent-Length: ${hidden.length}`) + hidden,
  'a length behind a bare LF':                head(`X: a\nContent-Length: ${hidden.length}`) + hidden,
  'a length with a space before its colon':   head(`Content-Length : ${hidden.length}`) + hidden,
  'a length in hexadecimal':                  head(`Content-Length: 0x${hidden.length.toString(16)}`) + hidden,
  'a length with an underscore':              head(`Content-Length: 1_0`) + hidden,
  'a chunk that ends in a bare LF':           `${head('Transfer-Encoding: chunked')}2\n{}\n0\n\n${hidden}`,
  'a chunk size with a sign':                 `${head('Transfer-Encoding: chunked')}+2\r\n{}\r\n${empty}${hidden}`,
  'a chunk size in 0x':                       `${head('Transfer-Encoding: chunked')}0x2\r\n{}\r\n${empty}${hidden}`,
}

const listed = (): number =>
  entriesIn(target.run.audit.dir).filter(({ detail }) => detail.operation === 'dossier:list').length

// biome-ignore format: a table
const proxied: readonly (readonly [name: string, value: string])[] = [
  ['X-Forwarded-For', '127.0.0.1'],
  ['X-Forwarded-Proto', 'https'],
  ['X-Forwarded-Host', 'gateway'],
  ['X-Forwarded-Client-Cert', 'URI=urn:lienthong:vien-kiem-sat:kiem-sat'],
  ['Client-Cert', ':MIIBqDCCAU6gAwIBAgIBBzAKBggqhkjOPQQDAjA6MRswGQYDVQQKDBJMZXQncyBBdXRoZW50aWNhdGU=:'],
  ['X-SSL-Client-Verify', 'SUCCESS'],
  ['X-Original-Method', 'GET'],
  ['Forwarded', 'for=127.0.0.1;proto=https'],
]

export const attack = async (t: Test) => {
  t.test('one answer, a refusal, and nothing after it', async (t) => {
    const before = listed()
    for (const [name, bytes] of Object.entries(attacks)) {
      const connection = target.connect()
      connection.send(bytes)
      const reply = await connection.next()
      assertRefusal(t, name, reply, { status: 400, code: 'request-malformed' })
      t.equal(await connection.ended(), '', `${name}: closed`)
    }
    t.equal(listed(), before, 'nothing that was hidden is recorded, since nothing of it was done')
  })

  t.test('what a proxy would add makes nobody another', async (t) => {
    for (const header of proxied) {
      const connection = target.connect()
      connection.send(bytesOf({ target: '/v1/dossiers', headers: [header] }))
      assertRefusal(t, header[0], await connection.next(), { status: 401, code: 'token-missing' })
      connection.close()
    }
  })
}
