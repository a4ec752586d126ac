/** Content-Digest: of these bytes, by an algorithm that counts, or refused. */
import { hash } from 'node:crypto'
import t from 'tap'
import { requireDigest } from '../../../gateway/identity/content-digest.ts'
import { codeOf } from '../../support/identity.ts'
import { digestOf } from '../../support/push.ts'

const body = Buffer.from('{"phanAnh":1}')
const verdict = (header: string | undefined, bytes: Uint8Array = body) => codeOf(() => requireDigest(header, bytes))
const [of256, of512] = [digestOf(body), digestOf(body, 'sha-512')]
const md5 = `md5=:${hash('md5', body, 'base64')}:`

t.test('a digest of the bytes', async (t) => {
  for (const header of [of256, of512, `${of256}, ${of512}`, `${md5}, ${of256}`, `unixsum=:AAA=:, ${of512}`])
    t.equal(await verdict(header), 'none', header)
  t.equal(await verdict(digestOf(''), new Uint8Array()), 'none', 'of no bytes')
})

t.test('none, of other bytes, or not to be read in one way', async (t) => {
  const cases: Readonly<Record<string, string | undefined>> = {
    none: undefined,
    empty: '',
    'of other bytes': digestOf('{}'),
    'one right, one of other bytes': `${of256}, ${digestOf('{}', 'sha-512')}`,
    'only an algorithm that does not count': md5,
    'sha-256 under the name of sha-512': of256.replace('256', '512'),
    twice: `${of256}, ${of256}`,
    'twice, the last one right': `${digestOf('{}')}, ${of256}`,
    cut: `sha-256=:${hash('sha256', body, 'buffer').subarray(1).toString('base64')}:`,
    'nothing in it': 'sha-256=::',
    'as text': of256.replaceAll(':', '"'),
    'as a number': 'sha-256=1',
    'as a list': `sha-256=(${of256.slice(8)})`,
    'in hexadecimal': `sha-256=:${hash('sha256', body, 'hex')}:`,
    'as Digest of RFC 3230': `sha-256=${hash('sha256', body, 'base64')}`,
    'as Repr-Digest in capitals': of256.replace('sha', 'SHA'),
    garbage: '\u0000)(',
  }
  for (const [name, header] of Object.entries(cases)) t.equal(await verdict(header), 'digest-mismatch', name)
})
