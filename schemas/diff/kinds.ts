/** Every kind of change between two published schemas, and what it means for each party. */

/** Who is touched: systems that read answers, adapters that give facets, security officers who sign labels and masks. */
export const parties = ['consumer', 'adapter', 'policy'] as const
export type Party = (typeof parties)[number]

/** In rising weight. `tightening`: fewer may see it. `loosening`: more may see it, which two officers have to sign. */
export const verdicts = ['none', 'additive', 'tightening', 'loosening', 'breaking'] as const
export type Verdict = (typeof verdicts)[number]

export type Verdicts = Readonly<Record<Party, Verdict>>

export interface KindOfChange {
  readonly verdicts: Verdicts
  readonly vi: string
  readonly en: string
}

const kind = (consumer: Verdict, adapter: Verdict, policy: Verdict, vi: string, en: string): KindOfChange => ({
  verdicts: { consumer, adapter, policy },
  vi,
  en,
})

const table = {
  'entity-added': kind('additive', 'additive', 'additive', 'Thực thể mới', 'New entity'),
  'entity-removed': kind('breaking', 'breaking', 'none', 'Đã bỏ thực thể', 'Entity removed'),
  'field-added': kind('additive', 'additive', 'additive', 'Trường mới, không bắt buộc', 'New optional field'),
  'field-added-required': kind(
    'additive',
    'breaking',
    'additive',
    'Trường bắt buộc mới: bên cấp phải luôn có',
    'New required field: adapters must always give it',
  ),
  'field-removed': kind(
    'breaking',
    'breaking',
    'none',
    'Đã bỏ trường: bên đọc mất trường, bên cấp còn gửi thì bị từ chối',
    'Field removed: readers lose it, an adapter that still gives it is refused',
  ),
  'required-added': kind('none', 'breaking', 'none', 'Nay là bắt buộc', 'Now required: adapters must always give it'),
  'required-removed': kind('breaking', 'additive', 'none', 'Không còn bắt buộc: có thể vắng', 'May now be absent'),
  'shape-changed': kind('breaking', 'breaking', 'none', 'Đổi kiểu dữ liệu', 'Another type'),
  'codes-bound-changed': kind('breaking', 'breaking', 'none', 'Đổi danh mục mã', 'Bound to another code list'),
  'values-narrowed': kind(
    'none',
    'breaking',
    'none',
    'Thu hẹp giá trị: giá trị đang gửi có thể bị từ chối',
    'Fewer values: what an adapter gives today may be refused',
  ),
  'values-widened': kind(
    'breaking',
    'additive',
    'none',
    'Mở rộng giá trị: bên đọc có thể gặp giá trị mới',
    'More values: a reader may meet a new value',
  ),
  'values-changed': kind(
    'breaking',
    'breaking',
    'none',
    'Tập giá trị khác, không so được rộng hay hẹp',
    'Other values, neither wider nor narrower',
  ),
  'label-raised': kind(
    'breaking',
    'none',
    'tightening',
    'Nâng nhãn: một số bên đọc có thể mất trường',
    'Label raised: some readers may lose the field',
  ),
  'label-lowered': kind(
    'additive',
    'none',
    'loosening',
    'Hạ nhãn: mở rộng quyền xem, cán bộ an ninh phải ký',
    'Label lowered: access widens, the officers must sign',
  ),
  'tags-added': kind(
    'breaking',
    'none',
    'tightening',
    'Thêm dấu xử lý: một số bên đọc có thể mất trường',
    'Handling tag added: some readers may lose the field',
  ),
  'tags-removed': kind(
    'additive',
    'none',
    'loosening',
    'Bớt dấu xử lý: mở rộng quyền xem, cán bộ an ninh phải ký',
    'Handling tag removed: access widens, the officers must sign',
  ),
  'label-rule-changed': kind('none', 'none', 'none', 'Đổi căn cứ của nhãn', 'Another legal rule of the label'),
  'label-defined': kind('none', 'none', 'additive', 'Nhãn mặc định mới', 'New default label'),
  'label-dropped': kind('none', 'none', 'none', 'Bỏ một nhãn mặc định', 'Default label no longer defined'),
  'levels-reordered': kind(
    'breaking',
    'none',
    'loosening',
    'Đổi thứ tự độ mật: mọi nhãn phải xét lại',
    'Levels in another order: every label must be looked at again',
  ),
  'mask-opened': kind(
    'additive',
    'none',
    'loosening',
    'Nay cho thấy một phần, trước không cho: cán bộ an ninh phải ký',
    'A part is shown where nothing was: the officers must sign',
  ),
  'mask-closed': kind('breaking', 'none', 'tightening', 'Không còn cho thấy một phần', 'No part is shown any more'),
  'mask-replaced': kind(
    'breaking',
    'none',
    'loosening',
    'Cho thấy phần khác: cán bộ an ninh phải ký',
    'Another part is shown: the officers must sign',
  ),
  'id-added': kind(
    'additive',
    'none',
    'loosening',
    'Nay là mã định danh: không bao giờ bị giữ lại',
    'Now identifies: never withheld',
  ),
  'id-removed': kind('breaking', 'none', 'tightening', 'Không còn là mã định danh', 'Identifies no longer'),
  'assigned-added': kind(
    'none',
    'breaking',
    'none',
    'Nay do cổng cấp: bên cấp không được gửi',
    'Given by the gateway now: adapters must not give it',
  ),
  'assigned-removed': kind('none', 'additive', 'none', 'Nay do bên cấp gửi', 'Adapters may give it now'),
  'assigned-removed-required': kind('none', 'breaking', 'none', 'Nay bên cấp phải gửi', 'Adapters must give it now'),
  'ref-added': kind(
    'breaking',
    'breaking',
    'tightening',
    'Nay trỏ tới mã của thực thể khác: phải là mã có trong phần hồ sơ',
    'Now refers to an id: it must be one of the facet, and is renamed with it',
  ),
  'ref-removed': kind(
    'breaking',
    'none',
    'loosening',
    'Không còn trỏ tới thực thể: mã gốc đi ra nguyên vẹn',
    'Refers no longer: what the source writes leaves as it is',
  ),
  'ref-replaced': kind('breaking', 'breaking', 'none', 'Trỏ tới danh sách khác', 'Refers to another list'),
  'title-changed': kind('none', 'none', 'none', 'Đổi tên gọi, mô tả', 'Other title or description'),
  'keyword-changed': kind(
    'breaking',
    'breaking',
    'breaking',
    'Đổi một quy định mà phép so không hiểu: coi như phá vỡ',
    'Something changed that the comparison does not understand: taken as breaking',
  ),
  'list-added': kind('additive', 'additive', 'none', 'Danh mục mới', 'New code list'),
  'list-removed': kind('breaking', 'breaking', 'none', 'Đã bỏ danh mục', 'Code list removed'),
  'list-system-changed': kind('breaking', 'breaking', 'none', 'Đổi URI của danh mục', 'Another system URI'),
  'list-version-changed': kind('additive', 'additive', 'none', 'Phiên bản mới của danh mục', 'New list version'),
  'code-added': kind(
    'additive',
    'additive',
    'none',
    'Mã mới: bên đọc có thể gặp, nạp lại danh mục',
    'New code: readers may meet it and load the list again',
  ),
  'code-removed': kind(
    'breaking',
    'breaking',
    'none',
    'Đã bỏ mã: dữ liệu cũ không đọc được nữa; hãy đóng hiệu lực thay vì bỏ',
    'Code removed: older data can no longer be read; close its validity instead',
  ),
  'code-validity-narrowed': kind(
    'additive',
    'breaking',
    'none',
    'Rút ngắn hiệu lực của mã: ngoài hiệu lực thì không gửi được',
    'Shorter validity: not to be given outside it',
  ),
  'code-validity-widened': kind('additive', 'additive', 'none', 'Mở rộng hiệu lực của mã', 'Longer validity'),
  'code-renamed': kind('none', 'none', 'none', 'Đổi tên gọi của mã', 'Another name of the code'),
  'code-source-changed': kind('none', 'none', 'none', 'Đổi nguồn, độ tin cậy của mã', 'Other source or confidence'),
  'code-data-changed': kind('additive', 'additive', 'none', 'Đổi dữ liệu kèm mã', 'Other data beside the code'),
  'rule-added': kind('additive', 'additive', 'none', 'Quy tắc thời hạn mới', 'New time limit'),
  'rule-removed': kind('breaking', 'breaking', 'none', 'Đã bỏ quy tắc thời hạn', 'Time limit removed'),
  'limit-shortened': kind('breaking', 'none', 'none', 'Rút ngắn thời hạn', 'Shorter: what runs is due earlier'),
  'limit-lengthened': kind('additive', 'none', 'none', 'Kéo dài thời hạn', 'Longer: what runs is due later'),
  'limit-replaced': kind('breaking', 'none', 'none', 'Đổi cách tính thời hạn', 'The limit is counted in another way'),
  'rule-changed': kind(
    'breaking',
    'none',
    'none',
    'Đổi gia hạn, tạm đình chỉ, tham số hoặc sự kiện kết thúc của thời hạn',
    'Other extension, suspension, parameters or end events of a limit',
  ),
  'rule-text-changed': kind('none', 'none', 'none', 'Đổi tên gọi, điều luật, độ tin cậy', 'Other texts of a limit'),
} as const

