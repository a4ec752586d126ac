/** Signed requests and answers: each attack of attacks/signature-*.ts, against one gateway. */
import t from 'tap'
import { runAttacks } from '../../support/attacks.ts'
import { startSurfaces } from '../../support/signed.ts'

t.test('signatures', async (t) => {
  await runAttacks(t, new URL('attacks/', import.meta.url), 'signature', await startSurfaces(t))
})
