/** Whose failures count, and that they end. */
import { SignJWT } from 'jose'
import t from 'tap'
import { GatewayError } from '../../../gateway/errors/problem.ts'
import { countForgedToken, countTokenRequest, lockedFor_s } from '../../../gateway/identity/lockout.ts'
import { limits } from '../../../gateway/limits.ts'
import { createMemoryRates } from '../../../gateway/store/rate-memory.ts'

const { system_failures_max, lock_s_max } = limits.lockout
const system = { agency: 'cong-an', id: 'cong-an:dieu-tra', uri: '', roles: [], thumbprint: '' } as const
const refusal = new GatewayError('oauth-invalid-grant')
const key = new Uint8Array(32)

async function formOf(sub: string): Promise<URLSearchParams> {
  const assertion = await new SignJWT({ sub }).setProtectedHeader({ alg: 'HS256' }).sign(key)
  return new URLSearchParams({ assertion })
}

function clocked() {
  let now_ms = 0
  const rates = createMemoryRates({ now_ms: () => now_ms })
  const pass = (passed_s: number) => {
    now_ms += passed_s * 1000
  }
  return { rates, pass }
}

t.test('one part of a system that fails every minute locks out the others once, and not for good', async (t) => {
  const { rates, pass } = clocked()
  const honest = await formOf('dtv-001')
  for (let n = 0; n < system_failures_max; n++)
    await countTokenRequest(rates, { system, form: await formOf(`la-${n}`), refusal })
  const locked_s = await lockedFor_s(rates, system, honest)
  t.ok(locked_s > 0)
  // Tokens that are no tokens are counted whether or not new ones are to be had.
  for (let n = 0; n < 100; n++) await countForgedToken(rates, system)
  t.equal(await lockedFor_s(rates, system, honest), locked_s, 'not lengthened from under it')
  pass(locked_s)
  for (let minute = 0; minute < 120; minute++) {
    t.equal(await lockedFor_s(rates, system, honest), 0)
    await countTokenRequest(rates, { system, form: honest })
    await countForgedToken(rates, system)
    await countTokenRequest(rates, { system, form: await formOf(`la-${minute}`), refusal })
    pass(60)
  }
})

t.test('nor when it is the first to fail after each lock', async (t) => {
  const { rates, pass } = clocked()
  const honest = await formOf('dtv-001')
  for (let n = 0; n < system_failures_max + 8; n++) {
    await countForgedToken(rates, system)
    pass(await lockedFor_s(rates, system, honest))
  }
  await countForgedToken(rates, system)
  t.equal(await lockedFor_s(rates, system, honest), lock_s_max, 'by then the longest')
  pass(lock_s_max)
  await countTokenRequest(rates, { system, form: honest })
  await countForgedToken(rates, system)
  t.equal(await lockedFor_s(rates, system, honest), 0, 'one token was right: half is forgotten')
})

t.test('a token without an officer eases nothing: whoever has the certificate gets it', async (t) => {
  const { rates } = clocked()
  for (let n = 0; n < system_failures_max - 1; n++) await countForgedToken(rates, system)
  await countTokenRequest(rates, { system, form: new URLSearchParams() })
  await countForgedToken(rates, system)
  t.ok((await lockedFor_s(rates, system, new URLSearchParams())) > 0)
})

t.test("what comes on another system's certificate is that one's, whomever it names", async (t) => {
  const { rates } = clocked()
  const honest = await formOf('dtv-001')
  const another = { ...system, agency: 'toa-an', id: 'toa-an:xet-xu' }
  for (let n = 0; n < 2 * system_failures_max; n++)
    await countTokenRequest(rates, { system: another, form: honest, refusal })
  t.equal(await lockedFor_s(rates, system, honest), 0)
  t.ok((await lockedFor_s(rates, another, honest)) > 0)
})
