/** Whose fault it is when a nonce can't be taken. */
import t from 'tap'
import { takeNonce } from '../../../gateway/identity/signature-nonce.ts'

const now_s = 1_800_000_000
const signed = { keyid: 'k', nonce: 'b3k2pp5k7z-50gnwp.yemd', created: now_s - 10, expires: now_s + 290 }
const take = (healthySince: number, first: boolean) =>
  takeNonce(signed, { agency: 'cong-an', now_s, replay: { healthySince, once: async () => first } })

t.test('taken, used before, older than the memory, no memory yet', async (t) => {
  await t.resolves(take(now_s - 10, true))
  await t.rejects(take(now_s - 10, false), { code: 'signature-replayed' })
  await t.rejects(take(now_s - 9, true), { code: 'signature-expired' })
  await t.rejects(take(Number.POSITIVE_INFINITY, true), { code: 'replay-store-unavailable' })
})
