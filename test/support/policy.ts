/** The shipped policies, and callers and facts to try them on. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Caller, CallerFacts } from '../../gateway/identity/caller.ts'
import type { Purpose } from '../../gateway/identity/participant.ts'
import type { Facts } from '../../gateway/policy/engine.ts'
import type { LabelCore, Level } from '../../gateway/policy/label.ts'
import { tags } from '../../schemas/generated/fields.ts'

const policies = join(import.meta.dirname, '../../policies')

export const shipped: { readonly schema: string; readonly sources: readonly string[] } = {
  schema: readFileSync(join(policies, 'lienthong.cedarschema'), 'utf8'),
  sources: readdirSync(join(policies, 'cedar'))
    .sort()
    .map((name) => readFileSync(join(policies, 'cedar', name), 'utf8')),
}

const purposes: readonly Pick<Purpose, 'id' | 'relations'>[] = JSON.parse(
  readFileSync(join(policies, 'purposes.json'), 'utf8'),
)

/** A caller as token.ts would have verified it: by default the police investigator, cleared for HAN_CHE and every tag. */
export const callerOf = (facts: Partial<CallerFacts> = {}): Caller =>
  ({
    agency: 'cong-an',
    agencyCode: 'CA',
    system: 'cong-an:dieu-tra',
    officer: 'dtv-001',
    clearance: 'HAN_CHE',
    tags,
    purpose: 'GIAI_QUYET_NGUON_TIN',
    purposes: ['GIAI_QUYET_NGUON_TIN'],
    serves: purposes.find(({ id }) => id === (facts.purpose ?? 'GIAI_QUYET_NGUON_TIN'))?.relations ?? [],
    legalBasis: 'BLTTHS.147',
    actions: ['dossier:read', 'dossier:list'],
    dossiers: [],
    roles: ['exchange'],
    jti: 'jti-1',
    thumbprint: 'thumbprint',
    expiresAt: 2_000_000_000,
    registryVersion: 'r1',
    ...facts,
  }) satisfies CallerFacts as CallerFacts as Caller

/** The prosecutor who supervises, without the tag for reporters. */
export const prosecutorOf = (facts: Partial<CallerFacts> = {}): Caller =>
  callerOf({
    agency: 'vien-kiem-sat',
    agencyCode: 'VKS',
    system: 'vien-kiem-sat:kiem-sat',
    officer: 'ksv-001',
    tags: ['NGUOI_CHUA_THANH_NIEN', 'BAO_VE_NHAN_CHUNG', 'DLCN_CO_BAN', 'DLCN_NHAY_CAM', 'CAN_BO_QUAN_LY'],
    purpose: 'KIEM_SAT_NGUON_TIN',
    purposes: ['KIEM_SAT_NGUON_TIN'],
    legalBasis: 'BLTTHS.160',
    ...facts,
  })

/** The judge of the court that took the file. */
export const judgeOf = (facts: Partial<CallerFacts> = {}): Caller =>
  callerOf({
    agency: 'toa-an',
    agencyCode: 'TA',
    system: 'toa-an:xet-xu',
    officer: 'tp-001',
    tags: ['NGUOI_CHUA_THANH_NIEN', 'BAO_VE_NHAN_CHUNG', 'DLCN_CO_BAN', 'DLCN_NHAY_CAM', 'CAN_BO_QUAN_LY'],
    purpose: 'XET_XU_VU_AN',
    purposes: ['XET_XU_VU_AN'],
    legalBasis: 'BLTTHS.277',
    ...facts,
  })

/** The inspector who follows what became of a recommendation. */
export const inspectorOf = (facts: Partial<CallerFacts> = {}): Caller =>
  callerOf({
    agency: 'thanh-tra',
    agencyCode: 'TTr',
    system: 'thanh-tra:ket-luan',
    officer: 'ttv-001',
    tags: ['DLCN_CO_BAN', 'CAN_BO_QUAN_LY'],
    purpose: 'THEO_DOI_KIEN_NGHI',
    purposes: ['THEO_DOI_KIEN_NGHI', 'TIEN_HANH_THANH_TRA'],
    legalBasis: 'TTLT03_2018.5',
    ...facts,
  })

/** The officer of the Front, who knows whom it received a petition from. */
export const frontOf = (facts: Partial<CallerFacts> = {}): Caller =>
  callerOf({
    agency: 'mttq',
    agencyCode: 'MTTQ',
    system: 'mttq:tiep-nhan',
    officer: 'cbmt-001',
    tags: ['NGUOI_TO_GIAC', 'DLCN_CO_BAN', 'CAN_BO_QUAN_LY'],
    purpose: 'GIAM_SAT_XA_HOI',
    purposes: ['GIAM_SAT_XA_HOI'],
    legalBasis: 'TTLT01_2017.14',
    ...facts,
  })

export const labelOf = (level: Level, ...labelTags: readonly string[]): LabelCore => ({ level, tags: labelTags })

export const factsOf = (facts: Partial<Facts> = {}): Facts => ({
  relations: ['holder'],
  conceal: false,
  sealed: false,
  approvedChannel: false,
  operation: 'dossier:read',
  ...facts,
})
