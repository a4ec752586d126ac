/** An agency's system as the gateway meets it, to whom every answer must be as the API description tells, and the officers that tests know by name. */
import {
  type AgencyClient,
  type Client,
  agencyClient as plainAgencyClient,
  clientWith as plainClientWith,
} from '../../gateway/development/client.ts'
import { asDescribed } from './described.ts'

export type { AgencyClient, Call, Reply, Wish } from '../../gateway/development/client.ts'

/** Its calls reject as asDescribed throws. */
export function clientWith(...given: Parameters<typeof plainClientWith>): Client {
  const client = plainClientWith(...given)
  return {
    ...client,
    call: async (path, call) => asDescribed(call?.method ?? 'GET', path, await client.call(path, call)),
  }
}

export const agencyClient = (run: Parameters<typeof plainAgencyClient>[0], system: string): AgencyClient =>
  plainAgencyClient(run, system, clientWith)

/** The demo officers of the sandbox agencies, cleared for HAN_CHE and for NOI_BO. */
export const officers = {
  police: { system: 'cong-an:dieu-tra', officer: 'dtv-001', purpose: 'GIAI_QUYET_NGUON_TIN', legalBasis: 'BLTTHS.147' },
  policeClerk: {
    system: 'cong-an:dieu-tra',
    officer: 'cb-002',
    purpose: 'GIAI_QUYET_NGUON_TIN',
    legalBasis: 'BLTTHS.147',
  },
  procuracy: {
    system: 'vien-kiem-sat:kiem-sat',
    officer: 'ksv-001',
    purpose: 'KIEM_SAT_NGUON_TIN',
    legalBasis: 'BLTTHS.160',
  },
} as const
