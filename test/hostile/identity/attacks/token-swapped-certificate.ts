/** A token on the connection of another certificate than it was issued to (RFC 8705 §3). */
import { officers } from '../../../support/client.ts'
import { refusesTokens, type TokenAttack } from '../../../support/forged.ts'
import { assertRefusal } from '../../../support/hostile.ts'
import { bytesOf, rawConnection } from '../../../support/raw.ts'

export const attack: TokenAttack = async (t, forge) => {
  await t.test('certificate swapped between token and connection', async (t) => {
    const { target, claims, sign } = forge
    const { run } = target
    for (const [name, files] of Object.entries(run.clients).filter(([name]) => name !== officers.police.system)) {
      const connection = rawConnection(run, files)
      connection.send(bytesOf({ target: '/v1/dossiers', headers: [target.authorization] }))
      const code = files.role === 'exchange' ? 'token-not-bound' : 'role-not-allowed'
      assertRefusal(t, name, await connection.next(), { status: code === 'role-not-allowed' ? 403 : 401, code })
      connection.close()
    }
    await refusesTokens(t, forge, 'token-not-bound', [
      ['a thumbprint of another', sign(claims({ cnf: { 'x5t#S256': 'A'.repeat(43) } }))],
      ['an empty binding', sign(claims({ cnf: {} }))],
      ['a binding to a key', sign(claims({ cnf: { jkt: 'A'.repeat(43) } }))],
      ['no binding but null', sign(claims({ cnf: null }))],
      ['another client', sign(claims({ client_id: officers.procuracy.system }))],
      ['another agency', sign(claims({ agency: 'vien-kiem-sat' }))],
    ])
  })
}
