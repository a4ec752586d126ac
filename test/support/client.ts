/** An agency's system as the gateway meets it, and the officers that tests know by name. */
export {
  type AgencyClient,
  agencyClient,
  type Call,
  clientWith,
  type Reply,
  type Wish,
} from '../../gateway/development/client.ts'

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