export type ChangeKind = keyof typeof table

/** What each kind of change means, and its sentence in both languages. */
export const kinds: Readonly<Record<ChangeKind, KindOfChange>> = table

export interface Change {
  readonly kind: ChangeKind
  /** Path below the compared folder. */
  readonly file: string
  /** JSON Pointer (RFC 6901); of the older file where something was removed. */
  readonly pointer: string
  readonly verdicts: Verdicts
  /** The code or the rule that it is about: a pointer to it is a mere number. */
  readonly about?: string
  readonly before?: unknown
  readonly after?: unknown
  /** A removed and an added thing of one title: perhaps one renamed. The other's name. */
  readonly perhaps?: string
  /** Who must keep the time limit. */
  readonly whom?: { readonly vi: string; readonly en: string }
}

/** A place in a compared file. */
export interface Place {
  readonly file: string
  readonly pointer: string
  /** Whom changes here concern at all. */
  readonly concerns: readonly Party[]
}

/** The place below `place` that `names` lead to. */
export function below(place: Place, ...names: readonly (string | number)[]): Place {
  const steps = names.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`)
  return { ...place, pointer: place.pointer + steps.join('') }
}

type Detail = Pick<Change, 'about' | 'before' | 'after' | 'perhaps' | 'whom'>

/** A change of that kind at `place`; `none` for parties whom the place does not concern. */
export function changeAt(place: Place, kind: ChangeKind, detail: Detail = {}): Change {
  const { file, pointer, concerns } = place
  const given = kinds[kind].verdicts
  const judge = (party: Party): Verdict => (concerns.includes(party) ? given[party] : 'none')
  const judged = { consumer: judge('consumer'), adapter: judge('adapter'), policy: judge('policy') }
  return { kind, file, pointer, verdicts: judged, ...detail }
}

/** The heaviest of the verdicts of a change. */
export function heaviest(change: Change): Verdict {
  const weights = parties.map((party) => verdicts.indexOf(change.verdicts[party]))
  return verdicts[Math.max(...weights)]!
}
