/** A signature that was made for somewhere else, or for something else (RFC 9421 §7.2.1, §7.2.6). */
import { refusesSigned, type SignatureAttack } from '../../../support/signed.ts'

export const attack: SignatureAttack = async (t, surfaces) => {
  await t.test('signature over another path', async (t) => {
    const { run } = surfaces.target
    await refusesSigned(t, surfaces, 'signature-invalid', ({ path, headers }) => [
      ['another path', headers({ targetUri: `${run.url}/oauth2/token` })],
      [
        'the path of the other surface',
        headers({ targetUri: `${run.url}${path === '/v1/deposits' ? '/oauth2/revoke' : '/v1/deposits'}` }),
      ],
      ['another host', headers({ targetUri: `https://khac.example${path}` })],
      ['another scheme', headers({ targetUri: `${run.url.replace('https:', 'http:')}${path}` })],
      ['a query', headers({ targetUri: `${run.url}${path}?x` })],
      ['in capitals', headers({ targetUri: `${run.url}${path.toUpperCase()}` })],
      [
        'the tag of the other surface',
        headers({ tag: path === '/v1/deposits' ? 'lienthong-request' : 'lienthong-deposit' }),
      ],
      ['the tag of answers', headers({ tag: 'lienthong-answer' })],
      ['the path left out', headers({ covered: '"@method" "content-type" "content-digest"' })],
      ['only the path, not the host', headers({ covered: '"@method" "@path" "content-type" "content-digest"' })],
      ['nothing covered', headers({ covered: '' })],
    ])
  })
}
