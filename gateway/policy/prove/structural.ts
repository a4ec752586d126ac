/** Invariants that no policy can state, since each is about two requests: whatever is allowed in the one is allowed in the other. */
import { tags } from '../../../schemas/generated/fields.ts'
import { levels } from '../label.ts'
import { actions, clearances, type Given } from './space.ts'

export interface Structural {
  readonly id: string
  readonly legalBasis: string
  readonly vi: string
  /** Pairs that differ in nothing but what they say: where the first is allowed, the second must be. */
  readonly steps: readonly (readonly [Given, Given])[]
}

const clear: Given = { approvedChannel: false }
/** The action of what is given in part; only basic personal data is, so that this tag alone adds something. */
const partial: Given = { action: 'readMasked' }
const partialTag = 'DLCN_CO_BAN'
const lowestSecret = levels.indexOf('MAT')
const successive = (count: number): readonly (readonly [number, number])[] =>
  Array.from({ length: count - 1 }, (_, rank) => [rank, rank + 1] as const)

export const structural: readonly Structural[] = [
  {
    id: 'read-implies-know',
    legalBasis: 'BLTTHS Điều 177',
    vi: 'Ai được đọc, dù chỉ một phần, thì được biết hồ sơ tồn tại.',
    steps: (['read', 'readMasked'] as const).map((action) => [{ action }, { action: 'know' }]),
  },
  {
    id: 'clearance-never-costs',
    legalBasis: 'Luật Bảo vệ bí mật nhà nước 117/2025/QH15',
    vi: 'Cán bộ ở mức cao hơn không bao giờ được ít hơn.',
    steps: successive(clearances.length).map(([lower, higher]) => [{ clearance: lower }, { clearance: higher }]),
  },
  {
    id: 'cleared-tag-never-costs',
    legalBasis: 'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15',
    vi: 'Được phép thêm một dấu không bao giờ làm mất quyền.',
    steps: tags.map((tag) => [{ cleared: { [tag]: false } }, { cleared: { [tag]: true } }]),
  },
  {
    id: 'level-never-gives',
    legalBasis: 'Luật Bảo vệ bí mật nhà nước 117/2025/QH15',
    vi: 'Ngoài bản mã qua kênh được phê duyệt, nhãn ở mức cao hơn không bao giờ cho được nhiều hơn.',
    steps: successive(levels.length).map(([lower, higher]) => [
      { ...clear, level: higher },
      { ...clear, level: lower },
    ]),
  },
  {
    id: 'tag-never-gives',
    legalBasis: 'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15',
    vi: 'Thêm một dấu trên nhãn không bao giờ cho được nhiều hơn; riêng dữ liệu cá nhân cơ bản có dạng che bớt.',
    steps: actions.flatMap((action) =>
      tags
        .filter((tag) => action !== partial.action || tag !== partialTag)
        .map((tag): readonly [Given, Given] => [
          { action, tags: { [tag]: true } },
          { action, tags: { [tag]: false } },
        ]),
    ),
  },
  {
    id: 'conceal-and-seal-never-give',
    legalBasis: 'BLTTHS Điều 177',
    vi: 'Yêu cầu giữ kín hoặc niêm phong không bao giờ cho ai được nhiều hơn.',
    steps: (['conceal', 'sealed'] as const).map((mark) => [{ [mark]: true }, { [mark]: false }]),
  },
  {
    id: 'channel-for-secrets-only',
    legalBasis: 'Luật Bảo vệ bí mật nhà nước 117/2025/QH15; NĐ 63/2026/NĐ-CP',
    vi: 'Kênh được phê duyệt không mở thêm điều gì ngoài bí mật nhà nước gửi qua chính kênh đó.',
    steps: levels.flatMap((level, rank): (readonly [Given, Given])[] =>
      rank >= lowestSecret && level !== 'CHUA_XAC_DINH'
        ? []
        : [
            [
              { level: rank, approvedChannel: true },
              { level: rank, approvedChannel: false },
            ],
          ],
    ),
  },
  {
    id: 'list-never-more-than-read',
    legalBasis: 'NĐ 278/2025/NĐ-CP',
    vi: 'Tra danh sách không bao giờ cho được nhiều hơn đọc từng hồ sơ.',
    steps: [[{ operation: 'dossier:list' }, { operation: 'dossier:read' }]],
  },
]
