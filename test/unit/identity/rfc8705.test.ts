/** RFC 8705 by its own examples: the thumbprint that binds a token is that of the certificate printed there. */
import { X509Certificate } from 'node:crypto'
import t from 'tap'
import { confirmationOf } from '../../../gateway/identity/certificate.ts'
import { callerOf } from '../../../gateway/identity/token.ts'
import { codeOf, identitySetup, issuer, systemOf } from '../../support/identity.ts'

/** Appendix A, Figure 6: the certificate; Figure 5: its confirmation. */
const certificate = new X509Certificate(`-----BEGIN CERTIFICATE-----
MIIBBjCBrAIBAjAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDARtdGxzMB4XDTE4MTAx
ODEyMzcwOVoXDTIyMDUwMjEyMzcwOVowDzENMAsGA1UEAwwEbXRsczBZMBMGByqG
SM49AgEGCCqGSM49AwEHA0IABNcnyxwqV6hY8QnhxxzFQ03C7HKW9OylMbnQZjjJ
/Au08/coZwxS7LfA4vOLS9WuneIXhbGGWvsDSb0tH6IxLm8wCgYIKoZIzj0EAwID
SQAwRgIhAP0RC1E+vwJD/D1AGHGzuri+hlV/PpQEKTWUVeORWz83AiEA5x2eXZOV
bUlJSGQgjwD5vaUaKlLR50Q2DmFfQj1L+SY=
-----END CERTIFICATE-----`)
const confirmation = { 'x5t#S256': 'A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0' }
/** §3.1, Figure 1: of another certificate. */
const other = { 'x5t#S256': 'bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2' }

t.test('Appendix A: the thumbprint of the certificate', async (t) => {
  t.equal(confirmationOf(certificate), confirmation['x5t#S256'])
})

t.test('§3.1: a token with this confirmation is for the holder of this certificate only', async (t) => {
  t.match(Object.keys(confirmation), ['x5t#S256'])
  const { registry } = await identitySetup(t)
  const system = systemOf(registry, 'cong-an:dieu-tra', confirmationOf(certificate))
  const now_s = 1_780_000_000
  const payload = { iss: issuer, aud: issuer, iat: now_s, exp: now_s + 60, client_id: system.id, agency: system.agency }
  const verdict = (cnf: object) =>
    codeOf(() =>
      callerOf({
        token: { header: { typ: 'at+jwt', alg: 'ES256' }, payload: { ...payload, cnf } },
        system,
        registry,
        issuer,
        now_s,
      }),
    )
  t.not(await verdict(confirmation), 'token-not-bound', 'goes on to what the token says')
  t.equal(await verdict(other), 'token-not-bound')
})
