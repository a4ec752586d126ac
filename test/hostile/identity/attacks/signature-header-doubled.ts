/** Headers that two readers could read differently: twice, in two lines, two signatures, another label (RFC 9421 §7.5.6). */
import { refusesSigned, type SignatureAttack, type Surface } from '../../../support/signed.ts'

const headerOf = (headers: ReturnType<Surface['headers']>, name: string): string =>
  headers.find(([own]) => own === name)![1]

const twice = ({ headers }: Surface, name: string) => {
  const own = headers()
  return [...own, [name, headerOf(own, name)] as const]
}

export const attack: SignatureAttack = async (t, surfaces) => {
  await t.test('header doubled', async (t) => {
    const second = (surface: Surface) => surface.headers({ label: 'sig2' })
    await refusesSigned(t, { ...surfaces, all: surfaces.all }, 'signature-invalid', (surface) => [
      ['digest twice', twice(surface, 'content-digest')],
      ['input twice', twice(surface, 'signature-input')],
      ['signature twice', twice(surface, 'signature')],
      [
        'two signatures, in two lines each',
        [...surface.headers(), ...second(surface).filter(([name]) => name.startsWith('signature'))],
      ],
      [
        'two signatures, in one line each',
        surface
          .headers()
          .map(([name, value]) =>
            name.startsWith('signature') ? [name, `${value}, ${headerOf(second(surface), name)}`] : [name, value],
          ),
      ],
      ['another label', second(surface)],
      ['an unknown parameter', surface.headers({ parameters: (usual) => [...usual, ['x', 1]] })],
      ['a parameter twice', surface.headers({ parameters: (usual) => [...usual, ['tag', '"x"']] })],
      [
        'one component more',
        surface.headers({ covered: '"@method" "@target-uri" "content-type" "content-digest" "@authority"' }),
      ],
      [
        'one component twice',
        surface.headers({ covered: '"@method" "@target-uri" "content-type" "content-digest" "@method"' }),
      ],
    ])
  })

  await t.test('a covered header that counts once is refused before its signature is looked at', async (t) => {
    await refusesSigned(t, surfaces, 'request-malformed', (surface) => [
      ['media type twice', twice(surface, 'content-type')],
      ['another media type beside', [...surface.headers(), ['Content-Type', 'text/plain']]],
    ])
  })

  await t.test('a token that is sent and not signed', async (t) => {
    const all = surfaces.all.filter(({ path }) => path === '/oauth2/revoke')
    const bearer = ['authorization', surfaces.target.authorization[1]] as const
    await refusesSigned(t, { ...surfaces, all }, 'signature-invalid', ({ headers }) => [
      ['added', [...headers(), bearer]],
      [
        'another than was signed',
        [
          ...headers({
            authorization: 'Bearer x',
            covered: '"@method" "@target-uri" "content-type" "content-digest" "authorization"',
          }).filter(([name]) => name !== 'authorization'),
          bearer,
        ],
      ],
    ])
  })
}
