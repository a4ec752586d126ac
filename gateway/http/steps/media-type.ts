import { GatewayError } from '../../errors/problem.ts'
import type { Step } from '../services.ts'

/**
 * Exactly one media type, no parameter but charset=utf-8 (RFC 9110 §8.3.1). Matched as a whole, so that no `;`, tab, case or
 * list trick selects another parser than the one meant.
 */
const required =
  (type: string): Step =>
  (request) => {
    const given = request.headers['content-type']
    if (given === undefined || !new RegExp(`^${type}(?: *; *charset=(?:utf-8|"utf-8"))?$`, 'i').test(given))
      throw new GatewayError('media-type-unsupported')
    const encoding = request.headers['content-encoding']
    if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
      throw new GatewayError('media-type-unsupported')
  }

export const requireJson = required('application/json')
export const requireForm = required('application/x-www-form-urlencoded')
