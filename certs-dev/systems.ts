/** The systems that development certificates are made for, and what each is for. */

/** `exchange` asks the gateway, `source` is asked by it, `officer` is a person's browser (RSA, PKCS #12). */
export type DevelopmentUse = 'exchange' | 'source' | 'officer'

export interface DevelopmentSystem {
  readonly agency: string
  readonly system: string
  readonly uses: readonly DevelopmentUse[]
}

export const developmentSystems: readonly DevelopmentSystem[] = [
  { agency: 'cong-an', system: 'dieu-tra', uses: ['exchange', 'source'] },
  { agency: 'vien-kiem-sat', system: 'kiem-sat', uses: ['exchange', 'source'] },
  { agency: 'toa-an', system: 'xet-xu', uses: ['exchange', 'source'] },
  { agency: 'thanh-tra', system: 'ket-luan', uses: ['exchange', 'source'] },
  { agency: 'mttq', system: 'tiep-nhan', uses: ['exchange', 'source'] },
  { agency: 'cong-an-xa-31078', system: 'tiep-nhan', uses: ['exchange'] },
  { agency: 'cong-an-xa-30307', system: 'tiep-nhan', uses: ['exchange'] },
  { agency: 'giam-sat-an-ninh', system: 'can-bo', uses: ['officer'] },
]

/** The agency whose officers open the log, and the officers who have a key for it. */
export const auditAgency = 'giam-sat-an-ninh'
export const auditOfficers = ['gs-001', 'gs-002'] as const

export const brokenNames = [
  'expired',
  'not-yet-valid',
  'other-ca',
  'wrong-eku',
  'revoked',
  'unregistered',
  'two-sans',
] as const
export type BrokenName = (typeof brokenNames)[number]

/** The system whose client certificate the gateway shows to sources. */
export const gatewaySystem = { agency: 'gateway', system: 'truy-van' } as const

/** `<agency>:<system>`, the id of a system everywhere but in file names. */
export const systemId = (of: { readonly agency: string; readonly system: string }): string =>
  `${of.agency}:${of.system}`

/** The one URI that a system's certificate carries. */
export const systemUri = (of: { readonly agency: string; readonly system: string }): string =>
  `urn:lienthong:${systemId(of)}`
