/** Another body under a signature that holds (RFC 9530 §6). */
import t from 'tap'
import { digestOf } from '../../support/push.ts'
import { refusesSigned, startSurfaces } from '../../support/signed.ts'

t.test('body changed', async (t) => {
  await refusesSigned(t, await startSurfaces(t), 'digest-mismatch', ({ headers, body }) => [
    ['another', headers(), body.replace('x', 'y').replace('{}', '[]')],
    ['a byte more', headers(), `${body} `],
    ['a byte less', headers(), body.slice(0, -1)],
    ['none', headers(), ''],
    ['one digest of two', headers({ contentDigest: `${digestOf(body)}, ${digestOf('khac', 'sha-512')}` })],
    ['a digest that breaks easily', headers({ contentDigest: 'md5=:mZFLkyvTelC5g8XnyQrpOw==:' })],
    ['an empty digest', headers({ contentDigest: 'sha-256=::' })],
    ['a digest in text', headers({ contentDigest: 'sha-256="x"' })],
  ])
})
