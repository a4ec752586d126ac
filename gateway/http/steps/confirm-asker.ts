import type { Step } from '../services.ts'
import { requireStillAdmitted } from './admit-certificate.ts'
import { verifySignatureOf } from './signed-request.ts'
import { requireStillGood } from './verify-token.ts'

/**
 * Whoever asks may still, now that the body is here, which they may have sent slowly: certificate, the signature's key, token. From here on
 * the inquiry can be asked again (`confirm`), for what it changes is decided by what is in force then.
 */
export const confirmAsker: Step = async (request, services) => {
  const confirm: NonNullable<typeof request.inquiry.confirm> = async (sql) => {
    requireStillAdmitted(request, services)
    if (request.signed) verifySignatureOf(request, services, request.signed.profile)
    await requireStillGood(request, services, sql)
  }
  request.inquiry.confirm = confirm
  await confirm()
}
