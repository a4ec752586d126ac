import { parameterInvalid } from '../../errors/problem.ts'
import type { Step } from '../services.ts'

/**
 * `Want-Evidence: ?1` (RFC 9651 boolean): the caller asks for what opens the commitments to its answer. Throws GatewayError
 * `parameter-invalid` for anything but `?0` and `?1`, once.
 */
export const readEvidenceWish: Step = ({ inquiry, raw }) => {
  const given = raw.headersDistinct['want-evidence']
  if (given === undefined) return
  if (given.length !== 1 || !/^\?[01]$/.test(given[0]!)) throw parameterInvalid('Want-Evidence')
  inquiry.wantsEvidence = given[0] === '?1'
}
