import type { TLSSocket } from 'node:tls'
import { admit } from '../../identity/certificate.ts'
import { now_ms } from '../../telemetry/clock.ts'
import type { Step } from '../services.ts'

/**
 * Only an authorised socket of a registered system passes (design.md §5). The only row that may read a request of another;
 * the refusal closes the connection (gateway/http/server.ts).
 */
export const admitCertificate: Step = (request, { registry, revocation }) => {
  request.inquiry.system = admit(request.raw.socket as TLSSocket, registry(), {
    revocation: revocation(),
    now_ms: now_ms(),
  })
}
