import t from 'tap'
import { subjectUris } from '../../../gateway/identity/subject-uri.ts'

t.same(subjectUris(undefined), [])
t.same(subjectUris('URI:urn:lienthong:a:b'), ['urn:lienthong:a:b'])
t.same(subjectUris('DNS:localhost, URI:urn:lienthong:a:b, IP Address:127.0.0.1'), ['urn:lienthong:a:b'])
t.same(subjectUris('URI:urn:x:1, URI:urn:x:2'), ['urn:x:1', 'urn:x:2'])
t.same(subjectUris('DNS:URI:urn:lienthong:a:b'), [], 'a name that only looks like a URI entry')

for (const text of [
  'DNS:"x, URI:urn:lienthong:a:b"',
  "DNS:x', URI:urn:lienthong:a:b",
  'URI:"urn:lienthong:a:b"',
  'URI:urn:lienthong:a\\u003ab',
  'x, URI:urn:lienthong:a:b',
  'URI:urn:lienthong:a:b\u0000',
  'URI:urn:liên:a',
  '',
  `URI:${'a'.repeat(3000)}`,
]) {
  t.equal(subjectUris(text), undefined, JSON.stringify(text).slice(0, 60))
}
