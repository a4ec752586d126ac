/** Forged tokens: each attack of attacks/token-*.ts, against one gateway. */
import t from 'tap'
import { runAttacks } from '../../support/attacks.ts'
import { startForge } from '../../support/forged.ts'

t.test('tokens', async (t) => {
  await runAttacks(t, new URL('attacks/', import.meta.url), 'token', await startForge(t))
})
