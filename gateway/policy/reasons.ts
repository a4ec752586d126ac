/** The coarse reasons that a caller is given. Which policy decided goes to the log only (design.md §4.6). */
export const reasons = {
  clearance: { vi: 'Vượt mức được phép của cán bộ', en: 'Above the clearance of the officer' },
  'handling-tag': {
    vi: 'Loại dữ liệu được bảo vệ mà cơ quan chưa được phép',
    en: 'A protected kind of data that the agency is not cleared for',
  },
  purpose: { vi: 'Mục đích hoặc quan hệ với hồ sơ không cho phép', en: 'Not permitted for this purpose and relation' },
  undetermined: { vi: 'Chưa xác định được độ mật', en: 'The level has not been determined' },
  'state-secret': {
    vi: 'Bí mật nhà nước: chỉ qua kênh được phê duyệt',
    en: 'State secret: only on an approved channel',
  },
  'reporter-protected': { vi: 'Bảo vệ người cung cấp nguồn tin', en: 'The reporter is protected' },
  'minor-protected': { vi: 'Bảo vệ người chưa thành niên', en: 'The minor is protected' },
  concealed: { vi: 'Không cung cấp', en: 'Not given' },
  'decision-failed': {
    vi: 'Không quyết định được nên không cung cấp',
    en: 'No decision could be made, so nothing is given',
  },
} as const

export type Reason = keyof typeof reasons

export const isReason = (text: string | undefined): text is Reason => text !== undefined && Object.hasOwn(reasons, text)
