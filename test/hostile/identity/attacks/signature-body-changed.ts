/** Another body under a signature that holds (RFC 9530 §6). */
import { digestOf } from '../../../support/push.ts'
import { refusesSigned, type SignatureAttack } from '../../../support/signed.ts'

export const attack: SignatureAttack = async (t, surfaces) => {
  await t.test('body changed', async (t) => {
    await refusesSigned(t, surfaces, 'digest-mismatch', ({ headers, body }) => [
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
}
