import { GatewayError } from '../../errors/problem.ts'
import { isPercentEncodedUtf8 } from '../percent.ts'
import type { Step } from '../services.ts'

/** A query string that two readers could read differently is refused. Throws GatewayError `parameter-invalid`. */
export const requireUtf8Query: Step = ({ raw }) => {
  const [, ...query] = (raw.url ?? '').split('?')
  if (!isPercentEncodedUtf8(query.join('?'))) throw new GatewayError('parameter-invalid')
}
