/**
 * The coarse reasons that a caller is given. Which policy decided goes to the log only. Of several the first of
 * this list is given: what is about the asker before what is about the facet, and that before what is about the field.
 */
export const reasons = {
  'system-role': {
    vi: 'Hệ thống này không được đăng ký để trao đổi dữ liệu vụ việc',
    en: 'This system is not registered for the exchange of case data',
  },
  purpose: { vi: 'Mục đích hoặc quan hệ với hồ sơ không cho phép', en: 'Not permitted for this purpose and relation' },
  concealed: { vi: 'Không cung cấp', en: 'Not given' },
  'holder-only': { vi: 'Chỉ cơ quan nắm giữ được đọc', en: 'For the agency that holds it, and no other' },
  undetermined: { vi: 'Chưa xác định được độ mật', en: 'The level has not been determined' },
  'state-secret': {
    vi: 'Bí mật nhà nước: chỉ qua kênh được phê duyệt',
    en: 'State secret: only on an approved channel',
  },
  // One for every handling tag: a word of its own would tell of whom it stands that he reported, testifies or is under age.
  'handling-tag': {
    vi: 'Loại dữ liệu được bảo vệ riêng, ngoài phạm vi của cơ quan với hồ sơ này',
    en: 'A specially protected kind of data, which this agency may not have of this dossier',
  },
  clearance: { vi: 'Vượt mức được phép của cán bộ', en: 'Above the clearance of the officer' },
  'decision-failed': {
    vi: 'Không quyết định được nên không cung cấp',
    en: 'No decision could be made, so nothing is given',
  },
} as const

export type Reason = keyof typeof reasons

const order = Object.keys(reasons) as Reason[]

export const isReason = (text: string | undefined): text is Reason => text !== undefined && Object.hasOwn(reasons, text)

/** The one of `given` that a caller is told; undefined when there is none. */
export const foremost = (given: readonly Reason[]): Reason | undefined => order.find((reason) => given.includes(reason))
