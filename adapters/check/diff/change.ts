/** What can differ between two versions of an adapter, and what it means for the version: one place for these words. */
import type { Text } from '../../../schemas/validation/texts.ts'

/** In rising order. `major`: something is lost, or an outcome is worse; `minor`: more is carried or held; `patch`: neither; `none`: the documents have changed, and not the adapter. */
export const bumps = ['none', 'patch', 'minor', 'major'] as const
export type Bump = (typeof bumps)[number]

interface Kind extends Text {
  readonly bump: Bump
}

const kind = (bump: Bump, vi: string, en: string): Kind => ({ bump, vi, en })

export const changeKinds = {
  dropped: kind('major', 'trước được mang theo, nay bị bỏ', 'was carried, is dropped'),
  lossy: kind('major', 'trước giữ nguyên, nay mất một phần', 'was lossless, is lossy'),
  rejected: kind('major', 'trước được nhận, nay bị từ chối', 'was taken, is rejected'),
  'target-gone': kind('major', 'không còn đến chỗ này', 'does not reach this place any more'),
  'format-changed': kind('major', 'dạng gốc hoặc cách truyền khác', 'another native form or transport'),
  'bound-lowered': kind(
    'major',
    'giới hạn thấp hơn: tài liệu trước được nhận có thể bị từ chối',
    'a lower bound: documents that were taken may be rejected',
  ),
  'mark-gone': kind('major', 'chỗ này không còn là dấu xử lý', 'this place is no handling mark any more'),
  'mark-optional': kind(
    'major',
    'thiếu dấu này nay có nghĩa là không có',
    'a missing mark now says that there is none',
  ),
  'unmarked-lowered': kind(
    'major',
    'nhãn của bản ghi không có dấu thấp hơn',
    'a lower label for records without marks',
  ),
  'direction-gone': kind('major', 'không còn chiều dịch này', 'a direction less'),
  carried: kind('minor', 'nay được mang theo', 'is carried now'),
  better: kind('minor', 'nay giữ được nhiều hơn', 'keeps more now'),
  'target-added': kind('minor', 'nay đến thêm chỗ này', 'reaches this place too'),
  'transport-declared': kind(
    'minor',
    'gửi lại, lặp lại hoặc bí mật khai khác',
    'retries, repetition or secrets are declared otherwise',
  ),
  'bound-raised': kind('minor', 'giới hạn cao hơn', 'a higher bound'),
  'mark-added': kind('minor', 'nay là dấu xử lý', 'is a handling mark now'),
  'mark-needed': kind(
    'minor',
    'thiếu dấu này nay là chưa xác định',
    'a missing mark now leaves the record undetermined',
  ),
  'unmarked-raised': kind('minor', 'nhãn của bản ghi không có dấu cao hơn', 'a higher label for records without marks'),
  'direction-added': kind('minor', 'thêm một chiều dịch', 'a direction more'),
  'field-gone': kind(
    'patch',
    'trường vốn bị bỏ, nay không còn trong bảng',
    'a field that was left behind is not in the table any more',
  ),
  'field-left': kind('patch', 'trường mới, bị bỏ', 'a new field, left behind'),
  'place-seen': kind('none', 'nay có tài liệu cho thấy chỗ này', 'a document shows this place now'),
  'place-unseen': kind('none', 'không còn tài liệu nào cho thấy chỗ này', 'no document shows this place any more'),
  declared: kind('patch', 'khai khác đi, đo được như cũ', 'declared otherwise, measured as before'),
} as const satisfies Readonly<Record<string, Kind>>

export type ChangeKind = keyof typeof changeKinds

export interface Change {
  readonly kind: ChangeKind
  /** Native field, or the place in the manifest. */
  readonly at: string
  readonly before?: string
  readonly after?: string
}

/** The bump that the changes need. */
export const neededBump = (changes: readonly Change[]): Bump =>
  changes.reduce<Bump>((most, { kind }) => {
    const { bump } = changeKinds[kind]
    return bumps.indexOf(bump) > bumps.indexOf(most) ? bump : most
  }, 'none')

/** By what the version was raised; undefined when it went down. Both are `major.minor.patch`. */
export function bumpBetween(before: string, after: string): Bump | undefined {
  const [old, young] = [before, after].map((version) => version.split('.').map(Number))
  const at = old!.findIndex((number, place) => number !== young![place])
  if (at < 0) return 'none'
  return young![at]! > old![at]! ? (['major', 'minor', 'patch'] as const)[at] : undefined
}
